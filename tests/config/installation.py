"""A data folder and a port of their own, started by the product's one command."""

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

from django.conf import settings

from config.services.ports import free_port
from tests.config.processes import CEILING, wait_for

# A ceiling for a machine with other work; alone it takes a tenth.
SECONDS_TO_READY = 300.0


class Installation:
    """A data folder and a port, started as often as a test likes."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.printed = var.with_name("printed")

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TIEPDAN_")}
        with open(self.printed, "wb") as printed:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.cli", *(words or ("serve",))],
                env={
                    **kept,
                    "TIEPDAN_VAR": str(self.var),
                    "PORT": str(self.port),
                    "PYTHONPATH": f"{settings.BASE_DIR}:{settings.BASE_DIR / 'platform'}",
                },
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.STDOUT,
            )
        return self.process

    def start_until_ready(self, *words: str) -> "subprocess.Popen[bytes]":
        process = self.start(*words)
        wait_for(lambda: self.is_ready or process.poll() is not None, "READY", SECONDS_TO_READY)
        assert self.is_ready, self.text
        return process

    def running(self) -> "subprocess.Popen[bytes]":
        """As it runs already, else started."""
        if self.process is not None and self.process.poll() is None:
            return self.process
        return self.start_until_ready()

    @property
    def text(self) -> str:
        return self.printed.read_text(encoding="utf-8")

    @property
    def is_ready(self) -> bool:
        return f"READY http://127.0.0.1:{self.port}/\n" in self.text

    def ask(self, path: str) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=CEILING) as answer:
            return int(answer.status)

    def end(self) -> None:
        """End it, if it runs: asked to end, it ends well."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            assert self.process.wait(CEILING) == 0, self.text

"""A process that does errands for the bench: one JSON line asks, one JSON line answers.

Ours and the peer each work in a process of their own with their own settings; the bench asks them in turns.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from config.services import leash

Errand = Callable[..., Any]


class ErrandFailed(RuntimeError):
    """The process ended instead of answering; the message ends with its last lines."""


class Runner:
    """The asking side of one such process, which ends with the bench."""

    def __init__(self, module: str, environment: Mapping[str, str], log: Path) -> None:
        self.log = log
        with open(log, "ab") as lines:
            self._process = subprocess.Popen(
                leash.command([sys.executable, "-m", module]),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=lines,
                env=dict(environment),
                text=True,
            )

    def ask(self, name: str, **given: Any) -> Any:
        """Do the errand and wait for its answer."""
        self.send(name, **given)
        return self.answer()

    def send(self, name: str, **given: Any) -> None:
        """Begin the errand; `answer()` fetches what it found."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([name, given]) + "\n")
        self._process.stdin.flush()

    def answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self._process.wait()
            said = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-25:]
            raise ErrandFailed("\n".join([f"{self.log.name}: no answer", *said]))
        return json.loads(line)

    def end(self) -> None:
        """No more errands; safe to call twice."""
        if self._process.stdin is not None and not self._process.stdin.closed:
            self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def serve(errands: Mapping[str, Errand]) -> None:
    """The answering side: do what is asked until nobody asks any more."""
    # What is printed on the way must not look like an answer.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        name, given = json.loads(line)
        answers.write(json.dumps(errands[name](**given)) + "\n")
        answers.flush()

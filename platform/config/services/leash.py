"""A child on a leash: the kernel ends it when the process that started it dies, even by SIGKILL.

Run as a program it leashes itself, then becomes the command: a
function between fork and exec would run in a copy of a process with threads. The kernel watches the *thread* that
started the child: children are started from the main thread only.
"""

import ctypes
import os
import signal
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1


def command(argv: list[str], *, sends: signal.Signals = signal.SIGTERM) -> list[str]:
    """`argv` on a leash: `sends` is what it gets when its parent dies."""
    return [sys.executable, "-S", "-E", str(Path(__file__)), str(os.getpid()), str(int(sends)), *argv]


def main() -> None:
    parent, sends, program = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, sends, 0, 0, 0)
    # The parent may have died before the leash was on.
    if os.getppid() != parent:
        sys.exit(1)
    os.execvp(program[0], program)


if __name__ == "__main__":
    main()

"""Named places where a test run may kill the process; nothing anywhere else.

`reach` does nothing unless the environment names that very place, which only `tests/faults` does, in
a process of its own.
"""

import os
import signal

ENVIRONMENT = "TIEPDAN_FAULT"

#: Every place, so that the test can walk them all.
POINTS = (
    "send.before_commit",
    "send.after_commit",
    "send.after_hint",
    "deliver.copying_file",
    "deliver.before_commit",
    "deliver.after_commit",
    "accept.before_commit",
    "accept.after_commit",
    "return.before_commit",
    "return.after_commit",
    "recall.before_commit",
    "recall.after_commit",
    "result.before_commit",
    "result.after_commit",
)


def reach(point: str) -> None:
    """Die here by SIGKILL if a fault test asked for it."""
    if os.environ.get(ENVIRONMENT) == point:
        os.kill(os.getpid(), signal.SIGKILL)

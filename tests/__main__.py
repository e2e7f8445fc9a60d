"""`make test`: the whole suite but the long runs, in three processes that share one server and one world.

First what may run beside each other, on every core. Then the serial tests in one process and beside them the browser tests
in two, each with a server and a browser of its own: all of them wait more than they compute. Serial and browser tests never
share a process because the browser's driver leaves an event loop behind, and the fault tests fork. Returns 1 when one of the
three failed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import cluster

ROOT = Path(__file__).resolve().parents[1]
# Files in memory: all a run writes is thrown away. Used where it has that much room, which no run fills.
MEMORY, ROOM = Path("/dev/shm"), 4 * 2**30
CORES = str(os.cpu_count() or 2)
BESIDE = (
    "-n",
    CORES,
    "--dist",
    "worksteal",
    "-m",
    "not serial and not browser and not long",
    "--ignore",
    "tests/browser",
)
SERIAL = ("-m", "serial and not browser and not long", "--ignore", "tests/browser")
BROWSER = ("-n", "2", "--dist", "worksteal", "-m", "not long", "tests/browser")


def main() -> int:
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
    with tempfile.TemporaryDirectory(prefix="tiepdan-suite-") as folder:
        world = Path(folder, "world")
        try:
            failed = [run(world, "beside", BESIDE).wait() != 0]
            later = [
                (name, run(world, name, what, folder)) for name, what in (("serial", SERIAL), ("browser", BROWSER))
            ]
            for name, process in later:
                failed.append(process.wait() != 0)
                print(Path(folder, name).read_text(encoding="utf-8", errors="replace"), flush=True)
        finally:
            cluster.stop(world)
    return int(any(failed))


def run(world: Path, name: str, what: tuple[str, ...], folder: str = "") -> "subprocess.Popen[bytes]":
    """Start one run of pytest with databases of its own; what it prints goes into a file of the folder, if one is named."""
    environment = {**os.environ, cluster.KEEP: str(world), cluster.NAME: name}
    command = [sys.executable, "-m", "pytest", "-q", "--durations=10", *what]
    if not folder:
        print(" ".join(command), flush=True)
        return subprocess.Popen(command, cwd=ROOT, env=environment)
    with open(Path(folder, name), "wb") as printed:
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=printed, stderr=subprocess.STDOUT)


if __name__ == "__main__":
    sys.exit(main())

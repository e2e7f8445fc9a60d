"""`make bench`: what the platform costs with N units, beside its peers, in one run on this machine.

N (300 units), SECONDS (60 of case work) and BENCH_JSON (a file for the rows) come from the environment.
"""

import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import NoReturn

from tests.scale import figures, lagging, lifecycle, migrating, opening, receptions, supervising, visiting
from tests.scale.errands import Runner
from tests.scale.figures import Figure
from tests.scale.installation import Installation

SAMPLE = 20
USERS = 8
CASES_A_UNIT = 3
# Units that are filled while the next so many are opened.
BATCH = 30
# Of the case list, from each of the four servers in each round.
REQUESTS = 60

_began = time.monotonic()


def main() -> int:
    """Run everything once; 0 when every row was measured, whether or not its target was met."""
    n, seconds = int(os.environ.get("N") or 300), float(os.environ.get("SECONDS") or 60)
    if n < 3:
        sys.exit("N: at least 3 units")
    signal.signal(signal.SIGTERM, _end)
    installation = Installation()
    try:
        rows = run(installation, n, seconds)
    except Exception:
        # The folder goes with the installation; what its programs said is needed now.
        print(installation.last_words(), file=sys.stderr)
        raise
    finally:
        installation.close()
    print(figures.table(rows))
    if asked := os.environ.get("BENCH_JSON"):
        figures.write(Path(asked), rows)
    return 0


def run(installation: Installation, n: int, seconds: float) -> list[Figure]:
    """All rows, one kind of measurement after the other."""
    say("PostgreSQL, Valkey, web server, worker, scheduler")
    installation.start()
    ours = Runner("tests.scale.ours", installation.environment(role="owner"), installation.folder / "ours.log")
    ours.ask("import_tree")
    say(f"opening {n} units, {CASES_A_UNIT} cases in each")
    keys, people = prepare(installation, ours, n)
    ours.ask("settled")
    cookies: dict[str, str] = ours.ask("sign_in", keys=keys)
    rows = visiting.measure(installation, cookies, min(max(60, n), REQUESTS), say)
    rows += lifecycle.measure(installation, people[:USERS], USERS, n, seconds, say)
    rows += lagging.measure(ours, installation, people[:USERS], USERS, n, seconds, say)
    rows += supervising.measure(ours, keys, say)
    rows += receptions.measure(installation, keys[-1], cookies[keys[-1]], say)
    stock = Runner(
        "tests.scale.stock.errands",
        installation.environment("tests.scale.stock.settings", role="owner"),
        installation.folder / "stock.log",
    )
    stock.ask("prepare")
    rows += opening.measure(ours, stock, n, min(SAMPLE, max(n, opening.ROUNDS)), say)
    rows += migrating.measure(ours, stock, say)
    for runner in (ours, stock):
        runner.end()
    say("done")
    return rows


def prepare(installation: Installation, ours: Runner, n: int) -> tuple[list[str], list[dict[str, str]]]:
    """Open so many units; those of one batch are filled while the next are opened: nothing is measured meanwhile."""
    filler = Runner("tests.scale.ours", installation.environment(role="owner"), installation.folder / "filler.log")
    keys: list[str] = []
    people: list[dict[str, str]] = []
    for begin in range(0, n, BATCH):
        opened = ours.ask("open_many", count=min(BATCH, n - begin))
        if keys:
            people += filler.answer()
        keys += opened
        filler.send("fill", keys=opened, count=CASES_A_UNIT)
    people += filler.answer()
    filler.end()
    return keys, people


def say(words: str) -> None:
    """What is being done, with the time."""
    print(f"{time.monotonic() - _began:6.1f} s  {words}", file=sys.stderr, flush=True)


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(1)


if __name__ == "__main__":
    sys.exit(main())

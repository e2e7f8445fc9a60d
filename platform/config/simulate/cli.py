"""`tiepdan simulate year`: a year of the five plans inside an opened demonstration, printed as figures.

Nothing of it stays: each plan's year runs in one transaction that is rolled back, so that the same command gives the same figures
again. The unit's other writers wait meanwhile where they would take the same number. ``--keep`` leaves the year there.
"""

import argparse
import time
from typing import Any

from config.demo import setup
from config.simulate.year import live
from kernel import clock
from kernel.transactions import atomic

CODES = ("S0", "S1", "S2", "S3", "S4")


class _Undo(Exception):
    """Leaves the transaction without a trace."""


def register(commands: Any) -> None:
    """Add `simulate`."""
    verbs = commands.add_parser("simulate", help="a year of the five plans through the product's own actions")
    verbs = verbs.add_subparsers(dest="verb", required=True, metavar="VERB")
    year = verbs.add_parser("year", help="run a year, print counts and what the product refused")
    year.add_argument("--plan", choices=[*CODES, "all"], default="all")
    year.add_argument("--seed", type=int, default=1)
    year.add_argument("--year", type=int, help="default: the year after this one")
    year.add_argument("--keep", action="store_true", help="leave the year in the unit")
    year.set_defaults(handler=do_year)


def do_year(args: argparse.Namespace) -> int:
    """Run the plans whose unit is open; 1 when none is."""
    year = args.year or clock.today().year + 1
    ran = 0
    for code in CODES if args.plan == "all" else [args.plan]:
        cast = setup.cast_of(code)
        if cast is None:
            print(f"{code}: its unit is not open in this demonstration", flush=True)
            continue
        began = time.monotonic()
        try:
            with atomic():
                told = live(code, cast, seed=args.seed, year=year)
                if not args.keep:
                    raise _Undo
        except _Undo:
            pass
        print("\n".join(told.lines()), flush=True)
        print(f"  {'seconds':<24}{time.monotonic() - began:.1f}", flush=True)
        ran += 1
    return 0 if ran else 1

"""``make forms``: for each form how many columns are counted, follow from others, are typed, or are impossible, and why."""

import sys
from itertools import groupby

from oversight.rules.forms import Column, Origin, census


def main() -> int:
    """Print one line a form, and below it the columns counted only since a day, and those that a person has to type, by reason."""
    write = sys.stdout.write
    for form, by_origin in census():
        counted, sums = len(by_origin[Origin.COMPUTED]), len(by_origin[Origin.SUM])
        typed, impossible = by_origin[Origin.TYPED], by_origin[Origin.IMPOSSIBLE]
        write(
            f"{form.code:<12} {len(form.columns):>2} columns: {counted + sums} computed ({counted} counted, {sums} sums), "
        )
        write(
            f"{len(typed)} typed, {len(impossible)} impossible, {len(by_origin[Origin.TEXT])} words — {form.source}\n"
        )
        for since, found in groupby((one for one in by_origin[Origin.COMPUTED] if one.since), key=_since):
            write(f"    counted in windows that begin on {since} or later: {', '.join(str(one.no) for one in found)}\n")
        for word, columns in (("typed", typed), ("impossible", impossible)):
            for why, found in groupby(sorted(columns, key=_why), key=_why):
                write(f"    {word} {', '.join(str(one.no) for one in found)}: {why}\n")
    return 0


def _since(column: Column) -> str:
    return column.since


def _why(column: Column) -> str:
    return column.why


if __name__ == "__main__":
    sys.exit(main())

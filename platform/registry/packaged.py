"""The files that come with the product: the units before and from 1 July 2025, and what became what."""

from datetime import date
from pathlib import Path

from kernel.transactions import atomic
from registry.importing import FIRST_LIST, Imported, import_successions, import_units

DATA = Path(__file__).parent / "data"
# Two levels from this day: Resolution 203/2025/QH15 and the laws that follow it.
TWO_LEVELS_FROM = date(2025, 7, 1)
LAST_DAY_OF_THREE = date(2025, 6, 30)


@atomic
def import_packaged() -> dict[str, Imported]:
    """Import all three files as planned units, in one transaction; raises `CannotImport`."""
    before, new, became = (
        DATA / f"{name}.csv"
        for name in ("units-before-2025-07-01", "units-from-2025-07-01", "reorganisation-2025-07-01")
    )
    return {
        before.name: import_units(before, valid_from=FIRST_LIST, valid_to=LAST_DAY_OF_THREE),
        new.name: import_units(new, valid_from=TWO_LEVELS_FROM),
        became.name: import_successions(became, on=TWO_LEVELS_FROM),
    }

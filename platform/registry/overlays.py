"""Prolongations: an assumption kept as data, never a rule of the product.

The demo installation shows three levels after 1 July 2025 by prolonging the units it opens; each row names the source.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from kernel.transactions import atomic
from registry import epoch
from registry.models import Unit, UnitClosure, UnitLink

NO_END = date(9999, 12, 31)


@atomic
def prolong(unit_ids: Iterable[int], source: str, until: date | None = None) -> int:
    """Let units, and the links among them and to the nation, hold beyond their last day; returns how many units."""
    ids = set(unit_ids)
    ends = until or NO_END
    count = Unit.objects.filter(id__in=ids).update(overlay_valid_to=ends, overlay_source=source)
    with_root = ids | set(Unit.objects.filter(key="vn").values_list("id", flat=True))
    UnitLink.objects.filter(child__in=ids, parent__in=with_root).filter(_ended()).update(
        overlay_valid_to=ends, source=source
    )
    UnitClosure.objects.filter(descendant__in=ids, ancestor__in=with_root).filter(_ended()).update(
        overlay_valid_to=ends
    )
    epoch.bump()
    return count


@atomic
def withdraw(unit_ids: Iterable[int]) -> int:
    """Take prolongations away: dates alone decide again; returns how many units."""
    ids = set(unit_ids)
    count = Unit.objects.filter(id__in=ids).update(overlay_valid_to=None, overlay_source="")
    UnitLink.objects.filter(child__in=ids).update(overlay_valid_to=None, source="")
    UnitClosure.objects.filter(descendant__in=ids).update(overlay_valid_to=None)
    epoch.bump()
    return count


def _ended() -> Q:
    return Q(valid_to__isnull=False)

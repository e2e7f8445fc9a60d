"""Dates as they are shown: with "(dự kiến)" where no decree has fixed the year's calendar yet."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from deadlines.calendar import file_data, is_expected_year
from deadlines.enums import RuleCode
from deadlines.models import DueItem

SET_BY_HAND = frozenset({RuleCode.ASSIGN, RuleCode.SUPPLEMENT, RuleCode.STEP, RuleCode.FLASH})
"""A day that somebody set depends on no calendar."""


def is_expected(item: DueItem, day: date | None = None) -> bool:
    """Was the date (the last permitted one unless told) counted in a year without a decree?

    Asked on the day of reading: once a release brings the decree, the words go away.
    """
    return item.kind not in SET_BY_HAND and is_expected_year((day or item.due_on).year)


def with_mark(text: str, expected: bool) -> str:
    """``16/11`` or ``16/11 (dự kiến)``."""
    return _("%(day)s (dự kiến)") % {"day": text} if expected else text


def expected_of(case_ids: Iterable[UUID]) -> frozenset[tuple[UUID, date]]:
    """Which dates of these cases are only expected, as pairs of case and date; one query."""
    first = date(file_data()["decreed_until"] + 1, 1, 1)
    found = DueItem.objects.open().filter(case_id__in=list(case_ids), due_on__gte=first).exclude(kind__in=SET_BY_HAND)
    return frozenset(found.values_list("case_id", "due_on"))

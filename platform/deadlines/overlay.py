"""Prolonging the district rows beyond their legal end, as a demonstration with three levels needs it.

The law knows no district since 01/07/2025; an installation that shows one says so on every page and in ``tiepdan rules list``.
"""

from datetime import date

from deadlines import memory
from deadlines.loading import DISTRICT, OTHER_LEVELS, district_until
from deadlines.models import DeadlineRule
from kernel.transactions import atomic


@atomic
def prolong_districts(*, source: str, until: date) -> int:
    """Let districts work by the rules of the other levels until ``until``; each row touched names ``source``. Returns how many.

    Rows that ended with the districts go on while the other levels' row goes on; a row that began later gets a district twin
    that exists only through the overlay. Running it again changes nothing.
    """
    last_district_day = district_until()
    n = 0
    for rule in DeadlineRule.objects.filter(unit_id__isnull=True, levels=OTHER_LEVELS):
        ends = min(rule.valid_to or until, until)
        if ends <= last_district_day:
            continue
        twin, created = DeadlineRule.objects.get_or_create(
            unit_id=None,
            code=rule.code,
            case_kind=rule.case_kind,
            levels=DISTRICT,
            valid_from=rule.valid_from,
            law=rule.law,
            defaults={
                "length": rule.length,
                "day_kind": rule.day_kind,
                "start_event": rule.start_event,
                "dates": rule.dates,
                "valid_to": ends,
                "article": rule.article,
                "mark": rule.mark,
                "overlay_valid_to": ends,
                "overlay_source": source,
            },
        )
        if not created:
            twin.overlay_valid_to, twin.overlay_source = ends, source
            twin.save(update_fields=["overlay_valid_to", "overlay_source"])
        n += 1
    memory.forget()
    return n

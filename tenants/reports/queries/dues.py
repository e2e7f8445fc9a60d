"""What the reports of a unit say of their dates, for the nightly recount."""

from collections.abc import Iterator

from kernel import active, clock
from oversight.actions.expecting import rule_code
from oversight.models import PeriodReport
from oversight.protocols import DueTruth
from oversight.rules.forms import set_of
from oversight.rules.report_periods import ReportPeriod
from registry import tree

CODES = ("F1", "F2", "F3", "F4")


def report_dues() -> Iterator[DueTruth]:
    """Every report that has a date: met on the day it was sent last, owed again while it is returned."""
    unit = tree.get(active.current().id)
    for row in PeriodReport.objects.of_unit(unit.id).filter(due_on__isnull=False).order_by("pk").iterator():
        code = rule_code(set_of(row.form_set, row.first), unit, ReportPeriod.parse(row.period))
        met_on = clock.day_of(row.submitted_at) if row.is_sent and row.submitted_at is not None else None
        yield DueTruth(code, row.pk, row.due_on, met_on=met_on)

"""The programme's rows move with the case: they end here when it leaves, and are here again when it comes back."""

from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from deadlines import due
from deadlines.enums import RuleCode
from kernel import clock
from tenants.cases.enums import EntryKind
from tenants.cases.models import ProgrammeEntry
from tenants.cases.models.programme import TRAVELS

#: A next step is the unit's own: it ends and does not travel. Directives and hot spots stay where they were entered.
ENDS = (*TRAVELS, EntryKind.STEP)


def leave(case_id: UUID, unit_id: int, *, envelope_id: UUID, to_name: str) -> None:
    """The case goes on to another unit: what is in force ends here, with its words and the envelope it left with."""
    # Kept in the row: in Vietnamese, whatever the officer reads.
    with translation.override("vi"):
        _end(case_id, unit_id, envelope_id, _("Đã chuyển đến %(unit)s") % {"unit": to_name})


def taken_away(case_id: UUID, unit_id: int, *, envelope_id: UUID, by_name: str) -> None:
    """What was offered here has been recalled by its sender."""
    with translation.override("vi"):
        _end(case_id, unit_id, envelope_id, _("%(unit)s đã rút lại") % {"unit": by_name})


def come_back(case_id: UUID, unit_id: int, *, envelope_id: UUID) -> None:
    """The movement is undone: what ended with it is in force again, the next step with its date."""
    rows = ProgrammeEntry.objects.filter(case_id=case_id, left_with=envelope_id)
    step = rows.of_kind(EntryKind.STEP).select_related("case").first()
    rows.update(ended_on=None, ended_why="", left_with=None)
    if step is not None:
        due.open_item(unit_id, RuleCode.STEP, case_id, step.on, due_on=step.due_on, case_kind=step.case.kind)


def _end(case_id: UUID, unit_id: int, envelope_id: UUID, why: str) -> None:
    rows = ProgrammeEntry.objects.in_force().filter(case_id=case_id).of_kind(*ENDS)
    if rows.update(ended_on=clock.today(), ended_why=why[:500], left_with=envelope_id):
        # Superseded: undoing a later movement does not bring this date back.
        due.cancel(unit_id, case_id, RuleCode.STEP, superseded=True)

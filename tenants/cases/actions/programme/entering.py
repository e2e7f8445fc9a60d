"""What every entry of the programme shares: its row, what it replaces, and the days the levels above may read."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock, errors, text
from oversight import cards
from tenants.cases.enums import ONE_IN_FORCE, EntryKind
from tenants.cases.models import Case, ProgrammeEntry

#: The day of the row in force that stands on the case's card.
ON_CARD = {
    EntryKind.COMPLEX: "complex_on",
    EntryKind.SOLUTION: "solution_on",
    EntryKind.PROGRESS: "progress_on",
    EntryKind.SETTLED: "settled_on",
}


def enter(case: Case, kind: EntryKind, *, actor: Actor, **columns: object) -> ProgrammeEntry:
    """Write one row; where only one may be in force the earlier one ends today."""
    if kind in ONE_IN_FORCE:
        case.programme.in_force().of_kind(kind).update(ended_on=clock.today())
    row: ProgrammeEntry = ProgrammeEntry.objects.create(
        case=case, kind=kind, entered_by_id=actor.account_id, entered_by_name=actor.name[:200], **columns
    )
    if kind in ON_CARD:
        tell_card(case)
    return row


def locked(case: Case, entry_id: UUID, kind: EntryKind) -> ProgrammeEntry:
    """The row of a case that ``begin`` has locked, as it stands now."""
    return ProgrammeEntry.objects.select_for_update(of=("self",)).get(pk=entry_id, case=case, kind=kind)


def tell_card(case: Case) -> None:
    """Write the days of what is in force on the case's card, in the caller's transaction."""
    rows = case.programme.in_force().of_kind(*ON_CARD).order_by("on").values_list("kind", "on")
    days: dict[str, date] = dict(rows)
    cards.put(case.pk, **{column: days.get(kind.value) for kind, column in ON_CARD.items()})


def line_of_text(value: str, field: str, *, most: int = 250) -> str:
    """One cleaned line that must be there."""
    cleaned = text.clean(value, field=field, max_length=most)
    if not cleaned:
        raise errors.Invalid("text_missing", _("Chưa ghi nội dung."), fields={field: [_("Chưa ghi ô này.")]})
    return cleaned


def refuse_to_come(on: date, field: str = "on") -> None:
    """A paper or an event has its day today or before."""
    if on > clock.today():
        said = _("Ngày %(day)s chưa đến.") % {"day": f"{on:%d/%m/%Y}"}
        raise errors.Invalid("day_to_come", said, fields={field: [said]})


def refuse_past(on: date, field: str = "due_on") -> None:
    """A term ends today or later."""
    if on < clock.today():
        raise errors.Invalid("due_on_past", _("Hạn đã qua."), fields={field: [_("Chọn hạn từ hôm nay trở đi.")]})

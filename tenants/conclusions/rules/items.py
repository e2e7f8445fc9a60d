"""One item of a conclusion as it is dictated, and what it lacks before it can be given out."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from tenants.conclusions.enums import Route


@dataclass(frozen=True, slots=True)
class ItemData:
    """An open item names who leads, a person, a date; one settled on the spot says what the result was."""

    text: str
    route: str = Route.HANDLE
    lead_body: UUID | None = None
    #: A unit below, through the case of the item.
    lead_unit_id: int | None = None
    officer: UUID | None = None
    contact: str = ""
    co_bodies: tuple[UUID, ...] = ()
    is_complex: bool = False
    needs_citizen_answer: bool = True
    #: Fixed by hand; left out where the plan's own term counts.
    due_on: date | None = None
    registration_id: UUID | None = None
    opinion_id: UUID | None = None
    case_id: UUID | None = None
    #: What was done at once (clear, founded, within authority); such an item is closed and not in the notice.
    settled: str = ""


def lacking(
    *, has_lead: bool, has_person: bool, has_date: bool, is_complex: bool, has_contact: bool, lower_without_case: bool
) -> list[str]:
    """What an item still lacks, in words; empty when it can be given out.

    Who, the named person and until when (plans S0-03, S4-26); of a complex matter also whom to ask (Decree 154/2026 Art. 25.3).
    """
    found = []
    if not has_lead:
        found.append(_("cơ quan chủ trì"))
    if not has_person:
        found.append(_("người chịu trách nhiệm"))
    if not has_date:
        found.append(_("thời hạn"))
    if is_complex and not has_contact:
        found.append(_("đầu mối liên hệ (việc phức tạp)"))
    if lower_without_case:
        found.append(_("vụ việc để giao đơn vị cấp dưới"))
    return found

"""Visits without a petition: advice, an inquiry, a reception of the head. Every visit is entered (form 03/TCD)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, errors, text
from kernel.journal import events
from kernel.transactions import atomic, lock_unit_writes
from oversight import cards
from oversight.actions import alerts
from registry.rules import refuse_if_ended, refuse_if_frozen
from tenants.cases.actions.intake import cleaned_person
from tenants.cases.actions.people import known
from tenants.cases.enums import VisitHost, VisitPurpose
from tenants.cases.models import Case, Petition, Visit
from tenants.cases.rules.intake import PersonData
from tenants.cases.rules.representatives import is_crowd

MAX_PEOPLE = 10_000


@dataclass(frozen=True, kw_only=True)
class VisitData:
    """One visit as it was typed. ``person`` is left out where the name is secret."""

    purpose: str
    visited_on: date
    person: PersonData | None
    person_count: int = 1
    summary: str = ""
    settled_by: str = ""
    guided_to: str = ""
    host: str = VisitHost.REGULAR
    session_id: UUID | None = None


@atomic
def enter_visit(data: VisitData, *, actor: Actor, visit_id: UUID | None = None) -> Visit:
    """Enter a visit into the register of reception: without a petition, or before one is made of it.

    Announces ``visit_entered`` without a name; a crowd in a campaign raises an alert. Refuses a day to come, and who neither enters petitions nor records
    receptions.
    """
    if not (actor.may(Permission.CASE_ENTER) or actor.may(Permission.RECEPTION_RECORD)):
        actor.require(Permission.CASE_ENTER)
    refuse_if_ended(actor.unit, clock.today())
    problems: dict[str, list[str]] = {}
    person = cleaned_person(data.person, field="full_name") if data.person is not None else None
    if person is not None and not person.full_name:
        problems["full_name"] = [_("Ghi họ và tên.")]
    if data.visited_on > clock.today():
        problems["visited_on"] = [_("Ngày tiếp không thể sau hôm nay.")]
    if not 1 <= data.person_count <= MAX_PEOPLE:
        problems["person_count"] = [_("Ghi số người được tiếp.")]
    if data.purpose not in VisitPurpose.values or data.host not in VisitHost.values:
        problems["purpose"] = [_("Chọn việc công dân đến hỏi.")]
    summary = text.clean(data.summary, field="summary", max_length=10_000, multiline=True)
    if not summary:
        problems["summary"] = [_("Ghi tóm tắt nội dung.")]
    if problems:
        raise errors.Invalid("visit_invalid", _("Chưa ghi được: hãy xem các ô được đánh dấu."), fields=problems)
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)
    visit = Visit(
        person=known(person) if person is not None else None,
        session_id=data.session_id,
        host=data.host,
        purpose=data.purpose,
        visited_on=data.visited_on,
        person_count=data.person_count,
        is_crowd=is_crowd(data.person_count),
        summary=summary,
        settled_by=text.clean(data.settled_by, field="settled_by", max_length=250),
        guided_to=text.clean(data.guided_to, field="guided_to", max_length=250),
        received_by_id=actor.account_id,
        received_unit_id=actor.unit.id,
    )
    if visit_id is not None:
        visit.pk = visit_id
    visit.save(force_insert=True)
    events.record(
        "visit_entered",
        actor=actor,
        visit=str(visit.pk),
        purpose=visit.purpose,
        host=visit.host,
        on=str(visit.visited_on),
    )
    alerts.crowd_came(visit.pk, person_count=visit.person_count, on=visit.visited_on, actor=actor)
    return visit


def put_into_session(visit: Visit, *, session_id: UUID, host: str, summary: str, settled_by: str = "") -> Visit:
    """The visit that an intake wrote belongs to a session of the head; in the caller's transaction."""
    visit.session_id, visit.host, visit.summary, visit.settled_by = session_id, host, summary, settled_by
    visit.save(update_fields=["session_id", "host", "summary", "settled_by"])
    if visit.case_id is not None:
        cards.dialogue_held(visit.case_id, visit.visited_on)
    return visit


def take_over(visit: Visit, *, instead_of: Visit) -> Visit:
    """The visit that an intake wrote stands for the one entered before: the citizen came once. In the caller's transaction."""
    put_into_session(
        visit,
        session_id=instead_of.session_id,  # type: ignore[arg-type]
        host=instead_of.host,
        summary=instead_of.summary,
        settled_by=instead_of.settled_by,
    )
    if instead_of.person_count > 1:
        alerts.keep_first(instead_of.pk, instead_of_later=visit.pk, unit_id=visit.unit_id)
    instead_of.delete()
    return visit


def without_case(visit: Visit) -> tuple[Case | None, Petition | None]:
    """Take a visit out of its case again (the intake is undone); returns where it stood. In the caller's transaction."""
    case, petition = visit.case, visit.petition
    visit.case = visit.petition = None
    visit.save(update_fields=["case", "petition"])
    return case, petition

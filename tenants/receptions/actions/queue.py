"""The queue of the day: who arrived, who is called, received, over, or did not come. The visit is entered when it begins."""

from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock, errors, text
from kernel.transactions import atomic
from oversight import cards
from tenants.cases.actions.visits import VisitData, enter_visit
from tenants.cases.enums import VisitHost, VisitPurpose
from tenants.cases.models import Visit
from tenants.receptions.actions.registrations.changing import begin_on_day, finish, record, refuse
from tenants.receptions.actions.registrations.concerning import next_place
from tenants.receptions.enums import Agreement, HostMode, RegistrationStatus, Signing
from tenants.receptions.models import ReceptionSession, Registration
from tenants.receptions.rules.applicants import Applicant

R = RegistrationStatus


@atomic
def arrive(registration: Registration | UUID, *, actor: Actor, version: int | None = None) -> Registration:
    """The citizen is there and gets the next place in the queue. Announces ``citizen_arrived``."""
    row = begin_on_day(registration, "arrive", actor, version)
    row.status, row.arrived_at = R.WAITING, clock.now()
    if row.queue_no is None:
        row.queue_no = next_place(_session(row), is_apart=bool(row.concerned))
    record("citizen_arrived", row, actor=actor, place=row.queue_no)
    return finish(row, "status", "arrived_at", "queue_no")


@atomic
def call(registration: Registration | UUID, *, actor: Actor, version: int | None = None) -> Registration:
    """Show the number in the waiting room; again when nobody came. Announces ``citizen_called``.

    Refuses while another one is called or being received: one citizen at a time sits before the head.
    """
    row = begin_on_day(registration, "call", actor, version)
    _refuse_second(row)
    row.status, row.called_at = R.CALLED, clock.now()
    record("citizen_called", row, actor=actor, place=row.queue_no)
    return finish(row, "status", "called_at")


@atomic
def begin_reception(registration: Registration | UUID, *, actor: Actor, version: int | None = None) -> Registration:
    """The citizen sits down. Announces ``reception_begun``."""
    row = begin_on_day(registration, "begin", actor, version)
    _refuse_second(row)
    row.status, row.began_at = R.CALLED, clock.now()
    row.called_at = row.called_at or row.began_at
    record("reception_begun", row, actor=actor, place=row.queue_no)
    return finish(row, "status", "called_at", "began_at")


@atomic
def end_reception(registration: Registration | UUID, *, actor: Actor, version: int | None = None) -> Registration:
    """The citizen was received: the visit enters the register, under the head or who received for the head.

    Announces ``citizen_received``.
    """
    row = begin_on_day(registration, "end", actor, version)
    row.status, row.ended_at = R.RECEIVED, clock.now()
    row.began_at = row.began_at or row.called_at or row.ended_at
    row.visit_id = _enter(row, actor).pk
    if row.case_id is not None:
        cards.dialogue_held(row.case_id, _session(row).held_on)
    record("citizen_received", row, actor=actor, place=row.queue_no)
    return finish(row, "status", "ended_at", "began_at", "visit_id")


@atomic
def mark_absent(registration: Registration | UUID, *, actor: Actor, version: int | None = None) -> Registration:
    """Did not come, or went away. Announces ``citizen_absent``; arriving later is still possible."""
    row = begin_on_day(registration, "absent", actor, version)
    row.status = R.ABSENT
    record("citizen_absent", row, actor=actor)
    return finish(row, "status")


@atomic
def say(
    registration: Registration | UUID, *, agreement: str, outcome: str = "", actor: Actor, version: int | None = None
) -> Registration:
    """Whether the citizen agrees at the end, and in one line what came of it. Announces ``citizen_answered``."""
    row = begin_on_day(registration, "say", actor, version)
    if agreement not in Agreement.values:
        raise refuse("agreement", _("Chọn ý kiến của công dân."))
    row.agreement, row.outcome = agreement, outcome.strip()[:5000]
    record("citizen_answered", row, actor=actor, agreement=agreement)
    return finish(row, "agreement", "outcome")


@atomic
def sign(
    registration: Registration | UUID, *, signing: str, note: str = "", actor: Actor, version: int | None = None
) -> Registration:
    """The citizen's own statement was read out; the citizen signed it, or did not and why (plan S0, step 6 of the programme).

    Announces ``statement_signed``; refuses a refusal without its reason.
    """
    row = begin_on_day(registration, "sign", actor, version)
    if signing not in Signing.values:
        raise refuse("signing", _("Chọn việc ký."))
    note = text.clean(note, field="note", max_length=500)
    if signing == Signing.REFUSED and not note:
        raise refuse("note", _("Ghi vì sao công dân không ký."))
    row.signing, row.signing_note, row.signed_at = signing, note, clock.now()
    record("statement_signed", row, actor=actor, signing=signing)
    return finish(row, "signing", "signing_note", "signed_at")


def host_of(session: ReceptionSession) -> str:
    """Under whom the visits of a session are counted; never both."""
    return VisitHost.DELEGATED if session.host_mode == HostMode.DELEGATED else VisitHost.HEAD


def _session(row: Registration) -> ReceptionSession:
    assert row.session is not None  # the policy asked for an open session
    return row.session


def _refuse_second(row: Registration) -> None:
    other = _session(row).registrations.filter(status=R.CALLED).exclude(pk=row.pk).first()
    if other is not None:
        raise errors.InvalidTransition(
            "another_called",
            _("Số %(place)s đang được tiếp; kết thúc lượt đó trước.") % {"place": other.queue_no or "–"},
        )


def _enter(row: Registration, actor: Actor) -> Visit:
    session = _session(row)
    first = Applicant.of(row.people[0]).as_person() if row.people else None
    return enter_visit(
        VisitData(
            purpose=VisitPurpose.PETITION,
            visited_on=session.held_on,
            person=first,
            person_count=row.person_count,
            summary=_("Tố cáo, danh tính niêm phong.") if row.is_sealed else row.matter,
            settled_by=row.settled_by,
            host=host_of(session),
            session_id=session.pk,
        ),
        actor=actor,
    )

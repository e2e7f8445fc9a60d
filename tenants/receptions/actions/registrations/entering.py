"""A registration comes in: on the unit's page, at the counter, by telephone, from another unit, or at the door on the day."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, errors, ids, text
from kernel.journal import counters
from kernel.transactions import atomic
from registry import tree
from registry.levels import Line
from registry.rules import refuse_if_ended
from tenants.cases.rules import sealing
from tenants.cases.rules.representatives import is_crowd
from tenants.documents import uploads as gate
from tenants.receptions.actions.registrations.changing import begin, enter, finish, lock_session, record
from tenants.receptions.actions.registrations.concerning import checked, next_place
from tenants.receptions.enums import RegistrationSource, RegistrationStatus, SessionStatus
from tenants.receptions.models import ReceptionSession, Registration
from tenants.receptions.policies import sessions as session_policies
from tenants.receptions.rules import applicants, codes, selection
from tenants.receptions.rules.applicants import Applicant, RegistrationData
from tenants.staff.queries import setting
from tenants.staff.rules.desks import Desks
from tenants.staff.rules.topics import Topics

SERIES = "registration"
Uploads = tuple[Any, ...]


@dataclass(frozen=True)
class Registered:
    """The row, and the code told to the citizen this once; empty when the same request came twice."""

    registration: Registration
    code: str


@atomic
def register(
    data: RegistrationData,
    *,
    source: str,
    actor: Actor,
    session: ReceptionSession | None = None,
    from_unit_id: int | None = None,
    uploads: Uploads = (),
    registration_id: UUID | None = None,
) -> Registered:
    """Enter a registration with the next number of the year; a denunciation's names are sealed before they touch a table.

    What can be seen from it is flagged, the desk is taken from the unit's routing table. A walk-in goes straight into the
    open session's queue. Announces ``registration_entered``. Refuses another line than the actor's, a group with too many
    who speak for it, and ``source`` UNIT without the unit. A topic of Party discipline needs the Party line and a word on who
    of the unit is concerned; refuses to let that person enter it.
    """
    is_walk_in = source == RegistrationSource.WALK_IN
    actor.require(Permission.RECEPTION_RECORD if is_walk_in else Permission.REGISTRATION_ENTER)
    refuse_if_ended(actor.unit, clock.today())
    data = applicants.cleaned(data)
    if data.line not in actor.lines or data.line not in (Line.PARTY, Line.GOVERNMENT):
        message = _("Chọn kênh Đảng hoặc chính quyền mà bạn phụ trách.")
        raise errors.Invalid("line_invalid", message, fields={"line": [message]})
    if source == RegistrationSource.UNIT and (from_unit_id is None or from_unit_id not in _neighbours(actor)):
        message = _("Chọn đơn vị chuyển đăng ký đến.")
        raise errors.Invalid("unit_missing", message, fields={"from_unit": [message]})
    applicants.check(data)
    concerned = _concerned(data, actor)
    enter(actor)
    printed, digest = codes.new_code()
    row = Registration(
        id=registration_id or ids.new_id(),
        number=f"{counters.next_number(SERIES, clock.today().year):03d}/{clock.today().year}",
        code_digest=digest,
        line=data.line,
        session=_session_asked_for(session, data.line) if session is not None else None,
        source=source,
        person_count=data.person_count,
        is_group=is_crowd(data.person_count),
        kind=data.kind,
        field=data.field,
        topic=data.topic,
        concerned=concerned,
        matter=data.matter,
        asks_protection=data.asks_protection,
        settled_by=data.settled_by,
        flags=selection.seen_flags(
            person_count=data.person_count, settled_by=data.settled_by, first_asked_on=None, today=clock.today()
        ),
        from_unit_id=from_unit_id,
        desk=_desk(data),
        entered_by_id=actor.account_id,
        entered_at=clock.now(),
    )
    put_people(row, data.people, actor)
    row.files = stored(uploads)
    if is_walk_in:
        _seat(row, actor)
    row.save(force_insert=True)
    record(
        "registration_entered",
        row,
        actor=actor,
        source=source,
        registration_kind=row.kind,
        person_count=row.person_count,
    )
    return Registered(row, printed)


@atomic
def add_papers(
    registration: Registration, uploads: Uploads, *, actor: Actor, version: int | None = None
) -> Registration:
    """Keep papers the citizen brought. Announces ``registration_papers_added``."""
    row = begin(registration, "receipt", actor=actor, version=version)
    added = stored(uploads)
    row.files = [*row.files, *added]
    record("registration_papers_added", row, actor=actor, files=len(added))
    return finish(row, "files")


@atomic
def withdraw(registration: Registration, *, reason: str, actor: Actor, version: int | None = None) -> Registration:
    """The citizen does not want to come any more. Announces ``registration_withdrawn``."""
    row = begin(registration, "withdraw", actor=actor, version=version)
    row.reason = text.clean(reason, field="reason", max_length=2000, multiline=True)
    row.status, row.queue_no = RegistrationStatus.WITHDRAWN, None
    record("registration_withdrawn", row, actor=actor)
    return finish(row, "reason", "status", "queue_no")


def put_people(row: Registration, people: tuple[Applicant, ...], actor: Actor) -> None:
    """Write who asks: openly, or of a denunciation encrypted under the unit's key and bound to this row."""
    people = applicants.named(people, is_group=row.is_group)
    if row.kind == "DENUNCIATION":
        told = json.dumps([person.as_row() for person in people], ensure_ascii=False)
        row.people, row.sealed = [], sealing.seal_text(told, unit_id=actor.unit.id, case_id=row.pk)
    else:
        row.people, row.sealed = [person.as_row() for person in people], None
    names = " ".join(f"{one.full_name} {one.address} {one.phone}" for one in people) if row.sealed is None else ""
    row.search_text = text.normalise(f"{row.number} {names} {row.matter}")


def people_of(row: Registration, actor: Actor) -> tuple[Applicant, ...]:
    """Who asks, opened for an action that needs them; callers write no name anywhere but under another seal."""
    if row.sealed is None:
        return tuple(Applicant.of(one) for one in row.people)
    told = json.loads(sealing.unseal_text(bytes(row.sealed), unit_id=actor.unit.id, case_id=row.pk))
    return tuple(Applicant.of(one) for one in told)


@atomic
def unseal(registration: Registration, *, reason: str, actor: Actor) -> list[Applicant]:
    """Read who denounces (Law on denunciations, Art. 56); the reason and the reader stand in the log for good.

    Announces ``registration_unsealed``; nothing stays open afterwards.
    """
    row = begin(registration, "unseal", actor=actor)
    why = text.clean(reason, field="reason", max_length=2000, multiline=True)
    if not why:
        message = _("Ghi lý do mở niêm phong.")
        raise errors.Invalid("reason_missing", message, fields={"reason": [message]})
    found = list(people_of(row, actor))
    record("registration_unsealed", row, actor=actor, reason=why, people=len(found))
    return found


def stored(uploads: Uploads) -> list[dict[str, Any]]:
    """Check and keep files; what a row says of them."""
    return [
        {
            "name": one.name,
            "digest": one.digest,
            "size": one.size,
            "media_type": one.media_type,
            "at": clock.now().isoformat(),
        }
        for one in gate.store_all(list(uploads))
    ]


def _session_asked_for(session: ReceptionSession, line: str) -> ReceptionSession:
    if session.line != line or session.is_over:
        message = _("Chọn buổi tiếp sắp tới của kênh đã chọn.")
        raise errors.Invalid("session_unfit", message, fields={"session": [message]})
    return session


def _seat(row: Registration, actor: Actor) -> None:
    """A walk-in takes the next place; the place is given under the session's lock."""
    if row.session is None:
        message = _("Chọn buổi tiếp đang diễn ra.")
        raise errors.Invalid("session_missing", message, fields={"session": [message]})
    session = lock_session(row.session.pk)
    if session.status != SessionStatus.OPEN:
        raise errors.InvalidTransition("session_not_open", _("Buổi tiếp chưa bắt đầu hoặc đã kết thúc."))
    session_policies.get_session(actor, session.pk)
    row.status, row.arrived_at = RegistrationStatus.WAITING, clock.now()
    row.queue_no = next_place(session, is_apart=bool(row.concerned))


def _concerned(data: RegistrationData, actor: Actor) -> list[str]:
    """The accounts for whom the registration will not exist."""
    topic = setting(Topics).get(data.topic) if data.topic else None
    if topic is None:
        return []
    if topic.line and topic.line != data.line:
        message = _("Chủ đề này chỉ thuộc kênh Đảng; chọn gặp người đứng đầu cấp ủy.")
        raise errors.Invalid("topic_of_other_line", message, fields={"topic": [message]})
    if not topic.is_discipline:
        return []
    if data.concerned is None:
        message = _("Ghi người của đơn vị có liên quan, hoặc không có ai.")
        raise errors.Invalid("concerned_missing", message, fields={"concerned": [message]})
    return checked(data.concerned, actor)


def _desk(data: RegistrationData) -> str:
    found = setting(Desks).desk_for(data.topic, data.field)
    return found.code if found else ""


def _neighbours(actor: Actor) -> set[int]:
    return {unit.id for unit in neighbours(actor.unit.id)}


def neighbours(unit_id: int) -> list[Any]:
    """Units a registration may come from: those above and those right below, on the day."""
    return [*tree.ancestors(unit_id), *tree.children(unit_id)]

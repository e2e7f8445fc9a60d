"""The exchange's door into case work: how a parcel is read, how it is written where it arrives."""

import base64
from typing import Any
from uuid import UUID

from exchange import ports
from exchange.enums import HANDOVERS, MOVING, WITHOUT_CASE, MovementKind
from exchange.models import Custody, Envelope
from exchange.ports import Freight
from identity.actors import Actor, system_actor
from kernel import active, clock
from kernel.active import UnitLike
from kernel.errors import NotFound
from kernel.journal import events
from oversight import facts
from registry import tree
from tenants.cases.actions import changing, unpacking
from tenants.cases.actions.movements import competence, figures
from tenants.cases.actions.movements.dispatching import (
    Words,
    body_hash,
    cancel_parcel,
    incoming_number,
    restore,
)
from tenants.cases.actions.programme import moving
from tenants.cases.enums import CaseStatus, RequestKind
from tenants.cases.models import Case, Parcel, Request
from tenants.cases.models.parcel import Direction
from tenants.cases.queries import dossier as dossiers
from tenants.cases.rules import sealing
from tenants.documents import storage


class CasePort:
    """Carries cases and what is said about them."""

    def read(self, envelope: Envelope, receiver: UnitLike) -> Freight:
        parcel = Parcel.objects.sent().filter(pk=envelope.pk).first()
        if parcel is None:
            raise NotFound("parcel_missing", "The parcel of an envelope is missing.")
        body = parcel.body
        return Freight(body, body_hash(body), _resealed(body, envelope, receiver))

    def copy_files(self, freight: Freight, sender: UnitLike, receiver: UnitLike) -> None:
        for digest, _size in dossiers.files_of(freight.body.get("dossier") or {}):
            storage.copy(digest, from_unit=sender, to_unit=receiver)

    def receive(self, envelope: Envelope, held: Custody | None, freight: Freight) -> str:
        known = Parcel.objects.received().filter(pk=envelope.pk).first()
        if known is not None:
            return known.number
        parcel = _keep(envelope, freight)
        actor = _system()
        if envelope.kind in MOVING:
            unpacking.write(freight.body["dossier"], freight.sealed)
            _offer(envelope, parcel, actor)
        elif envelope.kind == MovementKind.RECALL:
            _take_away(envelope, parcel, actor)
        return parcel.number

    def moved(self, envelope: Envelope, held: Custody | None, before: Custody | None) -> None:
        assert held is not None, "only letters move without a case"
        assert before is not None
        if envelope.kind in MOVING:
            if envelope.kind == MovementKind.RESULT and envelope.reverses is not None:
                Envelope.objects.filter(pk=envelope.reverses.pk).update(reported_on=clock.today())
                figures.settle_assignments(envelope.case_id)
            status = Case.objects.filter(pk=envelope.case_id).values_list("status", flat=True).get()
            figures.moved(before, held, envelope, status=status)
        elif envelope.kind == MovementKind.EVENT:
            _hear(envelope, held, _system())

    def give_back(self, envelope: Envelope) -> None:
        parcel = cancel_parcel(envelope)
        actor = _system()
        case = Case.objects.select_for_update(of=("self",)).filter(pk=envelope.case_id).first()
        if envelope.kind == MovementKind.EVENT:
            competence.reopen(envelope)
        if case is None:
            return
        if envelope.kind in HANDOVERS and not envelope.is_sealed_up:
            day = clock.day_of(envelope.sent_at)
            facts.sent(case, envelope.from_unit, envelope.kind, -1, day=day)
        if envelope.kind in MOVING:
            restore(case, parcel.status_before if parcel else "")
            moving.come_back(case.pk, envelope.from_unit, envelope_id=envelope.pk)
        events.record(
            "delivery_failed",
            actor=actor,
            case_id=case.pk,
            movement=envelope.kind,
            envelope=str(envelope.pk),
            to=tree.get(envelope.to_unit).full_name if envelope.to_unit else envelope.to_external,
        )


def _resealed(body: dict[str, Any], envelope: Envelope, receiver: UnitLike) -> dict[str, bytes]:
    """Sealed identities, opened with the sender's key and sealed for the receiver, in memory only."""
    return {
        row["id"]: sealing.reseal(
            base64.b64decode(row["sealed"]),
            from_unit=envelope.from_unit,
            to_unit=receiver.id,
            case_id=envelope.case_id,
        )
        for row in (body.get("dossier") or {}).get("people", [])
        if row["sealed"]
    }


def _keep(envelope: Envelope, freight: Freight) -> Parcel:
    """The receiver's own record of what arrived, with its number in the register of incoming papers."""
    body = _without_foreign_seals(freight)
    said = body["movement"]
    numbered = envelope.kind in MOVING
    return Parcel.objects.create(
        id=envelope.pk,
        case_id=envelope.case_id,
        direction=Direction.IN,
        kind=envelope.kind,
        other_unit_id=envelope.from_unit,
        other_name=tree.get(envelope.from_unit).full_name[:250],
        number=incoming_number(active.current().key) if numbered else "",
        reason=str(said.get("reason") or said.get("text") or ""),
        due_on=envelope.due_on,
        format_version=envelope.format_version,
        sha256=envelope.sha256,
        size=envelope.size,
        body=body,
    )


def _without_foreign_seals(freight: Freight) -> dict[str, Any]:
    """What was sealed with the sender's key is of no use here; the receiver's copy holds its own seal."""
    dossier = freight.body.get("dossier") or {}
    if not freight.sealed:
        return freight.body
    people = [
        {**row, "sealed": base64.b64encode(freight.sealed[row["id"]]).decode()} if row["id"] in freight.sealed else row
        for row in dossier["people"]
    ]
    return {**freight.body, "dossier": {**dossier, "people": people}}


def _offer(envelope: Envelope, parcel: Parcel, actor: Actor) -> None:
    """The case is here: offered, come back, or with a result to check."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=envelope.case_id)
    if envelope.kind == MovementKind.RETURN:
        _cancel_asked(case)
        sent = Parcel.objects.filter(pk__in=[envelope.reverses_id]).first()
        restore(case, sent.status_before if sent else "")
        if envelope.reverses_id is not None:
            moving.come_back(case.pk, case.unit_id, envelope_id=envelope.reverses_id)
    else:
        case.status = CaseStatus.RECEIVED
        if envelope.kind in HANDOVERS:
            case.assignee_id = None
        changing.finish(case, "status", "assignee_id")
    competent = parcel.body["movement"].get("competent_unit")
    events.record(
        "case_returned" if envelope.kind == MovementKind.RETURN else "case_received",
        actor=actor,
        case_id=case.pk,
        movement=envelope.kind,
        envelope=str(envelope.pk),
        sender=parcel.other_name,
        number=parcel.number,
        reason=parcel.reason,
        competent=tree.get(competent).full_name if competent else "",
        due_on=envelope.due_on.isoformat() if envelope.due_on else None,
    )


def _take_away(envelope: Envelope, parcel: Parcel, actor: Actor) -> None:
    """What was offered here has been recalled; the record stays readable."""
    Parcel.objects.filter(pk__in=[envelope.reverses_id]).update(cancelled_at=clock.now())
    case = Case.objects.select_for_update(of=("self",)).filter(pk=envelope.case_id).first()
    if case is None:
        return
    _cancel_asked(case)
    moving.taken_away(case.pk, case.unit_id, envelope_id=envelope.pk, by_name=parcel.other_name)
    if case.status == CaseStatus.RECEIVED and not _is_here(case):
        Case.objects.filter(pk=case.pk).update(status=CaseStatus.SENT, version=case.version + 1, touched_at=clock.now())
    events.record(
        "case_taken_back",
        actor=actor,
        case_id=case.pk,
        envelope=str(envelope.reverses_id),
        sender=parcel.other_name,
        reason=parcel.reason,
    )


def _is_here(case: Case) -> bool:
    return Custody.objects.filter(case_id=case.pk, handling_unit=active.current().id).exists()


def _cancel_asked(case: Case) -> None:
    """Nobody waits for a missing paper any more."""
    Request.objects.filter(case=case, kind=RequestKind.MISSING_PAPER, answered_on=None).update(is_cancelled=True)


def _hear(envelope: Envelope, held: Custody, actor: Actor) -> None:
    """An event about a case reaches a unit that has, or had, a part in it."""
    parcel = Parcel.objects.received().get(pk=envelope.pk)
    said = dict(parcel.body["movement"])
    event = str(said.pop("event"))
    case = Case.objects.select_for_update(of=("self",)).filter(pk=envelope.case_id).first()
    if case is not None and parcel.body["dossier"]:
        unpacking.write(parcel.body["dossier"], {})
    if event == "paper_asked" and case is not None:
        Request.objects.create(id=UUID(said["request"]), case=case, kind=RequestKind.MISSING_PAPER, text=said["text"])
    elif event == "paper_sent":
        Request.objects.filter(pk=UUID(said["request"]), answered_on=None).update(
            answered_on=clock.today(), reply=said["text"]
        )
    elif event == "competence_named" and case is not None:
        _carry_out(case, held, said, actor)
    events.record(f"told_{event}", actor=actor, case_id=envelope.case_id, sender=parcel.other_name, **said)


def _carry_out(case: Case, held: Custody, said: dict[str, Any], actor: Actor) -> None:
    words = Words(f"{said['by']}: {said['reason']}")
    competence.carry_out(case, held, UUID(said["question"]), unit_id=said["unit"], words=words, actor=actor)


def _system() -> Actor:
    return system_actor(tree.get(active.current().id))


def register() -> None:
    """Called when the apps are ready."""
    ports.register(CasePort(), *(kind for kind in MovementKind if kind not in WITHOUT_CASE))

"""Packing a case and handing it to the exchange: what every movement out of the unit does."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from exchange import custody, hashing
from exchange import sending as exchange
from exchange.enums import EnvelopeStatus, MovementKind
from exchange.models import Custody, Envelope
from exchange.sending import Address, Sealed
from identity.actors import Actor
from kernel import clock, errors, text
from kernel.ids import new_id
from kernel.journal import counters, events
from kernel.transactions import lock_unit_writes
from registry import tree
from registry.rules import refuse_if_frozen
from tenants.cases import policies
from tenants.cases.actions import changing
from tenants.cases.actions.programme import moving
from tenants.cases.enums import CaseStatus
from tenants.cases.models import Case, Parcel
from tenants.cases.models.parcel import Direction
from tenants.cases.queries import dossier as dossiers

OUTGOING = "outgoing"
INCOMING = "incoming"
MAX_TEXT = 20_000


@dataclass(frozen=True)
class Words:
    """What a movement says beside the dossier; it stands in the parcel, never in `public`."""

    reason: str
    due_on: date | None = None
    demand_result: bool = False
    competent_unit: int | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        """As it travels."""
        return {
            "reason": self.reason,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "demand_result": self.demand_result,
            "competent_unit": self.competent_unit,
            **self.extra,
        }


def begin(case: Case | UUID, verb: str, *, actor: Actor) -> tuple[Case, Custody]:
    """Lock custody, then the case, and let the policy decide; for who must act on the case."""
    row, _now = changing.begin(case, verb, actor=actor)
    return row, custody.lock(row.pk)


def begin_race(case: Case | UUID, verb: str, *, actor: Actor) -> tuple[Case, Custody]:
    """Like `begin`, but what the other side may have done meanwhile is left to the compare-and-set,
    whose loser is told who was faster."""
    refuse_if_frozen(actor.unit)
    lock_unit_writes(actor.unit)
    row = changing.lock(case.pk if isinstance(case, Case) else case)
    verdict = policies.may(actor, verb, row)
    if verdict.code in {"case_not_found", "not_permitted"}:
        verdict.require()
    return row, custody.lock(row.pk)


def sentence(typed: str, name: str = "reason", message: str = "") -> str:
    """The cleaned text of a field that must not be empty; raises Invalid naming it."""
    cleaned = text.clean(typed or "", field=name, max_length=MAX_TEXT, multiline=True)
    if not cleaned.strip():
        message = message or _("Hãy ghi lý do.")
        raise errors.Invalid(f"{name}_missing", message, fields={name: [message]})
    return cleaned


def dispatch(
    case: Case,
    held: Custody,
    kind: MovementKind,
    *,
    address: Address,
    words: Words,
    actor: Actor,
    is_sealed_up: bool = False,
    reverses: Envelope | None = None,
    reversed_status: str = "",
) -> Envelope:
    """Write parcel, envelope, custody in transit, event and card; the custody and the case are locked."""
    envelope_id = new_id()
    body = {"dossier": dossiers.of_case(case), "movement": words.body()}
    number = outgoing_number(actor)
    parcel = _parcel(envelope_id, case, kind, address=address, words=words, actor=actor, body=body, number=number)
    envelope = exchange.send(
        held,
        kind,
        address=address,
        parcel=Sealed(parcel.sha256, parcel.size, number),
        sent_by=actor.account_id,
        envelope_id=envelope_id,
        due_on=words.due_on,
        demand_result=words.demand_result,
        is_sealed_up=is_sealed_up,
        reverses=reverses,
        reversed_status=reversed_status,
    )
    if envelope.status != EnvelopeStatus.ON_PAPER:
        moving.leave(case.pk, actor.unit.id, envelope_id=envelope.pk, to_name=parcel.other_name)
    if not is_sealed_up:
        # The log of a unit is read by its auditors; of what is sealed from the unit it tells the number alone.
        _tell_sent(case, envelope, parcel, words, actor)
    case.status = CaseStatus.SENT
    changing.finish(case, "status")
    return envelope


def _tell_sent(case: Case, envelope: Envelope, parcel: Parcel, words: Words, actor: Actor) -> None:
    events.record(
        "case_sent",
        actor=actor,
        case_id=case.pk,
        movement=envelope.kind,
        envelope=str(envelope.pk),
        to=parcel.other_name,
        number=parcel.number,
        reason=words.reason,
        due_on=words.body()["due_on"],
        on_paper=envelope.status == EnvelopeStatus.ON_PAPER,
    )


def note(
    case_id: UUID,
    kind: MovementKind,
    *,
    to_unit: int,
    movement: dict[str, Any],
    actor: Actor,
    dossier: dossiers.Dossier | None = None,
    reverses: Envelope | None = None,
) -> Envelope:
    """Send what moves no custody; the custody is locked. The parcel keeps what was said."""
    body = {"dossier": dossier or {}, "movement": movement}
    size = len(hashing.canonical(body)) + sum(size for _digest, size in dossiers.files_of(body["dossier"]))
    envelope_id = new_id()
    sha256 = body_hash(body)
    Parcel.objects.create(
        id=envelope_id,
        case_id=case_id,
        direction=Direction.OUT,
        kind=kind,
        other_unit_id=to_unit,
        other_name=tree.get(to_unit).full_name[:250],
        actor_id=actor.account_id,
        actor_name=actor.name,
        reason=str(movement.get("reason", "")),
        sha256=sha256,
        size=size,
        body=body,
    )
    return exchange.send_note(
        case_id,
        kind,
        from_unit=actor.unit.id,
        to_unit=to_unit,
        parcel=Sealed(sha256, size),
        sent_by=actor.account_id,
        envelope_id=envelope_id,
        reverses=reverses,
    )


def body_hash(body: dict[str, Any]) -> str:
    """The hash of what a parcel holds: the dossier's where there is one, else of what is said."""
    dossier = body.get("dossier") or {}
    return hashing.digest(dossiers.hashed(dossier) if dossier else body["movement"])


def restore(case: Case, status_before: str, *also: str) -> None:
    """The unit has the case again as it was before it left."""
    case.status = status_before or CaseStatus.ENTERED
    changing.finish(case, "status", *also)


def cancel_parcel(envelope: Envelope) -> Parcel | None:
    """Mark the unit's own parcel of a movement as undone; returns it."""
    found = Parcel.objects.filter(pk=envelope.pk).first()
    Parcel.objects.filter(pk=envelope.pk).update(cancelled_at=clock.now())
    return found


def outgoing_number(actor: Actor) -> str:
    """The next number of the unit's register of outgoing papers."""
    return _number(OUTGOING, actor.unit.key)


def incoming_number(unit_key: str) -> str:
    """The next number of the unit's register of incoming papers."""
    return _number(INCOMING, unit_key)


def _number(series: str, unit_key: str) -> str:
    year = clock.today().year
    return f"{counters.next_number(series, year):05d}/{year}/{unit_key}"


def _parcel(
    envelope_id: UUID,
    case: Case,
    kind: MovementKind,
    *,
    address: Address,
    words: Words,
    actor: Actor,
    body: dict[str, Any],
    number: str,
) -> Parcel:
    files: Sequence[tuple[str, int]] = dossiers.files_of(body["dossier"])
    name = address.external if address.unit_id is None else tree.get(address.unit_id).full_name
    return Parcel.objects.create(
        id=envelope_id,
        case_id=case.pk,
        direction=Direction.OUT,
        kind=kind,
        other_unit_id=address.unit_id,
        other_name=name[:250],
        number=number,
        actor_id=actor.account_id,
        actor_name=actor.name,
        reason=words.reason,
        due_on=words.due_on,
        sha256=body_hash(body),
        size=len(hashing.canonical(body)) + sum(size for _digest, size in files),
        body=body,
        status_before=case.status,
    )

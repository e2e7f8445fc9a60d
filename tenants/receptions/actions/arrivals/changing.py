"""How every step of an arrival begins and ends: the card and the row locked, version, verdict; then card, row, journal, envelope."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from exchange import hashing
from exchange import sending as exchange
from exchange.enums import MovementKind
from exchange.sending import Sealed
from identity.actors import Actor
from kernel import clock, errors, text
from kernel.ids import new_id
from kernel.journal import events
from oversight.actions import alerts
from oversight.models import AlertKind, ArrivalCard
from tenants.receptions.actions.registrations.changing import enter
from tenants.receptions.enums import ArrivalStep
from tenants.receptions.models import Arrival
from tenants.receptions.policies import arrivals as policies
from tenants.receptions.rules import arrivals as rules

DUE = "ARRIVAL"
"""The code of the home unit's due item: come, and confirm what came of it."""


def begin(
    arrival: Arrival | UUID, verb: str, *, actor: Actor, version: int | None = None
) -> tuple[Arrival, ArrivalCard]:
    """Lock card and row, in this order, and ask the policy about what stands there now.

    The card is one for both units: whoever comes second sees what the other has just done, before its word arrives. Refuses a
    row changed since ``version`` with ``Conflict``.
    """
    enter(actor)
    key = policies.get_arrival(actor, arrival.pk if isinstance(arrival, Arrival) else arrival).pk
    card = ArrivalCard.objects.select_for_update().get(pk=key)
    row: Arrival = Arrival.objects.select_for_update(of=("self",)).get(pk=key)
    row.status = card.status
    verdict = policies.may(actor, verb, row)
    if verdict.ok or verdict.code == "arrival_status":
        _check_version(row, version)
    policies.require(actor, verb, row)
    return row, card


def finish(
    row: Arrival, card: ArrivalCard, step: ArrivalStep, *columns: str, actor: Actor, **card_changes: Any
) -> Arrival:
    """Write card and row one version further, record the event, and send the step to the other unit."""
    for name, value in card_changes.items():
        setattr(card, name, value)
    if card_changes:
        card.save(update_fields=sorted(card_changes))
    row.status = card.status
    _send(row, step, actor)
    row.version += 1
    row.save(update_fields=sorted({*columns, "status", "sent", "version"}))
    record(row, step, actor=actor)
    return row


def record(row: Arrival, step: ArrivalStep, *, actor: Actor, **more: Any) -> None:
    """One event, found by the arrival's id; never with a name in it."""
    events.record(
        f"arrival_{step.value.lower()}", actor=actor, case_id=row.pk, home=row.home_name, host=row.host_name,
        persons=row.person_count, **more,
    )  # fmt: skip


def settle(row: Arrival, step: ArrivalStep, *, actor: Actor) -> None:
    """The alert with the home unit is dealt with by this step; nobody on duty has to take it."""
    alerts.settle_alert(
        AlertKind.ARRIVAL, unit_id=row.home_unit_id, object_id=row.pk, measures=str(step.label), actor=actor
    )


def _send(row: Arrival, step: ArrivalStep, actor: Actor) -> None:
    """To the other unit over the exchange; off the platform letter and telephone take its place."""
    if row.is_on_paper:
        return
    body = rules.body_of(row, step)
    # The first envelope has the arrival's own id: it is the thread.
    envelope = row.pk if step == ArrivalStep.REGISTERED else new_id()
    row.sent = [*row.sent, {"id": str(envelope), "step": step.value, "body": body}]
    exchange.send_note(
        row.pk,
        MovementKind.ARRIVAL,
        from_unit=actor.unit.id,
        to_unit=row.other_unit.id,
        parcel=Sealed(hashing.digest(body), rules.size_of(body)),
        sent_by=actor.account_id,
        envelope_id=envelope,
    )


def words(typed: str, field: str, longest: int = 250, *, needed: str = "") -> str:
    """One line without blanks around it; ``needed``: what is said where it is empty."""
    return _told(text.clean(typed, field=field, max_length=longest), field, needed)


def lines(typed: str, field: str, longest: int = 5000, *, needed: str = "") -> str:
    """A text of several lines."""
    return _told(text.clean(typed, field=field, max_length=longest, multiline=True), field, needed)


def refuse(field: str, message: str, code: str) -> errors.Invalid:
    """What cannot be accepted, said at its field."""
    return errors.Invalid(code, message, {field: [message]})


def refuse_to_come(moment: datetime, field: str) -> None:
    """What is said to have happened cannot lie ahead."""
    if moment > clock.now():
        raise refuse(field, _("Thời điểm này chưa đến."), "moment_to_come")


def _told(said: str, field: str, needed: str) -> str:
    if needed and not said:
        raise refuse(field, needed, f"{field}_missing")
    return said


def _check_version(row: Arrival, version: int | None) -> None:
    if version is None or version == row.version:
        return
    last = events.of_case(row.pk).last()
    raise errors.Conflict(
        "arrival_changed",
        _("Lượt này vừa được thay đổi. Những gì bạn đã nhập vẫn còn; hãy xem lại rồi gửi lại."),
        who=last.actor_name if last else "",
        when=last.at.isoformat() if last else "",
        version=row.version,
    )

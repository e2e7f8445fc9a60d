"""What a unit does when a word of an arrival comes in: its own row, its log, mail to its office."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from exchange.models import Envelope
from identity import members
from identity.actors import Actor
from identity.models import Account
from identity.permissions import Permission as P
from oversight.models import ArrivalCard
from registry.addresses import absolute, unit_url
from tenants.cases.enums import CaseKind
from tenants.cases.models import Case
from tenants.documents.actions.notices import notify
from tenants.documents.enums import NoticeChannel, Subject
from tenants.receptions.actions.arrivals.changing import record
from tenants.receptions.actions.arrivals.linking import tie
from tenants.receptions.enums import ArrivalSide, ArrivalStep
from tenants.receptions.models import Arrival
from tenants.receptions.rules import arrivals as rules

MOST_MAILS = 20


def take_over(envelope: Envelope, body: Mapping[str, Any], *, actor: Actor) -> Arrival:
    """Write what the other unit told into the own row: in the transaction of the delivery, under the lock of its envelope, so once.

    The first word makes the row, links the own case that the citizens named, and mails; every word is recorded as an event.
    """
    step = ArrivalStep(body["step"])
    columns = rules.columns_of(body)
    row = Arrival.objects.select_for_update(of=("self",)).filter(pk=envelope.case_id).first()
    if step == ArrivalStep.REGISTERED:
        return row or _begin(envelope.case_id, columns, actor)
    assert row is not None, "the first word comes first"
    if step == ArrivalStep.CORRECTED:
        # The home unit knows better how often its citizens went up.
        columns["occurrence"] = max(columns["occurrence"], row.occurrence)
    for name, value in columns.items():
        setattr(row, name, value)
    row.status = ArrivalCard.objects.values_list("status", flat=True).get(pk=row.pk)
    row.version += 1
    row.save(update_fields=sorted({*columns, "status", "version"}))
    record(row, step, actor=actor, sender=row.other_unit.name)
    return row


def _begin(key: UUID, columns: dict[str, Any], actor: Actor) -> Arrival:
    row = Arrival(id=key, side=ArrivalSide.HOME, **columns)
    row.status = ArrivalCard.objects.values_list("status", flat=True).get(pk=key)
    if case := _own_case(row.case_number):
        tie(row, case, actor=actor)
    row.save(force_insert=True)
    if row.occurrence > columns["occurrence"]:
        ArrivalCard.objects.filter(pk=key).update(occurrence=row.occurrence)
    record(row, ArrivalStep.REGISTERED, actor=actor, sender=row.other_unit.name)
    _mail(row, actor)
    return row


def _own_case(number: str) -> Case | None:
    """The case that the citizens named; never a denunciation (Law on Denunciations, Art. 9)."""
    found: Case | None = (
        Case.objects.filter(number=number, is_sealed=False).exclude(kind=CaseKind.DENUNCIATION).first()
        if number
        else None
    )
    return found


def _mail(row: Arrival, actor: Actor) -> None:
    """The office learns it at once, whatever the hour: how many and where, no name and no matter. The head has the alert."""
    with translation.override("vi"):
        title = _("Công dân của địa phương đang ở cấp trên")
        text = _("%(host)s báo có %(n)d công dân của địa phương, đề nghị phối hợp đưa công dân trở về.") % {
            "host": row.host_name,
            "n": row.person_count,
        }
        address = absolute(unit_url(actor.unit, "receptions:arrival", row.pk))
        for person in _told(actor.unit.id):
            notify(
                subject=Subject.UNIT,
                subject_id=None,
                matter="arrival",
                channel=NoticeChannel.EMAIL,
                recipient_name=person.full_name,
                address=person.email,
                title=title,
                text=f"{text}\n{address}",
                account_id=person.pk,
                actor=actor,
            )


def _told(unit_id: int) -> list[Account]:
    heads = {one.account_id for one in members.heads(unit_id)}
    office = [one for one in members.holders(unit_id, P.RECEPTION_ARRANGE) if one.email and one.pk not in heads]
    return office[:MOST_MAILS]

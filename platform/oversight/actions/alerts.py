"""Alerts: raised in the transaction of what happened, told within seconds, taken by somebody on duty."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock
from kernel.errors import Conflict
from kernel.journal import events
from kernel.transactions import atomic, joined, lock_unit_writes
from oversight import campaign_policies as policies
from oversight import protocols
from oversight.models import Alert, AlertKind, Campaign
from oversight.rules.campaigns import LEAST_CROWD
from oversight.rules.public_texts import public_text
from registry.levels import Line
from registry.rules import refuse_if_frozen


@joined
def raise_alert(
    kind: AlertKind,
    *,
    unit_id: int,
    place: str = "",
    person_count: int | None = None,
    object_id: UUID | None = None,
    line: Line | str = Line.BOTH,
    campaign: Campaign | None = None,
    actor: Actor,
) -> Alert:
    """Something happens that is the matter of a unit: those on duty there, its head and the centre above are told after the commit.

    Belongs in the transaction of what happened, in the unit where it happened; ``object_id`` is that row's id: raised again for it, the
    alert stays one and takes the greater number of persons. ``place`` names a place, never a person. ``campaign``: found by itself
    where the unit has one in force. Announces ``alert_raised`` in the active unit.
    """
    campaign = campaign or _in_force(unit_id)
    if object_id is not None:
        found = (
            Alert.objects.select_for_update(of=("self",))
            .filter(unit_id=unit_id, kind=kind, object_id=object_id)
            .first()
        )
        if found is not None:
            return _grown(found, person_count)
    row = Alert.objects.create(
        unit_id=unit_id,
        line=line,
        kind=kind,
        place=place[:200],
        person_count=person_count,
        campaign=campaign,
        object_id=object_id,
        raised_by_unit=actor.unit.id,
        raised_by_name=actor.name[:200],
    )
    events.record("alert_raised", actor=actor, alert=str(row.pk), alert_kind=str(kind), persons=person_count)
    protocols.hint_alerts()
    return row


def crowd_came(visit_id: UUID, *, person_count: int, on: date, actor: Actor) -> Alert | None:
    """A visit of so many persons was entered: an alert where a campaign of the unit is in force and its threshold is reached.

    In the caller's transaction. None for a visit of an earlier day that is only entered now; for one person the database is not asked.
    """
    if person_count < LEAST_CROWD or on != clock.today():
        return None
    campaign = _in_force(actor.unit.id)
    if campaign is None or person_count < campaign.crowd:
        return None
    return raise_alert(
        AlertKind.CROWD,
        unit_id=actor.unit.id,
        place=campaign.place,
        person_count=person_count,
        object_id=visit_id,
        campaign=campaign,
        actor=actor,
    )


def settle_alert(kind: AlertKind, *, unit_id: int, object_id: UUID, measures: str, actor: Actor) -> None:
    """What it told of was dealt with where it stands, or was a mistake: nobody has to take it any more.

    In the caller's transaction; one that was taken stays as it is.
    """
    Alert.objects.waiting().filter(unit_id=unit_id, kind=kind, object_id=object_id).update(
        acknowledged_at=clock.now(),
        acknowledged_by_id=actor.account_id,
        acknowledged_by_name=actor.name[:200],
        measures=measures[:2000],
    )


def keep_first(visit_id: UUID, *, instead_of_later: UUID, unit_id: int) -> None:
    """A petition was made of a visit, which is now another row: the people came once, so the first alert stays and means that row."""
    crowds = Alert.objects.filter(unit_id=unit_id, kind=AlertKind.CROWD)
    if crowds.filter(object_id=visit_id).exists():
        crowds.filter(object_id=instead_of_later).delete()
        crowds.filter(object_id=visit_id).update(object_id=instead_of_later)


@atomic
def acknowledge_alert(alert: Alert | UUID, *, measures: str, actor: Actor) -> Alert:
    """Somebody on duty takes the alert and says what was done. Announces ``alert_acknowledged``.

    Refuses who is not on duty, an empty text, numbers of papers or telephones; of two at once the second is told who was first.
    """
    row = policies.get_alert(actor, alert.pk if isinstance(alert, Alert) else alert)
    policies.require_alert_taker(actor, row)
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)
    said = public_text(measures, field="measures", max_length=2000)
    taken = Alert.objects.waiting().filter(pk=row.pk)
    if not taken.update(
        acknowledged_at=clock.now(),
        acknowledged_by_id=actor.account_id,
        acknowledged_by_name=actor.name[:200],
        measures=said,
    ):
        row.refresh_from_db()
        raise Conflict(
            "alert_acknowledged",
            _("%(who)s đã nhận cảnh báo này lúc %(at)s.")
            % {"who": row.acknowledged_by_name, "at": _hour(row.acknowledged_at)},
            who=row.acknowledged_by_name,
        )
    events.record("alert_acknowledged", actor=actor, alert=str(row.pk), alert_kind=row.kind)
    row.refresh_from_db()
    return row


def _in_force(unit_id: int) -> Campaign | None:
    # Of several the strictest threshold counts.
    return Campaign.objects.of_unit(unit_id).active(clock.today()).order_by("crowd", "first", "id").first()


def _grown(row: Alert, person_count: int | None) -> Alert:
    if person_count is not None and (row.person_count or 0) < person_count:
        row.person_count = person_count
        row.save(update_fields=["person_count"])
    return row


def _hour(moment: datetime | None) -> str:
    return f"{moment.astimezone(clock.OFFICE_ZONE):%H:%M}" if moment else ""

"""What an urgent incident shows on the start page: here with its words, in the unit above that there is one."""

from datetime import timedelta
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from deadlines.models import DueItem
from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock, errors
from tenants.cases.queries.today import TodayGroup, TodayLine
from tenants.receptions.enums import EntryKind
from tenants.receptions.models import MinutesEntry
from tenants.receptions.policies import sessions as policies

INCIDENT = "INCIDENT"
SHOWN_FOR = timedelta(days=3)
MOST = 8


def incidents_today(actor: Actor) -> list[TodayGroup]:
    """Urgent incidents of the last days; three queries at most."""
    lines = [*_here(actor), *_below(actor)]
    return [TodayGroup(_("Sự cố khẩn"), lines, "warning")] if lines else []


def alert_of(actor: Actor, session_id: UUID) -> DueItem:
    """The alert about one session of a unit below, the open one if there is one; NotFound where there is none for this unit."""
    if not (actor.is_head or actor.may(P.OVERSIGHT_VIEW)):
        actor.require(P.OVERSIGHT_VIEW)
    alerts = DueItem.objects.of_unit(actor.unit.id).filter(kind=INCIDENT, case_id=session_id, cancelled_on=None)
    found = alerts.order_by(F("met_on").desc(nulls_first=True), "-id").first()
    if found is None:
        raise errors.NotFound("incident_not_found", _("Không có báo động này."))
    return found


def _here(actor: Actor) -> list[TodayLine]:
    if not (actor.is_head or actor.may(P.SECURITY_PLAN) or actor.may(P.RECEPTION_ARRANGE)):
        return []
    entries = list(
        MinutesEntry.objects.filter(kind=EntryKind.INCIDENT, is_urgent=True, at__gte=clock.now() - SHOWN_FOR).order_by(
            "-at"
        )[:MOST]
    )
    if not entries:
        return []
    seen = policies.visible_sessions(actor).filter(
        pk__in=[one.occasion_id for one in entries], line__in=sorted(actor.lines)
    )
    sessions = {row.pk: row for row in seen}
    return [
        TodayLine(
            _("Buổi tiếp %(day)s: %(what)s")
            % {"day": f"{sessions[one.occasion_id].held_on:%d/%m/%Y}", "what": one.text[:160]},
            reverse("receptions:session", args=[one.occasion_id]),
            "late",
            _("khẩn"),
        )
        for one in entries
        if one.occasion_id in sessions
    ]


def _below(actor: Actor) -> list[TodayLine]:
    if not (actor.is_head or actor.may(P.OVERSIGHT_VIEW)):
        return []
    items = DueItem.objects.open().of_unit(actor.unit.id).filter(kind=INCIDENT).order_by("started_on", "id")
    return [
        TodayLine(
            item.source,
            reverse("receptions:incident_below", args=[item.case_id]),
            "late",
            _("gọi ngay"),
            "; ".join(item.derivation.get("lines", [])),
        )
        for item in items[:MOST]
    ]

"""Arrivals on the start page and in the inbox: the host's, the home unit's, and without a name those of units below."""

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock
from oversight.models import ArrivalCard, ArrivalStatus
from registry import tree
from registry.addresses import here
from tenants.cases.queries.today import TodayGroup, TodayLine
from tenants.receptions.policies import arrivals as policies
from tenants.receptions.queries.arrivals import between_cards

MOST = 8


def arrivals_today(actor: Actor) -> list[TodayGroup]:
    """Open arrivals, the own citizens first, then by the time asked; one query."""
    if not actor.may(P.RECEPTION_VIEW):
        return []
    own = Q(home_unit=actor.unit.id)
    cards = ArrivalCard.objects.open().filter(own | Q(host_unit=actor.unit.id))
    if policies.hosts_arrivals(actor.unit):
        cards = cards | between_cards(actor.unit)
    ours_first = Case(When(own, then=Value(0)), default=Value(1), output_field=IntegerField())
    lines = [_line(card, actor) for card in cards.order_by(ours_first, "asked_until", "id")[:MOST]]
    return [TodayGroup(_("Công dân vượt cấp"), lines, "people", here("receptions:arrivals"))]


def arrivals_waiting(actor: Actor) -> list[TodayGroup]:
    """What the inbox shows: arrivals to which this unit has not answered yet; one query."""
    if not actor.may(P.RECEPTION_VIEW):
        return []
    cards = ArrivalCard.objects.filter(home_unit=actor.unit.id, status=ArrivalStatus.REPORTED, is_on_paper=False)
    lines = [_line(card, actor) for card in cards.order_by("asked_until", "id")[:MOST]]
    return [TodayGroup(_("Cấp trên đề nghị đưa công dân trở về"), lines, "people")] if lines else []


def _line(card: ArrivalCard, actor: Actor) -> TodayLine:
    host, home, now = tree.get(card.host_unit), tree.get(card.home_unit), clock.now()
    told = {"n": card.person_count, "home": home.name, "host": host.name}
    until = card.asked_until.astimezone(clock.OFFICE_ZONE)
    day = f"{until:%H:%M}" if until.date() == clock.today() else f"{until:%H:%M %d/%m}"
    url = here("receptions:arrival", card.pk)
    if card.home_unit == actor.unit.id:
        text = _("%(n)d công dân của địa phương đang ở %(host)s") % told
    elif card.host_unit == actor.unit.id:
        text = _("%(n)d công dân của %(home)s đang ở đây") % told
    else:
        text, url = _("%(n)d công dân của %(home)s đang ở %(host)s") % told, here("receptions:arrivals") + "#below"
    if card.is_late(now):
        return TodayLine(text, url, "late", _("quá giờ hẹn %(at)s") % {"at": day}, str(card.get_status_display()))
    return TodayLine(text, url, "warn", _("hẹn trước %(at)s") % {"at": day}, str(card.get_status_display()))

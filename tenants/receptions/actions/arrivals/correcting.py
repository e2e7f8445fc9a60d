"""The host corrects what it told, or takes it back as a mistake; figures and the home unit follow."""

from uuid import UUID

from django.utils.translation import gettext as _

from deadlines import due
from identity.actors import Actor
from kernel.transactions import atomic
from oversight.models import ArrivalStatus
from registry import tree
from tenants.cases.rules.representatives import most_representatives
from tenants.receptions.actions.arrivals.changing import DUE, begin, finish, refuse, settle, words
from tenants.receptions.actions.arrivals.registering import ArrivalData, alert_home, counts_of, fill, open_duty
from tenants.receptions.enums import ArrivalStep
from tenants.receptions.models import Arrival

COLUMNS = ("level_reached", "place", "arrived_at", "asked_until", "person_count", "occurrence", "matter", "case_number")


@atomic
def correct_arrival(arrival: Arrival | UUID, *, data: ArrivalData, actor: Actor, version: int | None = None) -> Arrival:
    """Correct number, time, level, matter. Announces ``arrival_corrected``; another home unit is another arrival.

    Refuses what registering refuses, and a number below the representatives who were received or the people handed over.
    """
    row, card = begin(arrival, "correct", actor=actor, version=version)
    before = row.asked_until
    fill(row, data, tree.get(row.home_unit_id))
    if len(row.people) > most_representatives(row.person_count) or (card.handed_over_count or 0) > row.person_count:
        message = _("Số người ít hơn số đại diện đã tiếp hoặc số người đã bàn giao cho phép.")
        raise refuse("person_count", message, "person_count_small")
    if row.asked_until != before and not row.is_on_paper:
        due.cancel(row.home_unit_id, row.pk, DUE, superseded=True)
        open_duty(row)
    alert_home(row, actor)
    return finish(row, card, ArrivalStep.CORRECTED, *COLUMNS, actor=actor, **counts_of(row))


@atomic
def withdraw_arrival(arrival: Arrival | UUID, *, why: str, actor: Actor, version: int | None = None) -> Arrival:
    """It was entered by mistake: it leaves every figure, and the home unit owes nothing. Announces ``arrival_withdrawn``."""
    row, card = begin(arrival, "withdraw", actor=actor, version=version)
    row.withdrawn_why = words(why, "why", 500, needed=_("Ghi lý do rút."))
    due.cancel(row.home_unit_id, row.pk, DUE)
    settle(row, ArrivalStep.WITHDRAWN, actor=actor)
    return finish(row, card, ArrivalStep.WITHDRAWN, "withdrawn_why", actor=actor, status=ArrivalStatus.WITHDRAWN)

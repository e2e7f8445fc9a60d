"""From the representatives who are received to the return: plan and officers, handing over, the result (plan S3, items 13, 14, 24)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from deadlines import due
from identity.actors import Actor
from kernel import clock
from kernel.errors import InvalidTransition
from kernel.transactions import atomic
from oversight.models import ArrivalResult, ArrivalStatus
from tenants.cases.rules.representatives import most_representatives
from tenants.receptions.actions.arrivals.changing import (
    DUE,
    begin,
    finish,
    lines,
    refuse,
    refuse_to_come,
    settle,
    words,
)
from tenants.receptions.enums import ArrivalStep
from tenants.receptions.models import Arrival

MOST_OFFICERS = 30
Named = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the home unit does: the plan in words, ``officers`` as ``{name, position, phone}``, vehicle and time of departure."""

    text: str
    officers: Sequence[Named]
    vehicle: str = ""
    departs_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Handover:
    """When, who to whom, where, how many persons."""

    at: datetime
    giver: str
    taker: str
    persons: int
    place: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Ending:
    """What came of it, when, and how many persons went home."""

    result: str
    at: datetime
    persons: int = 0
    note: str = ""


@atomic
def hear_representatives(
    arrival: Arrival | UUID, *, people: Sequence[Named], at: datetime, actor: Actor, version: int | None = None
) -> Arrival:
    """Write down which representatives the host received: ``{name, address}``. Announces ``arrival_heard``, without a name.

    Refuses more than the law lets speak for a group (Law on citizen reception, Art. 29), nobody, and a moment to come.
    """
    row, card = begin(arrival, "hear", actor=actor, version=version)
    refuse_to_come(at, "at")
    most = most_representatives(row.person_count)
    if not 1 <= len(people) <= most:
        message = _("Đoàn %(n)d người cử tối đa %(most)d người đại diện (Luật Tiếp công dân, Điều 29).") % {
            "n": row.person_count,
            "most": most,
        }
        raise refuse("people", message, "representatives_wrong")
    row.people = [
        {
            "name": words(one.get("name", ""), "people", 150, needed=_("Ghi họ tên từng người đại diện.")),
            "address": words(one.get("address", ""), "people"),
        }
        for one in people
    ]
    row.heard_at = at
    return finish(row, card, ArrivalStep.HEARD, "people", "heard_at", actor=actor, representatives=len(row.people))


@atomic
def answer_arrival(arrival: Arrival | UUID, *, plan: Plan, actor: Actor, version: int | None = None) -> Arrival:
    """The home unit says what it does and whom it sends; said again it replaces what was said. Announces ``arrival_answered``.

    Refuses an empty plan, nobody sent, an officer without name or position.
    """
    row, card = begin(arrival, "answer", actor=actor, version=version)
    if not 1 <= len(plan.officers) <= MOST_OFFICERS:
        raise refuse("officers", _("Ghi ít nhất một cán bộ được cử."), "officers_missing")
    row.plan = {
        "text": lines(plan.text, "text", needed=_("Ghi phương án vận động, đưa công dân về.")),
        "officers": [_officer(one) for one in plan.officers],
        "vehicle": words(plan.vehicle, "vehicle"),
        "departs_at": plan.departs_at.isoformat() if plan.departs_at else "",
        "by": actor.name,
        "at": clock.now().isoformat(),
    }
    settle(row, ArrivalStep.ANSWERED, actor=actor)
    return finish(
        row, card, ArrivalStep.ANSWERED, "plan", actor=actor, status=ArrivalStatus.ANSWERED,
        answered_at=card.answered_at or clock.now(), officer_count=len(plan.officers), departs_at=plan.departs_at,
    )  # fmt: skip


@atomic
def hand_over(arrival: Arrival | UUID, *, handover: Handover, actor: Actor, version: int | None = None) -> Arrival:
    """The host hands the citizens over to the officers of the home unit; the record is printed from it.

    Announces ``arrival_handed_over``. Refuses it before the home unit has sent anybody, a moment to come or before they came,
    and more persons than came.
    """
    row, card = begin(arrival, "hand_over", actor=actor, version=version)
    _check_moment(handover.at, row)
    _check_persons(handover.persons, row, least=1)
    row.handover = {
        "at": handover.at.isoformat(),
        "giver": words(handover.giver, "giver", needed=_("Ghi họ tên, chức vụ người giao.")),
        "taker": words(handover.taker, "taker", needed=_("Ghi họ tên, chức vụ người nhận.")),
        "place": words(handover.place, "place"),
        "persons": handover.persons,
        "note": lines(handover.note, "note"),
    }
    return finish(
        row, card, ArrivalStep.HANDED_OVER, "handover", actor=actor, status=ArrivalStatus.HANDED_OVER,
        handed_over_at=handover.at, handed_over_count=handover.persons,
    )  # fmt: skip


@atomic
def end_arrival(arrival: Arrival | UUID, *, ending: Ending, actor: Actor, version: int | None = None) -> Arrival:
    """The home unit confirms what came of it; its duty is met today. Announces ``arrival_ended``.

    Refuses a return that was not handed over, a result before anybody was sent (but the word that they are not its citizens), and a
    moment to come or before they came.
    """
    row, card = begin(arrival, "end", actor=actor, version=version)
    if ending.result not in ArrivalResult.values:
        raise refuse("result", _("Chọn kết quả."), "result_missing")
    if ending.result == ArrivalResult.RETURNED and card.status != ArrivalStatus.HANDED_OVER:
        raise InvalidTransition(
            "not_handed_over",
            _("Nơi tiếp chưa ghi bàn giao nên chưa xác nhận đã đưa về được. Công dân tự về thì chọn “tự trở về”."),
        )
    if ending.result != ArrivalResult.DISPUTED and card.status == ArrivalStatus.REPORTED:
        raise InvalidTransition("not_answered", _("Hãy trả lời nơi tiếp, cử cán bộ trước khi xác nhận kết quả."))
    _check_moment(ending.at, row)
    _check_persons(ending.persons, row)
    row.ending = {
        "result": ending.result,
        "at": ending.at.isoformat(),
        "persons": ending.persons,
        "note": lines(ending.note, "note"),
        "by": actor.name,
    }
    due.meet(row.home_unit_id, row.pk, DUE)
    settle(row, ArrivalStep.ENDED, actor=actor)
    return finish(
        row, card, ArrivalStep.ENDED, "ending", actor=actor, status=ArrivalStatus.ENDED, ended_at=ending.at,
        result=ending.result,
    )  # fmt: skip


def _officer(one: Named) -> dict[str, Any]:
    return {
        "name": words(one.get("name", ""), "officers", 150, needed=_("Ghi họ tên từng cán bộ được cử.")),
        "position": words(one.get("position", ""), "officers", 150, needed=_("Ghi chức vụ của từng cán bộ được cử.")),
        "phone": words(one.get("phone", ""), "officers", 30),
    }


def _check_moment(at: datetime, row: Arrival) -> None:
    refuse_to_come(at, "at")
    if at < row.arrived_at:
        raise refuse("at", _("Thời điểm này trước lúc công dân đến."), "moment_before_arrival")


def _check_persons(persons: int, row: Arrival, least: int = 0) -> None:
    if not least <= persons <= row.person_count:
        message = _("Số người từ %(least)d đến %(most)d.") % {"least": least, "most": row.person_count}
        raise refuse("persons", message, "persons_wrong")

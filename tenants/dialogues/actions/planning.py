"""A conference before it is approved: planned from the plan of the year or called ad hoc, arranged, its topics chosen, put off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock
from kernel.transactions import atomic, lock_unit_writes
from registry.rules import refuse_if_ended, refuse_if_frozen
from tenants.dialogues.actions import changing, counting
from tenants.dialogues.actions.opinions import known_topic
from tenants.dialogues.actions.texts import line, long_text, refuse
from tenants.dialogues.enums import ConferenceStatus, OpinionStatus
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.queries.orders import Orders, head_of, orders_in_force, orders_of
from tenants.dialogues.rules import agenda, people
from tenants.receptions.enums import Covers
from tenants.receptions.models import Plan

MAX_TOPICS = 12


@dataclass(frozen=True, kw_only=True)
class ConferenceData:
    """How a conference is set up; what an action is not told stays as it is."""

    title: str
    organiser: str
    chair: UUID | None = None
    chair_name: str = ""
    chair_title: str = ""
    minutes_taker: UUID | None = None
    desk: str = ""
    target_group: str = ""
    expected_from: int | None = None
    expected_to: int | None = None
    with_voter_meeting: bool = False
    voter_meeting: str = ""
    security_plan: str = ""
    agenda: tuple[dict[str, Any], ...] = ()


@atomic
def plan_year(year: int, line_code: str, *, actor: Actor) -> list[Conference]:
    """The conferences that the issued plan of a year orders and that are not there yet, spread over its quarters.

    Announces ``conference_planned`` for each. Refuses where no plan with number and date is in force, or where it orders none.
    A second call finds nothing to do.
    """
    _may_arrange(actor, line_code)
    orders = orders_in_force(year, line_code)
    if orders is None:
        raise refuse("year", _("Chưa có kế hoạch đã ban hành của năm này."), "plan_missing")
    if not orders.quota:
        raise refuse("year", _("Kế hoạch không ấn định số hội nghị đối thoại."), "quota_missing")
    return _fill_year(orders, year, line_code, actor)


def conferences_of_issued_plan(plan: Plan, actor: Actor) -> None:
    """What a plan of dialogues brings about the moment it is issued or amended (``receptions.protocols``)."""
    if plan.covers == Covers.RECEPTION:
        return
    orders = orders_of(plan)
    if orders.quota:
        _fill_year(orders, plan.year, plan.line, actor)


@atomic
def call_conference(
    *,
    line_code: str,
    title: str,
    why: str,
    proposed_by: str = "",
    topics: Sequence[str] = (),
    held_on: date | None = None,
    actor: Actor,
) -> Conference:
    """An ad hoc conference: something has come up (plan S4-11), or the Front proposes one (S4-36).

    Announces ``conference_called``. The terms are those of the plan in force. Refuses without a reason.
    """
    _may_arrange(actor, line_code)
    if held_on is not None and held_on < clock.today():
        raise refuse("held_on", _("Chọn ngày từ hôm nay trở đi."))
    year = (held_on or clock.today()).year
    orders = orders_in_force(year, line_code) or Orders()
    row = _new(orders, year, line_code)
    row.is_ad_hoc = True
    row.title = line(title, "title", required=True, length=300)
    row.ad_hoc_why = long_text(why, "why")
    row.proposed_by = line(proposed_by, "proposed_by")
    row.held_on = held_on
    row.topics = [known_topic(code, line_code, required=True) for code in topics]
    row.status = ConferenceStatus.TOPIC_CHOSEN if row.topics else ConferenceStatus.PLANNED
    row.save(force_insert=True)
    changing.tell("conference_called", row, actor=actor, proposed_by=row.proposed_by)
    counting.refresh(row)
    return row


@atomic
def arrange_conference(
    conference: Conference, data: ConferenceData, *, actor: Actor, version: int | None = None
) -> Conference:
    """Organiser and chair, minutes taker, receiving desk, whom it is for and how many are expected; agenda.

    Announces ``conference_arranged``. Refuses a span turned around and a voter meeting without its name.
    """
    row = changing.begin(conference, "arrange", actor=actor, version=version)
    _check_span(data.expected_from, data.expected_to)
    row.title = line(data.title, "title", required=True, length=300)
    row.organiser = line(data.organiser, "organiser", required=True)
    row.chair_id, row.minutes_taker_id = data.chair, data.minutes_taker
    row.chair_name = line(data.chair_name, "chair_name", required=True, length=200)
    row.chair_title = line(data.chair_title, "chair_title", length=200)
    row.desk = line(data.desk, "desk")
    row.target_group = line(data.target_group, "target_group")
    row.expected_from, row.expected_to = data.expected_from, data.expected_to
    row.with_voter_meeting = data.with_voter_meeting
    row.voter_meeting = line(data.voter_meeting, "voter_meeting", required=data.with_voter_meeting, length=300)
    row.security_plan = long_text(data.security_plan, "security_plan", required=False)
    if data.agenda:
        row.agenda = agenda.from_plan(data.agenda)
    changing.finish(
        row,
        *("title", "organiser", "chair", "chair_name", "chair_title", "minutes_taker", "desk", "target_group"),
        *("expected_from", "expected_to", "with_voter_meeting", "voter_meeting", "security_plan", "agenda"),
    )
    changing.tell("conference_arranged", row, actor=actor)
    return row


@atomic
def choose_topics(
    conference: Conference,
    *,
    topics: Sequence[str],
    opinions: Iterable[UUID] = (),
    actor: Actor,
    version: int | None = None,
) -> Conference:
    """Choose what is spoken about, out of the opinions collected; those named, and those on the topics, come along.

    Announces ``topics_chosen``. Refuses no topic at all. An approval given before is given anew.
    """
    row = changing.begin(conference, "topics", actor=actor, version=version)
    chosen = list(dict.fromkeys(known_topic(code, row.line, required=True) for code in topics))
    if not chosen:
        raise refuse("topics", _("Chọn ít nhất một chủ đề."), "topic_missing")
    if len(chosen) > MAX_TOPICS:
        raise refuse("topics", _("Chọn nhiều nhất %(n)d chủ đề.") % {"n": MAX_TOPICS})
    row.topics = chosen
    if row.status in (ConferenceStatus.PLANNED, ConferenceStatus.APPROVED, ConferenceStatus.ANNOUNCED):
        row.status = ConferenceStatus.TOPIC_CHOSEN
        row.approved_at = row.submitted_at = row.announced_at = None
    changing.finish(row, "topics", "status", "approved_at", "submitted_at", "announced_at")
    free = Opinion.objects.unassigned().filter(line=row.line)
    taken = free.filter(pk__in=list(opinions)) | free.filter(topic__in=chosen)
    taken.exclude(status=OpinionStatus.WITHDRAWN).update(conference=row)
    changing.tell("topics_chosen", row, actor=actor, topics=chosen)
    return row


@atomic
def set_participants(
    conference: Conference, rows: Iterable[dict[str, Any]], *, actor: Actor, version: int | None = None
) -> Conference:
    """Who is invited: always, or for some topics. Announces ``participants_set``. Refuses a row without a name.

    What is known of a participant already (invited, attended) stays with its id.
    """
    row = changing.begin(conference, "participants", actor=actor, version=version)
    known = {one["id"]: one for one in row.participants}
    found = []
    for given in rows:
        name = line(str(given.get("name") or ""), "name", required=True)
        made = people.row(
            name,
            title=line(str(given.get("title") or ""), "title"),
            body_id=str(given.get("body_id") or ""),
            topics=[known_topic(code, row.line, required=True) for code in given.get("topics") or ()],
            email=line(str(given.get("email") or ""), "email"),
            is_leader=bool(given.get("is_leader", True)),
            participant_id=str(given.get("id") or ""),
        )
        before = known.get(made["id"], {})
        found.append(
            made | {key: before[key] for key in ("invited_at", "attended", "substitute", "reason") if key in before}
        )
    row.participants = found
    changing.finish(row, "participants")
    changing.tell("participants_set", row, actor=actor, participants=len(found))
    return row


@atomic
def link_conference(conference: Conference, *, is_linked: bool, actor: Actor) -> Conference:
    """The head lets the other line read this conference, or no longer. Announces ``conference_linked``."""
    row = changing.begin(conference, "link", actor=actor)
    row.is_linked = is_linked
    changing.finish(row, "is_linked")
    changing.tell("conference_linked", row, actor=actor, is_linked=is_linked)
    return row


def _fill_year(orders: Orders, year: int, line_code: str, actor: Actor) -> list[Conference]:
    there = set(
        Conference.objects.of_year(year).filter(line=line_code, ordinal__isnull=False).values_list("ordinal", flat=True)
    )
    made = [
        _planned(orders, year, line_code, ordinal, actor)
        for ordinal in range(1, orders.quota + 1)
        if ordinal not in there
    ]
    if made:
        counting.refresh(made[0])
    return made


def _planned(orders: Orders, year: int, line_code: str, ordinal: int, actor: Actor) -> Conference:
    row = _new(orders, year, line_code)
    row.ordinal = ordinal
    row.quarter = orders.quarter_of(ordinal)
    row.title = _("Hội nghị tiếp xúc, đối thoại lần %(n)d năm %(year)d") % {"n": ordinal, "year": year}
    row.save(force_insert=True)
    changing.tell("conference_planned", row, actor=actor, ordinal=ordinal, year=year)
    return row


def _new(orders: Orders, year: int, line_code: str) -> Conference:
    head = head_of(line_code)
    return Conference(
        line=line_code,
        plan_id=orders.plan_id,
        year=year,
        organiser=orders.organiser,
        chair_id=head.account_id if head else None,
        chair_name=head.name if head else "",
        chair_title=head.title if head else orders.chair_title,
        desk=orders.desk,
        target_group=orders.target_group,
        expected_from=orders.expected_from,
        expected_to=orders.expected_to,
        venue=orders.venue,
        values=orders.values,
        agenda=orders.agenda,
        participants=list(orders.participants),
    )


def _may_arrange(actor: Actor, line_code: str) -> None:
    actor.require(Permission.RECEPTION_ARRANGE)
    if line_code not in actor.lines:
        raise refuse("line", _("Chọn kênh bạn được giao."))
    refuse_if_ended(actor.unit, clock.today())
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)


def _check_span(first: int | None, last: int | None) -> None:
    if first is not None and last is not None and last < first:
        raise refuse("expected_to", _("Số người dự kiến “đến” phải lớn hơn “từ”."))

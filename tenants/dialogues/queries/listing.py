"""The conferences of a year, and the opinions collected."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from deadlines import calendar
from identity.actors import Actor
from registry.levels import Line
from tenants.dialogues import policies
from tenants.dialogues.enums import OpinionStatus
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.models.conference import OVER
from tenants.dialogues.models.opinion import WITHOUT_OUTCOME, OpinionQuerySet
from tenants.dialogues.queries.quota import Quota, quota_of
from tenants.dialogues.rules import terms
from tenants.staff.queries import setting
from tenants.staff.rules.topics import Topics


@dataclass(frozen=True, slots=True)
class ConferenceRow:
    """One conference of the list."""

    conference: Conference
    topics: str
    opinions: int
    unanswered: int
    notice_last: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class YearPage:
    """The year: a counter a line the actor belongs to, and the rows."""

    year: int
    quotas: list[Quota]
    rows: list[ConferenceRow]


def year_page(actor: Actor, year: int) -> YearPage:
    """A constant number of queries, whatever the rows."""
    found = list(
        policies.visible_conferences(actor)
        .of_year(year)
        .annotate(
            opinion_count=Count("opinions"),
            open_count=Count("opinions", filter=Q(opinions__status__in=[*WITHOUT_OUTCOME, OpinionStatus.ASSIGNED])),
        )
        .order_by("held_on", "quarter", "ordinal", "id")
    )
    work = calendar.of_unit(actor.unit.id)
    topics = setting("topics")
    lines = [line for line in (Line.PARTY, Line.GOVERNMENT) if line in actor.lines]
    return YearPage(
        year=year,
        quotas=[quota_of(line, year, found) for line in lines],
        rows=[_row(row, topics, work) for row in found],
    )


@dataclass(frozen=True, slots=True)
class OpinionFilters:
    """What narrows the list of opinions."""

    topic: str = ""
    urgency: str = ""
    source: str = ""
    status: str = ""
    conference: str = ""


def opinion_list(actor: Actor, filters: OpinionFilters) -> OpinionQuerySet:
    """Opinions the actor sees, most urgent and latest first; ``conference`` "none": for no conference yet."""
    found = policies.visible_opinions(actor).select_related("conference")
    if filters.topic:
        below = [row.code for row in setting("topics").rows if row.parent == filters.topic]
        found = found.filter(topic__in=[filters.topic, *below])
    if filters.urgency:
        found = found.filter(urgency=filters.urgency)
    if filters.source:
        found = found.filter(source=filters.source)
    if filters.status:
        found = found.filter(status=filters.status)
    if filters.conference == "none":
        found = found.unassigned()
    elif filters.conference:
        found = found.filter(conference_id=filters.conference)
    return found.order_by("-urgency", "-entered_at", "-id")


def by_topic(actor: Actor) -> list[tuple[str, int, int]]:
    """Opinions waiting for a conference, counted by topic: (code, all, pressing); what topics are chosen from."""
    rows = (
        policies.visible_opinions(actor)
        .unassigned()
        .exclude(status__in=[OpinionStatus.CLEARED, OpinionStatus.WITHDRAWN])
        .values("topic")
        .annotate(n=Count("pk"), pressing=Count("pk", filter=~Q(urgency="NORMAL")))
        .order_by("-n", "topic")
    )
    return [(row["topic"], row["n"], row["pressing"]) for row in rows]


def _row(row: Conference, topics: Topics, work: calendar.WorkCalendar) -> ConferenceRow:
    waits = row.held_on is not None and row.announced_at is None and row.status not in OVER
    last = terms.from_data(row.values).notice.before(row.held_on, work) if waits and row.held_on else None
    return ConferenceRow(
        conference=row,
        topics="; ".join(topics.name_of(code) for code in row.topics),
        opinions=getattr(row, "opinion_count", 0),
        unanswered=getattr(row, "open_count", 0),
        notice_last=last,
        is_late=any(one.get("is_late") for one in row.notices),
    )


def own_opinions(conference: Conference) -> OpinionQuerySet:
    """The opinions of a conference with who settles them, in speaking order."""
    found: OpinionQuerySet = Opinion.objects.filter(conference=conference).select_related("lead_body", "task")
    return found.order_by("speaking_no", "entered_at", "id")


def counts_of(conference: Conference) -> dict[str, int]:
    """How far the opinions are: all, without an outcome, assigned, replied and so on; one query."""
    found = Opinion.objects.filter(conference=conference).order_by().values_list("status").annotate(n=Count("pk"))
    by_status: dict[str, int] = dict(found)

    def together(*statuses: str) -> int:
        return sum(by_status.get(status, 0) for status in statuses)

    every = sum(by_status.values())
    return {
        "all": every,
        "without_outcome": together(*WITHOUT_OUTCOME),
        "waiting": together(OpinionStatus.WAITING),
        "assigned": together(OpinionStatus.ASSIGNED),
        "answered": together(OpinionStatus.ANSWERED, OpinionStatus.REPLIED, OpinionStatus.CLEARED),
        "done": every - together(*WITHOUT_OUTCOME, OpinionStatus.ASSIGNED),
    }

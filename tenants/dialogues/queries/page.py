"""One conference as its page shows it: road, dates, opinions, papers, notices, steps that are possible."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from deadlines import calendar
from deadlines.enums import DayKind
from identity.actors import Actor
from kernel import clock
from tenants.conclusions.models import Task
from tenants.dialogues import policies
from tenants.dialogues.enums import ConferenceStatus as S
from tenants.dialogues.enums import OpinionStatus as O
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.models.conference import HELD
from tenants.dialogues.queries.listing import counts_of, own_opinions
from tenants.dialogues.queries.public_opinions import taken_until
from tenants.dialogues.rules import people, terms
from tenants.documents.enums import Subject
from tenants.documents.models import Document, Notice
from tenants.documents.policies import visible_documents, visible_notices
from tenants.staff.queries import setting
from tenants.staff.rules.topics import Topics

ROWS = 25
"""Opinions on one page of a conference; the dossier has them all."""


@dataclass(frozen=True, slots=True)
class DateLine:
    """One date the plan orders: what, until when, met or not."""

    label: str
    term: str
    due_on: date | None
    met_on: date | None

    @property
    def is_late(self) -> bool:
        if self.due_on is None:
            return False
        return (self.met_on or clock.today()) > self.due_on


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One step: possible, or why not."""

    verb: str
    label: str
    ok: bool
    reason: str
    code: str


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """One opinion with its topic in words and its two clocks (S4-42)."""

    opinion: Opinion
    topic: str
    due_on: date | None
    from_assignment: date | None
    is_overdue: bool

    @property
    def interim_until(self) -> date | None:
        """The day told to the person meanwhile."""
        until = self.opinion.interim.get("until")
        return date.fromisoformat(until) if until else None


@dataclass(frozen=True)
class ConferencePage:
    """Everything the page shows."""

    conference: Conference
    topics: list[str]
    invited: list[dict[str, Any]]
    opinions: Page[Opinion]
    lines: list[OpinionLine]
    preparations: list[Task]
    papers: list[Document]
    notices: list[Notice]
    dates: list[DateLine]
    actions: list[ActionLine]
    counts: dict[str, int]
    terms: terms.Terms
    taken_until: date | None
    observes: bool

    @property
    def possible(self) -> list[ActionLine]:
        return [action for action in self.actions if action.ok]

    @property
    def impossible(self) -> list[ActionLine]:
        """What may be done by this person, but not now."""
        return [action for action in self.actions if not action.ok and action.code != "not_permitted"]


def conference_page(actor: Actor, conference: Conference, number: str = "") -> ConferencePage:
    """A constant number of queries; ``number`` is the page of its opinions."""
    topics: Topics = setting("topics")
    observes = policies.only_observes(actor)
    ordered = terms.from_data(conference.values)
    work = calendar.of_unit(actor.unit.id)
    opinions = Paginator(own_opinions(conference), ROWS).get_page(number)
    parents = {row.code: row.parent for row in topics.rows}
    return ConferencePage(
        conference=conference,
        topics=[topics.name_of(code) for code in conference.topics],
        invited=people.concerned(conference.participants, conference.topics, parents),
        opinions=opinions,
        lines=[opinion_line(one, topics, ordered, work) for one in opinions],
        preparations=[] if observes else _preparations(conference),
        papers=[] if observes else list(_about(visible_documents(actor), conference).order_by("-drafted_at")[:50]),
        notices=[] if observes else list(_about(visible_notices(actor), conference).order_by("-made_at")[:100]),
        dates=dates_of(conference, ordered, work),
        actions=[] if observes else actions_of(actor, conference),
        counts=counts_of(conference),
        terms=ordered,
        taken_until=None if conference.is_over else taken_until(conference),
        observes=observes,
    )


def actions_of(actor: Actor, conference: Conference) -> list[ActionLine]:
    """Each step with its verdict; asks no query."""
    found = []
    for verb, label in policies.VERB_LABELS.items():
        verdict = policies.may(actor, verb, conference)
        found.append(ActionLine(verb, str(label), verdict.ok, str(verdict.reason), verdict.code))
    return found


def opinion_line(opinion: Opinion, topics: Topics, ordered: terms.Terms, work: calendar.WorkCalendar) -> OpinionLine:
    """The legal end, and what is left when counted from the day it was assigned: the first does not move."""
    due_on = opinion.reply_due_on
    from_assignment = None
    if opinion.assigned_on is not None and opinion.status == O.ASSIGNED:
        from_assignment = ordered.reply_of(opinion.is_complex).after(opinion.assigned_on, work)
    overdue = opinion.status == O.ASSIGNED and due_on is not None and due_on < clock.today()
    return OpinionLine(
        opinion, topics.name_of(opinion.topic) if opinion.topic else "", due_on, from_assignment, overdue
    )


def dates_of(conference: Conference, ordered: terms.Terms, work: calendar.WorkCalendar) -> list[DateLine]:
    """Notice, review and conclusion notice with the day each is due; the derivation in a few words."""
    held = conference.held_on
    if held is None:
        return []
    told = conference.announced_at
    found = [
        DateLine(
            "notice", _words(ordered.notice), ordered.notice.before(held, work), clock.day_of(told) if told else None
        )
    ]
    if conference.status in HELD:
        if ordered.review is not None:
            on = conference.review.get("on")
            found.append(
                DateLine(
                    "review",
                    _words(ordered.review),
                    ordered.review.after(held, work),
                    date.fromisoformat(on) if on else None,
                )
            )
        found.append(
            DateLine(
                "conclusion",
                _words(ordered.conclusion),
                ordered.conclusion.after(held, work),
                conference.concluded_on,
            )
        )
    return found


def _about(papers: Any, conference: Conference) -> Any:
    return papers.filter(subject=Subject.CONFERENCE, subject_id=conference.pk)


def _preparations(conference: Conference) -> list[Task]:
    return list(
        Task.objects.preparations()
        .filter(subject_id=conference.pk)
        .select_related("lead_body")
        .order_by("due_on", "id")
    )


def _words(term: terms.Term) -> str:
    if term.kind == DayKind.WORKING:
        return _("%(n)d ngày làm việc") % {"n": term.length}
    return _("%(n)d ngày") % {"n": term.length}


STATIONS = (S.PLANNED, S.TOPIC_CHOSEN, S.APPROVED, S.ANNOUNCED, S.OPEN, S.HELD, S.REVIEWED, S.CONCLUDED, S.CLOSED)

"""Đến và đi: what arrived, what is due back, what came back, what must be checked or decided."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from exchange import custody, queries
from exchange.models import CompetenceQuestion, Envelope
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock
from oversight.models import CaseCard
from registry import tree
from tenants.cases import policies
from tenants.cases.enums import CaseKind, CaseStatus, RequestKind
from tenants.cases.models import Case, Parcel, Request
from tenants.cases.queries.today import Contributor, TodayGroup

_contributors: list[Contributor] = []


def register(contributor: Contributor) -> None:
    """Add what a room above has in the inbox; called once from ``AppConfig.ready()``, as for the start page."""
    if contributor not in _contributors:
        _contributors.append(contributor)


@dataclass(frozen=True)
class InboxItem:
    """One line: the case, the movement, who is on the other side."""

    case: Case
    envelope: Envelope
    other: str
    at: datetime | None
    number: str
    reason: str
    due_on: date | None = None
    is_late: bool = False

    @property
    def kind(self) -> str:
        """The word for the movement."""
        return self.envelope.get_kind_display()


@dataclass(frozen=True)
class AskedItem:
    """A paper that another unit still misses in a dossier this unit sent."""

    case: Case
    request: Request
    other: str


@dataclass(frozen=True)
class QuestionItem:
    """A dispute to decide: this unit sees its number and parties, never the dossier."""

    question: CompetenceQuestion
    number: str
    kind: str
    received_on: date | None
    holder: str
    parties: list[str]


@dataclass(frozen=True)
class InboxPage:
    """The page; every list oldest first."""

    new: list[InboxItem]
    due: list[InboxItem]
    returned: list[InboxItem]
    results: list[InboxItem]
    undeliverable: list[InboxItem]
    on_paper: list[InboxItem]
    asked: list[AskedItem]
    questions: list[QuestionItem]
    #: Disputes over cases of this unit that nobody on the platform can decide: a letter goes out.
    disputes: list[QuestionItem]
    #: What rooms above have to show.
    groups: list[TodayGroup]

    @property
    def count(self) -> int:
        """How many lines wait for this unit."""
        return sum(
            len(rows)
            for rows in (self.new, self.due, self.returned, self.results, self.asked, self.questions, self.disputes)
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is listed at all."""
        return not (self.count or self.undeliverable or self.on_paper or self.groups)


def inbox(actor: Actor) -> InboxPage:
    """The inbox of the actor's unit, as far as the actor sees its cases; a constant number of queries."""
    waiting = queries.inbox(actor.unit.id)
    ids = waiting.case_ids
    cases = policies.visible_cases(actor).in_bulk(list(ids))
    parcels = _parcels([envelope for rows in _lists(waiting) for envelope in rows])

    def rows(envelopes: list[Envelope], *, arrived: bool) -> list[InboxItem]:
        return [
            _item(cases[one.case_id], one, parcels.get(one.pk), arrived=arrived)
            for one in envelopes
            if one.case_id in cases
        ]

    decides = actor.may(Permission.COMPETENCE_DECIDE)
    return InboxPage(
        new=rows(waiting.new, arrived=True),
        due=rows(waiting.due, arrived=True),
        returned=[
            item
            for item in rows(waiting.returned, arrived=True)
            # Until somebody does anything with it.
            if item.at is None or item.case.touched_at <= item.at
        ],
        results=rows(waiting.results, arrived=True),
        undeliverable=rows(waiting.undeliverable, arrived=False),
        on_paper=rows(waiting.on_paper, arrived=False),
        asked=_asked(actor),
        questions=question_items(waiting.questions) if decides else [],
        disputes=question_items([one for one in waiting.disputes if one.case_id in cases]),
        groups=[group for contributor in _contributors for group in contributor(actor)],
    )


def _lists(waiting: queries.Inbox) -> list[list[Envelope]]:
    return [
        waiting.new,
        waiting.due,
        waiting.returned,
        waiting.results,
        waiting.undeliverable,
        waiting.on_paper,
    ]


def _parcels(envelopes: list[Envelope]) -> dict[UUID, Parcel]:
    light = Parcel.objects.defer("body").filter(pk__in=[one.pk for one in envelopes])
    return {parcel.pk: parcel for parcel in light}


def _item(case: Case, envelope: Envelope, parcel: Parcel | None, *, arrived: bool) -> InboxItem:
    return InboxItem(
        case=case,
        envelope=envelope,
        other=tree.get(envelope.from_unit).full_name if arrived else custody.addressee(envelope),
        at=envelope.delivered_at if arrived else envelope.sent_at,
        number=envelope.receiver_number if arrived else envelope.sender_number,
        reason=parcel.reason if parcel else "",
        due_on=envelope.due_on,
        is_late=envelope.due_on is not None and envelope.due_on < clock.today(),
    )


def _asked(actor: Actor) -> list[AskedItem]:
    """Open requests in dossiers that are away: the unit that has the case asked for the paper."""
    open_requests = (
        Request.objects.open()
        .filter(
            kind=RequestKind.MISSING_PAPER,
            case__status=CaseStatus.SENT,
            case_id__in=policies.visible_cases(actor).values("pk"),
        )
        .select_related("case")
        .order_by("asked_at")
    )
    found = list(open_requests)
    held = custody.of_cases([one.case_id for one in found])
    return [
        AskedItem(one.case, one, tree.get(held[one.case_id].handling_unit).full_name)
        for one in found
        if one.case_id in held and held[one.case_id].handling_unit != actor.unit.id
    ]


def question_items(questions: list[CompetenceQuestion]) -> list[QuestionItem]:
    """What a superior may read of each: two queries for any number."""
    cards = CaseCard.objects.in_bulk([one.case_id for one in questions])
    items = []
    for question in questions:
        card = cards.get(question.case_id)
        items.append(
            QuestionItem(
                question=question,
                number=card.number if card else "",
                kind=str(CaseKind(card.kind).label) if card else _("Vụ việc"),
                received_on=card.received_on if card else None,
                holder=tree.get(question.holding_unit).full_name,
                parties=[tree.get(unit).full_name for unit in question.parties],
            )
        )
    return items

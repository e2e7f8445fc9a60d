"""Registers of letters between units, one letter with its thread, and what waits for an answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from deadlines.models import DueItem
from exchange.models import Envelope
from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock
from registry import tree
from registry.addresses import here
from tenants.documents import letter_policies as policies
from tenants.documents.enums import ASKING, LetterDirection, LetterStatus, LetterTopic
from tenants.documents.models import Document, Letter
from tenants.documents.models.letter import WAITING, LetterQuerySet
from tenants.documents.subjects import SubjectView

SHOWN = ("waiting", "late", "new")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a register is narrowed to; an empty word narrows nothing. ``show``: one of SHOWN."""

    q: str = ""
    year: str = ""
    topic: str = ""
    line: str = ""
    show: str = ""


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One line of a register; ``arrived_on``: when a sent letter reached the other unit, as the exchange knows."""

    letter: Letter
    is_late: bool
    arrived_on: date | None = None


@dataclass(frozen=True, slots=True)
class LetterPage:
    """One letter with everything of its thread, and how its date came about."""

    row: LetterRow
    thread: list[LetterRow]
    due: DueItem | None
    document: Document | None
    other_key: str


def letter_list(actor: Actor, direction: LetterDirection, filters: Filters) -> LetterQuerySet:
    """The letters the actor sees in one direction, newest first."""
    found = policies.visible_letters(actor).papers().filter(direction=direction)
    if filters.show == "waiting":
        found = found.waiting()
    elif filters.show == "late":
        found = found.late(clock.today())
    elif filters.show == "new":
        found = found.filter(status=LetterStatus.ARRIVED)
    if filters.topic:
        found = found.filter(topic=filters.topic)
    if filters.line:
        found = found.filter(line=filters.line)
    if filters.year:
        first = date(int(filters.year), 1, 1)
        day = "received_on" if direction == LetterDirection.IN else "sent_on"
        found = found.filter(**{f"{day}__gte": first, f"{day}__lt": first.replace(year=first.year + 1)})
    if filters.q:
        found = found.searched(filters.q)
    ordered: LetterQuerySet = found.order_by("-made_at", "-id")
    return ordered


def letter_rows(letters: Sequence[Letter]) -> list[LetterRow]:
    """Lines of a register: one query more than the letters, whatever their number."""
    today = clock.today()
    sent = [one.pk for one in letters if not one.is_incoming]
    arrived: dict[UUID, date] = {}
    if sent:
        delivered = Envelope.objects.filter(pk__in=sent, delivered_at__isnull=False).values_list("pk", "delivered_at")
        arrived = {pk: clock.day_of(at) for pk, at in delivered if at is not None}
    return [LetterRow(one, one.is_late(today), arrived.get(one.pk)) for one in letters]


def counts(actor: Actor, direction: LetterDirection) -> dict[str, int]:
    """How many the actor sees, in all and of each quick filter; one query."""
    today = clock.today()
    seen = policies.visible_letters(actor).papers().filter(direction=direction)
    waiting = Q(topic__in=sorted(ASKING), status__in=WAITING)
    told = seen.aggregate(
        all=Count("pk"),
        waiting=Count("pk", filter=waiting),
        late=Count("pk", filter=waiting & Q(due_on__lt=today)),
        new=Count("pk", filter=Q(status=LetterStatus.ARRIVED)),
    )
    return {name: int(n) for name, n in told.items()}


def letter_page(actor: Actor, letter: Letter) -> LetterPage:
    """One letter in a constant number of queries."""
    thread = list(policies.visible_letters(actor).of_thread(letter.thread))
    rows = letter_rows(thread)
    document = None
    # Who only supervises reads letters, but no register of documents.
    if not letter.is_incoming and actor.may(P.DOCUMENT_VIEW):
        document = Document.objects.filter(subject="LETTER", subject_id=letter.pk).first()
    other = tree.get(letter.other_unit_id).key if letter.other_unit_id else ""
    return LetterPage(
        row=next(row for row in rows if row.letter.pk == letter.pk),
        thread=[row for row in rows if row.letter.topic != LetterTopic.ACKNOWLEDGEMENT],
        due=DueItem.objects.filter(unit_id=actor.unit.id, case_id=letter.pk).first() if letter.is_incoming else None,
        document=document,
        other_key=other,
    )


def awaiting(actor: Actor) -> LetterQuerySet:
    """Incoming letters that somebody must do something about: read or answer, the nearest date first."""
    found: LetterQuerySet = (
        policies.visible_letters(actor)
        .incoming()
        .filter(Q(status=LetterStatus.ARRIVED) | Q(topic__in=sorted(ASKING), status__in=WAITING))
        .order_by("due_on", "made_at", "id")
    )
    return found


def describe_letters(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, SubjectView]:
    """How pages of documents and notices name a letter; those the actor sees."""
    return {
        one.pk: SubjectView(f"{one.get_topic_display()} · {one.other_name}", here("documents:letter", one.pk))
        for one in policies.visible_letters(actor).filter(pk__in=list(ids))
    }

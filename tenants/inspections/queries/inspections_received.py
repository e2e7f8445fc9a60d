"""An inspection as the inspected unit sees it: decision and team, what was asked of it, and who read which of its cases."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from identity import members
from identity.actors import Actor
from kernel.journal.models import Event
from oversight.models import InspectionCard, InspectionMember
from oversight.models.inspection import InspectionCardQuerySet
from registry import tree
from tenants.cases.models import Case
from tenants.cases.policies import READ_EVENT
from tenants.documents import letter_policies
from tenants.documents.enums import LetterTopic
from tenants.documents.models import Letter
from tenants.inspections import inspection_policies as policies
from tenants.inspections.models import Inspection

TOPICS = (LetterTopic.INSPECTION, LetterTopic.INSPECTION_RESULT, LetterTopic.RECOMMENDATION)
KINDS = (READ_EVENT, "inspection_access_set", "inspection_access_ended")


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """One line: the inspection and the unit that makes it."""

    card: InspectionCard
    unit_name: str


@dataclass(frozen=True, slots=True)
class ReceivedPage:
    """Everything one page shows."""

    card: InspectionCard
    unit_name: str
    title: str
    team: list[tuple[str, bool, bool]]
    letters: list[Letter]
    #: The letters whose own page the actor may open.
    openable: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Reading:
    """One line of the log: when, who, what, which case; ``case_id`` is None for a list."""

    at: datetime
    who: str
    what: str
    number: str
    case_id: UUID | None


def received_list(actor: Actor) -> InspectionCardQuerySet:
    """The inspections of the own unit, newest first."""
    return policies.visible_received(actor).order_by("-announced_on", "-id")


def received_rows(cards: list[InspectionCard]) -> list[ReceivedRow]:
    """Lines of the list; no query."""
    return [ReceivedRow(card, tree.get(card.from_unit).full_name) for card in cards]


def received_page(actor: Actor, card: InspectionCard) -> ReceivedPage:
    """One inspection of the own unit: four queries."""
    letters = list(
        Letter.objects.incoming()
        .filter(topic__in=[topic.value for topic in TOPICS], facts__inspection=str(card.pk))
        .order_by("made_at", "id")
    )
    rows = list(InspectionMember.objects.filter(inspection=card).order_by("-is_head", "added_at", "id"))
    names = members.names(row.account_id for row in rows)
    team = [(names.get(row.account_id, ""), row.is_head, row.removed_at is not None) for row in rows]
    title = next((one.title for one in letters if one.topic == LetterTopic.INSPECTION), card.number)
    seen = letter_policies.visible_letters(actor).filter(pk__in=[one.pk for one in letters])
    openable = frozenset(seen.values_list("pk", flat=True))
    return ReceivedPage(card, tree.get(card.from_unit).full_name, title, team, letters, openable)


def readings_of(card: InspectionCard) -> QuerySet[Event]:
    """What the unit's log says of the team's rights and of every reading, newest first; found by the cases, not by a walk over the log."""
    found: QuerySet[Event] = Event.objects.filter(
        case_id__in=[card.pk, *_cases_of(card)], kind__in=KINDS, data__inspection=str(card.pk)
    ).order_by("-at", "-id")
    return found


def reading_rows(events: list[Event]) -> list[Reading]:
    """Lines of one page of the log: one query."""
    numbers = dict(Case.objects.filter(pk__in=[event.case_id for event in events]).values_list("pk", "number"))
    return [
        Reading(
            at=event.at,
            who=event.actor_name,
            what=_what(event),
            number=numbers.get(event.case_id, "") if event.case_id else "",
            case_id=event.case_id if event.case_id in numbers else None,
        )
        for event in events
    ]


def _cases_of(card: InspectionCard) -> set[UUID]:
    """The ids the unit was told; of an inspection of the own unit those of its own row."""
    if card.from_unit == card.to_unit:
        return {UUID(case["id"]) for row in Inspection.objects.filter(pk=card.pk) for case in row.cases}
    letters = Letter.objects.incoming().filter(topic=LetterTopic.INSPECTION, facts__inspection=str(card.pk))
    return {UUID(one) for facts in letters.values_list("facts", flat=True) for one in facts["cases"]}


def _what(event: Event) -> str:
    data = event.data
    if event.kind == "inspection_access_set":
        return _("Cho đoàn đọc đến hết %(day)s: %(names)s") % {
            "day": f"{date.fromisoformat(data['until']):%d/%m/%Y}",
            "names": ", ".join(data.get("names", [])),
        }
    if event.kind == "inspection_access_ended":
        return _("Đoàn hết quyền đọc")
    return page_words(data.get("page", ""))


def page_words(page: str) -> str:
    """What was opened, in words; ``page`` is the name of the view or call."""
    words = {
        "page_of_case": _("Mở hồ sơ vụ việc"),
        "download": _("Tải tài liệu"),
        "case_list_page": _("Xem danh sách"),
        "export": _("Xuất danh sách"),
        "supplement": _("Mở giấy đề nghị bổ sung"),
        "answer": _("Mở văn bản trả lời"),
        "slip": _("Mở phiếu chuyển"),
        "notice": _("Mở giấy báo"),
        "CasesView": _("Xem danh sách (chương trình)"),
        "CaseView": _("Mở hồ sơ vụ việc (chương trình)"),
        "CaseEventsView": _("Xem diễn biến (chương trình)"),
        "CaseDeadlinesView": _("Xem thời hạn (chương trình)"),
        "AttachmentsView": _("Xem danh mục tài liệu (chương trình)"),
        "AttachmentView": _("Tải tài liệu (chương trình)"),
    }
    return words.get(page, page)

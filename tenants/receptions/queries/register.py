"""The register of reception, form 03/TCD with its twelve columns: one row a visit, per unit, period and host.

A page of fifty rows costs the same few queries as one of three. Whoever denounces is never named. Visits of the other line's
sessions are not in it, nor is a visit about the reader's own discipline.
"""

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exchange.enums import MovementKind
from identity.actors import Actor
from tenants.cases.enums import SENDERS, CaseKind, VisitHost
from tenants.cases.models import Answer, CasePerson, Parcel, Visit
from tenants.cases.models.parcel import Direction
from tenants.receptions.models import ReceptionSession
from tenants.receptions.queries.withheld import about

BATCH = 500
MOST_NAMES = 5


@dataclass(frozen=True)
class Period:
    """What the register is opened for."""

    first: date
    last: date
    host: str = ""


@dataclass(frozen=True)
class RegisterRow:
    """The twelve columns, in the order of the form."""

    number: int
    visited_on: str
    who: str
    id_number: str
    summary: str
    kind: str
    people: str
    settled_by: str
    is_competent: str
    guided_to: str
    sent_to: str
    followed: str

    @property
    def cells(self) -> tuple[str | int, ...]:
        """The columns as a table or a sheet writes them."""
        return astuple(self)


def columns() -> list[str]:
    """The heads of the twelve columns as the form prints them."""
    return [
        _("STT"),
        _("Ngày tiếp"),
        _("Họ tên, địa chỉ"),
        _("CCCD/hộ chiếu"),
        _("Nội dung vụ việc"),
        _("Phân loại đơn"),
        _("Số công dân có đơn cùng nội dung"),
        _("Cơ quan đã giải quyết hết thẩm quyền"),
        _("Thuộc thẩm quyền"),
        _("Hướng dẫn đến, số văn bản"),
        _("Chuyển đến, số văn bản"),
        _("Theo dõi quá trình, kết quả"),
    ]


def visits_of(actor: Actor, period: Period) -> QuerySet[Visit]:
    """The visits of the unit in a period, oldest first."""
    found = visible_visits(actor).filter(visited_on__range=(period.first, period.last))
    if period.host in VisitHost.values:
        found = found.filter(host=period.host)
    return found.order_by("visited_on", "id")


def visible_visits(actor: Actor) -> QuerySet[Visit]:
    """The visits of the unit: those of sealed cases and of the other line left out."""
    hidden = ReceptionSession.objects.exclude(Q(line__in=sorted(actor.lines)) | Q(is_linked=True))
    found: QuerySet[Visit] = (
        Visit.objects.filter(received_unit_id=actor.unit.id)
        .filter(Q(case=None) | Q(case__is_sealed=False))
        .filter(Q(session_id=None) | ~Q(session_id__in=hidden.values("pk")))
        .exclude(pk__in=about(actor).exclude(visit_id=None).values("visit_id"))
        .exclude(case_id__in=about(actor).exclude(case_id=None).values("case_id"))
    )
    whole: QuerySet[Visit] = found.select_related("case", "petition", "person")
    return whole


def register_rows(visits: Iterable[Visit], first_number: int = 1) -> list[RegisterRow]:
    """Rows of one page or batch; four queries, however many."""
    rows = list(visits)
    case_ids = [row.case_id for row in rows if row.case_id]
    people = _people(case_ids)
    sent = _sent(case_ids)
    answers = _answers(case_ids)
    return [_row(visit, number, people, sent, answers) for number, visit in enumerate(rows, start=first_number)]


def all_rows(actor: Actor, period: Period) -> Iterator[RegisterRow]:
    """The whole period in batches, numbered through."""
    keys = list(visits_of(actor, period).values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        found = Visit.objects.filter(pk__in=part).select_related("case", "petition", "person")
        yield from register_rows(found.order_by("visited_on", "id"), start + 1)


def count(actor: Actor, period: Period) -> int:
    return visits_of(actor, period).count()


def _row(
    visit: Visit,
    number: int,
    people: dict[UUID, list[CasePerson]],
    sent: dict[UUID, list[str]],
    answers: dict[UUID, str],
) -> RegisterRow:
    case = visit.case
    who, paper = _who(visit, people)
    kind = str(CaseKind(case.kind).label) if case else str(visit.get_purpose_display())
    secret = case is not None and case.is_denunciation
    told = visit.summary or (visit.petition.content if visit.petition and not secret else "")
    followed = ""
    if case is not None:
        followed = "; ".join(
            part for part in (case.number, str(case.get_status_display()), answers.get(case.pk, "")) if part
        )
    moved = sent.get(case.pk, []) if case else []
    return RegisterRow(
        number=number,
        visited_on=f"{visit.visited_on:%d/%m/%Y}",
        who=who,
        id_number=paper,
        summary=told,
        kind=kind,
        people=str(visit.person_count) if visit.person_count > 1 else "",
        settled_by=visit.settled_by,
        is_competent="x" if case is not None and not moved and not visit.guided_to else "",
        guided_to=visit.guided_to,
        sent_to="; ".join(moved),
        followed=followed,
    )


def _who(visit: Visit, people: dict[UUID, list[CasePerson]]) -> tuple[str, str]:
    if visit.case is not None and visit.case.is_denunciation:
        return pgettext("sổ tiếp công dân", "(giữ bí mật)"), ""
    if visit.case_id is None or visit.case_id not in people:
        if visit.person is None:
            return pgettext("sổ tiếp công dân", "(giữ bí mật)"), ""
        return _named(visit.person.full_name, visit.person.address), visit.person.id_number
    rows = people[visit.case_id]
    here = [row for row in rows if row.petition_id == visit.petition_id] or rows
    persons = [row.person for row in here if row.person is not None][:MOST_NAMES]
    names = "; ".join(_named(person.full_name, person.address) for person in persons)
    return names, "; ".join(person.id_number for person in persons if person.id_number)


def _named(name: str, address: str) -> str:
    return f"{name}, {address}" if address else name


def _people(case_ids: list[UUID]) -> dict[UUID, list[CasePerson]]:
    found: dict[UUID, list[CasePerson]] = {}
    if case_ids:
        rows = CasePerson.objects.filter(case_id__in=case_ids, capacity__in=SENDERS, person__isnull=False)
        for row in rows.select_related("person").order_by("order", "id"):
            found.setdefault(row.case_id, []).append(row)
    return found


def _sent(case_ids: list[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    if case_ids:
        moves = Parcel.objects.filter(case_id__in=case_ids, direction=Direction.OUT, cancelled_at=None)
        moves = moves.filter(kind__in=[MovementKind.TRANSFER, MovementKind.ESCALATION, MovementKind.ASSIGNMENT])
        for case_id, name, number in moves.order_by("moved_at", "id").values_list("case_id", "other_name", "number"):
            found.setdefault(case_id, []).append(f"{name} ({number})" if number else name)
    return found


def _answers(case_ids: list[UUID]) -> dict[UUID, str]:
    if not case_ids:
        return {}
    rows = Answer.objects.filter(case_id__in=case_ids).order_by("answered_on", "entered_at")
    return {row.case_id: f"{row.get_kind_display()} {row.answered_on:%d/%m/%Y}" for row in rows}

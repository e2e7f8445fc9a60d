"""Papers officers print: receipt, slips, letters to the citizen. Each is one HTML page with print styles."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from deadlines import due
from deadlines.enums import RuleCode
from deadlines.models import DueItem
from exchange import tracking
from exchange.enums import MovementKind
from exchange.models import CompetenceQuestion
from exchange.rules import tracking_codes
from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from identity.permissions import Permission
from kernel import errors
from oversight.models import CaseCard
from registry import addresses, tree
from registry.levels import Level
from tenants.cases import policies
from tenants.cases.models import Case, Parcel
from tenants.cases.queries import letters
from tenants.cases.queries.receipts import left_on_paper, own_sealed
from tenants.cases.rules import fields as field_rules
from tenants.cases.views import pending_pin
from tenants.cases.views.papers import in_vietnamese, paper_of, papers_in, senders_of

Row = TypeVar("Row")


@dataclass(frozen=True)
class Receipt:
    """What the citizen takes home; of a sealed denunciation only number and code."""

    case_id: UUID
    number: str
    received_on: date
    entered_at: datetime
    officer: str
    code: str
    pin: str
    is_sealed: bool
    people: list[str]
    papers: list[str]
    person_count: int
    kind: str
    channel: str
    answer_by: DueItem | None
    may_assign: bool
    may_renew: bool
    is_on_paper: bool

    @property
    def code_shown(self) -> str:
        """In groups of four, as the page that asks for it shows it."""
        return tracking_codes.grouped(self.code)


@require_GET
@actor_required()
@in_vietnamese
def receipt(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Receipt after form 02/TCD; the PIN stands on the first one opened after it was made."""
    case = _own_or_visible(request.actor, case_id)
    shown = _receipt(request.actor, case)
    context = {
        "receipt": shown,
        "may_enter": request.actor.may(Permission.CASE_ENTER),
        "paper": paper_of(request.actor.unit, day=case.received_on, is_unnumbered=True),
        "track_url": _track_url(),
    }
    response = render(request, "official/receipt.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _own_or_visible(actor: Actor, case_id: UUID) -> Case:
    """A sealed denunciation leaves its receipt to the officer who typed it, and to nobody else of the unit."""
    return own_sealed(actor, case_id) or policies.get_case(actor, case_id)


def _receipt(actor: Actor, case: Case) -> Receipt:
    is_open = not case.is_sealed
    items = due.of_object(case.pk, unit_id=actor.unit.id) if is_open else []
    return Receipt(
        case_id=case.pk,
        number=case.number,
        received_on=case.received_on,
        entered_at=case.entered_at,
        officer=actor.name,
        code=(tracking.code_of(case.pk) or "") if case.track_allowed else "",
        pin=pending_pin.take(actor, case.pk),
        is_sealed=case.is_sealed,
        people=senders_of(case) if is_open else [],
        papers=papers_in(actor, case) if is_open else [],
        person_count=case.person_count,
        kind=case.get_kind_display(),
        channel=case.get_channel_display(),
        answer_by=next((item for item in items if item.kind == RuleCode.A3), None),
        may_assign=is_open and policies.may(actor, "assign", case).ok,
        is_on_paper=case.is_sealed and left_on_paper(case.pk),
        may_renew=is_open and policies.may(actor, "new_pin", case).ok,
    )


@require_GET
@actor_required(for_readers=True)
@in_vietnamese
def supplement(request: ActorRequest, case_id: UUID, request_id: UUID) -> HttpResponse:
    """Letter that asks the citizen for what is missing."""
    case = policies.get_case(request.actor, case_id)
    asked = _found(case.requests.filter(pk=request_id).first())
    context = {
        "case": case,
        "asked": asked,
        "paper": paper_of(request.actor.unit),
        "senders": senders_of(case),
        "copies": [_("Như trên")],
    }
    return render(request, "official/supplement.html", context)


@require_GET
@actor_required(for_readers=True)
@in_vietnamese
def answer(request: ActorRequest, case_id: UUID, answer_id: UUID) -> HttpResponse:
    """The written answer to the citizen."""
    case = policies.get_case(request.actor, case_id)
    given = _found(case.answers.filter(pk=answer_id).first())
    # An answer given by another unit is that unit's paper.
    unit = tree.get(given.given_unit_id)
    context = {
        "case": case,
        "answer": given,
        "paper": paper_of(unit, number=given.number, day=given.answered_on),
        "senders": senders_of(case),
        "copies": [_("Như trên")],
    }
    return render(request, "official/answer.html", context)


SLIP_TITLES = {
    MovementKind.TRANSFER: lambda: _("Phiếu chuyển đơn"),
    MovementKind.ESCALATION: lambda: _("Phiếu gửi hồ sơ đề nghị cấp trên giải quyết"),
    MovementKind.ASSIGNMENT: lambda: _("Phiếu giao giải quyết"),
    MovementKind.RESULT: lambda: _("Phiếu báo cáo kết quả"),
    MovementKind.RETURN: lambda: _("Phiếu trả lại hồ sơ"),
}
SLIP_SENTENCES = {
    MovementKind.TRANSFER: lambda: _(
        "Kính chuyển quý cơ quan vụ việc sau để giải quyết theo thẩm quyền và trả lời công dân:"
    ),
    MovementKind.ESCALATION: lambda: _(
        "Kính đề nghị quý cơ quan xem xét, giải quyết vụ việc sau vì vượt thẩm quyền của đơn vị:"
    ),
    MovementKind.ASSIGNMENT: lambda: _("Giao đơn vị giải quyết vụ việc sau và báo cáo kết quả đúng hạn:"),
    MovementKind.RESULT: lambda: _("Kính báo cáo kết quả giải quyết vụ việc sau:"),
    MovementKind.RETURN: lambda: _("Xin trả lại hồ sơ vụ việc sau vì không thuộc thẩm quyền của đơn vị:"),
}


@require_GET
@actor_required(for_readers=True)
@in_vietnamese
def slip(request: ActorRequest, case_id: UUID, parcel_id: UUID) -> HttpResponse:
    """The slip that goes with a dossier; on paper it is what the receiver gets."""
    case, parcel = _movement(request.actor, case_id, parcel_id)
    kind = MovementKind(parcel.kind)
    if kind not in SLIP_TITLES:
        raise _missing()
    context = {
        "case": case,
        "movement": parcel,
        "title": SLIP_TITLES[kind](),
        "sentence": SLIP_SENTENCES[kind](),
        "closing": _("Khi giải quyết xong, đề nghị thông báo kết quả cho nơi chuyển.")
        if kind == MovementKind.TRANSFER
        else "",
        "field_label": field_rules.label_of(case.kind, case.field),
        "senders": senders_of(case),
        "papers": papers_in(request.actor, case),
        "paper": paper_of(request.actor.unit, number=parcel.number, day=parcel.moved_on),
        "copies": [_("Như trên")],
    }
    return render(request, "official/slip.html", context)


@require_GET
@actor_required(for_readers=True)
@in_vietnamese
def notice(request: ActorRequest, case_id: UUID, parcel_id: UUID) -> HttpResponse:
    """Tells the citizen in one plain sentence where the case went."""
    case, parcel = _movement(request.actor, case_id, parcel_id)
    context = {
        "case": case,
        "movement": parcel,
        "sentence": letters.citizen_sentence(parcel),
        "next": letters.citizen_next(parcel),
        "senders": senders_of(case),
        "track_url": _track_url() if case.track_allowed else "",
        "paper": paper_of(request.actor.unit, day=parcel.moved_on),
        "copies": [_("Như trên"), parcel.other_name],
    }
    return render(request, "official/notice.html", context)


@require_GET
@actor_required(Permission.CASE_RECEIVE)
@in_vietnamese
def competence_letter(request: ActorRequest, question_id: UUID) -> HttpResponse:
    """To the body above the platform, when no common superior is on it; for the unit that keeps the case and the superior."""
    unit = request.actor.unit
    question = CompetenceQuestion.objects.filter(pk=question_id).first()
    if question is None or unit.id not in (question.superior_unit, question.holding_unit):
        raise _missing()
    parties = [tree.get(unit_id) for unit_id in question.parties]
    card = CaseCard.objects.filter(pk=question.case_id).first()
    superior = tree.get(question.superior_unit) if question.superior_unit else None
    context = {
        "question": question,
        "number": card.number if card else "",
        "parties": parties,
        "holder": tree.get(question.holding_unit),
        "addressee": superior.full_name if superior else _above_all(question.holding_unit),
        "paper": paper_of(unit),
        "copies": [_("Như trên"), *(party.name for party in parties if party.id != unit.id)],
        "back": reverse("cases:inbox"),
    }
    return render(request, "official/competence.html", context)


def _above_all(unit_id: int) -> str:
    above = [unit for unit in tree.ancestors(unit_id) if unit.level != Level.NATION]
    return above[-1].full_name if above else _("Cơ quan cấp trên trực tiếp")


def _movement(actor: Actor, case_id: UUID, parcel_id: UUID) -> tuple[Case, Parcel]:
    case = policies.get_case(actor, case_id)
    return case, _found(Parcel.objects.sent().filter(pk=parcel_id, case_id=case.pk).first())


def _found(row: Row | None) -> Row:
    if row is None:
        raise _missing()
    return row


def _missing() -> errors.NotFound:
    return errors.NotFound("paper_not_found", _("Không tìm thấy giấy tờ này."))


def _track_url() -> str:
    return addresses.absolute(addresses.site_url("track"))

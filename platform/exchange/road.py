"""The road of a case in the citizen's words: which unit, which step, what is next. Never content or name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exchange import custody
from exchange.enums import HANDOVERS, EnvelopeStatus, MovementKind
from exchange.models import CompetenceQuestion, Custody, Envelope
from kernel import clock
from registry import tree
from registry.levels import Level


@dataclass(frozen=True)
class Progress:
    """What the rooms above know and the citizen may: dates, and whether it is over."""

    received_on: date
    home_unit: int
    answered_on: date | None = None
    closed_on: date | None = None
    is_withdrawn: bool = False
    is_worked_on: bool = False
    due_on: date | None = None
    is_due_expected: bool = False


@dataclass(frozen=True)
class Step:
    """One station: a day, a unit, a sentence."""

    on: date
    unit: str
    text: str
    is_now: bool = False


@dataclass(frozen=True)
class TrackingView:
    """The page that code and PIN open."""

    code: str
    unit: str
    step: str
    next_step: str
    steps: list[Step]
    is_over: bool
    is_discreet: bool
    due_on: date | None
    is_due_expected: bool
    asked_on: date


_progress_of: list[Callable[[UUID], Progress | None]] = []


def register_progress(source: Callable[[UUID], Progress | None]) -> None:
    """Let the room of cases tell how far a case is; called from `AppConfig.ready()`."""
    _progress_of[:] = [source]


def view_of(case_id: UUID, code: str, *, is_discreet: bool) -> TrackingView:
    """Build the page from `public` alone: no unit's tables are read."""
    held = custody.get(case_id)
    progress = _progress_of[0](case_id) if _progress_of else None
    is_over = progress is not None and (progress.closed_on is not None or progress.is_withdrawn)
    step, next_step = _now_and_next(held, progress)
    # Lengths differ by kind, so a date would tell that it is a denunciation.
    has_date = progress is not None and not (is_over or is_discreet or progress.answered_on)
    return TrackingView(
        code=code,
        unit=_name(held.handling_unit, is_discreet),
        step=step,
        next_step=next_step,
        steps=_steps(held, progress, is_discreet),
        is_over=is_over,
        is_discreet=is_discreet,
        due_on=progress.due_on if progress is not None and has_date else None,
        is_due_expected=progress is not None and has_date and progress.is_due_expected,
        asked_on=clock.today(),
    )


def _name(unit_id: int, is_discreet: bool) -> str:
    """A denunciation names no unit below the province (Law on denunciations, Art. 9.1b)."""
    unit = tree.get(unit_id)
    if not is_discreet:
        return unit.full_name
    above = [unit, *tree.ancestors(unit_id)]
    province = next((one for one in above if one.level == Level.PROVINCE), None)
    return _("Cơ quan thuộc %(province)s") % {"province": province.name} if province else _("Cơ quan có thẩm quyền")


def _now_and_next(held: Custody, progress: Progress | None) -> tuple[str, str]:
    if progress is not None and progress.is_withdrawn:
        return _("Đã kết thúc vì công dân rút đơn"), _("Không còn bước nào nữa.")
    if progress is not None and progress.closed_on is not None:
        return _("Đã kết thúc"), _("Không còn bước nào nữa. Nếu chưa nhận được văn bản trả lời, hãy liên hệ đơn vị.")
    if (
        held.is_disputed
        or CompetenceQuestion.objects.filter(case_id=held.case_id, carried_out_at__isnull=True).exists()
    ):
        return _("Đang xác định cơ quan có thẩm quyền"), _("Cấp trên sẽ chỉ định cơ quan giải quyết.")
    if held.outside:
        return _("Đã gửi bằng văn bản giấy tới cơ quan khác"), _("Chờ cơ quan đó phúc đáp.")
    if held.transit_id is not None:
        return _("Đang chuyển hồ sơ tới cơ quan khác"), _("Cơ quan nhận sẽ xem xét và tiếp nhận.")
    if held.accepted_at is None:
        if held.arrived_by is not None and held.arrived_by.kind == MovementKind.RESULT:
            return _("Đã có kết quả, đang kiểm tra"), _("Đơn vị sẽ trả lời công dân.")
        return _("Đã đến, chờ tiếp nhận"), _("Đơn vị sẽ xem xét, tiếp nhận và giải quyết.")
    if progress is not None and progress.answered_on is not None:
        return _("Đã trả lời công dân"), _("Đơn vị sẽ kết thúc vụ việc.")
    if progress is not None and progress.is_worked_on:
        return _("Đang giải quyết"), _("Đơn vị sẽ trả lời công dân bằng văn bản.")
    return _("Đã tiếp nhận"), _("Đơn vị sẽ phân công người giải quyết và trả lời.")


def _steps(held: Custody, progress: Progress | None, is_discreet: bool) -> list[Step]:
    steps: list[Step] = []
    if progress is not None:
        steps.append(Step(progress.received_on, _name(progress.home_unit, is_discreet), _("Nhận đơn")))
    moves = Envelope.objects.filter(
        case_id=held.case_id, kind__in=sorted({*HANDOVERS, MovementKind.RESULT, MovementKind.RETURN})
    ).order_by("order")
    for envelope in moves:
        steps += _steps_of(envelope, is_discreet)
    if progress is not None and progress.answered_on:
        steps.append(
            Step(progress.answered_on, _name(held.handling_unit, is_discreet), pgettext("đã làm", "Trả lời công dân"))
        )
    if progress is not None and progress.closed_on:
        text = (
            pgettext("đã làm", "Công dân rút đơn") if progress.is_withdrawn else pgettext("đã làm", "Kết thúc vụ việc")
        )
        steps.append(Step(progress.closed_on, _name(held.handling_unit, is_discreet), text))
    steps.sort(key=lambda step: step.on)
    if steps:
        last = steps[-1]
        steps[-1] = Step(last.on, last.unit, last.text, is_now=True)
    return steps


_SENT_WORDS = {
    MovementKind.TRANSFER: lambda: _("Chuyển đơn tới cơ quan có thẩm quyền"),
    MovementKind.ESCALATION: lambda: pgettext("đã làm", "Đề nghị cấp trên giải quyết"),
    MovementKind.ASSIGNMENT: lambda: pgettext("đã làm", "Giao cấp dưới giải quyết"),
    MovementKind.RESULT: lambda: pgettext("đã làm", "Báo cáo kết quả"),
    MovementKind.RETURN: lambda: _("Chuyển lại hồ sơ"),
}
_GONE = {EnvelopeStatus.RECALLED, EnvelopeStatus.UNDELIVERABLE}


def _steps_of(envelope: Envelope, is_discreet: bool) -> list[Step]:
    if envelope.status in _GONE or (is_discreet and _is_below_province(envelope)):
        return []
    day = clock.day_of
    sent = _SENT_WORDS[MovementKind(envelope.kind)]()
    steps = [Step(day(envelope.sent_at), _name(envelope.from_unit, is_discreet), sent)]
    if envelope.kind in HANDOVERS and envelope.accepted_at is not None and envelope.to_unit is not None:
        steps.append(
            Step(day(envelope.accepted_at), _name(envelope.to_unit, is_discreet), pgettext("đã làm", "Tiếp nhận hồ sơ"))
        )
    return steps


def _is_below_province(envelope: Envelope) -> bool:
    """Nothing shows of a move inside one province, not even that there was one."""
    return envelope.to_unit is not None and _name(envelope.from_unit, True) == _name(envelope.to_unit, True)

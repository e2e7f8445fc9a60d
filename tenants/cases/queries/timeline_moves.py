"""The movements of a case between units in the office's words: title and detail of each kind of event."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from exchange.enums import MovementKind
from tenants.cases.models import Case

Teller = Callable[[dict[str, Any], Case], tuple[str, str]]


def _said(title: Callable[[dict[str, Any]], str]) -> Teller:
    """The detail is what somebody wrote: a reason or a text."""

    def tell(data: dict[str, Any], case: Case) -> tuple[str, str]:
        return title(data), str(data.get("reason") or data.get("text") or "")

    return tell


def _movement(data: dict[str, Any]) -> str:
    value = data.get("movement")
    return str(MovementKind(value).label) if value in MovementKind.values else ""


def _received(data: dict[str, Any]) -> str:
    words = {"movement": _movement(data), "sender": data.get("sender", "")}
    if due_on := data.get("due_on"):
        return _("Đến từ %(sender)s: %(movement)s, hạn %(day)s") % {
            **words,
            "day": f"{date.fromisoformat(due_on):%d/%m/%Y}",
        }
    return _("Đến từ %(sender)s: %(movement)s") % words


def _returned(data: dict[str, Any]) -> str:
    title = _("%(sender)s trả lại hồ sơ") % {"sender": data.get("sender", "")}
    if competent := data.get("competent"):
        title += " · " + _("nơi có thẩm quyền theo họ: %(unit)s") % {"unit": competent}
    return title


def _accepted(data: dict[str, Any]) -> str:
    return _("Tiếp nhận hồ sơ, số đến %(number)s") % {"number": data.get("number", "")}


def _questioned(data: dict[str, Any]) -> str:
    if data.get("superior"):
        return _("Đề nghị %(unit)s xác định đơn vị có thẩm quyền") % {"unit": data["superior"]}
    return _("Tranh chấp thẩm quyền, chờ cấp trên ngoài hệ thống")


def _named(data: dict[str, Any]) -> str:
    return _("Xác định đơn vị có thẩm quyền: %(unit)s") % {"unit": data.get("unit", "")}


def _told_named(data: dict[str, Any]) -> str:
    return _("%(by)s đã xác định đơn vị có thẩm quyền") % {"by": data.get("by", "")}


MOVES: dict[str, Teller] = {
    "case_received": _said(_received),
    "case_returned": _said(_returned),
    "case_accepted": _said(_accepted),
    "case_recalled": _said(lambda data: _("Rút lại hồ sơ đã gửi %(to)s") % {"to": data.get("to", "")}),
    "case_taken_back": _said(lambda data: _("%(sender)s đã rút lại hồ sơ") % {"sender": data.get("sender", "")}),
    "delivery_failed": _said(
        lambda data: _("Không chuyển được tới %(to)s, hồ sơ ở lại đơn vị") % {"to": data.get("to", "")}
    ),
    "envelope_retried": _said(lambda data: _("Người vận hành hệ thống cho chuyển lại")),
    "envelope_skipped": _said(
        lambda data: _("Người vận hành hệ thống dừng chuyển: %(reason)s") % {"reason": data.get("reason", "")}
    ),
    "result_accepted": _said(
        lambda data: _("Nhận kết quả báo cáo, số đến %(number)s") % {"number": data.get("number", "")}
    ),
    "paper_reply_recorded": _said(lambda data: _("Có phúc đáp bằng giấy")),
    "paper_asked": _said(lambda data: _("Hỏi nơi gửi giấy tờ còn thiếu")),
    "paper_sent": _said(lambda data: _("Gửi giấy tờ bổ sung cho đơn vị đang giải quyết")),
    "competence_questioned": _said(_questioned),
    "competence_named": _said(_named),
    "competence_refused": _said(lambda data: _("Chưa chuyển được theo chỉ định, hỏi lại cấp trên")),
    "told_paper_asked": _said(lambda data: _("%(sender)s hỏi giấy tờ còn thiếu") % {"sender": data.get("sender", "")}),
    "told_paper_sent": _said(lambda data: _("%(sender)s gửi giấy tờ bổ sung") % {"sender": data.get("sender", "")}),
    "comment_sent": _said(lambda data: _("Gửi ý kiến tới %(to)s") % {"to": data.get("to", "")}),
    "told_comment": _said(lambda data: _("%(sender)s gửi ý kiến") % {"sender": data.get("sender", "")}),
    "arrival_of_case": _said(
        lambda data: (
            _("%(n)s người đến %(host)s (vượt cấp)") % {"n": data.get("persons", ""), "host": data.get("host", "")}
        )
    ),
    "told_answered": _said(lambda data: _("%(sender)s đã trả lời công dân") % {"sender": data.get("sender", "")}),
    "told_closed": _said(lambda data: _("%(sender)s đã kết thúc vụ việc") % {"sender": data.get("sender", "")}),
    "told_withdrawn": _said(lambda data: _("%(sender)s báo công dân đã rút đơn") % {"sender": data.get("sender", "")}),
    "told_competence_named": _said(_told_named),
    "told_competence_refused": _said(
        lambda data: _("%(sender)s báo chưa chuyển được theo chỉ định") % {"sender": data.get("sender", "")}
    ),
}

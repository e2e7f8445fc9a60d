"""What the programme of complex and long-running cases adds to a timeline. Directives stand beside it: they belong to a line."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tenants.cases.enums import EntryKind
from tenants.cases.models import Case
from tenants.cases.rules import complexity


def _complex(data: dict[str, Any], case: Case) -> tuple[str, str]:
    words = "; ".join(complexity.words_of(data.get("grounds") or []))
    title = _("Xác định vụ việc phức tạp, văn bản %(number)s ngày %(day)s") % _paper(data)
    return title, f"{words} ({data.get('source', '')})"


def _settled(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return _("Đã giải quyết hết thẩm quyền: %(number)s ngày %(day)s") % _paper(data), _told(data)


def _solution(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return _("Thống nhất phương án ngày %(day)s") % _paper(data), _told(data)


def _progress(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return _("Tiến độ thực hiện phương án đến %(day)s") % _paper(data), str(data.get("text", ""))


def _step(data: dict[str, Any], case: Case) -> tuple[str, str]:
    title = _("Bước tiếp theo, %(body)s, hạn %(day)s") % {"body": data.get("body", ""), "day": _day(data.get("due_on"))}
    return title, str(data.get("text", ""))


def _step_done(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return pgettext("đã làm", "Bước đã xong"), f"{data.get('step', '')} → {data.get('text', '')}"


def _dialogue(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return _("Đối thoại ngày %(day)s") % _paper(data), _told(data)


def _hot_spot(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return _("Gắn với một điểm nóng của đơn vị"), ""


def _taken_back(data: dict[str, Any], case: Case) -> tuple[str, str]:
    mark = data.get("mark")
    label = str(EntryKind(mark).label) if mark in EntryKind.values else ""
    return _("Bỏ dấu: %(mark)s") % {"mark": label}, str(data.get("reason", ""))


def _told(data: dict[str, Any]) -> str:
    return f"{data.get('by', '')}: {data.get('text', '')}"


def _paper(data: dict[str, Any]) -> dict[str, str]:
    return {"number": str(data.get("number", "")), "day": _day(data.get("on"))}


def _day(value: Any) -> str:
    try:
        return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
    except ValueError:
        return str(value or "")


PROGRAMME = {
    "complex_marked": _complex,
    "settled_marked": _settled,
    "solution_agreed": _solution,
    "solution_progressed": _progress,
    "step_planned": _step,
    "step_done": _step_done,
    "dialogue_recorded": _dialogue,
    "hot_spot_linked": _hot_spot,
    "mark_taken_back": _taken_back,
}

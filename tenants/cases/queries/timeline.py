"""The timeline of a case in the office's words: one title and one line of detail an event."""

import base64
import binascii
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exchange.enums import MovementKind
from kernel.journal.models import Event
from tenants.cases.enums import AnswerKind, CaseKind, Channel, HowSent, RequestKind
from tenants.cases.models import Case
from tenants.cases.queries.timeline_moves import MOVES
from tenants.cases.queries.timeline_programme import PROGRAMME
from tenants.cases.rules import fields, sealing


@dataclass(frozen=True)
class TimelineEntry:
    """One step: when, who, what."""

    id: UUID
    kind: str
    at: datetime
    actor_name: str
    title: str
    text: str
    is_internal: bool
    data: dict[str, Any]


Teller = Callable[[dict[str, Any], Case], tuple[str, str]]


def timeline_of(case: Case, events: Iterable[Event]) -> list[TimelineEntry]:
    """The events told, in their order."""
    return [_entry(event, case) for event in events]


def _entry(event: Event, case: Case) -> TimelineEntry:
    teller = TELLERS.get(event.kind, _unknown)
    title, text = teller(event.data, case)
    return TimelineEntry(
        id=event.pk,
        kind=event.kind,
        at=event.at,
        actor_name=event.actor_name,
        title=title or event.kind,
        text=text,
        is_internal=event.is_internal,
        data=event.data,
    )


def _unknown(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return "", str(data.get("text") or data.get("reason") or "")


def _taken_in(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return _("Vào sổ"), _("Số %(number)s · %(channel)s") % {
        "number": data.get("number", ""),
        "channel": _label(Channel, data.get("channel")),
    }


def _petition_joined(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return _("Nhập thêm đơn cùng vụ việc"), _("Đơn số %(n)s · %(channel)s") % {
        "n": data.get("entry_number", ""),
        "channel": _label(Channel, data.get("channel")),
    }


def _assigned(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return _("Phân công cho %(name)s") % {"name": data.get("to_name", "")}, str(data.get("note") or "")


def _note(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return _("Ghi chú"), str(data.get("text", ""))


def _attachment(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return pgettext("đã làm", "Thêm tài liệu"), str(data.get("name", ""))


def _supplement(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return _("Đề nghị công dân bổ sung, hạn %(day)s") % {"day": _day(data.get("due_on"))}, str(data.get("text", ""))


def _opinion(data: dict[str, Any], case: Case) -> tuple[str, str]:
    title = _("Xin ý kiến %(body)s, hạn %(day)s") % {"body": data.get("body", ""), "day": _day(data.get("due_on"))}
    return title, str(data.get("text", ""))


def _settled(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return _("Có phúc đáp: %(kind)s") % {"kind": _label(RequestKind, data.get("request_kind"))}, str(
        data.get("reply", "")
    )


def _accepted(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return _("Thụ lý ngày %(day)s") % {"day": _day(data.get("on"))}, _("Hạn giải quyết %(day)s") % {
        "day": _day(data.get("due_on"))
    }


def _answered(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return _("Trả lời công dân: %(kind)s") % {"kind": _label(AnswerKind, data.get("answer_kind"))}, _(
        "Số %(number)s ngày %(day)s · %(how)s"
    ) % {
        "number": data.get("number", ""),
        "day": _day(data.get("answered_on")),
        "how": _label(HowSent, data.get("how_sent")),
    }


def _closed(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return pgettext("đã làm", "Kết thúc vụ việc"), str(data.get("outcome", ""))


def _withdrawn(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return _("Công dân rút đơn ngày %(day)s") % {"day": _day(data.get("on"))}, str(data.get("reason", ""))


def _joined(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return _("Nhập vào vụ việc %(number)s") % {"number": data.get("number", "")}, str(data.get("reason", ""))


def _joined_here(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return _("Vụ việc %(number)s nhập vào đây") % {"number": data.get("number", "")}, str(data.get("reason", ""))


def _split(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return _("Tách thành vụ việc %(number)s") % {"number": data.get("number", "")}, str(data.get("reason") or "")


def _split_off(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return _("Tách ra từ vụ việc %(number)s") % {"number": data.get("number", "")}, str(data.get("reason") or "")


def _corrected(data: dict[str, Any], case: Case) -> tuple[str, str]:
    parts = [
        _("%(name)s: “%(was)s” → “%(now)s”")
        % {"name": _column(name), "was": _value(name, was, case), "now": _value(name, data["now"].get(name), case)}
        for name, was in (data.get("was") or {}).items()
    ]
    for change in data.get("people") or []:
        if case.is_denunciation:
            parts.append(_("danh tính người đứng đơn (niêm phong)"))
        else:
            parts.append(
                _("người đứng đơn: “%(was)s” → “%(now)s”")
                % {"was": _opened(change.get("was"), case), "now": _opened(change.get("now"), case)}
            )
    return pgettext("đã làm", "Sửa sai sót"), "; ".join([*parts, str(data.get("reason", ""))])


def _pin(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return pgettext("đã làm", "Cấp mã PIN mới"), str(data.get("checked", ""))


def _unsealed(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return pgettext("đã làm", "Mở danh tính người tố cáo"), str(data.get("reason", ""))


def _granted(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return _("Cho %(name)s xem vụ việc") % {"name": data.get("to_name", "")}, str(data.get("reason", ""))


def _revoked(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return _("Thu hồi quyền xem"), ""


def _team_reads(data: dict[str, Any], case: Case) -> tuple[str, str]:
    told = {"reason": data.get("reason", ""), "first": _day(data.get("first")), "until": _day(data.get("until"))}
    title = _("%(reason)s: đoàn được đọc từ %(first)s đến hết %(until)s") % told
    return title, ", ".join(data.get("names", []))


def _team_stops(data: dict[str, Any], case: Case) -> tuple[str, str]:
    return _("%(reason)s: đoàn hết quyền đọc") % {"reason": data.get("reason", "")}, ""


def _sent(data: dict[str, Any], case: Case) -> tuple[str, str]:
    title = _("%(movement)s: %(to)s") % {
        "movement": _label(MovementKind, data.get("movement")),
        "to": data.get("to", ""),
    }
    return title, str(data.get("reason", ""))


TELLERS: dict[str, Teller] = {
    "case_taken_in": _taken_in,
    "petition_joined": _petition_joined,
    "case_assigned": _assigned,
    "note_added": _note,
    "attachment_added": _attachment,
    "supplement_asked": _supplement,
    "opinion_asked": _opinion,
    "request_settled": _settled,
    "settlement_accepted": _accepted,
    "case_answered": _answered,
    "case_closed": _closed,
    "case_withdrawn": _withdrawn,
    "case_joined": _joined,
    "case_joined_here": _joined_here,
    "case_split": _split,
    "case_split_off": _split_off,
    "case_corrected": _corrected,
    "pin_renewed": _pin,
    "identity_unsealed": _unsealed,
    "access_granted": _granted,
    "access_revoked": _revoked,
    "inspection_access_set": _team_reads,
    "inspection_access_ended": _team_stops,
    "case_sent": _sent,
    **MOVES,
    **PROGRAMME,
}


def _label(choices: Any, value: Any) -> str:
    return str(choices(value).label) if value in choices.values else str(value or "")


def _day(value: Any) -> str:
    try:
        return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
    except ValueError:
        return str(value or "")


def _column(name: str) -> str:
    if name == "track_allowed":
        return _("cho theo dõi")
    return str(getattr(Case._meta.get_field(name), "verbose_name", name))


def _value(name: str, value: Any, case: Case) -> str:
    match name:
        case "kind":
            return _label(CaseKind, value)
        case "channel":
            return _label(Channel, value)
        case "field":
            return fields.label_of(case.kind, str(value))
        case "received_on":
            return _day(value)
        case "track_allowed":
            return _("có") if value else _("không")
    return str(value or "")


def _opened(value: Any, case: Case) -> str:
    try:
        return sealing.unseal_text(base64.b64decode(str(value)), unit_id=case.unit_id, case_id=case.pk)
    except (sealing.SealBroken, binascii.Error, ValueError):
        # Corrected in another unit, whose key is not ours.
        return "…"

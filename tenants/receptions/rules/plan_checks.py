"""What may stand in a plan: each value by its shape, the lists by their columns; every problem in one refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from deadlines.enums import DayKind, StartEvent
from kernel import text
from kernel.errors import Invalid
from oversight.models import Per
from tenants.receptions.rules.plan_terms import Criterion, DayOff, PlanChannel

Check = Callable[[Any, str], Any]
LONGEST_LIST = 60


def checked_values(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are stored: unset ones left out, texts cleaned. Raises ``Invalid`` naming each wrong field."""
    problems: dict[str, list[str]] = {}
    found: dict[str, Any] = {}
    for key, value in raw.items():
        if value in (None, "", [], {}, ()):
            continue
        check = CHECKS.get(key)
        try:
            if check is None:
                raise ValueError(_("Kế hoạch không có mục này."))
            found[key] = check(value, key)
        except Invalid as error:
            problems[key] = [str(error.message)]
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            problems[key] = [str(error) if isinstance(error, ValueError) and error.args else _("Không đọc được.")]
    days, on = found.get("reception_days"), found.get("reception_on")
    if days is not None and on and len(on) > days and found.get("reception_per", Per.MONTH) == Per.MONTH:
        problems["reception_on"] = [_("Kế hoạch nêu nhiều ngày hơn số ngày tiếp mỗi tháng.")]
    if problems:
        raise Invalid("plan_values", _("Có mục trong kế hoạch chưa đúng."), fields=problems)
    return found


def checked_bases(rows: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Legal bases: title, number, date, note, the files of guidance attached to them."""
    return [
        {
            "title": _line(row.get("title", ""), "bases", 500),
            "number": _line(row.get("number", ""), "bases", 60),
            "date": _day(row.get("date")),
            "note": _line(row.get("note", ""), "bases", 300),
            "files": list(row.get("files", [])),
        }
        for row in _few(rows, "bases")
        if row.get("title") or row.get("number")
    ]


def checked_distribution(rows: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Recipients: name, direction (up, down, inside, outside), and, once sent, channel, day and proof."""
    found = []
    for row in _few(rows, "distribution"):
        if not row.get("name"):
            continue
        direction = str(row.get("direction") or "outside")
        if direction not in DIRECTIONS:
            raise _wrong("distribution", _("Hướng gửi phải là lên, xuống, trong đơn vị hoặc bên ngoài."))
        found.append(
            {
                "name": _line(row["name"], "distribution", 250),
                "direction": direction,
                "unit_id": row.get("unit_id"),
                "channel": str(row.get("channel") or "")[:40],
                "sent_on": _day(row.get("sent_on")),
                "proof": _line(row.get("proof", ""), "distribution", 300),
            }
        )
    return found


DIRECTIONS = ("up", "down", "inside", "outside")


def _number(low: int, high: int) -> Check:
    def check(value: Any, key: str) -> int:
        if isinstance(value, bool) or (int(value) != value and str(int(value)) != str(value)):
            raise ValueError(_("Phải là số."))
        number = int(value)
        if not low <= number <= high:
            raise ValueError(_("Phải từ %(low)d đến %(high)d.") % {"low": low, "high": high})
        return number

    return check


def _one_of(choices: list[str]) -> Check:
    def check(value: Any, key: str) -> str:
        if str(value) not in choices:
            raise ValueError(_("Giá trị này không có trong danh sách."))
        return str(value)

    return check


def _many(choices: list[str]) -> Check:
    return lambda value, key: list(dict.fromkeys(_one_of(choices)(one, key) for one in _few(value, key)))


def _term(value: Any, key: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "length": _number(1, 366)(value["length"], key),
        "kind": _one_of(DayKind.values)(value.get("kind") or DayKind.WORKING, key),
    }
    if value.get("start"):
        found["start"] = _one_of(StartEvent.values)(value["start"], key)
    return found


def _month_days(value: Any, key: str) -> list[dict[str, int]]:
    found = []
    for row in _few(value, key):
        if row.get("day") is not None:
            found.append({"day": _number(1, 31)(row["day"], key)})
        else:
            found.append({"nth": _number(1, 5)(row["nth"], key), "weekday": _number(0, 6)(row["weekday"], key)})
    return found


def _hours(value: Any, key: str) -> list[str]:
    first, last = time.fromisoformat(str(value[0])), time.fromisoformat(str(value[1]))
    if last <= first:
        raise ValueError(_("Giờ kết thúc phải sau giờ bắt đầu."))
    return [f"{first:%H:%M}", f"{last:%H:%M}"]


def _steps(value: Any, key: str) -> list[dict[str, Any]]:
    return [
        {"order": number, "text": _line(row["text"], key, 1000), "role": _line(row.get("role", ""), key, 250)}
        for number, row in enumerate(_few(value, key), start=1)
    ]


def _invitees(value: Any, key: str) -> list[dict[str, Any]]:
    return [
        {
            "name": _line(row["name"], key, 250),
            "body_id": str(row.get("body_id") or ""),
            "is_leader": bool(row.get("is_leader", True)),
            "when": _line(row.get("when", ""), key, 250),
        }
        for row in _few(value, key)
    ]


def _expected(value: Any, key: str) -> list[int]:
    low, high = _number(1, 100_000)(value[0], key), _number(1, 100_000)(value[1], key)
    if high < low:
        raise ValueError(_("Số người tối đa phải lớn hơn số tối thiểu."))
    return [low, high]


def _report_days(value: Any, key: str) -> list[dict[str, int]]:
    found = []
    for row in _few(value, key):
        day = date(2027, int(row["month"]), int(row["day"]))
        found.append({"month": day.month, "day": day.day})
    return found


def _texts(longest: int) -> Check:
    return lambda value, key: [_line(one, key, longest) for one in _few(value, key)]


def _text(longest: int) -> Check:
    return lambda value, key: _line(value, key, longest)


def _below(value: Any, key: str) -> dict[str, Any]:
    return checked_values({name: one for name, one in dict(value).items() if name != "below"})


CHECKS: dict[str, Check] = {
    "reception_days": _number(0, 31),
    "reception_per": _one_of([Per.WEEK.value, Per.MONTH.value]),
    "reception_on": _month_days,
    "reception_hours": _hours,
    "reception_room": _text(40),
    "reception_venue": _text(300),
    "ad_hoc_venue": _text(300),
    "day_off": _one_of(DayOff.values),
    "reception_participants": _invitees,
    "reception_agenda": _steps,
    "criteria": _many(Criterion.values),
    "posting_before": _term,
    "invitation_before": _term,
    "conclusion_notice": _term,
    "verification_within": _term,
    "dossier_within": _term,
    "progress_every": _term,
    "lead_body": _text(250),
    "co_bodies": _texts(250),
    "conference_quota": _number(0, 24),
    "conference_quarters": lambda value, key: sorted({_number(1, 4)(one, key) for one in _few(value, key)}),
    "conference_with_voters": lambda value, key: bool(value),
    "conference_expected": _expected,
    "conference_organiser": _text(250),
    "conference_chair": _text(250),
    "conference_venue": _text(300),
    "conference_participants": _invitees,
    "conference_agenda": _steps,
    "conference_channels": _many(PlanChannel.values),
    "conference_notice": _term,
    "conference_review": _term,
    "conference_conclusion": _term,
    "conference_reply": _term,
    "conference_reply_complex": _term,
    "topics": _texts(250),
    "reply_to": _texts(250),
    "results_to": _texts(250),
    "report_days": _report_days,
    "security_body": _text(250),
    "below": _below,
}


def _few(rows: Any, key: str) -> list[Any]:
    found = list(rows)
    if len(found) > LONGEST_LIST:
        raise _wrong(key, _("Nhiều nhất %(n)d dòng.") % {"n": LONGEST_LIST})
    return found


def _line(value: Any, key: str, longest: int) -> str:
    return text.clean(str(value or ""), field=key, max_length=longest)


def _day(value: Any) -> str | None:
    if not value:
        return None
    return value.isoformat() if isinstance(value, date) else date.fromisoformat(str(value)).isoformat()


def _wrong(key: str, message: str) -> Invalid:
    return Invalid("plan_values", message, fields={key: [message]})

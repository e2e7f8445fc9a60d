"""Which colour, icon and words a state has. A state is never told by colour alone."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config import icons
from deadlines.calendar import is_working_day
from exchange.enums import EnvelopeStatus, MovementKind
from kernel import clock
from tenants.cases.enums import CaseKind, CaseStatus

# Past this distance nobody counts working days any more.
COUNT_WORKING_DAYS_UP_TO = 45


@dataclass(frozen=True, slots=True)
class Chip:
    """One chip; ``href`` makes it a link."""

    text: str
    tone: str = ""
    icon: str = ""
    href: str = ""

    def html(self) -> SafeString:
        mark = icons.svg(self.icon) if self.icon else ""
        css = f"chip {self.tone}".strip()
        if self.href:
            return format_html('<a class="{}" href="{}">{}<span>{}</span></a>', css, self.href, mark, self.text)
        return format_html('<span class="{}">{}<span>{}</span></span>', css, mark, self.text)


STATUSES: dict[str, tuple[str, str]] = {
    CaseStatus.ENTERED: ("info", "new"),
    CaseStatus.ASSIGNED: ("info", "person"),
    CaseStatus.WORKING: ("accent", "edit"),
    CaseStatus.ANSWERED: ("ok", "speak"),
    CaseStatus.CLOSED: ("ok", "done"),
    CaseStatus.WITHDRAWN: ("", "back"),
    CaseStatus.JOINED: ("", "link"),
    CaseStatus.SENT: ("", "send"),
    CaseStatus.RECEIVED: ("warn", "inbox"),
    EnvelopeStatus.SENT: ("info", "send"),
    EnvelopeStatus.DELIVERED: ("warn", "inbox"),
    EnvelopeStatus.ACCEPTED: ("ok", "check"),
    EnvelopeStatus.RETURNED: ("late", "back"),
    EnvelopeStatus.RECALLED: ("", "back"),
    EnvelopeStatus.UNDELIVERABLE: ("late", "warning"),
    EnvelopeStatus.ON_PAPER: ("", "paper"),
    EnvelopeStatus.CLOSED: ("ok", "done"),
}
KINDS: dict[str, str] = {
    CaseKind.COMPLAINT: "paper",
    CaseKind.DENUNCIATION: "lock",
    CaseKind.PROPOSAL: "speak",
    CaseKind.REFLECTION: "info",
}
MOVEMENTS: dict[str, str] = {
    MovementKind.TRANSFER: "right",
    MovementKind.ESCALATION: "up",
    MovementKind.ASSIGNMENT: "down",
    MovementKind.RESULT: "check",
    MovementKind.RETURN: "back",
    MovementKind.RECALL: "back",
    MovementKind.EVENT: "info",
}


def of_status(status: str) -> Chip:
    """A status of a case (upper case) or of a movement (lower case)."""
    tone, icon = STATUSES.get(status, ("", "info"))
    return Chip(_label(status, CaseStatus, EnvelopeStatus), tone, icon)


def of_kind(kind: str, href: str = "") -> Chip:
    """A kind of case or of movement."""
    icon = KINDS.get(kind) or MOVEMENTS.get(kind, "info")
    return Chip(_label(kind, CaseKind, MovementKind), "line", icon, href)


def of_deadline(item: Any, href: str = "") -> Chip | None:
    """How long is left until ``item`` (a due item or a date) today; None when there is no date."""
    if item is None:
        return None
    due_on: date | None = item if isinstance(item, date) else item.due_on
    if due_on is None:
        return None
    if getattr(item, "cancelled_on", None):
        return Chip(_("không còn tính hạn"), "", "close", href)
    met_on = getattr(item, "met_on", None)
    if met_on:
        if met_on > due_on:
            return Chip(_("xong trễ · %(day)s") % {"day": _short(met_on)}, "warn", "done", href)
        return Chip(_("đã xong · %(day)s") % {"day": _short(met_on)}, "ok", "done", href)
    today = clock.today()
    day = _short(due_on)
    if due_on < today:
        late = (today - due_on).days
        text = ngettext("quá hạn %(n)s ngày · %(day)s", "quá hạn %(n)s ngày · %(day)s", late) % {"n": late, "day": day}
        return Chip(text, "late", "warning", href)
    if due_on == today:
        return Chip(_("đến hạn hôm nay · %(day)s") % {"day": day}, "warn", "clock", href)
    span = (due_on - today).days
    if span > COUNT_WORKING_DAYS_UP_TO:
        return Chip(_("còn %(n)s ngày · %(day)s") % {"n": span, "day": f"{due_on:%d/%m/%Y}"}, "", "clock", href)
    left = sum(is_working_day(today + timedelta(days=step)) for step in range(1, span + 1))
    text = ngettext("còn %(n)s ngày làm việc · %(day)s", "còn %(n)s ngày làm việc · %(day)s", left) % {
        "n": left,
        "day": day,
    }
    return Chip(text, "warn" if left <= 2 else "", "clock", href)


def _short(day: date) -> str:
    # The year stands only where it is not this one.
    return f"{day:%d/%m}" if day.year == clock.today().year else f"{day:%d/%m/%Y}"


def _label(value: str, *lists: Any) -> str:
    for choices in lists:
        if value in choices.values:
            return str(choices(value).label)
    return str(value)

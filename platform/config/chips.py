"""Which colour, icon and words a state has. A state is never told by colour alone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from config import icons
from deadlines import dates
from deadlines.calendar import of_unit
from deadlines.models import DueItem
from exchange.enums import EnvelopeStatus, MovementKind
from kernel import clock
from tenants.cases.enums import CaseKind, CaseStatus

# Past this distance nobody counts working days any more.
COUNT_WORKING_DAYS_UP_TO = 45


@dataclass(frozen=True, slots=True)
class Chip:
    """One chip; ``href`` makes it a link, ``note`` stands after the words, smaller."""

    text: str
    tone: str = ""
    icon: str = ""
    href: str = ""
    note: str = ""

    def html(self) -> SafeString:
        mark = icons.svg(self.icon) if self.icon else ""
        css = f"chip {self.tone}".strip()
        words = format_html("<span>{}</span>", self.text)
        if self.note:
            words = format_html("<span>{} <small>{}</small></span>", self.text, self.note)
        if self.href:
            return format_html('<a class="{}" href="{}">{}{}</a>', css, self.href, mark, words)
        return format_html('<span class="{}">{}{}</span>', css, mark, words)


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
    MovementKind.LETTER: "paper",
    MovementKind.ARRIVAL: "people",
}


def of_status(status: str) -> Chip:
    """A status of a case (upper case) or of a movement (lower case)."""
    tone, icon = STATUSES.get(status, ("", "info"))
    return Chip(_label(status, CaseStatus, EnvelopeStatus), tone, icon)


def of_kind(kind: str, href: str = "") -> Chip:
    """A kind of case or of movement."""
    icon = KINDS.get(kind) or MOVEMENTS.get(kind, "info")
    return Chip(_label(kind, CaseKind, MovementKind), "line", icon, href)


def status_html(status: str) -> SafeString:
    """The chip of a status, drawn once a language: a list shows the same few in every row."""
    return _drawn(of_status, str(status), get_language())


def kind_html(kind: str, href: str = "") -> SafeString:
    """The chip of a kind, drawn once a language unless it leads somewhere."""
    return of_kind(kind, href).html() if href else _drawn(of_kind, str(kind), get_language())


@lru_cache(maxsize=500)
def _drawn(make: Callable[[str], Chip], value: str, language: str) -> SafeString:
    return make(value).html()


def of_deadline(item: DueItem | date | None, href: str = "") -> Chip | None:
    """How long is left until ``item`` (a due item or a date) today; None when there is no date.

    Where an earlier day is worked to than the law's last one, both stand there: time runs to the earlier one, and once that
    is past to the last one. A date in a year without a decree is marked "(dự kiến)".
    """
    if item is None:
        return None
    if isinstance(item, date):
        return _running(item, _short(item), href)
    if item.cancelled_on:
        return Chip(_("không còn tính hạn"), "", "close", href)
    if item.met_on:
        if item.met_on > item.due_on:
            return Chip(_("xong trễ · %(day)s") % {"day": _short(item.met_on)}, "warn", "done", href)
        return Chip(_("đã xong · %(day)s") % {"day": _short(item.met_on)}, "ok", "done", href)
    last, target = _marked(item, item.due_on), _marked(item, item.target_on)
    today = clock.today()
    if not item.has_target or today > item.due_on:
        return _running(item.due_on, last, href)
    if today > item.target_on:
        found = _running(item.due_on, last, href)
        return replace(found, tone="warn", note=_("đã qua mục tiêu %(day)s") % {"day": target})
    found = _running(item.target_on, target, href)
    text = _("mục tiêu: %(left)s") % {"left": found.text}
    return replace(found, text=text, note=_("hạn theo luật %(day)s") % {"day": last})


def _running(until: date, day: str, href: str) -> Chip:
    """A date that still counts; ``day`` is how it is written."""
    today = clock.today()
    if until < today:
        late = (today - until).days
        text = ngettext("quá hạn %(n)s ngày · %(day)s", "quá hạn %(n)s ngày · %(day)s", late) % {"n": late, "day": day}
        return Chip(text, "late", "warning", href)
    if until == today:
        return Chip(_("đến hạn hôm nay · %(day)s") % {"day": day}, "warn", "clock", href)
    span = (until - today).days
    if span > COUNT_WORKING_DAYS_UP_TO:
        return Chip(_("còn %(n)s ngày · %(day)s") % {"n": span, "day": day}, "", "clock", href)
    left = of_unit(None).working_days_between(today, until)
    text = ngettext("còn %(n)s ngày làm việc · %(day)s", "còn %(n)s ngày làm việc · %(day)s", left) % {
        "n": left,
        "day": day,
    }
    return Chip(text, "warn" if left <= 2 else "", "clock", href)


def _marked(item: DueItem, day: date) -> str:
    return dates.with_mark(_short(day), dates.is_expected(item, day))


def _short(day: date) -> str:
    # The year stands only where it is not this one.
    return f"{day:%d/%m}" if day.year == clock.today().year else f"{day:%d/%m/%Y}"


def _label(value: str, *lists: Any) -> str:
    for choices in lists:
        if value in choices.values:
            return str(choices(value).label)
    return str(value)

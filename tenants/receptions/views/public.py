"""The schedule of the head's receptions on the unit's page, without an account; as a page, to print, for a calendar."""

from datetime import UTC, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kernel import clock
from registry.info import UnitInfo
from tenants.cases.views.responses import page
from tenants.receptions.queries.public import PublicSession, schedule

LONGEST = 75


@require_safe
def public_schedule(request: HttpRequest) -> HttpResponse:
    """``/u/<key>/schedule/``: coming sessions, changes, how to register."""
    unit: UnitInfo = request.unit  # type: ignore[attr-defined]
    context = {
        "shown": schedule(),
        "profile": unit.profile,
        "register_url": reverse("receptions:public_registration"),
        "today": clock.today(),
    }
    return page(request, "receptions/public_schedule.html", context)


@require_safe
def public_print(request: HttpRequest) -> HttpResponse:
    """The same on A4, to hang at the reception place."""
    unit: UnitInfo = request.unit  # type: ignore[attr-defined]
    context = {"shown": schedule(), "profile": unit.profile, "unit": unit, "today": clock.today()}
    return page(request, "receptions/print_schedule.html", context)


@require_safe
def public_calendar(request: HttpRequest) -> HttpResponse:
    """An iCalendar file (RFC 5545) of the coming sessions."""
    unit: UnitInfo = request.unit  # type: ignore[attr-defined]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tiep Dan//Schedule//VI", "CALSCALE:GREGORIAN"]
    for _line, rows in schedule().lines:
        for row in rows:
            lines += _event(row, unit)
    body = "\r\n".join(folded for line in [*lines, "END:VCALENDAR"] for folded in _folded(line)) + "\r\n"
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="lich-tiep-cong-dan-{unit.key}.ics"'
    return response


def _event(row: PublicSession, unit: UnitInfo) -> list[str]:
    session = row.session
    if session.is_waiting_for_day:
        return []
    begins = datetime.combine(session.held_on, session.starts_at or time(7, 30), clock.OFFICE_ZONE)
    ends = datetime.combine(session.held_on, session.ends_at or time(17, 0), clock.OFFICE_ZONE)
    summary = _("%(unit)s tiếp công dân: %(head)s") % {
        "unit": unit.name,
        "head": session.head_title or session.head_name,
    }
    return [
        "BEGIN:VEVENT",
        f"UID:{session.pk}@tiepdan",
        f"SEQUENCE:{session.version}",
        f"DTSTAMP:{_utc(session.made_at)}",
        f"DTSTART:{_utc(begins)}",
        f"DTEND:{_utc(max(ends, begins + timedelta(minutes=30)))}",
        f"SUMMARY:{_escaped(summary)}",
        f"LOCATION:{_escaped(row.place)}",
        "END:VEVENT",
    ]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for char in "\\;,":
        text = text.replace(char, "\\" + char)
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """At most 75 octets a line, the rest after a blank; no letter is cut."""
    parts, part, size = [], "", 0
    for char in line:
        width = len(char.encode())
        if size + width > LONGEST:
            parts.append(part)
            part, size = " ", 1
        part, size = part + char, size + width
    return [*parts, part]

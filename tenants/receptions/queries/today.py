"""What receptions add to the start page: who is not told yet, days to choose, schedules to post, sessions to come."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock
from registry.addresses import here
from tenants.cases.queries.today import TodayGroup, TodayLine
from tenants.receptions.enums import SessionStatus
from tenants.receptions.models import ReceptionSession
from tenants.receptions.policies import sessions as policies
from tenants.receptions.queries.sessions import SessionRow, session_rows, untold_sessions
from tenants.receptions.queries.terms import posting_day

AHEAD = timedelta(days=30)
POST_SOON = timedelta(days=7)
MOST = 8


def sessions_today(actor: Actor) -> list[TodayGroup]:
    """The lines about sessions; six queries at most, whatever their number."""
    if not (actor.may(P.RECEPTION_VIEW) or actor.may(P.SECURITY_PLAN)):
        return []
    today = clock.today()
    found = policies.visible_sessions(actor).coming(today).filter(held_on__lte=today + AHEAD)
    rows = session_rows(found[:50], actor)
    is_whole = policies.sees_whole(actor)
    urgent = [*_untold(actor), *to_decide(rows, actor), *_to_post(rows, actor)] if is_whole else []
    groups = [
        TodayGroup(_("Việc của buổi tiếp dân"), urgent[:MOST], "warning"),
        TodayGroup(
            _("Buổi tiếp sắp tới"),
            [_coming(row, is_whole) for row in rows[:MOST]],
            "people",
            here("receptions:sessions"),
        ),
    ]
    return [group for group in groups if group.lines]


def to_decide(rows: list[SessionRow], actor: Actor) -> list[TodayLine]:
    """What waits for the head's own word: a day to choose, an ad hoc session to decide."""
    return [*_to_choose(rows, actor), *_to_decide(rows, actor)]


def _untold(actor: Actor) -> list[TodayLine]:
    return [
        TodayLine(
            _("Buổi tiếp %(day)s đã hoãn hoặc hủy mà chưa báo đủ") % {"day": f"{row.held_on:%d/%m/%Y}"},
            url_of(row) + "#notices",
            "late",
            ngettext("%(n)s nơi chưa được báo", "%(n)s nơi chưa được báo", n) % {"n": n},
        )
        for row, n in untold_sessions(actor)
    ]


def _to_choose(rows: list[SessionRow], actor: Actor) -> list[TodayLine]:
    return [
        TodayLine(
            _("Chọn ngày tiếp thay ngày %(day)s (ngày nghỉ)") % {"day": f"{row.session.planned_on:%d/%m/%Y}"},
            _step_url("choose", row.session, actor),
            "warn",
            _("đến hết %(day)s") % {"day": f"{posting_day(row.session):%d/%m}"},
        )
        for row in rows
        if row.session.is_waiting_for_day
    ]


def _to_decide(rows: list[SessionRow], actor: Actor) -> list[TodayLine]:
    return [
        TodayLine(
            _("Đề xuất tiếp đột xuất ngày %(day)s") % {"day": f"{row.session.held_on:%d/%m/%Y}"},
            url_of(row.session),
            "warn",
            _("chờ quyết định"),
            row.session.ground_text,
        )
        for row in rows
        if row.session.status == SessionStatus.PROPOSED
    ]


def _to_post(rows: list[SessionRow], actor: Actor) -> list[TodayLine]:
    today, lines = clock.today(), []
    for row in rows:
        if row.post_by is None or row.session.is_waiting_for_day or row.post_by > today + POST_SOON:
            continue
        late = row.post_by < today and not row.is_decided_late
        words = _("quá hạn từ %(day)s") if late else _("chậm nhất %(day)s")
        if row.is_decided_late:
            words = _("niêm yết ngay")
        lines.append(
            TodayLine(
                _("Niêm yết lịch tiếp ngày %(day)s") % {"day": f"{row.session.held_on:%d/%m/%Y}"},
                _step_url("post", row.session, actor),
                "late" if late else "warn",
                words % {"day": f"{row.post_by:%d/%m}"},
            )
        )
    return lines


def _step_url(verb: str, session: ReceptionSession, actor: Actor) -> str:
    """The step itself for who may take it, else the session."""
    return here(f"receptions:{verb}", session.pk) if policies.may(actor, verb, session).ok else url_of(session)


def _coming(row: SessionRow, is_whole: bool) -> TodayLine:
    session = row.session
    at = f" {session.starts_at:%H:%M}" if session.starts_at else ""
    parts = [row.place, session.host_name or session.head_title] if is_whole else [row.place]
    if is_whole and row.registered:
        parts.append(ngettext("%(n)s đăng ký", "%(n)s đăng ký", row.registered) % {"n": row.registered})
    days = (session.held_on - clock.today()).days
    when = _("hôm nay") if days == 0 else ngettext("còn %(n)s ngày", "còn %(n)s ngày", days) % {"n": days}
    return TodayLine(
        _("Tiếp công dân %(day)s") % {"day": f"{session.held_on:%d/%m/%Y}{at}"},
        url_of(session),
        "accent" if days == 0 else "",
        when,
        " · ".join(part for part in parts if part),
    )


def url_of(session: ReceptionSession) -> str:
    """The page of a session."""
    return here("receptions:session", session.pk)

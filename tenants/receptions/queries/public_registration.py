"""What citizens see of registering: whom they may ask to meet, and with a code what became of their own registration."""

from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext as _

from exchange.rules import tracking_codes
from kernel import clock
from registry.levels import Line
from tenants.receptions.enums import RegistrationStatus as R
from tenants.receptions.models import ReceptionSession, Registration
from tenants.receptions.queries.sessions import place_of, rooms_of
from tenants.receptions.rules import codes
from tenants.staff.queries import holder_of

WITH_DAY = frozenset({R.APPROVED, R.INVITED, R.WAITING, R.CALLED})


def lines_open() -> list[Line]:
    """The lines on which somebody is in office or a session is planned; the Government's line where neither is."""
    today = clock.today()
    planned = set(ReceptionSession.objects.coming(today).values_list("line", flat=True))
    found = [one for one in (Line.PARTY, Line.GOVERNMENT) if one in planned or holder_of(one, today) is not None]
    return found or [Line.GOVERNMENT]


@dataclass(frozen=True)
class Status:
    """No name and no content: whoever finds a slip of paper learns little."""

    number: str
    words: str
    entered_on: date
    held_on: date | None = None
    starts_at: time | None = None
    place: str = ""


def status_of(code: str) -> Status | None:
    """What became of the registration of this code; None when no code of the unit."""
    if not tracking_codes.is_well_formed(tracking_codes.tidy(code)):
        return None
    row = Registration.objects.filter(code_digest=codes.digest(code)).select_related("session").first()
    if row is None:
        return None
    shown = Status(row.number, words_of(row.status), clock.day_of(row.entered_at))
    session = row.session
    if session is None or row.status not in WITH_DAY or session.is_waiting_for_day or session.is_over:
        return shown
    return Status(
        shown.number,
        shown.words,
        shown.entered_on,
        session.held_on,
        session.starts_at,
        place_of(session, rooms_of([session])),
    )


def words_of(status: str) -> str:
    """The status as a citizen reads it."""
    words = {
        R.SUBMITTED: _("Đơn vị đã nhận đăng ký và đang xem xét."),
        R.SCREENED: _("Đăng ký đủ điều kiện, đang xếp vào buổi tiếp."),
        R.PROPOSED: _("Đăng ký đang trình người đứng đầu."),
        R.APPROVED: _("Người đứng đầu sẽ tiếp ông/bà; giấy mời sẽ được gửi."),
        R.INVITED: _("Ông/bà đã được mời dự buổi tiếp."),
        R.WAITING: _("Ông/bà đang chờ tiếp."),
        R.CALLED: _("Mời ông/bà vào phòng tiếp."),
        R.RECEIVED: _("Ông/bà đã được tiếp."),
        R.REFUSED: _("Đơn vị không tiếp nội dung này; lý do được thông báo riêng cho ông/bà."),
        R.SETTLED: _("Nội dung đã được giải quyết; trả lời được gửi cho ông/bà."),
        R.DEFERRED: _("Đăng ký được chuyển sang buổi tiếp sau."),
        R.GUIDED: _("Nội dung thuộc cơ quan khác; phiếu hướng dẫn được gửi cho ông/bà."),
        R.ABSENT: _("Ông/bà chưa đến buổi tiếp."),
        R.WITHDRAWN: _("Đăng ký đã được rút."),
    }
    return words.get(R(status), "")

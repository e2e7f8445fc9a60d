"""Alarms in words, the same on the page and in mails; and what else the page says of codes."""

from django.conf import settings
from django.utils.translation import gettext as _

from exchange.delivery import Outcome
from kernel.operating import AlarmKind


def measure(kind: str, value: int) -> str:
    """The number of an alarm in words."""
    words = {
        AlarmKind.ENVELOPE: _("phong bì cũ nhất đã chờ %(n)s phút, ngưỡng %(limit)s phút"),
        AlarmKind.LAG: _("số liệu cũ nhất chưa cộng đã chờ %(n)s giây, ngưỡng %(limit)s giây"),
        AlarmKind.BEHIND: _("%(n)s đơn vị có bảng cũ hơn bản phát hành"),
        AlarmKind.DISK: _("còn trống %(n)s %%, ngưỡng %(limit)s %%"),
        AlarmKind.CHAIN: _("%(n)s đơn vị có chuỗi nhật ký bị sửa, mất hoặc cắt"),
        AlarmKind.RECOUNT: _("%(n)s sai lệch quay lại sau khi đã sửa đêm trước"),
    }
    limits = {
        AlarmKind.ENVELOPE: settings.ALARM_ENVELOPE_MINUTES,
        AlarmKind.LAG: settings.ALARM_LAG_SECONDS,
        AlarmKind.DISK: settings.ALARM_DISK_PERCENT,
    }
    asked = AlarmKind(kind)
    n = value // 60 if asked is AlarmKind.ENVELOPE else value
    return words[asked] % {"n": n, "limit": limits.get(asked, "")}


def problem(code: str) -> str:
    """What is wrong with a chain; the class of the error where it could not be read."""
    words = {
        "altered": _("đã bị sửa"),
        "missing": _("bị mất"),
        "cut_off": _("bị cắt từ đây"),
        "broken": _("không nối với mắt xích trước"),
        "head": _("không khớp với đầu chuỗi lưu ngoài đơn vị"),
    }
    return words.get(code, code)


def outcome(code: str) -> str:
    """What one try to deliver came to."""
    words = {
        Outcome.DELIVERED: _("đã đến nơi"),
        Outcome.DONE_BEFORE: _("đã xử lý trước đó"),
        Outcome.WAITING: _("còn chờ"),
        Outcome.FAILED: _("chưa được"),
        Outcome.UNDELIVERABLE: _("đã trả về bên gửi"),
    }
    return words[Outcome(code)]

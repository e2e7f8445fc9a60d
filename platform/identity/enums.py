"""Closed lists of the room that are neither roles nor permissions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """Why a one-time code was handed over."""

    FIRST = "first", _("Kích hoạt tài khoản")
    RESET = "reset", _("Cấp lại mật khẩu")


class ChangeKind(models.TextChoices):
    """What an administrator did to accounts and rights; also the kind of the event in the unit's log."""

    ACCOUNT_OPENED = "account_opened", _("Mở tài khoản")
    ACCOUNT_ENDED = "account_ended", _("Đóng tài khoản")
    ACCOUNT_CHANGED = "account_changed", _("Sửa thông tin tài khoản")
    CODE_ISSUED = "code_issued", _("Cấp mã kích hoạt")
    ACCOUNT_RESET = "account_reset", _("Cấp lại mật khẩu")
    CODE_USED = "code_used", _("Dùng mã kích hoạt")
    MEMBERSHIP_ADDED = "membership_added", _("Giao vai trò")
    MEMBERSHIP_ENDED = "membership_ended", _("Kết thúc vai trò")
    PERMISSION_WIDENED = "permission_widened", _("Mở rộng quyền của vai trò")
    PERMISSION_NARROWED = "permission_narrowed", _("Thu hẹp quyền của vai trò")
    HOME_MOVED = "home_moved", _("Chuyển đơn vị quản lý tài khoản")
    TOKEN_MADE = "token_made", _("Tạo mã truy cập API")
    TOKEN_REVOKED = "token_revoked", _("Thu hồi mã truy cập API")

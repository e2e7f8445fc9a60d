"""Where allauth asks the product: who may do what with an account, and in which words."""

import time
from typing import Any, ClassVar

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from identity import second_factor
from registry.addresses import site_url


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by administrators; after sign-in a person chooses the unit to work in."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này đã khóa. Hãy hỏi quản trị đơn vị."),
        "enter_current_password": _("Hãy nhập mật khẩu hiện tại."),
        "incorrect_code": _("Mã không đúng hoặc đã hết hạn. Hãy nhập mã đang hiện trên ứng dụng."),
        "incorrect_password": _("Mật khẩu không đúng."),
        "invalid_or_expired_key": _("Liên kết không đúng hoặc đã hết hạn."),
        "invalid_password_reset": _("Liên kết đặt lại mật khẩu không đúng hoặc đã dùng."),
        "rate_limited": _("Quá nhiều lần thử. Hãy đợi vài phút rồi thử lại."),
        "too_many_login_attempts": _("Sai quá nhiều lần. Hãy đợi 5 phút rồi thử lại, hoặc hỏi quản trị đơn vị."),
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu không đúng."),
        "unknown_email": _("Nếu địa chỉ này thuộc một tài khoản, thư hướng dẫn đã được gửi."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: an administrator opens the account."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the choice of units, which goes straight on when there is only one."""
        return site_url("account-units")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """To the sign-in page."""
        return site_url("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the page of the own account."""
        return site_url("account-home")

    def is_reauthentication_required(self, app: str | None = None) -> bool:
        """A sign-in of a moment ago is proof enough; allauth itself counts only repeated ones."""
        request = context.request
        records = get_authentication_records(request, request.user)
        if records and time.time() - records[-1]["at"] < account_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return not did_recently_reauthenticate(request)

    def format_email_subject(self, subject: str) -> str:
        """Subjects begin with the product's name, not with a host name."""
        return f"[Tiếp Dân] {subject}"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets stand encrypted; who must use two steps cannot turn them off."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("Vai trò của bạn bắt buộc đăng nhập hai bước nên không tắt được."),
        "cannot_generate_recovery_codes": _("Hãy bật đăng nhập hai bước trước khi tạo mã dự phòng."),
        "incorrect_code": _("Mã không đúng. Hãy nhập mã 6 số đang hiện trên ứng dụng."),
    }

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """The user name, not the e-mail: that is what the person types at sign-in."""
        return user.get_username()

    def encrypt(self, text: str) -> str:
        """With the installation's key."""
        return second_factor.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Counterpart of `encrypt`."""
        return second_factor.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not while a role of the person demands it."""
        return not second_factor.is_demanded_of(authenticator.user_id)

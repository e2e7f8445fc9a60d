"""Allauth's forms in the words of the office."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as SecondFactorAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

PASSWORD_HELP = _("Ít nhất 10 ký tự, không giống tên, không phải mật khẩu phổ biến.")


def _say(field: forms.Field, label: Any, help_text: Any = "") -> None:
    field.label = label
    field.help_text = help_text
    # The label stands above; words inside the box vanish when typing begins.
    field.widget.attrs.pop("placeholder", None)


class _Plain(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class SignInForm(_Plain, LoginForm):  # type: ignore[misc]
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["login"], _("Tên đăng nhập"))
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        _say(self.fields["password"], _("Mật khẩu"))


class PasswordChangeForm(_Plain, ChangePasswordForm):  # type: ignore[misc]
    """The old password and twice the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["oldpassword"], _("Mật khẩu hiện tại"))
        _say(self.fields["password1"], _("Mật khẩu mới"), PASSWORD_HELP)
        _say(self.fields["password2"], _("Nhập lại mật khẩu mới"))


class PasswordResetForm(_Plain, ResetPasswordForm):  # type: ignore[misc]
    """Where the letter goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["email"], _("Thư điện tử công vụ"), _("Địa chỉ đã ghi trong tài khoản."))


class PasswordResetKeyForm(_Plain, ResetPasswordKeyForm):  # type: ignore[misc]
    """Twice the new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["password1"], _("Mật khẩu mới"), PASSWORD_HELP)
        _say(self.fields["password2"], _("Nhập lại mật khẩu mới"))


class AgainForm(_Plain, ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before a change of how one signs in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["password"], _("Mật khẩu"))


def _say_code(form: forms.Form) -> None:
    _say(form.fields["code"], _("Mã xác thực"), _("6 số trên ứng dụng xác thực, hoặc một mã dự phòng."))
    form.fields["code"].widget.attrs |= {"inputmode": "text", "class": "short"}


class SecondStepForm(_Plain, AuthenticateForm):  # type: ignore[misc]
    """The code of the authenticator, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self)


class SecondStepAgainForm(_Plain, SecondFactorAgainForm):  # type: ignore[misc]
    """The code once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self)


class ActivateForm(_Plain, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("Mã đang hiện trên ứng dụng"), _("6 số, đổi sau mỗi 30 giây."))
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "class": "short"}

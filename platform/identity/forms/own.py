"""Forms of one's own account."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from identity.forms.base import OfficeForm
from identity.models import Account
from identity.permissions import Permission


class InvitationCodeForm(OfficeForm):
    """The code from the paper or the link."""

    code = forms.CharField(
        label=_("Mã kích hoạt"),
        max_length=60,
        help_text=_("20 ký tự, ví dụ ABCD-EFGH-JKMN-PQRS-TUVW; không cần gõ dấu gạch."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code"}
        ),
    )


class NewPasswordForm(OfficeForm):
    """The password a person chooses when using a code."""

    password1 = forms.CharField(
        label=_("Mật khẩu mới"),
        max_length=128,
        strip=False,
        help_text=_(
            "Ít nhất 10 ký tự, không giống tên, không phải mật khẩu phổ biến. Một câu ngắn dễ nhớ là tốt nhất."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Nhập lại mật khẩu mới"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean(self) -> dict[str, Any]:
        """Both alike, and strong enough for this person."""
        data = super().clean() or {}
        first, second = data.get("password1"), data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Hai lần nhập không giống nhau."))
        elif first:
            try:
                password_validation.validate_password(first, self.account)
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return data


class TokenForm(OfficeForm):
    """A key for a program."""

    name = forms.CharField(label=_("Tên gọi"), max_length=100, help_text=_("Chương trình nào sẽ dùng mã này."))
    days = forms.TypedChoiceField(
        label=_("Hiệu lực"),
        coerce=int,
        choices=[(7, _("7 ngày")), (30, _("30 ngày")), (90, _("90 ngày")), (365, _("365 ngày"))],
        initial=90,
    )
    scopes = forms.MultipleChoiceField(
        label=_("Phạm vi"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ chọn quyền mà chương trình cần. Mã không bao giờ làm được hơn quyền hiện có của bạn."),
    )

    def __init__(self, *args: Any, permissions: list[Permission], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scopes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(p.value, p.label) for p in permissions]

    def told(self) -> dict[str, Any]:
        """The arguments of `make_token`."""
        data = self.cleaned_data
        return {"name": data["name"], "days": data["days"], "scopes": [Permission(p) for p in data["scopes"]]}

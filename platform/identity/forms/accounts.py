"""Forms of the administrator's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from identity.forms.base import DayField, OfficeForm
from identity.models import Account, Membership
from identity.roles import ASSIGNABLE_ROLES, Role
from kernel import clock
from registry.levels import Line

ROLE_CHOICES = [(role.value, role.label) for role in ASSIGNABLE_ROLES]
# A membership belongs to the Party's line, the Government's or both; ELECTED is for sources of petitions.
LINE_CHOICES = [(line.value, line.label) for line in (Line.GOVERNMENT, Line.PARTY, Line.BOTH)]


class RoleForm(OfficeForm):
    """A role in this unit."""

    role = forms.ChoiceField(label=_("Vai trò"), choices=[("", "—"), *ROLE_CHOICES])
    line = forms.ChoiceField(label=_("Kênh"), choices=LINE_CHOICES, initial=Line.GOVERNMENT)
    position = forms.CharField(
        label=_("Chức vụ"), max_length=200, required=False, help_text=_("Như ghi trên quyết định, in trên văn bản.")
    )
    is_head = forms.BooleanField(
        label=_("Là người đứng đầu đơn vị"),
        required=False,
        help_text=_("Đơn tố cáo người đứng đầu được niêm phong ngay khi vào sổ và gửi lên cấp trên."),
    )
    valid_from = DayField(label=_("Từ ngày"), initial=clock.today)
    valid_to = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống nếu chưa định ngày kết thúc."))

    def told(self) -> dict[str, Any]:
        """The arguments of `add_membership`."""
        data = dict(self.cleaned_data)
        return {
            "role": Role(data["role"]),
            "line": Line(data["line"]),
            "position": data["position"],
            "is_head": data["is_head"],
            "valid_from": data["valid_from"],
            "valid_to": data["valid_to"],
        }


class AccountDetailsForm(OfficeForm):
    """Who the person is."""

    full_name = forms.CharField(
        label=_("Họ và tên"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=_("Thư điện tử công vụ"),
        required=False,
        help_text=_("Dùng để tự đặt lại mật khẩu khi quên."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Điện thoại"),
        max_length=32,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )


class OpenAccountForm(AccountDetailsForm, RoleForm):
    """A new person with a first role."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=64,
        help_text=_("Chữ thường không dấu, số, dấu chấm; từ 3 ký tự. Ví dụ: lan.nguyen"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    field_order = (
        "full_name",
        "username",
        "email",
        "phone",
        "role",
        "line",
        "position",
        "is_head",
        "valid_from",
        "valid_to",
    )

    def account(self) -> dict[str, str]:
        """The arguments of `open_account`."""
        return {name: self.cleaned_data[name] for name in ("username", "full_name", "email", "phone")}


class ExistingPersonForm(RoleForm):
    """A role for somebody who has an account already, in another unit perhaps."""

    username = forms.CharField(
        label=_("Tên đăng nhập của người đó"),
        max_length=64,
        help_text=_("Người đó có sẵn tài khoản ở đơn vị khác; hãy hỏi tên đăng nhập."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    field_order = ("username", "role", "line", "position", "is_head", "valid_from", "valid_to")

    def clean_username(self) -> str:
        """The name as it is stored."""
        found = self.cleaned_data["username"].strip().lower()
        self.account = Account.objects.filter(username=found, is_active=True).first()
        if self.account is None:
            raise forms.ValidationError(_("Không có tài khoản đang dùng với tên đăng nhập này."))
        return str(found)


class EndMembershipForm(OfficeForm):
    """The last day of a role, and who takes over what is open."""

    on = DayField(
        label=_("Ngày làm việc cuối cùng"), initial=clock.today, help_text=_("Chọn hôm nay: quyền hết ngay khi lưu.")
    )
    successor = forms.ChoiceField(label=_("Người nhận bàn giao"), required=False)

    def __init__(
        self, *args: Any, membership: Membership, takers: list[Account], has_work: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.takers = {str(taker.pk): taker for taker in takers}
        if not has_work:
            del self.fields["successor"]
            return
        choices = [("", "—"), *((pk, f"{taker.full_name} ({taker.username})") for pk, taker in self.takers.items())]
        field = self.fields["successor"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        field.required = True

    @property
    def taker(self) -> Account | None:
        """The chosen successor."""
        return self.takers.get(self.cleaned_data.get("successor") or "")


class CodeForm(OfficeForm):
    """A new code; whether the authenticator is lost too."""

    clears_second_factor = forms.BooleanField(
        label=_("Mất cả ứng dụng xác thực"),
        required=False,
        help_text=_("Người dùng sẽ cài lại đăng nhập hai bước khi dùng mã."),
    )


class FilterForm(forms.Form):
    """How the list of accounts is narrowed."""

    q = forms.CharField(label=_("Họ tên hoặc tên đăng nhập"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Vai trò"), required=False, choices=[("", _("Mọi vai trò")), *ROLE_CHOICES])
    state = forms.ChoiceField(
        label=_("Trạng thái"),
        required=False,
        choices=[
            ("working", _("Đang làm việc")),
            ("waiting", _("Chưa đăng nhập lần nào")),
            ("past", _("Đã thôi việc ở đơn vị")),
            ("all", _("Tất cả")),
        ],
    )


class LogFilterForm(forms.Form):
    """How the log is narrowed."""

    kind = forms.ChoiceField(label=_("Việc"), required=False)
    q = forms.CharField(label=_("Người làm hoặc người được giao"), required=False, max_length=100)
    since = DayField(label=_("Từ ngày"), required=False)
    until = DayField(label=_("Đến ngày"), required=False)

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Mọi việc")), *kinds]


class HomeForm(OfficeForm):
    """Which unit cares for the account from now on."""

    unit = forms.ChoiceField(label=_("Đơn vị quản lý tài khoản"))

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = units

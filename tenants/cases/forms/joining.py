"""Forms that put petitions of one matter together, or take apart what one letter mixed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants.cases.enums import CaseKind
from tenants.cases.forms.base import KeyedForm, text_block
from tenants.cases.forms.intake import field_choices


class JoiningForm(KeyedForm):
    """Which other case is the same matter; found by name or number."""

    find = forms.CharField(
        label=_("Tìm vụ việc cùng nội dung"),
        required=False,
        max_length=200,
        help_text=_("Tên người đứng đơn hoặc số vụ việc."),
    )
    into = forms.UUIDField(label=_("Nhập vào vụ việc"), error_messages={"required": _("Hãy chọn vụ việc để nhập vào.")})
    reason = text_block(_("Vì sao là cùng một vụ việc"), rows=3, max_length=2000)


class SplitForm(KeyedForm):
    """The part of a letter that is a matter of its own."""

    petition = forms.ChoiceField(label=_("Tách từ đơn số"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("Loại của phần tách ra"), choices=CaseKind.choices, widget=forms.RadioSelect)
    field = forms.ChoiceField(label=_("Lĩnh vực"), choices=())
    content = text_block(_("Nội dung tách ra"), rows=5)
    place = forms.CharField(label=_("Nơi xảy ra"), required=False, max_length=250)
    denounced = forms.CharField(
        label=_("Người bị khiếu nại, bị tố cáo"),
        required=False,
        max_length=250,
        help_text=_("Bắt buộc khi phần tách ra là tố cáo."),
    )

    reason = text_block(_("Lý do tách"), rows=2, max_length=2000)

    def __init__(self, *args: object, petitions: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["petition"].choices = petitions  # type: ignore[attr-defined]
        self.fields["petition"].initial = petitions[0][0] if petitions else None
        self.fields["field"].choices = field_choices()  # type: ignore[attr-defined]


class NewPinForm(KeyedForm):
    """How the officer made sure that this is the citizen of the case."""

    checked = forms.CharField(
        label=_("Đã kiểm tra người nhận bằng cách nào"),
        max_length=500,
        help_text=_("Ví dụ: đối chiếu căn cước số … với người đứng đơn."),
    )


class UnsealingForm(KeyedForm):
    """Why a denouncer's identity has to be read now; the reason stands in the unit's log for good."""

    reason = text_block(_("Lý do mở danh tính"), rows=3, max_length=2000)

"""What a citizen types on the unit's page, and what the office says about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.cases.forms.base import DayField, KeyedForm, text_block

Choices = list[tuple[str, str]]
OPINION, COMPLAINT, DENUNCIATION = "OPINION", "COMPLAINT", "DENUNCIATION"


class PublicOpinionForm(KeyedForm):
    """An opinion without an account; a field that only programs fill in catches most of them."""

    matter = forms.ChoiceField(
        label=gettext_lazy("Ông/bà muốn gửi"),
        choices=[
            (OPINION, gettext_lazy("Ý kiến, câu hỏi, kiến nghị, phản ánh")),
            (COMPLAINT, gettext_lazy("Khiếu nại")),
            (DENUNCIATION, gettext_lazy("Tố cáo")),
        ],
        widget=forms.RadioSelect,
        initial=OPINION,
    )
    full_name = forms.CharField(
        label=gettext_lazy("Họ và tên"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    address = forms.CharField(
        label=gettext_lazy("Địa chỉ"),
        max_length=250,
        help_text=gettext_lazy("Nơi nhận văn bản trả lời."),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Số điện thoại"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    topic = forms.ChoiceField(label=gettext_lazy("Chủ đề"), required=False)
    text = text_block(gettext_lazy("Nội dung"), rows=7, max_length=5000)
    conference = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    website = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    never_in_drafts = frozenset({"full_name", "address", "phone", "text"})

    def __init__(self, *args: Any, topics: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [("", _("– chọn –")), *topics]  # type: ignore[attr-defined]
        if not topics:
            del self.fields["topic"]

    def clean_matter(self) -> str:
        matter = str(self.cleaned_data["matter"])
        if matter == DENUNCIATION:
            raise forms.ValidationError(
                _(
                    "Tố cáo không gửi ở đây: nội dung hội nghị được nhiều người xử lý và trả lời công khai. "
                    "Hãy gửi đơn tố cáo hoặc trình bày tại nơi tiếp công dân; ở đó họ tên, địa chỉ được giữ bí mật."
                )
            )
        if matter == COMPLAINT:
            raise forms.ValidationError(
                _(
                    "Khiếu nại được giải quyết theo trình tự, thời hạn riêng, không giải quyết tại hội nghị đối thoại. "
                    "Hãy gửi đơn khiếu nại hoặc trình bày tại nơi tiếp công dân."
                )
            )
        return matter

    def clean_website(self) -> str:
        if self.cleaned_data.get("website"):
            raise forms.ValidationError(_("Chưa gửi được."))
        return ""


class CollectionForm(KeyedForm):
    """Until when the unit's page takes opinions for a conference."""

    until = DayField(label=gettext_lazy("Nhận đến hết ngày"), required=False)
    is_ended = forms.BooleanField(label=gettext_lazy("Ngừng nhận từ bây giờ"), required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("is_ended") and not told.get("until") and "until" not in self.errors:
            self.add_error("until", _("Chọn ngày, hoặc chọn ngừng nhận."))
        return told

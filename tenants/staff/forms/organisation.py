"""Forms of the unit's organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from identity.forms.base import OfficeForm
from registry.levels import Line
from tenants.staff.actions.profile import FIELDS
from tenants.staff.enums import BodyKind

LINE_CHOICES = [(line.value, line.label) for line in (Line.GOVERNMENT, Line.PARTY, Line.BOTH)]


class BodyForm(OfficeForm):
    """A body of the unit."""

    name = forms.CharField(label=_("Tên gọi"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    kind = forms.ChoiceField(label=_("Loại"), choices=BodyKind.choices)
    line = forms.ChoiceField(label=_("Kênh"), choices=LINE_CHOICES, initial=Line.GOVERNMENT)
    contact = forms.CharField(label=_("Người đầu mối, điện thoại"), max_length=200, required=False)

    def told(self) -> dict[str, Any]:
        """The arguments of the actions."""
        data = self.cleaned_data
        return {**data, "kind": BodyKind(data["kind"]), "line": Line(data["line"])}


class ProfileForm(OfficeForm):
    """What citizens read about the unit."""

    address = forms.CharField(
        label=_("Địa chỉ nơi tiếp công dân"), max_length=FIELDS["address"], widget=forms.Textarea(attrs={"rows": 2})
    )
    hours = forms.CharField(
        label=_("Lịch và giờ tiếp"),
        max_length=FIELDS["hours"],
        required=False,
        help_text=_("Ví dụ: Thứ Hai đến thứ Sáu, 7:30–11:30 và 13:30–17:00."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    phone = forms.CharField(label=_("Điện thoại"), max_length=FIELDS["phone"], required=False)
    public_text = forms.CharField(
        label=_("Hướng dẫn gửi đơn"),
        max_length=FIELDS["public_text"],
        required=False,
        help_text=_("Cách gửi khiếu nại, tố cáo, kiến nghị, phản ánh; giấy tờ cần mang theo."),
        widget=forms.Textarea(attrs={"rows": 10}),
    )

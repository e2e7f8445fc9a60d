"""Forms of notices: how one was delivered, why it goes out no more, where it goes instead."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from identity.forms.base import DayField
from kernel import clock
from tenants.documents.enums import NoticeChannel, NoticeStatus
from tenants.documents.forms.base import KeyedForm, ManyFiles, text_block

ANY: tuple[str, Any] = ("", _("Tất cả"))


class NoticeFilterForm(forms.Form):
    """What the list of notices is narrowed to."""

    q = forms.CharField(label=_("Người nhận"), required=False, max_length=200)
    channel = forms.ChoiceField(label=_("Cách gửi"), required=False, choices=[ANY, *NoticeChannel.choices])
    status = forms.ChoiceField(label=_("Trạng thái"), required=False, choices=[ANY, *NoticeStatus.choices])

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, label_suffix="", auto_id="filter_%s")
        self.is_valid()

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.fields)


class DeliveryForm(KeyedForm):
    """Who handed it over, when, under which number, with which proof."""

    by = forms.CharField(label=_("Người giao, người gửi, người gọi"), max_length=200)
    on = DayField(label=_("Ngày"))
    at = forms.TimeField(
        label=_("Giờ"),
        input_formats=["%H:%M", "%Hh%M", "%H.%M"],
        widget=forms.TimeInput(
            format="%H:%M", attrs={"inputmode": "numeric", "placeholder": "08:30", "class": "short"}
        ),
    )
    number = forms.CharField(label=_("Số phiếu gửi, số biên nhận"), max_length=60, required=False)
    note = text_block(_("Ghi chú"), rows=3, required=False, longest=1000)
    is_confirmed = forms.BooleanField(label=_("Người nhận đã ký nhận hoặc trả lời"), required=False)
    papers = ManyFiles(label=_("Ảnh hoặc bản quét làm bằng chứng"), required=False)

    def moment(self) -> datetime:
        """The moment as the office clock has it."""
        at: time = self.cleaned_data["at"]
        return datetime.combine(self.cleaned_data["on"], at, clock.OFFICE_ZONE)


class CancellationForm(KeyedForm):
    """Why it goes out no more."""

    reason = forms.CharField(label=_("Lý do không gửi nữa"), max_length=500)


class RetryForm(KeyedForm):
    """The right address, where the old one was wrong."""

    address = forms.CharField(label=_("Địa chỉ thư điện tử"), max_length=250)

"""The tick of the national database, and taking one back."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from identity.forms.base import DayField, OfficeForm


class UpdateForm(OfficeForm):
    """A month and the day on which the unit finished updating it."""

    period = forms.TypedChoiceField(label=_("Tháng"), coerce=date.fromisoformat)
    done_on = DayField(label=_("Ngày cập nhật xong"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    once_key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(self, *args: Any, months: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [(month.isoformat(), f"{month:%m/%Y}") for month in months]  # type: ignore[attr-defined]


class TakeBackForm(OfficeForm):
    """Why a tick is taken back."""

    reason = forms.CharField(label=_("Lý do rút lại"), max_length=500)

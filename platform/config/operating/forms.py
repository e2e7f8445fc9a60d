"""What an operator types: nothing but a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RetryForm(forms.Form):
    """How many tries the page showed, and the one-time key of the form."""

    seen = forms.IntegerField(min_value=0, max_value=32767, widget=forms.HiddenInput)
    once_key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)


class SkipForm(RetryForm):
    """The same with a reason, which stands in the log of the sender's unit."""

    reason = forms.CharField(
        label=_("Lý do bỏ qua"),
        max_length=500,
        help_text=_("Bên gửi đọc được lý do này trong nhật ký. Không ghi tên người, số đơn hay nội dung đơn."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy nêu lý do bỏ qua.")},
    )

"""The two fields of the receipt."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TrackingForm(forms.Form):
    """Code and PIN; whether they fit is never told field by field."""

    code = forms.CharField(
        label=_("Mã tra cứu"),
        max_length=40,
        help_text=_("14 chữ và số trên biên nhận, ví dụ ABCD-EFGH-JKLM-NP."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code"}
        ),
    )
    pin = forms.CharField(
        label=_("Mã PIN"),
        max_length=20,
        help_text=_("Sáu chữ số trên biên nhận."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "pin"}),
    )

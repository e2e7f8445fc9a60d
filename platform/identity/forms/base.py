"""What the forms of this room share."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError, Invalid


class DayField(forms.DateField):
    """A day typed as dd/mm/yyyy, or what a date picker sends."""

    widget = forms.TextInput
    default_error_messages = {"invalid": _("Ngày phải viết dạng dd/mm/yyyy, ví dụ 05/11/2026.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d%m%Y", "%Y-%m-%d"])
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "placeholder": "dd/mm/yyyy", "autocomplete": "off", "class": "day short"}

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%d/%m/%Y") if isinstance(value, datetime.date) else value


class OfficeForm(forms.Form):
    """A form whose action may still refuse: the refusal stands at the field it names, else at the top."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def refuse(self, error: DomainError) -> None:
        """Show what an action refused; what was typed stays."""
        fields = error.fields if isinstance(error, Invalid) else {}
        placed = False
        for name, messages in fields.items():
            if name in self.fields:
                self.add_error(name, messages)
                placed = True
        if not placed:
            self.add_error(None, error.message)

"""What all forms of case work share: a one-time key, the version that was seen, dates as people type them, errors of actions."""

import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel import errors, ids

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MAX_TEXT = 20_000
"""Longest free text of one field, in characters; a scanned letter typed out in full stays well below."""


class DayField(forms.DateField):
    """A day typed as dd/mm/yyyy (also dd-mm-yyyy, ddmmyyyy, or what a date picker sends)."""

    widget = forms.TextInput
    input_formats = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d%m%Y", "%Y-%m-%d")
    default_error_messages = {"invalid": gettext_lazy("Ngày phải viết dạng dd/mm/yyyy, ví dụ 05/11/2026.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", self.input_formats)
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {
            "inputmode": "numeric",
            "placeholder": "dd/mm/yyyy",
            "autocomplete": "off",
            "class": "day",
            "size": "12",
        }

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%d/%m/%Y") if isinstance(value, date) else value


def text_block(
    label: Any, *, rows: int = 5, required: bool = True, help_text: Any = "", max_length: int = MAX_TEXT
) -> forms.CharField:
    """A field of several lines."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=max_length,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class KeyedForm(forms.Form):
    """A changing form. ``once_key`` makes a second click harmless; ``version`` is what the officer saw when typing."""

    once_key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    use_required_attribute = True
    # Fields whose text must never reach a draft (a denouncer's identity).
    never_in_drafts: frozenset[str] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["once_key"].initial = str(ids.new_id())
        for field in self.fields.values():
            # Said as at a counter; a field that says it better keeps its own words.
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                is_choice = isinstance(field, (forms.ChoiceField, forms.ModelChoiceField))
                field.error_messages["required"] = _("Chưa chọn.") if is_choice else _("Chưa ghi ô này.")

    def told(self) -> dict[str, Any]:
        """The fields an officer fills in, without key and version: what a fingerprint is made of."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("once_key", "version")}

    def refuse(self, error: errors.DomainError) -> None:
        """Put what an action refused where the officer sees it: at the field it names, else at the top."""
        by_field = getattr(error, "fields", None) or error.facts.get("fields") or {}
        placed = False
        for name, messages in by_field.items():
            for message in [messages] if isinstance(messages, str) else messages:
                self.add_error(name if name in self.fields else None, message)
                placed = True
        if not placed:
            self.add_error(None, explain(error))
        if error.code == "key_reused":
            self.renew_key()

    def renew_key(self) -> None:
        """The text stays, the next click is a new request."""
        self._overwrite("once_key", str(ids.new_id()))

    def take_version(self, version: int) -> None:
        """After a conflict was shown the officer has seen the newer version; the next click speaks of that one."""
        self._overwrite("version", str(version))

    def _overwrite(self, name: str, value: str) -> None:
        # What a browser sent cannot be changed; a copy of it can.
        data: Any = self.data
        data = data.copy()
        data[self.add_prefix(name)] = value
        self.data = data


def marked(case_ids: list[str]) -> list[tuple[str, str]]:
    """The lines marked in a list as choices; what is no id of a case is none, so the form refuses it."""
    return [(value, value) for value in case_ids if _UUID.fullmatch(value)]


def typed_so_far(form_class: type[forms.Form], data: QueryDict) -> dict[str, Any]:
    """What was sent, as the beginning of a form that is shown again without judging it: the officer only looked something up."""
    found: dict[str, Any] = {name: values[0] if len(values) == 1 else values for name, values in data.lists()}
    for name, field in form_class.base_fields.items():
        if isinstance(field, forms.BooleanField):
            found[name] = name in data
    return found


def explain(error: errors.DomainError) -> str:
    """The sentence of an error; a conflict also says who was faster and when."""
    who, at = error.facts.get("who"), error.facts.get("at") or error.facts.get("when")
    if isinstance(at, str):
        at = parse_datetime(at) or at
    if isinstance(at, datetime):
        at = timezone.localtime(at).strftime("%H:%M %d/%m/%Y")
    message = str(error.message)
    if isinstance(error, errors.Conflict) and who and str(who) not in message:
        message = _("%(message)s Người làm: %(who)s, lúc %(at)s.") % {"message": message, "who": who, "at": at or "–"}
    return message

"""What the forms of documents and notices share: a one-time key, the version that was seen, refusals at their field."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from identity.forms.base import OfficeForm
from kernel import ids
from kernel.errors import DomainError


class KeyedForm(OfficeForm):
    """A changing form: a second click is harmless, and a change of somebody else is noticed."""

    once_key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    #: Fields of which nothing is kept, not even a digest.
    secret: frozenset[str] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once_key"].initial = str(ids.new_id())
        for field in self.fields.values():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                is_choice = isinstance(field, (forms.ChoiceField, forms.ModelChoiceField))
                field.error_messages["required"] = _("Chưa chọn.") if is_choice else _("Chưa ghi ô này.")

    def told(self) -> dict[str, Any]:
        """What a person filled in: what a fingerprint is made of."""
        left_out = {"once_key", "version", *self.secret}
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}

    def refuse(self, error: DomainError) -> None:
        """Show the refusal; after a conflict the next click speaks of the newer version, under a new key where it must."""
        super().refuse(error)
        if isinstance(error.facts.get("version"), int):
            self._overwrite("version", str(error.facts["version"]))
        if error.code == "key_reused":
            self._overwrite("once_key", str(ids.new_id()))

    def _overwrite(self, name: str, value: str) -> None:
        data: Any = self.data
        data = data.copy()
        data[self.add_prefix(name)] = value
        self.data = data


def text_block(label: Any, *, rows: int = 5, required: bool = True, help_text: Any = "", longest: int = 20_000) -> Any:
    """A field of several lines."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=longest,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ManyFiles(forms.FileField):
    """Several files under one name."""

    class _Input(forms.ClearableFileInput):
        allow_multiple_selected = True

    widget = _Input

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not given and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [super(ManyFiles, self).clean(one, initial) for one in given]

"""A form whose second click is harmless."""

from typing import Any

from django import forms

from identity.forms.base import OfficeForm
from kernel import ids
from kernel.errors import DomainError


class OnceForm(OfficeForm):
    """A form whose one-time key makes a second click harmless; with no field of its own, a button that asks once more."""

    once_key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once_key"].initial = str(ids.new_id())

    def refuse(self, error: DomainError) -> None:
        """As every form; under a key that was used for something else the next click is a new request."""
        super().refuse(error)
        if error.code == "key_reused":
            self._overwrite("once_key", str(ids.new_id()))

    def take_version(self, version: int) -> None:
        """After a conflict was shown the officer has seen the newer version; the next click speaks of that one."""
        self._overwrite("version", str(version))

    def _overwrite(self, name: str, value: str) -> None:
        # What a browser sent cannot be changed; a copy of it can.
        sent: Any = self.data
        sent = sent.copy()
        sent[self.add_prefix(name)] = value
        self.data = sent

"""What was typed and not sent comes back: kept by the page while it was typed, for this person and this form alone."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from identity.actors import Actor
from kernel.journal import drafts

# What belongs to one showing of a form and not to what was typed.
OF_THE_PAGE = frozenset({"once_key", "version"})


def bring_back(actor: Actor, name: str, form: forms.Form) -> bool:
    """Begin an empty form with what was kept of it; whether there was anything. A box left empty comes back empty."""
    kept = drafts.load(actor, name)
    if not kept:
        return False
    sent: Any = MultiValueDict({key: value if isinstance(value, list) else [value] for key, value in kept.items()})
    for key, field in form.fields.items():
        if key not in OF_THE_PAGE and not field.widget.value_omitted_from_data(sent, sent, key):
            form.initial[key] = field.widget.value_from_datadict(sent, sent, key)
    return True


def kept_as(name: str, has_draft: bool) -> dict[str, Any]:
    """What a template needs for its form to be kept."""
    return {"draft_url": reverse("cases:draft", args=[name]), "has_draft": has_draft}

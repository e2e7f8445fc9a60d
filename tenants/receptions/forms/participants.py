"""Who is to come to a session: the list and some lines to add."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tenants.cases.forms.base import KeyedForm
from tenants.receptions.actions.sessions import Participant
from tenants.receptions.forms.sessions import Choices

BLANK_ROWS = 3


class ParticipantsForm(KeyedForm):
    """Who is to come: the present list to change and some lines to add."""

    def __init__(self, *args: Any, people: list[dict[str, Any]], bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.count = len(people) + BLANK_ROWS
        for number in range(self.count):
            known = people[number] if number < len(people) else {}
            self.fields[f"name_{number}"] = forms.CharField(
                label=_("Tên cơ quan, chức danh"),
                required=False,
                max_length=250,
                initial=known.get("name", ""),
            )
            self.fields[f"body_{number}"] = forms.ChoiceField(
                label=_("Cơ quan trong đơn vị"),
                required=False,
                choices=[("", _("Không có trong danh mục")), *bodies],
                initial=str(known.get("body_id", "")),
            )
            self.fields[f"leader_{number}"] = forms.BooleanField(
                label=_("Lãnh đạo phải dự"), required=False, initial=known.get("is_leader", True)
            )
        self.names = dict(bodies)

    def told(self) -> dict[str, Any]:
        """The lines that name somebody: how many empty ones the form has changes with every save."""
        named = [(one.name, one.body_id, one.is_leader) for one in self.participants()]
        return {"participants": named}

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        """The three fields of each line."""
        return [(self[f"name_{n}"], self[f"body_{n}"], self[f"leader_{n}"]) for n in range(self.count)]

    def participants(self) -> list[Participant]:
        """The lines that name somebody, in their order."""
        found = []
        for number in range(self.count):
            told = self.cleaned_data
            body = told[f"body_{number}"]
            name = told[f"name_{number}"] or self.names.get(body, "")
            if not name:
                continue
            known = self.people[number] if number < len(self.people) else {}
            found.append(
                Participant(name=name, body_id=body, is_leader=told[f"leader_{number}"], id=str(known.get("id", "")))
            )
        return found

"""What a list of tasks can be narrowed to; wrong values in an address are left out, not refused."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tenants.conclusions.enums import TaskKind
from tenants.conclusions.queries.lists import SHOWN, TaskFilters

ME = "me"


class TaskFilterForm(forms.Form):
    """The filters beside the quick ones; sent with GET."""

    q = forms.CharField(label=_("Tìm"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Tất cả")), *TaskKind.choices])
    body = forms.ChoiceField(label=_("Cơ quan"), required=False)
    officer = forms.ChoiceField(label=_("Cán bộ"), required=False)
    show = forms.ChoiceField(required=False, choices=[("", ""), *((v, v) for v in SHOWN)], widget=forms.HiddenInput)
    subject = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict, *, bodies: list[tuple[str, str]], officers: list[tuple[str, str]], me: UUID | None
    ) -> None:
        super().__init__(data, label_suffix="", auto_id="filter_%s")
        self.me = me
        fields: Any = self.fields
        fields["body"].choices = [("", _now("Tất cả")), *bodies]
        fields["officer"].choices = [("", _now("Tất cả")), (ME, _now("Tôi")), *officers]
        self.is_valid()

    def filters(self) -> TaskFilters:
        """What the query understands."""
        told = self.cleaned_data
        officer = told.get("officer") or ""
        who = self.me if officer == ME else UUID(officer) if officer else None
        return TaskFilters(
            show=told.get("show", ""),
            text=told.get("q", ""),
            kind=told.get("kind", ""),
            body=UUID(told["body"]) if told.get("body") else None,
            officer=who,
            subject_id=told.get("subject"),
        )

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.values())

"""What a list of cases can be narrowed to; wrong values in an address are left out, not refused."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kernel.errors import Invalid
from tenants.cases.enums import CaseKind, CaseStatus, Channel
from tenants.cases.forms.base import DayField
from tenants.cases.queries.lists import NOBODY, CaseFilters

ANY: tuple[str, Any] = ("", _("Tất cả"))
SORTS = {
    "number": ("number", "id"),
    "kind": ("kind", "-received_on", "-id"),
    "received": ("received_on", "id"),
    "status": ("status", "-received_on", "-id"),
    "touched": ("touched_at", "id"),
}
NEWEST = "-received"
ME = "me"


class CaseFilterForm(forms.Form):
    """The filters beside the quick ones; sent with GET, so a list can be kept as a bookmark."""

    q = forms.CharField(label=_("Tìm"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=[ANY, *CaseKind.choices])
    status = forms.ChoiceField(label=_("Trạng thái"), required=False, choices=[ANY, *CaseStatus.choices])
    channel = forms.ChoiceField(label=_("Cách đến"), required=False, choices=[ANY, *Channel.choices])
    assignee = forms.ChoiceField(label=_("Người giải quyết"), required=False)
    received_from = DayField(label=_("Nhận từ ngày"), required=False)
    received_to = DayField(label=_("đến ngày"), required=False)
    direction = forms.ChoiceField(
        required=False, choices=[(v, v) for v in ("", "here", "in", "out", "ended")], widget=forms.HiddenInput
    )
    due = forms.ChoiceField(
        required=False, choices=[(v, v) for v in ("", "overdue", "soon", "none")], widget=forms.HiddenInput
    )
    sort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, people: list[tuple[str, str]], me: UUID | None) -> None:
        super().__init__(data, label_suffix="", auto_id="filter_%s")
        self.me = me
        self.fields["assignee"].choices = [  # type: ignore[attr-defined]
            ANY,
            (ME, _now("Tôi")),
            (NOBODY, _now("Chưa phân công")),
            *people,
        ]
        self.is_valid()

    @property
    def query(self) -> str:
        """What is asked, as an address would say it: known fields only, nothing that was left out as nonsense, no page."""
        told = {
            name: self[name].value()
            for name, value in self.cleaned_data.items()
            if value not in (None, "") and not (name == "sort" and self.sorted_by != value)
        }
        return urlencode(told)

    def filters(self) -> CaseFilters:
        """What the query understands."""
        told = self.cleaned_data
        assignee = told.get("assignee") or None
        if assignee == ME:
            assignee = str(self.me) if self.me else NOBODY
        return CaseFilters(
            text=told.get("q", ""),
            status=_one(told.get("status")),
            kind=_one(told.get("kind")),
            channel=_one(told.get("channel")),
            assignee=UUID(assignee) if assignee and assignee != NOBODY else assignee,
            due=told.get("due", ""),
            direction=told.get("direction", ""),
            received_from=told.get("received_from"),
            received_to=told.get("received_to"),
        )

    def order(self) -> tuple[str, ...]:
        """Columns to sort by; newest first when nothing known was asked."""
        wanted = self.cleaned_data.get("sort") or NEWEST
        columns = SORTS.get(wanted.removeprefix("-"), SORTS["received"])
        if not wanted.startswith("-"):
            return columns
        return tuple(column.removeprefix("-") if column.startswith("-") else f"-{column}" for column in columns)

    @property
    def sorted_by(self) -> str:
        """The column shown as sorted, with a minus for descending."""
        wanted = self.cleaned_data.get("sort") or NEWEST
        return wanted if wanted.removeprefix("-") in SORTS else NEWEST

    @property
    def is_narrowed(self) -> bool:
        return any(value for name, value in self.cleaned_data.items() if name != "sort")


class SavedFilterForm(forms.Form):
    """The name of a filter; the action says what is wrong with it."""

    name = forms.CharField(label=_("Tên bộ lọc"), required=False, max_length=200)

    def refuse(self, error: Invalid) -> None:
        """Put what the action refused at the field it names, else at the top."""
        for field, messages in error.fields.items():
            for message in messages:
                self.add_error(field if field in self.fields else None, message)


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()

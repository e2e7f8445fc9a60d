"""The form of a delegation."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from identity.actors import Actor
from identity.forms.base import DayField, OfficeForm
from identity.models import Membership
from kernel import clock
from registry.levels import Line
from tenants.staff.enums import DelegationForm, Power


class NewDelegationForm(OfficeForm):
    """Powers of the head of a line, to whom, from one day to another."""

    line = forms.ChoiceField(label=_("Kênh"))
    to = forms.ChoiceField(label=_("Người được ủy quyền"))
    powers = forms.MultipleChoiceField(label=_("Phạm vi"), choices=Power.choices, widget=forms.CheckboxSelectMultiple)
    form = forms.ChoiceField(
        label=_("Hình thức ký"),
        choices=DelegationForm.choices,
        initial=DelegationForm.KT,
        help_text=_("Văn bản ký theo ủy quyền in hình thức này. Ngày tiếp theo ủy quyền được đếm riêng."),
    )
    basis = forms.CharField(label=_("Văn bản ủy quyền"), max_length=250, required=False)
    valid_from = DayField(label=_("Từ ngày"), initial=clock.today)
    valid_to = DayField(label=_("Đến hết ngày"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = (Line.PARTY, Line.GOVERNMENT)
        self.fields["line"].choices = [(line.value, line.label) for line in lines]  # type: ignore[attr-defined]
        rows = Membership.objects.in_unit(actor.unit.id).in_force().select_related("account")
        people: dict[str, str] = {}
        for row in rows.order_by("-is_head", "role", "account__full_name"):
            shown = f"{row.account.full_name} – {row.position or row.get_role_display()}"
            people.setdefault(str(row.account_id), shown)
        self.fields["to"].choices = [("", "–"), *people.items()]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            **data,
            "to": UUID(data["to"]),
            "line": Line(data["line"]),
            "powers": [Power(power) for power in data["powers"]],
            "form": DelegationForm(data["form"]),
        }

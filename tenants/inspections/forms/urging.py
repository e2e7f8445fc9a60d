"""Forms of urging: whom, for what, until when, in which words; and what the list is narrowed to."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from identity.forms.base import DayField
from oversight.models import UrgingKind, UrgingReason
from oversight.rules.periods import offered
from registry.info import UnitInfo
from registry.levels import Line
from tenants.documents.forms.base import KeyedForm, ManyFiles, text_block
from tenants.inspections.queries.urgings import SHOWN, Filters

ANY: tuple[str, Any] = ("", _("Tất cả"))
REASONS = [(one.value, one.label) for one in UrgingReason]


class UrgingFilterForm(forms.Form):
    """What the page of urgings is narrowed to; nonsense in an address is left out, not refused."""

    reason = forms.ChoiceField(label=_("Về việc"), required=False, choices=[ANY, *REASONS])
    unit = forms.ChoiceField(label=_("Đơn vị"), required=False)
    show = forms.ChoiceField(
        required=False, choices=[("", ""), *((one, one) for one in SHOWN)], widget=forms.HiddenInput
    )

    def __init__(self, data: QueryDict, *, units: dict[str, UnitInfo]) -> None:
        super().__init__(data, label_suffix="", auto_id="filter_%s")
        self.units = units
        choices: Any = self.fields["unit"]
        choices.choices = [("", _now("Tất cả")), *((key, unit.name) for key, unit in units.items())]
        self.is_valid()

    def filters(self) -> Filters:
        """What was asked for and made sense."""
        told = self.cleaned_data
        unit = self.units.get(told.get("unit") or "")
        return Filters(show=told.get("show") or "", reason=told.get("reason") or "", unit_id=unit.id if unit else None)

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.fields)


class UrgeForm(KeyedForm):
    """One letter for each unit that is ticked."""

    units = forms.MultipleChoiceField(
        label=_("Đơn vị"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một đơn vị.")},
    )
    kind = forms.ChoiceField(label=_("Hình thức"), choices=UrgingKind.choices)
    line = forms.ChoiceField(label=_("Kênh"))
    reason = forms.ChoiceField(label=_("Về việc"), choices=REASONS)
    period = forms.ChoiceField(label=_("Kỳ số liệu"), required=False)
    title = forms.CharField(label=_("Trích yếu"), max_length=500)
    text = text_block(
        _("Nội dung"), rows=7, help_text=_("{đơn vị} và {hạn} được thay bằng tên đơn vị nhận và ngày phải trả lời.")
    )
    due_on = DayField(label=_("Trả lời trước hết ngày"))
    papers = ManyFiles(label=_("Tệp kèm theo"), required=False)
    measure = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    case = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: list[UnitInfo], lines: list[Line], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["units"].choices = [(unit.key, unit.name) for unit in units]
        fields["line"].choices = [(line.value, line.label) for line in lines]
        fields["period"].choices = [("", _now("Không theo kỳ")), *((one.code, one.label) for one in offered(today))]
        if len(lines) == 1:
            fields["line"].widget = forms.HiddenInput()
            fields["line"].initial = lines[0].value


class WithdrawUrgingForm(KeyedForm):
    """Why an urging is taken back."""

    reason = text_block(_("Lý do thu hồi"), rows=3, longest=1000)


class CommentForm(KeyedForm):
    """A word on a case to a unit that takes part in it."""

    unit = forms.ChoiceField(label=_("Gửi tới"))
    text = text_block(_("Ý kiến"), rows=6)

    def __init__(self, *args: Any, units: list[UnitInfo], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["unit"].choices = [(unit.key, unit.full_name) for unit in units]

"""Forms of review meetings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from identity.forms.base import DayField
from registry.levels import Line
from tenants.documents.forms.base import KeyedForm, text_block
from tenants.inspections.actions.meetings import MeetingData
from tenants.inspections.enums import MeetingKind

Units = list[tuple[str, str]]


def _time_field() -> forms.TimeField:
    return forms.TimeField(
        label=_("Giờ"),
        required=False,
        input_formats=["%H:%M", "%Hh%M", "%H.%M"],
        widget=forms.TimeInput(
            format="%H:%M", attrs={"inputmode": "numeric", "placeholder": "08:00", "class": "short"}
        ),
    )


class PlanYearForm(KeyedForm):
    """The four regular meetings of a year."""

    year = forms.TypedChoiceField(label=_("Năm"), coerce=int)
    line = forms.ChoiceField(label=_("Kênh"))

    def __init__(self, *args: Any, years: list[int], lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["year"].choices = [(year, str(year)) for year in years]
        fields["line"].choices = [(line.value, line.label) for line in lines]


class MeetingForm(KeyedForm):
    """Day, place, agenda, and the units."""

    title = forms.CharField(label=_("Tên buổi làm việc"), max_length=300)
    planned_on = DayField(label=_("Ngày họp"))
    starts_at = _time_field()
    place = forms.CharField(label=_("Địa điểm"), max_length=250, required=False)
    agenda = text_block(_("Nội dung"), rows=4, required=False)
    units = forms.MultipleChoiceField(label=_("Đơn vị"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, units: Units, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["units"].choices = units

    def data_of(self) -> MeetingData:
        """What the action takes."""
        told = self.cleaned_data
        return MeetingData(
            **{name: told[name] for name in ("title", "planned_on", "starts_at", "place", "agenda", "units")}
        )


class NewMeetingForm(MeetingForm):
    """Also which meeting it is."""

    kind = forms.ChoiceField(label=_("Kỳ"), choices=MeetingKind.choices)
    line = forms.ChoiceField(label=_("Kênh"))
    field_order = ("kind", "line", "title", "planned_on", "starts_at", "place", "agenda", "units")

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["line"].choices = [(line.value, line.label) for line in lines]


class MoveForm(KeyedForm):
    """Another day, and why."""

    planned_on = DayField(label=_("Ngày mới"))
    starts_at = _time_field()
    place = forms.CharField(label=_("Địa điểm"), max_length=250, required=False)
    why = text_block(_("Lý do"), rows=3)


class CancelForm(KeyedForm):
    """Why it is not held."""

    why = text_block(_("Lý do không tổ chức"), rows=3)


class RecordForm(KeyedForm):
    """What was said, and who came."""

    held_on = DayField(label=_("Ngày họp"))
    came = forms.MultipleChoiceField(label=_("Đơn vị có mặt"), required=False, widget=forms.CheckboxSelectMultiple)
    record = text_block(_("Biên bản: ý kiến, trao đổi"), rows=10)

    def __init__(self, *args: Any, units: Units, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["came"].choices = units


class ConclusionForm(KeyedForm):
    """One conclusion for one unit or several."""

    units = forms.MultipleChoiceField(
        label=_("Giao cho"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một đơn vị.")},
    )
    conclusion = text_block(_("Kết luận, nhiệm vụ"), rows=5)
    due_on = DayField(label=_("Hoàn thành trước hết ngày"))

    def __init__(self, *args: Any, units: Units, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["units"].choices = units

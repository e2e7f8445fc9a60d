"""One row of each topic that the unit sets for itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from identity.forms.base import OfficeForm
from registry.levels import Line

LINES = [(line.value, line.label) for line in (Line.PARTY, Line.GOVERNMENT)]


class RowForm(OfficeForm):
    """One row; the hidden id keeps it the same row."""

    id = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)


class RoomRow(RowForm):
    name = forms.CharField(label=gettext_lazy("Tên phòng"), max_length=120, required=False)
    place = forms.CharField(label=gettext_lazy("Vị trí"), max_length=200, required=False)
    seats = forms.IntegerField(label=gettext_lazy("Số chỗ"), min_value=1, max_value=5000, required=False)
    is_open = forms.BooleanField(label=gettext_lazy("Đang dùng"), required=False, initial=True)


class ParticipantRow(RowForm):
    line = forms.ChoiceField(label=gettext_lazy("Kênh"), choices=LINES)
    body_id = forms.ChoiceField(label=gettext_lazy("Cơ quan, bộ phận"), required=False)
    name = forms.CharField(label=gettext_lazy("Hoặc tên gọi khác"), max_length=200, required=False)
    title = forms.CharField(label=gettext_lazy("Chức vụ người dự"), max_length=200, required=False)
    is_leader = forms.BooleanField(label=gettext_lazy("Lãnh đạo dự"), required=False, initial=True)


class SeriesRow(RowForm):
    line = forms.ChoiceField(label=gettext_lazy("Kênh"), choices=LINES)
    kind = forms.ChoiceField(label=gettext_lazy("Loại văn bản"), required=False)
    symbol = forms.CharField(
        label=gettext_lazy("Ký hiệu sau số"), max_length=40, required=False, help_text=gettext_lazy("TB/ĐU, TB-UBND")
    )


class DeskRow(RowForm):
    name = forms.CharField(label=gettext_lazy("Bộ phận tiếp"), max_length=200, required=False)
    line = forms.ChoiceField(label=gettext_lazy("Kênh"), choices=[*LINES, (Line.ELECTED.value, Line.ELECTED.label)])
    scope = forms.CharField(label=gettext_lazy("Phạm vi"), max_length=500, required=False)
    topics = forms.MultipleChoiceField(label=gettext_lazy("Chủ đề"), required=False)
    is_remainder = forms.BooleanField(label=gettext_lazy("Nhận phần còn lại"), required=False)


class TopicRowForm(RowForm):
    name = forms.CharField(label=gettext_lazy("Chủ đề"), max_length=200, required=False)
    parent = forms.ChoiceField(label=gettext_lazy("Thuộc"), required=False)
    line = forms.ChoiceField(
        label=gettext_lazy("Kênh"), choices=[("", gettext_lazy("Cả hai kênh")), (Line.PARTY.value, Line.PARTY.label)],
        required=False,
    )  # fmt: skip
    is_open = forms.BooleanField(label=gettext_lazy("Đang dùng"), required=False, initial=True)


class HoursRow(RowForm):
    morning_from = forms.TimeField(label=gettext_lazy("Sáng từ"), required=False)
    morning_to = forms.TimeField(label=gettext_lazy("đến"), required=False)
    afternoon_from = forms.TimeField(label=gettext_lazy("Chiều từ"), required=False)
    afternoon_to = forms.TimeField(label=gettext_lazy("đến"), required=False)
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Ngày trong tuần"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for part in ("morning", "afternoon"):
            first, last = data.get(f"{part}_from"), data.get(f"{part}_to")
            if (first is None) != (last is None) or (first and last and last <= first):
                self.add_error(f"{part}_to", _("Ghi đủ giờ bắt đầu và giờ kết thúc, giờ kết thúc sau giờ bắt đầu."))
        return data


class LetterheadRow(RowForm):
    issuer = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), max_length=200, required=False)
    above = forms.CharField(label=gettext_lazy("Cơ quan chủ quản (dòng trên)"), max_length=200, required=False)
    place = forms.CharField(label=gettext_lazy("Nơi ghi trước ngày tháng"), max_length=100, required=False)
    on_behalf = forms.CharField(label=gettext_lazy("Thay mặt"), max_length=100, required=False)
    head_title = forms.CharField(label=gettext_lazy("Chức vụ người đứng đầu"), max_length=100, required=False)
    kept = forms.CharField(label=gettext_lazy("Dòng lưu"), max_length=100, required=False)

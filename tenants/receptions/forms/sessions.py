"""What is typed about a session: a day, a place, people, a posting, a reason."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel import clock
from registry.levels import Line
from tenants.cases.forms.base import DayField, KeyedForm, text_block
from tenants.documents.enums import NoticeChannel
from tenants.receptions.actions.sessions import Arrangement
from tenants.receptions.actions.sessions.posting import CHANNELS
from tenants.receptions.enums import ChangeReason, Ground, SessionMode

Choices = list[tuple[str, str]]
OTHER = "other"


class HourField(forms.TimeField):
    """Typed as 7:30, 07h30 or 0730."""

    default_error_messages = {"invalid": gettext_lazy("Giờ viết dạng 07:30.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=("%H:%M", "%Hh%M", "%H.%M", "%H%M"), **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "placeholder": "hh:mm", "autocomplete": "off", "size": "8"}

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


class ChooseDayForm(KeyedForm):
    """One of the proposed days, or another with the reason."""

    day = forms.ChoiceField(label=gettext_lazy("Ngày tiếp"), widget=forms.RadioSelect)
    other = DayField(label=gettext_lazy("Ngày khác"), required=False)
    why = forms.CharField(label=gettext_lazy("Lý do chọn ngày khác"), required=False, max_length=500)

    def __init__(self, *args: Any, days: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["day"]
        choice.choices = [*days, (OTHER, _("Ngày khác (ghi bên dưới)"))]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("day") == OTHER and not told.get("other") and "other" not in self.errors:
            self.add_error("other", _("Ghi ngày."))
        return told

    def chosen(self) -> date:
        """The day that was chosen."""
        day = self.cleaned_data["day"]
        return self.cleaned_data["other"] if day == OTHER else date.fromisoformat(day)


class ArrangeForm(KeyedForm):
    """When within the day, where, about what."""

    starts_at = HourField(label=gettext_lazy("Từ giờ"), required=False)
    ends_at = HourField(label=gettext_lazy("Đến giờ"), required=False)
    room_id = forms.ChoiceField(label=gettext_lazy("Phòng tiếp"), required=False)
    venue = forms.CharField(
        label=gettext_lazy("Địa điểm"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Ghi khi tiếp ngoài phòng của đơn vị, hoặc để chỉ rõ hơn."),
    )
    venue_unit = forms.ChoiceField(label=gettext_lazy("Tại địa bàn của"), required=False)
    mode = forms.ChoiceField(label=gettext_lazy("Cách tiếp"), choices=SessionMode.choices, initial=SessionMode.IN_ROOM)
    expected = text_block(gettext_lazy("Nội dung dự kiến"), rows=3, required=False, max_length=4000)

    def __init__(self, *args: Any, rooms: Choices, below: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, first, rows in (
            ("room_id", _("Chưa chọn phòng"), rooms),
            ("venue_unit", _("Đơn vị này"), below),
        ):
            field: Any = self.fields[name]
            field.choices = [("", first), *rows]
        if not below:
            del self.fields["venue_unit"]

    def arrangement(self) -> Arrangement:
        """As the action takes it."""
        told = self.cleaned_data
        return Arrangement(
            starts_at=told["starts_at"],
            ends_at=told["ends_at"],
            room_id=told["room_id"] or None,
            venue=told["venue"],
            venue_unit_id=int(told["venue_unit"]) if told.get("venue_unit") else None,
            mode=told["mode"],
            expected=told["expected"],
        )


class ProposeForm(ArrangeForm):
    """An ad hoc session: line, day, ground, then the arrangement."""

    line = forms.ChoiceField(label=gettext_lazy("Kênh"))
    on = DayField(label=gettext_lazy("Ngày tiếp"))
    ground = forms.ChoiceField(
        label=gettext_lazy("Căn cứ tiếp đột xuất"), choices=Ground.choices, widget=forms.RadioSelect
    )
    ground_text = text_block(
        gettext_lazy("Vụ việc, lý do phải tiếp ngay"),
        rows=4,
        help_text=gettext_lazy("Nêu vụ việc và vì sao đúng căn cứ trên."),
    )
    field_order = (
        "line",
        "on",
        "ground",
        "ground_text",
        "starts_at",
        "ends_at",
        "room_id",
        "venue",
        "mode",
        "expected",
    )

    def __init__(self, *args: Any, lines: Iterable[Line], **kwargs: Any) -> None:
        super().__init__(*args, below=[], **kwargs)
        field: Any = self.fields["line"]
        field.choices = [(line.value, line.label) for line in Line if line in set(lines) and line != Line.BOTH]


class DecideForm(KeyedForm):
    """The head decides a proposed session."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Quyết định"),
        choices=[
            ("yes", gettext_lazy("Tổ chức tiếp, đúng thời gian, địa điểm, thành phần này")),
            ("no", gettext_lazy("Không tổ chức")),
        ],
        widget=forms.RadioSelect,
    )
    why = text_block(gettext_lazy("Lý do, ý kiến chỉ đạo"), rows=3, required=False, max_length=2000)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("decision") == "no" and not told.get("why"):
            self.add_error("why", _("Ghi lý do không tổ chức."))
        return told


class DelegateForm(KeyedForm):
    """Who receives in the head's place, by which delegation."""

    delegation = forms.ChoiceField(label=gettext_lazy("Người được ủy quyền tiếp"), widget=forms.RadioSelect)
    why = text_block(gettext_lazy("Lý do người đứng đầu không tiếp"), rows=3, max_length=300)

    def __init__(self, *args: Any, delegations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["delegation"]
        field.choices = delegations


class SecurityForm(KeyedForm):
    """The security plan of one session."""

    text = text_block(
        gettext_lazy("Phương án đảm bảo an ninh, trật tự"),
        rows=8,
        help_text=gettext_lazy(
            "Lực lượng, vị trí, tình huống dự kiến trước, trong và sau buổi tiếp; người chỉ huy, số điện thoại."
        ),
    )


class TickForm(KeyedForm):
    """One line of the list of preparations."""

    note = forms.CharField(label=gettext_lazy("Ghi chú"), required=False, max_length=500)
    code = forms.CharField(max_length=40, widget=forms.HiddenInput)
    done = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)


class PostForm(KeyedForm):
    """Where and when the schedule was put up, with proof."""

    where = forms.CharField(
        label=gettext_lazy("Nơi niêm yết"),
        max_length=300,
        help_text=gettext_lazy("Ví dụ: bảng niêm yết tại phòng tiếp công dân; địa chỉ trang thông tin điện tử."),
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Cách niêm yết"),
        choices=[(one.value, one.label) for one in CHANNELS],
        initial=NoticeChannel.POSTING,
    )
    day = DayField(label=gettext_lazy("Ngày niêm yết"))
    hour = HourField(label=gettext_lazy("Lúc"), required=False)
    attachments = forms.FileField(
        label=gettext_lazy("Ảnh chụp, văn bản làm chứng"),
        required=False,
        help_text=gettext_lazy("PDF hoặc ảnh, tối đa 20 MB."),
    )

    def posted_at(self) -> datetime:
        """The moment: today without an hour is now, another day without one is its opening hour."""
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        if hour is None and day == clock.today():
            return clock.now()
        return datetime.combine(day, hour or clock.OFFICE_OPENS, clock.OFFICE_ZONE)


class ReasonForm(KeyedForm):
    """Why a session does not take place on its day."""

    reason = forms.ChoiceField(label=gettext_lazy("Lý do"), choices=ChangeReason.choices, widget=forms.RadioSelect)
    why = text_block(
        gettext_lazy("Nói rõ"),
        rows=3,
        max_length=1000,
        help_text=gettext_lazy("Câu này có trong thông báo gửi công dân."),
    )


class PostponeForm(ReasonForm):
    """The new expected time and why."""

    to = DayField(label=gettext_lazy("Ngày dự kiến tiếp"))
    starts_at = HourField(label=gettext_lazy("Từ giờ"), required=False)
    ends_at = HourField(label=gettext_lazy("Đến giờ"), required=False)
    field_order = ("to", "starts_at", "ends_at", "reason", "why")


class CloseForm(KeyedForm):
    """Was the head there?"""

    head_present = forms.ChoiceField(
        label=gettext_lazy("Người đứng đầu có mặt"),
        choices=[("yes", gettext_lazy("Có mặt, chủ trì buổi tiếp")), ("no", gettext_lazy("Vắng mặt"))],
        widget=forms.RadioSelect,
    )


class LinkForm(KeyedForm):
    """Whether the other line reads the session."""

    linked = forms.BooleanField(label=gettext_lazy("Cho cán bộ của kênh kia xem buổi tiếp này"), required=False)

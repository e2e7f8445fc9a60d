"""Forms of campaigns, rosters, notes, flash reports and alerts."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from identity.forms.base import DayField
from kernel import clock
from oversight.actions.campaigns import CampaignData
from oversight.actions.rosters import OnDuty, ShiftData
from oversight.models import CampaignKind, Mood
from registry.levels import Line
from tenants.documents.forms.base import KeyedForm, text_block

Choices = list[tuple[str, str]]
TYPED_FIRST = "typed"
"""The leader is the first of the typed people."""


def _hour(label: Any, *, required: bool = True, help_text: Any = "") -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=["%H:%M", "%Hh%M", "%H.%M", "%H"],
        widget=forms.TimeInput(
            format="%H:%M", attrs={"inputmode": "numeric", "placeholder": "16:30", "class": "short"}
        ),
    )


class CampaignForm(KeyedForm):
    """Period, place, threshold, rhythm of reports, units that take part, recipients."""

    kind = forms.ChoiceField(label=_("Loại đợt"), choices=CampaignKind.choices)
    name = forms.CharField(label=_("Tên đợt"), max_length=250)
    first = DayField(label=_("Từ ngày"))
    last = DayField(label=_("Đến hết ngày"))
    place = forms.CharField(label=_("Nơi tiếp công dân trong đợt"), max_length=200, required=False)
    bases = text_block(_("Căn cứ"), rows=4, required=False, help_text=_("Mỗi căn cứ một dòng."), longest=10_000)
    crowd = forms.IntegerField(
        label=_("Cảnh báo đoàn từ (người)"),
        min_value=1,
        widget=forms.NumberInput(attrs={"class": "short"}),
        help_text=_("Theo hướng dẫn Mẫu 01/TCD, đoàn đông người là từ 5 người."),
    )
    daily_at = _hour(_("Giờ nộp báo cáo ngày"), required=False, help_text=_("Bỏ trống nếu không báo cáo hằng ngày."))
    mid_on = DayField(label=_("Báo cáo giữa đợt ngày"), required=False)
    closing_on = DayField(label=_("Báo cáo kết thúc ngày"), required=False)
    units = forms.MultipleChoiceField(
        label=_("Đơn vị cấp dưới tham gia"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Khi ban hành, mỗi đơn vị nhận một dự thảo để bổ sung kế hoạch và lịch trực của mình."),
    )
    to_units = forms.MultipleChoiceField(
        label=_("Nơi nhận báo cáo trên hệ thống"), required=False, widget=forms.CheckboxSelectMultiple
    )
    to_bodies = text_block(_("Nơi nhận khác"), rows=4, required=False, help_text=_("Mỗi nơi một dòng."), longest=5_000)

    def __init__(self, *args: Any, units: Choices, to_units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["to_units"].choices = to_units
        fields["units"].choices = units
        if not units:
            del fields["units"]

    def data_of(self) -> CampaignData:
        """What the action takes."""
        told = self.cleaned_data
        plain = (
            "kind",
            "name",
            "first",
            "last",
            "place",
            "bases",
            "crowd",
            "daily_at",
            "mid_on",
            "closing_on",
            "to_units",
        )
        return CampaignData(
            **{name: told[name] for name in plain},
            units=told.get("units", ()),
            to_bodies=told["to_bodies"].splitlines(),
        )


class NewCampaignForm(CampaignForm):
    """Also of which line it is."""

    line = forms.ChoiceField(label=_("Kênh"))
    field_order = ("kind", "line")

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["line"].choices = [(line.value, line.label) for line in lines]


class AmendForm(CampaignForm):
    """Also why an issued campaign is changed."""

    why = text_block(_("Lý do điều chỉnh"), rows=3, longest=1000)


class IssueForm(KeyedForm):
    """The number of the unit's own plan."""

    plan_number = forms.CharField(
        label=_("Số kế hoạch của đơn vị"), max_length=60, widget=forms.TextInput(attrs={"class": "short"})
    )
    plan_on = DayField(label=_("Ngày ban hành"))


class ReasonForm(KeyedForm):
    """Why."""

    why = text_block(_("Lý do"), rows=3, longest=1000)


class EndForm(KeyedForm):
    """Why it ends; needed before the last day only."""

    why = text_block(
        _("Lý do"), rows=3, required=False, longest=1000, help_text=_("Bắt buộc khi kết thúc trước ngày cuối của đợt.")
    )


class ShiftForm(KeyedForm):
    """A day, from–to, a place; the people are members of the unit, or typed line by line."""

    day = DayField(label=_("Ngày"))
    starts_at = _hour(_("Từ giờ"))
    ends_at = _hour(_("Đến giờ"), help_text=_("Nhỏ hơn giờ bắt đầu: kết thúc vào ngày hôm sau."))
    place = forms.CharField(label=_("Nơi trực"), max_length=200)
    accounts = forms.MultipleChoiceField(
        label=_("Người của đơn vị"), required=False, widget=forms.CheckboxSelectMultiple
    )
    people = text_block(
        _("Người khác, cán bộ tăng cường"),
        rows=4,
        required=False,
        longest=6_000,
        help_text=_("Mỗi người một dòng: họ tên; chức vụ; điện thoại; cơ quan cử đến."),
    )
    leader = forms.ChoiceField(label=_("Lãnh đạo trực"), required=False)

    def __init__(self, *args: Any, accounts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["accounts"].choices = accounts
        fields["leader"].choices = [
            ("", _("Chưa phân công")), (TYPED_FIRST, _("Người đầu tiên trong danh sách ghi tay")), *accounts,
        ]  # fmt: skip

    def data_of(self) -> ShiftData:
        """What the action takes; a leader who was not ticked is on duty all the same."""
        told = self.cleaned_data
        starts, ends = (
            datetime.combine(told["day"], told[name], clock.OFFICE_ZONE) for name in ("starts_at", "ends_at")
        )
        leader = told["leader"]
        chosen = dict.fromkeys([*([leader] if leader not in ("", TYPED_FIRST) else []), *told["accounts"]])
        typed = [_typed(line) for line in told["people"].splitlines() if line.strip()]
        if leader == TYPED_FIRST and typed:
            typed[0]["is_leader"] = True
        people = [OnDuty(account_id=UUID(key), is_leader=key == leader) for key in chosen]
        return ShiftData(
            starts_at=starts,
            ends_at=ends if ends > starts else ends + timedelta(days=1),
            place=told["place"],
            people=[*people, *(OnDuty(**one) for one in typed)],
        )


class NoteForm(KeyedForm):
    """What happened on a day, and what is expected."""

    day = DayField(label=_("Ngày"))
    mood = forms.ChoiceField(label=_("Tình hình"), choices=Mood.choices)
    source = forms.CharField(
        label=_("Nguồn tin"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: Công an huyện, Trụ sở tiếp công dân tỉnh."),
    )
    text = text_block(
        _("Diễn biến"),
        rows=6,
        longest=4000,
        help_text=_(
            "Chỉ ghi số liệu, địa bàn, biện pháp. Không ghi tên, địa chỉ, số giấy tờ của công dân: các cấp trên đều đọc."
        ),
    )
    forecast = text_block(_("Dự báo"), rows=3, required=False, longest=2000)


class BeginReportForm(KeyedForm):
    """Which report of the rhythm."""

    kind = forms.CharField(max_length=8, widget=forms.HiddenInput)
    day = DayField(widget=forms.HiddenInput)


class ReportForm(KeyedForm):
    """The words of a flash report; its figures fill themselves in."""

    text = text_block(
        _("Tình hình trong kỳ báo cáo"),
        rows=8,
        longest=8000,
        help_text=_("Không ghi tên, địa chỉ, số giấy tờ của công dân; số liệu đã có ở bảng bên."),
    )
    proposals = text_block(_("Dự báo, kiến nghị"), rows=4, required=False, longest=4000)


class ProofForm(KeyedForm):
    """How a recipient outside the platform got it."""

    proof = forms.CharField(
        label=_("Cách gửi và bằng chứng"),
        max_length=500,
        help_text=_("Ví dụ: văn thư giao tận tay, người nhận ký lúc 16:45; số phiếu gửi bưu điện."),
    )


class AcknowledgeForm(KeyedForm):
    """What was done."""

    measures = text_block(
        _("Việc đã làm"),
        rows=4,
        longest=2000,
        help_text=_("Ví dụ: đã bố trí phòng tiếp, mời phòng chuyên môn, báo lãnh đạo. Không ghi tên công dân."),
    )


def _typed(line: str) -> dict[str, Any]:
    parts = [part.strip() for part in line.split(";")]
    return dict(zip(("name", "position", "phone", "home"), parts, strict=False))

"""What is typed about citizens who went above their level; moments as a day and an hour."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel import clock
from oversight.models import ArrivalResult
from registry.levels import Level
from tenants.cases.forms.base import DayField, KeyedForm, text_block
from tenants.cases.forms.moving import UnitField
from tenants.receptions.actions.arrivals import ArrivalData, Ending, Handover, Plan
from tenants.receptions.forms.lines import as_lines
from tenants.receptions.forms.sessions import HourField


def parts(text: str, *names: str) -> list[dict[str, str]]:
    """One row a line, its parts parted by "|" in the order of ``names``."""
    return [
        dict(
            zip(names, [*(part.strip() for part in line.split("|", len(names) - 1)), *[""] * len(names)], strict=False)
        )
        for line in as_lines(text)
    ]


def as_text(rows: list[dict[str, str]], *names: str) -> str:
    """The same the other way round."""
    return "\n".join(" | ".join(row.get(name, "") for name in names).rstrip(" |") for row in rows)


class MomentForm(KeyedForm):
    """A form with moments: each a day and an hour; what an action says of the moment stands at its day."""

    #: Name of the moment → its day and its hour.
    moments: dict[str, tuple[str, str]] = {}

    def moment(self, name: str) -> datetime | None:
        """The moment as the office clock has it; None where day or hour was left empty."""
        day, hour = (self.cleaned_data.get(part) for part in self.moments[name])
        return datetime.combine(day, hour, clock.OFFICE_ZONE) if day and hour else None

    def needed(self, name: str) -> datetime:
        found = self.moment(name)
        assert found is not None, "both fields are required"
        return found

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(self.moments[field][0] if field in self.moments else field, error)

    def refuse(self, error: Any) -> None:
        by_field = getattr(error, "fields", None) or {}
        if named := [name for name in by_field if name in self.moments]:
            error.fields = {self.moments[name][0] if name in named else name: said for name, said in by_field.items()}
        super().refuse(error)


def moment_initial(name: str, at: datetime) -> dict[str, Any]:
    """The two fields of a moment filled in."""
    local = at.astimezone(clock.OFFICE_ZONE)
    return {f"{name}_on": local.date(), f"{name}_at": local.time()}


class CorrectArrivalForm(MomentForm):
    """What the host tells of an arrival."""

    moments = {"arrived_at": ("arrived_on", "arrived_at"), "asked_until": ("asked_on", "asked_at")}

    level_reached = forms.ChoiceField(label=gettext_lazy("Công dân đến cấp"), widget=forms.RadioSelect)
    place = forms.CharField(
        label=gettext_lazy("Địa điểm"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("Ví dụ: Trụ sở Tiếp công dân tỉnh, Trụ sở Tiếp công dân trung ương."),
    )
    arrived_on = DayField(label=gettext_lazy("Đến ngày"))
    arrived_at = HourField(label=gettext_lazy("Lúc"))
    person_count = forms.IntegerField(label=gettext_lazy("Số người"), min_value=1, max_value=10_000)
    occurrence = forms.IntegerField(label=gettext_lazy("Đoàn này đến lần thứ"), min_value=1, max_value=999, initial=1)
    case_number = forms.CharField(
        label=gettext_lazy("Số vụ việc công dân trình"),
        max_length=60,
        required=False,
        help_text=gettext_lazy(
            "Số trên biên nhận của địa phương, nếu có; địa phương sẽ thấy vụ việc và người trong đó."
        ),
    )
    matter = text_block(
        gettext_lazy("Tóm tắt việc công dân trình bày"),
        rows=4,
        max_length=5000,
        help_text=gettext_lazy("Gửi cho địa phương. Không ghi họ tên người tố cáo."),
    )
    asked_on = DayField(label=gettext_lazy("Đề nghị địa phương có mặt trước: ngày"))
    asked_at = HourField(label=gettext_lazy("Giờ"))

    def __init__(self, *args: Any, levels: list[Level], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box: Any = self.fields["level_reached"]
        box.choices = [(level.value, level.label) for level in levels]
        if levels:
            box.initial = levels[0].value

    def data_of(self) -> ArrivalData:
        """As the action wants it."""
        told = self.cleaned_data
        return ArrivalData(
            level_reached=told["level_reached"],
            arrived_at=self.needed("arrived_at"),
            asked_until=self.needed("asked_until"),
            person_count=told["person_count"],
            matter=told["matter"],
            place=told["place"],
            case_number=told["case_number"],
            occurrence=told["occurrence"],
        )


class ArrivalForm(CorrectArrivalForm):
    """The same with the home unit, which is found by the picker."""

    find = forms.CharField(label=gettext_lazy("Công dân của đơn vị"), required=False, max_length=100)
    to = UnitField(label=gettext_lazy("Công dân của đơn vị"), required=False)
    visit = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if "to" not in self.errors and not told.get("to"):
            self.add_error("find", _("Hãy tìm và chọn đơn vị của công dân."))
        return told

    def refuse(self, error: Any) -> None:
        if by_field := getattr(error, "fields", None):
            error.fields = {"find" if name == "home" else name: said for name, said in by_field.items()}
        super().refuse(error)


class HearForm(MomentForm):
    """The representatives; names are never kept in a draft."""

    moments = {"at": ("heard_on", "heard_at")}

    people = text_block(
        gettext_lazy("Người đại diện được tiếp"),
        rows=5,
        max_length=2500,
        help_text=gettext_lazy("Mỗi người một dòng: họ tên | địa chỉ."),
    )
    heard_on = DayField(label=gettext_lazy("Tiếp ngày"))
    heard_at = HourField(label=gettext_lazy("Lúc"))


class CallForm(MomentForm):
    """A telephone call."""

    moments = {"at": ("called_on", "called_at")}

    whom = forms.CharField(label=gettext_lazy("Đã gọi cho ai, chức vụ"), max_length=250)
    said = text_block(gettext_lazy("Nội dung trao đổi"), rows=3, max_length=2000)
    called_on = DayField(label=gettext_lazy("Gọi ngày"))
    called_at = HourField(label=gettext_lazy("Lúc"))


class AnswerArrivalForm(MomentForm):
    """Plan, officers, vehicle and time of departure."""

    moments = {"departs_at": ("departs_on", "departs_at")}

    text = text_block(gettext_lazy("Phương án vận động, đưa công dân về"), rows=4, max_length=5000)
    officers = text_block(
        gettext_lazy("Cán bộ được cử"),
        rows=4,
        max_length=5000,
        help_text=gettext_lazy("Mỗi người một dòng: họ tên | chức vụ | điện thoại."),
    )
    vehicle = forms.CharField(label=gettext_lazy("Phương tiện"), max_length=250, required=False)
    departs_on = DayField(label=gettext_lazy("Xuất phát ngày"), required=False)
    departs_at = HourField(label=gettext_lazy("Lúc"), required=False)

    def plan(self) -> Plan:
        """As the action wants it."""
        told = self.cleaned_data
        return Plan(
            text=told["text"],
            officers=parts(told["officers"], "name", "position", "phone"),
            vehicle=told["vehicle"],
            departs_at=self.moment("departs_at"),
        )


class HandOverForm(MomentForm):
    """When, who to whom, how many."""

    moments = {"at": ("handed_on", "handed_at")}

    giver = forms.CharField(label=gettext_lazy("Người giao, chức vụ"), max_length=250)
    taker = forms.CharField(label=gettext_lazy("Người nhận của địa phương, chức vụ"), max_length=250)
    persons = forms.IntegerField(label=gettext_lazy("Số người bàn giao"), min_value=1, max_value=10_000)
    place = forms.CharField(label=gettext_lazy("Tại"), max_length=250, required=False)
    handed_on = DayField(label=gettext_lazy("Bàn giao ngày"))
    handed_at = HourField(label=gettext_lazy("Lúc"))
    note = text_block(gettext_lazy("Ghi chú"), rows=2, required=False, max_length=2000)

    def handover(self) -> Handover:
        """As the action wants it."""
        told = self.cleaned_data
        names = ("giver", "taker", "persons", "place", "note")
        return Handover(at=self.needed("at"), **{name: told[name] for name in names})


class EndForm(MomentForm):
    """What came of it."""

    moments = {"at": ("ended_on", "ended_at")}

    result = forms.ChoiceField(label=gettext_lazy("Kết quả"), choices=ArrivalResult.choices, widget=forms.RadioSelect)
    persons = forms.IntegerField(label=gettext_lazy("Số người đã về"), min_value=0, max_value=10_000)
    ended_on = DayField(label=gettext_lazy("Ngày"))
    ended_at = HourField(label=gettext_lazy("Lúc"))
    note = text_block(gettext_lazy("Ghi chú"), rows=3, required=False, max_length=2000)

    def ending(self) -> Ending:
        """As the action wants it."""
        told = self.cleaned_data
        return Ending(result=told["result"], at=self.needed("at"), persons=told["persons"], note=told["note"])


class LinkArrivalForm(KeyedForm):
    number = forms.CharField(label=gettext_lazy("Số vụ việc của đơn vị"), max_length=60)


class WithdrawArrivalForm(KeyedForm):
    why = forms.CharField(label=gettext_lazy("Lý do rút"), max_length=500)


class GatheringForm(KeyedForm):
    """The letter to a home unit whose citizens gather often."""

    title = forms.CharField(label=gettext_lazy("Trích yếu"), max_length=500)
    text = text_block(gettext_lazy("Nội dung"), rows=9)

"""The form of a plan. Lists are typed one item a line, parts of a line parted by "|": faster than many small boxes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from identity.actors import Actor
from kernel import clock
from oversight.models import Per
from registry.levels import Line
from tenants.receptions.actions.plans import PlanData
from tenants.receptions.enums import Covers
from tenants.receptions.forms.once import OnceForm
from tenants.receptions.forms.plan_fields import TERMS, TermField, WeekdayField, area
from tenants.receptions.forms.plan_typed import LINES, TEXTS, typed_plan
from tenants.receptions.models import Plan
from tenants.receptions.queries.plans import superior_choices
from tenants.receptions.rules.by_law import example_of
from tenants.receptions.rules.plan_terms import Criterion, DayOff, PlanChannel
from tenants.receptions.rules.plan_words import COMMON, DIALOGUE, RECEPTION
from tenants.staff.models import Body
from tenants.staff.queries import setting
from tenants.staff.rules.settings import Rooms

# Boxes left for further weekdays; who needs more saves and goes on.
MORE_WEEKDAYS = 2
# Boxes of a few characters; on a wide screen two of them stand side by side.
SHORT = (
    "year", "line", "reception_days", "reception_per", "hours_from", "hours_to", "expected_from", "expected_to",
    "below_days", "below_quota",
)  # fmt: skip
WHO_COMES = gettext_lazy("Mỗi dòng một nơi: tên | khi nào | cán bộ (nếu không cần lãnh đạo dự).")


class PlanForm(OnceForm):
    """A plan with all its values. ``sections`` groups the fields for the template."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    year = forms.IntegerField(label=gettext_lazy("Năm"), min_value=2019, max_value=2060)
    line = forms.ChoiceField(label=gettext_lazy("Kênh"))
    covers = forms.ChoiceField(label=gettext_lazy("Nội dung"), choices=Covers.choices)
    title = forms.CharField(label=gettext_lazy("Tên kế hoạch"), max_length=500, widget=forms.Textarea({"rows": 2}))
    purpose = area(gettext_lazy("Mục đích, yêu cầu"))
    issuer = forms.CharField(
        label=gettext_lazy("Cơ quan ban hành"),
        max_length=250,
        help_text=gettext_lazy("Tập thể ban hành, ví dụ Ban Thường vụ Đảng ủy phường."),
    )
    signer_name = forms.CharField(label=gettext_lazy("Người ký"), max_length=200, required=False)
    signer_title = forms.CharField(label=gettext_lazy("Chức vụ người ký"), max_length=200, required=False)
    head_position = forms.CharField(
        label=gettext_lazy("Người có trách nhiệm tiếp"),
        max_length=200,
        help_text=gettext_lazy("Chức vụ của người đứng đầu phải tiếp dân, đối thoại."),
    )
    superior_plan_id = forms.ChoiceField(label=gettext_lazy("Kế hoạch của cấp trên"), required=False)
    bases = area(
        gettext_lazy("Căn cứ"),
        help_text=gettext_lazy("Mỗi dòng một văn bản: tên | số, ký hiệu | ngày dd/mm/yyyy | ghi chú."),
    )
    distribution = area(
        gettext_lazy("Nơi nhận"),
        help_text=gettext_lazy("Mỗi dòng một nơi: lên, xuống, trong hoặc ngoài | tên nơi nhận."),
    )
    reception_days = forms.IntegerField(label=RECEPTION["reception_days"], min_value=0, max_value=31, required=False)
    reception_per = forms.ChoiceField(
        label=gettext_lazy("Tính theo"), choices=[(Per.MONTH.value, Per.MONTH.label), (Per.WEEK.value, Per.WEEK.label)]
    )
    days_of_month = forms.CharField(
        label=gettext_lazy("Ngày trong tháng"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Ví dụ: 15, hoặc 10, 25."),
    )
    hours_from = forms.TimeField(label=gettext_lazy("Từ giờ"), required=False, help_text="07:30")
    hours_to = forms.TimeField(label=gettext_lazy("Đến giờ"), required=False, help_text="11:30")
    reception_room = forms.ChoiceField(label=gettext_lazy("Phòng tiếp"), required=False)
    day_off = forms.ChoiceField(label=RECEPTION["day_off"], choices=DayOff.choices, initial=DayOff.ASK)
    criteria = forms.MultipleChoiceField(
        label=RECEPTION["criteria"], choices=Criterion.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    reception_participants = area(RECEPTION["reception_participants"], help_text=WHO_COMES)
    reception_agenda = area(
        RECEPTION["reception_agenda"], rows=7, help_text=gettext_lazy("Mỗi dòng một bước: nội dung | người thực hiện.")
    )
    conference_quota = forms.IntegerField(label=DIALOGUE["conference_quota"], min_value=0, max_value=24, required=False)
    conference_with_voters = forms.BooleanField(
        label=gettext_lazy("Được lồng ghép với tiếp xúc cử tri và tính vào số hội nghị"), required=False
    )
    conference_quarters = forms.TypedMultipleChoiceField(
        label=DIALOGUE["conference_quarters"],
        choices=[(1, "I"), (2, "II"), (3, "III"), (4, "IV")],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    expected_from = forms.IntegerField(label=gettext_lazy("Số người, từ"), min_value=1, required=False)
    expected_to = forms.IntegerField(label=gettext_lazy("đến"), min_value=1, required=False)
    conference_channels = forms.MultipleChoiceField(
        label=DIALOGUE["conference_channels"],
        choices=PlanChannel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    conference_participants = area(DIALOGUE["conference_participants"], help_text=WHO_COMES)
    conference_agenda = area(
        DIALOGUE["conference_agenda"], rows=6, help_text=gettext_lazy("Mỗi dòng một bước: nội dung | người thực hiện.")
    )
    report_days = forms.CharField(
        label=COMMON["report_days"],
        required=False,
        max_length=60,
        help_text=gettext_lazy("Trước các ngày, ví dụ: 15/06, 10/12."),
    )
    below_quota = forms.IntegerField(
        label=gettext_lazy("Giao cấp dưới: số hội nghị mỗi năm"), min_value=0, max_value=24, required=False
    )
    below_days = forms.IntegerField(
        label=gettext_lazy("Giao cấp dưới: số ngày tiếp mỗi tháng"), min_value=0, max_value=31, required=False
    )

    def __init__(self, *args: Any, actor: Actor, plan: Plan | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, starts in TERMS.items():
            label = {**RECEPTION, **DIALOGUE, **COMMON}[key]
            example = example_of(key, clock.today())
            hint = _("Luật không ấn định. Ví dụ: %(example)s.") % {"example": example} if example else ""
            self.fields[key] = TermField(starts, label=label, help_text=hint)
        for key in sorted(LINES):
            label = {**DIALOGUE, **COMMON}[key]
            self.fields[key] = area(label, rows=3, help_text=_("Mỗi dòng một mục."))
        for key in sorted(TEXTS):
            label = {**RECEPTION, **DIALOGUE, **COMMON}[key]
            self.fields[key] = forms.CharField(label=label, required=False, max_length=250)
        lines: list[Line] = [line for line in (Line.PARTY, Line.GOVERNMENT) if line in actor.lines]
        if plan is not None and plan.amends_id:
            lines = [Line(plan.line)]
        self._choose("line", [(line.value, line.label) for line in lines])
        above = [pair for line in lines for pair in superior_choices(actor, line)]
        self._choose("superior_plan_id", [("", _("Không có")), *above])
        for name in SHORT:
            self.fields[name].widget.attrs["class"] = "short"
        self.weekdays = self._weekdays()
        for name in self.weekdays:
            self.fields[name] = WeekdayField(label=_("Hoặc vào thứ"))
        rooms = setting(Rooms)
        self._choose("reception_room", [("", "–"), *[(str(room.id), room.name) for room in rooms.open]])

    def _weekdays(self) -> list[str]:
        """Names of the boxes for weekdays: those that were sent, or those of the plan and some more to fill."""
        held = sum(name.startswith("weekday_") for name in self.data if name.endswith("_0"))
        told = sum(name.startswith("weekday_") for name in self.initial)
        return [f"weekday_{n}" for n in range(held if self.is_bound else told + MORE_WEEKDAYS)]

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField], str]]:
        """Title, fields and the value of ``covers`` that does not need them."""
        groups = [
            (_("Kế hoạch"), ("year", "line", "covers", "title", "purpose", "issuer", "signer_name", "signer_title",
                             "head_position", "superior_plan_id", "bases"), ""),
            (_("Tiếp công dân"), ("reception_days", "reception_per", "days_of_month", *self.weekdays,
                                  "hours_from", "hours_to", "reception_room", "reception_venue", "ad_hoc_venue", "day_off", "criteria",
                                  "reception_participants", "reception_agenda", "posting_before", "invitation_before",
                                  "verification_within", "dossier_within", "conclusion_notice"), Covers.DIALOGUE),
            (_("Tiếp xúc, đối thoại"), ("conference_quota", "conference_with_voters", "conference_quarters",
                                        "expected_from", "expected_to", "conference_organiser", "conference_chair",
                                        "conference_venue", "topics", "conference_participants", "conference_agenda",
                                        "conference_notice", "conference_channels", "conference_review",
                                        "conference_conclusion", "conference_reply", "conference_reply_complex",
                                        "reply_to", "results_to"), Covers.RECEPTION),
            (_("Tổ chức thực hiện"), ("lead_body", "co_bodies", "security_body", "progress_every", "report_days",
                                      "below_days", "below_quota", "distribution"), ""),
        ]  # fmt: skip
        return [(title, [self[name] for name in names], without) for title, names, without in groups]

    def clean_days_of_month(self) -> list[dict[str, int]]:
        typed = self.cleaned_data["days_of_month"].replace(";", ",").split(",")
        try:
            return [{"day": int(part)} for part in typed if part.strip()]
        except ValueError:
            raise forms.ValidationError(_("Ghi các ngày bằng số, cách nhau bằng dấu phẩy.")) from None

    def clean_report_days(self) -> list[dict[str, int]]:
        found = []
        for part in self.cleaned_data["report_days"].replace(";", ",").split(","):
            if part.strip():
                try:
                    day, month = (int(one) for one in part.strip().split("/")[:2])
                    date(2027, month, day)
                except ValueError:
                    raise forms.ValidationError(_("Ghi ngày và tháng, ví dụ 15/06.")) from None
                found.append({"month": month, "day": day})
        return found

    def told(self) -> PlanData:
        """What was typed, for the actions."""
        bodies = {name.casefold(): str(pk) for pk, name in Body.objects.open().values_list("pk", "name")}
        return typed_plan(self.cleaned_data, self.weekdays, bodies)

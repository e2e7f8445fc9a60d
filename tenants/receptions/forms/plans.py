"""The forms of plans. Lists are typed one item a line, parts of a line parted by "|": faster than many small boxes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deadlines.enums import DayKind, StartEvent
from identity.actors import Actor
from identity.forms.base import DayField, OfficeForm
from kernel import clock, ids
from kernel.errors import DomainError
from oversight.models import Per
from registry.levels import Line
from tenants.receptions.actions.plans import PlanData
from tenants.receptions.enums import Covers
from tenants.receptions.forms.lines import (
    as_lines,
    bases_as_text,
    bases_from_text,
    distribution_as_text,
    distribution_from_text,
    invitees_as_text,
    invitees_from_text,
    steps_as_text,
    steps_from_text,
)
from tenants.receptions.models import Plan
from tenants.receptions.queries.plans import superior_choices
from tenants.receptions.rules.plan_terms import Criterion, DayOff, PlanChannel, weekday_words
from tenants.receptions.rules.plan_values import is_set
from tenants.receptions.rules.plan_words import COMMON, DIALOGUE, RECEPTION
from tenants.staff.queries import setting
from tenants.staff.rules.settings import Rooms

# Of each period: the events it may start from; none where only one is meant.
TERMS: dict[str, tuple[StartEvent, ...]] = {
    "posting_before": (StartEvent.BEFORE_SESSION,),
    "invitation_before": (StartEvent.BEFORE_SESSION,),
    "verification_within": (StartEvent.REGISTRATION,),
    "dossier_within": (StartEvent.ORDER,),
    "conclusion_notice": (StartEvent.SESSION,),
    "conference_notice": (StartEvent.BEFORE_MEETING,),
    "conference_review": (StartEvent.CLOSING,),
    "conference_conclusion": (StartEvent.CLOSING,),
    "conference_reply": (StartEvent.NOTICE, StartEvent.CONFERENCE),
    "conference_reply_complex": (StartEvent.NOTICE, StartEvent.CONFERENCE),
    "progress_every": (),
}
LINES = {"topics", "reply_to", "results_to", "co_bodies"}
TEXTS = {
    "reception_venue", "ad_hoc_venue", "lead_body", "security_body", "conference_organiser", "conference_chair",
    "conference_venue",
}  # fmt: skip


class TermWidget(forms.MultiWidget):
    """Number, kind of day and, where more than one is possible, the event it counts from."""

    # The label names the number; the lists beside it carry their own names.
    use_fieldset = False

    def __init__(self, starts: tuple[StartEvent, ...]) -> None:
        parts: list[forms.Widget] = [
            forms.NumberInput(attrs={"min": "1", "max": "366", "class": "short"}),
            forms.Select(choices=DayKind.choices, attrs={"aria-label": gettext_lazy("loại ngày")}),
        ]
        if len(starts) > 1:
            choices = [(one.value, _("kể từ %(event)s") % {"event": one.label}) for one in starts]
            parts.append(forms.Select(choices=choices, attrs={"aria-label": gettext_lazy("tính từ")}))
        super().__init__(parts, attrs={"class": "inline-part"})

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_0" if id_ else id_

    def decompress(self, value: dict[str, Any] | None) -> list[Any]:
        if not value:
            return [None, DayKind.WORKING, None][: len(self.widgets)]
        return [value["length"], value["kind"], value.get("start")][: len(self.widgets)]


class TermField(forms.MultiValueField):
    """A period of a plan; empty means that the plan says nothing of it."""

    def __init__(self, starts: tuple[StartEvent, ...], **kwargs: Any) -> None:
        self.starts = starts
        fields: list[forms.Field] = [
            forms.IntegerField(min_value=1, max_value=366, required=False),
            forms.ChoiceField(choices=DayKind.choices, required=False),
        ]
        if len(starts) > 1:
            fields.append(forms.ChoiceField(choices=[(one.value, one.label) for one in starts], required=False))
        super().__init__(fields, require_all_fields=False, required=False, widget=TermWidget(starts), **kwargs)

    def compress(self, data_list: list[Any]) -> dict[str, Any] | None:
        if not data_list or not data_list[0]:
            return None
        start = data_list[2] if len(self.starts) > 1 else (self.starts[0].value if self.starts else "")
        return {"length": data_list[0], "kind": data_list[1] or DayKind.WORKING.value, "start": start}


def _area(label: Any, *, rows: int = 4, help_text: Any = "", required: bool = False, longest: int = 20_000) -> Any:
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=longest, widget=forms.Textarea({"rows": rows})
    )


class OnceForm(OfficeForm):
    """A form whose one-time key makes a second click harmless; with no field of its own, a button that asks once more."""

    once_key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once_key"].initial = str(ids.new_id())

    def refuse(self, error: DomainError) -> None:
        """As every form; under a key that was used for something else the next click is a new request."""
        super().refuse(error)
        if error.code == "key_reused":
            self._overwrite("once_key", str(ids.new_id()))

    def take_version(self, version: int) -> None:
        """After a conflict was shown the officer has seen the newer version; the next click speaks of that one."""
        self._overwrite("version", str(version))

    def _overwrite(self, name: str, value: str) -> None:
        # What a browser sent cannot be changed; a copy of it can.
        sent: Any = self.data
        sent = sent.copy()
        sent[self.add_prefix(name)] = value
        self.data = sent


class PlanForm(OnceForm):
    """A plan with all its values. ``sections`` groups the fields for the template."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    year = forms.IntegerField(label=gettext_lazy("Năm"), min_value=2019, max_value=2060)
    line = forms.ChoiceField(label=gettext_lazy("Kênh"))
    covers = forms.ChoiceField(label=gettext_lazy("Nội dung"), choices=Covers.choices)
    title = forms.CharField(label=gettext_lazy("Tên kế hoạch"), max_length=500, widget=forms.Textarea({"rows": 2}))
    purpose = _area(gettext_lazy("Mục đích, yêu cầu"))
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
    bases = _area(
        gettext_lazy("Căn cứ"),
        help_text=gettext_lazy("Mỗi dòng một văn bản: tên | số, ký hiệu | ngày dd/mm/yyyy | ghi chú."),
    )
    distribution = _area(
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
    nth = forms.TypedChoiceField(label=gettext_lazy("Hoặc tuần thứ"), required=False, coerce=int, empty_value=None)
    weekday = forms.TypedChoiceField(label=gettext_lazy("Vào thứ"), required=False, coerce=int, empty_value=None)
    hours_from = forms.TimeField(label=gettext_lazy("Từ giờ"), required=False, help_text="07:30")
    hours_to = forms.TimeField(label=gettext_lazy("Đến giờ"), required=False, help_text="11:30")
    reception_room = forms.ChoiceField(label=gettext_lazy("Phòng tiếp"), required=False)
    day_off = forms.ChoiceField(label=RECEPTION["day_off"], choices=DayOff.choices, initial=DayOff.ASK)
    criteria = forms.MultipleChoiceField(
        label=RECEPTION["criteria"], choices=Criterion.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    reception_participants = _area(
        RECEPTION["reception_participants"], help_text=gettext_lazy("Mỗi dòng một nơi: tên | khi nào.")
    )
    reception_agenda = _area(
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
    conference_participants = _area(
        DIALOGUE["conference_participants"], help_text=gettext_lazy("Mỗi dòng một nơi: tên | khi nào.")
    )
    conference_agenda = _area(
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
            self.fields[key] = TermField(starts, label=label)
        for key in sorted(LINES):
            label = {**DIALOGUE, **COMMON}[key]
            self.fields[key] = _area(label, rows=3, help_text=_("Mỗi dòng một mục."))
        for key in sorted(TEXTS):
            label = {**RECEPTION, **DIALOGUE, **COMMON}[key]
            self.fields[key] = forms.CharField(label=label, required=False, max_length=250)
        lines: list[Line] = [line for line in (Line.PARTY, Line.GOVERNMENT) if line in actor.lines]
        if plan is not None and plan.amends_id:
            lines = [Line(plan.line)]
        self._choose("line", [(line.value, line.label) for line in lines])
        above = [pair for line in lines for pair in superior_choices(actor, line)]
        self._choose("superior_plan_id", [("", _("Không có")), *above])
        self._choose("nth", [("", "–"), *[(str(n), str(n)) for n in range(1, 5)], ("5", _("cuối"))])
        self._choose("weekday", [("", "–"), *[(str(day), weekday_words(day)) for day in range(5)]])
        rooms = setting(Rooms)
        self._choose("reception_room", [("", "–"), *[(str(room.id), room.name) for room in rooms.open]])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField], str]]:
        """Title, fields and the value of ``covers`` that does not need them."""
        groups = [
            (_("Kế hoạch"), ("year", "line", "covers", "title", "purpose", "issuer", "signer_name", "signer_title",
                             "head_position", "superior_plan_id", "bases"), ""),
            (_("Tiếp công dân"), ("reception_days", "reception_per", "days_of_month", "nth", "weekday", "hours_from",
                                  "hours_to", "reception_room", "reception_venue", "ad_hoc_venue", "day_off", "criteria",
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
        data = self.cleaned_data
        return PlanData(
            year=data["year"],
            line=data["line"],
            covers=data["covers"],
            title=data["title"],
            purpose=data["purpose"],
            issuer=data["issuer"],
            signer_name=data["signer_name"],
            signer_title=data["signer_title"],
            head_position=data["head_position"],
            superior_plan_id=UUID(data["superior_plan_id"]) if data["superior_plan_id"] else None,
            bases=bases_from_text(data["bases"]),
            distribution=distribution_from_text(data["distribution"]),
            values=self._values(data),
        )

    def _values(self, data: dict[str, Any]) -> dict[str, Any]:
        on = list(data["days_of_month"])
        if data["nth"] is not None and data["weekday"] is not None:
            on.append({"nth": data["nth"], "weekday": data["weekday"]})
        plain = ("reception_days", "reception_room", "day_off", "criteria", "conference_quota", "conference_quarters",
                 "conference_channels", "report_days")  # fmt: skip
        found: dict[str, Any] = {name: data[name] for name in (*plain, *sorted(TEXTS), *TERMS)}
        found |= {name: as_lines(data[name]) for name in LINES}
        found |= {
            "reception_on": on,
            "reception_per": data["reception_per"] if data["reception_days"] is not None else "",
            "reception_hours": [f"{data['hours_from']:%H:%M}", f"{data['hours_to']:%H:%M}"]
            if data["hours_from"] and data["hours_to"]
            else [],
            "conference_expected": [data["expected_from"], data["expected_to"] or data["expected_from"]]
            if data["expected_from"]
            else [],
            "conference_with_voters": True if data["conference_with_voters"] else None,
            "reception_participants": invitees_from_text(data["reception_participants"]),
            "conference_participants": invitees_from_text(data["conference_participants"]),
            "reception_agenda": steps_from_text(data["reception_agenda"]),
            "conference_agenda": steps_from_text(data["conference_agenda"]),
            "below": {
                name: value
                for name, value in (
                    ("conference_quota", data["below_quota"]), ("reception_days", data["below_days"]),
                )
                if value is not None
            },
        }  # fmt: skip
        return {key: value for key, value in found.items() if is_set(value)}


def initial_of(data: PlanData, version: int | None = None) -> dict[str, Any]:
    """What the form shows of a plan (or of a preset) before it is changed."""
    values = data.values
    on = list(values.get("reception_on") or [])
    weekly: Mapping[str, Any] = next((row for row in on if row.get("nth")), {})
    hours, expected = values.get("reception_hours") or ["", ""], values.get("conference_expected") or [None, None]
    shown: dict[str, Any] = {
        "version": version,
        "year": data.year,
        "line": data.line,
        "covers": data.covers,
        "title": data.title,
        "purpose": data.purpose,
        "issuer": data.issuer,
        "signer_name": data.signer_name,
        "signer_title": data.signer_title,
        "head_position": data.head_position,
        "superior_plan_id": str(data.superior_plan_id or ""),
        "bases": bases_as_text(data.bases),
        "distribution": distribution_as_text(data.distribution),
        "days_of_month": ", ".join(str(row["day"]) for row in on if row.get("day")),
        "nth": weekly.get("nth"),
        "weekday": weekly.get("weekday"),
        "hours_from": hours[0],
        "hours_to": hours[1],
        "expected_from": expected[0],
        "expected_to": expected[1],
        "report_days": ", ".join(f"{row['day']:02d}/{row['month']:02d}" for row in values.get("report_days") or []),
        "below_quota": (values.get("below") or {}).get("conference_quota"),
        "below_days": (values.get("below") or {}).get("reception_days"),
    }
    for key in ("reception_participants", "conference_participants"):
        shown[key] = invitees_as_text(values.get(key) or [])
    for key in ("reception_agenda", "conference_agenda"):
        shown[key] = steps_as_text(values.get(key) or [])
    for key in LINES:
        shown[key] = "\n".join(values.get(key) or [])
    rest = {key: value for key, value in values.items() if key not in shown and key != "below"}
    return {"day_off": DayOff.ASK.value, **shown, **rest}


def data_of(plan: Plan) -> PlanData:
    """An existing plan as what would be typed."""
    return PlanData(
        year=plan.year, line=plan.line, covers=plan.covers, title=plan.title, purpose=plan.purpose, issuer=plan.issuer,
        signer_name=plan.signer_name, signer_title=plan.signer_title, head_position=plan.head_position,
        superior_plan_id=plan.superior_plan_id, bases=plan.bases, values=plan.values, distribution=plan.distribution,
    )  # fmt: skip


class IssueForm(OnceForm):
    """Number and date of the signed paper, and the paper itself."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu"),
        max_length=60,
        help_text=gettext_lazy("Như trên văn bản đã ký, ví dụ 12-KH/ĐU."),
    )
    dated_on = DayField(label=gettext_lazy("Ngày ban hành"), initial=clock.today)
    attachments = forms.FileField(label=gettext_lazy("Bản đã ký"), required=False)


class AmendForm(OnceForm):
    """Why the plan is amended."""

    why = forms.CharField(label=gettext_lazy("Lý do điều chỉnh"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class SentForm(OnceForm):
    """How a recipient got the plan."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Gửi bằng"),
        choices=[
            ("system", gettext_lazy("Trên hệ thống")),
            ("edoc", gettext_lazy("Trục liên thông văn bản")),
            ("post", gettext_lazy("Bưu điện")),
            ("hand", gettext_lazy("Trao tay")),
            ("email", gettext_lazy("Thư điện tử")),
            ("web", gettext_lazy("Đăng tải")),
        ],
    )
    sent_on = DayField(label=gettext_lazy("Ngày gửi"), initial=clock.today)
    proof = forms.CharField(
        label=gettext_lazy("Bằng chứng"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Số bưu gửi, người nhận, đường dẫn."),
    )


class GuidanceForm(OnceForm):
    """Guidance documents of one legal basis."""

    attachments = forms.FileField(label=gettext_lazy("Văn bản hướng dẫn"))

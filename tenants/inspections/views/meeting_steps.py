"""The steps of review meetings; each calls one action."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from identity.permissions import Permission as P
from kernel import clock
from registry import tree
from registry.levels import Line
from tenants.documents.forms.base import KeyedForm
from tenants.documents.views.steps import Step
from tenants.inspections import policies
from tenants.inspections.actions import meetings as actions
from tenants.inspections.enums import MeetingKind
from tenants.inspections.forms import meetings as forms
from tenants.inspections.models import ReviewMeeting
from tenants.inspections.rules import meetings as rules


class _Above(Step):
    """A step of who urges for the unit."""

    def find(self) -> None:
        self.actor.require(P.OVERSIGHT_URGE)

    def lines(self) -> list[Line]:
        return [line for line in (Line.PARTY, Line.GOVERNMENT) if line in self.actor.lines]

    def units_below(self) -> list[tuple[str, str]]:
        return [(unit.key, unit.name) for unit in tree.descendants(self.actor.unit.id)]

    def crumbs(self) -> list[tuple[str, str]]:
        return [
            (_("Giám sát"), reverse("oversight:board")),
            (_("Làm việc với cấp dưới"), reverse("inspections:meetings")),
        ]

    def back_url(self) -> str:
        return reverse("inspections:meetings")


class PlanYear(_Above):
    name = "plan_meetings"
    form_class = forms.PlanYearForm
    title = gettext_lazy("Lên lịch làm việc định kỳ")
    primary = gettext_lazy("Lên lịch")
    done = gettext_lazy("Đã lên lịch các buổi làm việc định kỳ.")

    def form_arguments(self) -> dict[str, Any]:
        year = clock.today().year
        return {"years": [year, year + 1], "lines": self.lines()}

    def sentence(self) -> str:
        return (
            _("Quý I, 6 tháng, 9 tháng, năm; với mọi đơn vị trực thuộc trực tiếp. Ngày họp sửa được.")
            + f"\n{rules.source()}"
        )

    def perform(self, form: KeyedForm) -> None:
        actions.plan_year(form.cleaned_data["year"], line=form.cleaned_data["line"], actor=self.actor)


class NewMeeting(_Above):
    name = "new_meeting"
    form_class = forms.NewMeetingForm
    title = gettext_lazy("Thêm buổi làm việc")
    primary = gettext_lazy("Lưu buổi làm việc")
    done = gettext_lazy("Đã lưu buổi làm việc.")

    def form_arguments(self) -> dict[str, Any]:
        return {"units": self.units_below(), "lines": self.lines()}

    def initial(self) -> dict[str, Any]:
        return {"kind": MeetingKind.AD_HOC, "units": self.request.GET.getlist("unit")}

    def perform(self, form: KeyedForm) -> UUID:
        assert isinstance(form, forms.NewMeetingForm)
        told = form.cleaned_data
        row = actions.plan_meeting(
            MeetingKind(told["kind"]),
            year=told["planned_on"].year,
            line=told["line"],
            data=form.data_of(),
            actor=self.actor,
        )
        return row.pk

    def next_url(self) -> str:
        return reverse("inspections:meeting", args=[self.result_id])


class _MeetingStep(_Above):
    """A step on one meeting."""

    verb: str
    meeting: ReviewMeeting

    def find(self) -> None:
        self.meeting = policies.get_meeting(self.actor, self.kwargs_of_step["meeting_id"])
        super().find()

    def check(self) -> None:
        if self.request.method == "GET":
            policies.require_meeting(self.actor, self.verb, self.meeting)

    def initial(self) -> dict[str, Any]:
        return {"version": self.meeting.version}

    def units_of_meeting(self) -> list[tuple[str, str]]:
        return [(unit["key"], unit["name"]) for unit in self.meeting.units]

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (str(self.meeting), self.back_url())]

    def back_url(self) -> str:
        return reverse("inspections:meeting", args=[self.meeting.pk])


class ChangeMeeting(_MeetingStep):
    name, verb = "change_meeting", "change"
    form_class = forms.MeetingForm
    title = gettext_lazy("Sửa buổi làm việc")
    primary = gettext_lazy("Lưu thay đổi")
    done = gettext_lazy("Đã lưu.")

    def form_arguments(self) -> dict[str, Any]:
        return {"units": self.units_below()}

    def initial(self) -> dict[str, Any]:
        row = self.meeting
        told = {name: getattr(row, name) for name in ("title", "planned_on", "starts_at", "place", "agenda")}
        return {**super().initial(), **told, "units": row.keys}

    def perform(self, form: KeyedForm) -> UUID:
        assert isinstance(form, forms.MeetingForm)
        version = form.cleaned_data["version"]
        return actions.change_meeting(self.meeting, data=form.data_of(), actor=self.actor, version=version).pk


class InviteUnits(_MeetingStep):
    name, verb = "invite_units", "invite"
    title = gettext_lazy("Mời các đơn vị")
    primary = gettext_lazy("Chốt số liệu và gửi giấy mời")
    done = gettext_lazy("Đã chốt số liệu và gửi giấy mời.")

    def sentence(self) -> str:
        names = ", ".join(name for _key, name in self.units_of_meeting())
        return _("Số liệu từng đơn vị được chốt tại hôm nay và gửi kèm giấy mời tới: %(units)s.") % {
            "units": names or "–"
        }

    def perform(self, form: KeyedForm) -> UUID:
        return actions.invite_units(self.meeting, actor=self.actor, version=form.cleaned_data["version"]).pk


class MoveMeeting(_MeetingStep):
    name, verb = "move_meeting", "move"
    form_class = forms.MoveForm
    title = gettext_lazy("Đổi ngày họp")
    primary = gettext_lazy("Đổi ngày và báo các đơn vị")
    done = gettext_lazy("Đã đổi ngày; các đơn vị được báo bằng văn bản.")

    def initial(self) -> dict[str, Any]:
        row = self.meeting
        return {**super().initial(), "starts_at": row.starts_at, "place": row.place}

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        row = actions.move_meeting(
            self.meeting,
            planned_on=told["planned_on"],
            starts_at=told["starts_at"],
            place=told["place"],
            why=told["why"],
            actor=self.actor,
            version=told["version"],
        )
        return row.pk


class CancelMeeting(_MeetingStep):
    name, verb = "cancel_meeting", "cancel"
    form_class = forms.CancelForm
    title = gettext_lazy("Không tổ chức")
    primary = gettext_lazy("Không tổ chức buổi này")
    done = gettext_lazy("Đã ghi; đơn vị đã mời được báo bằng văn bản.")
    danger = True

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        return actions.cancel_meeting(self.meeting, why=told["why"], actor=self.actor, version=told["version"]).pk


class RecordMeeting(_MeetingStep):
    name, verb = "record_meeting", "record"
    form_class = forms.RecordForm
    title = gettext_lazy("Ghi biên bản buổi làm việc")
    primary = gettext_lazy("Lưu biên bản")
    done = gettext_lazy("Đã lưu biên bản.")

    def form_arguments(self) -> dict[str, Any]:
        return {"units": self.units_of_meeting()}

    def initial(self) -> dict[str, Any]:
        row = self.meeting
        came = [unit["key"] for unit in row.units if unit.get("came") is not False]
        day = row.held_on or min(row.planned_on, clock.today())
        return {**super().initial(), "held_on": day, "came": came, "record": row.record}

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        row = actions.record_meeting(
            self.meeting,
            held_on=told["held_on"],
            came=told["came"],
            record=told["record"],
            actor=self.actor,
            version=told["version"],
        )
        return row.pk


class ConcludeMeeting(_MeetingStep):
    name, verb = "conclude_meeting", "conclude"
    form_class = forms.ConclusionForm
    title = gettext_lazy("Giao kết luận")
    primary = gettext_lazy("Giao và gửi văn bản")
    done = gettext_lazy("Đã giao; mỗi đơn vị nhận một văn bản và một nhiệm vụ.")

    def form_arguments(self) -> dict[str, Any]:
        return {"units": self.units_of_meeting()}

    def sentence(self) -> str:
        return _(
            "Mỗi đơn vị nhận một văn bản có số; kết luận thành nhiệm vụ của đơn vị, hoàn thành thì tự trả lời về đây."
        )

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        row = actions.conclude_meeting(
            self.meeting,
            units=told["units"],
            conclusion=told["conclusion"],
            due_on=told["due_on"],
            actor=self.actor,
            version=told["version"],
        )
        return row.pk

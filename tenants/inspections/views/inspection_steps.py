"""The steps of inspections from the plan to the work in the unit; each calls one action."""

from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deadlines import calendar
from identity import members
from identity.permissions import Permission as P
from kernel import clock
from registry import tree
from registry.levels import Line
from tenants.documents.forms.base import KeyedForm
from tenants.documents.views.steps import Step
from tenants.inspections import inspection_policies as policies
from tenants.inspections.actions import inspection_announcing as announcing
from tenants.inspections.actions import inspection_planning as planning
from tenants.inspections.actions import inspection_working as working
from tenants.inspections.forms import inspections as forms
from tenants.inspections.models import Inspection
from tenants.inspections.queries.inspections import field_choices
from tenants.inspections.rules.inspections import MOST_CASES, Scope


class _Inspecting(Step):
    """A step about inspections of the unit."""

    def lines(self) -> list[Line]:
        return [line for line in (Line.GOVERNMENT, Line.PARTY) if line in self.actor.lines]

    def scope_arguments(self) -> dict[str, Any]:
        own = self.actor.unit
        units = [(unit.key, unit.name) for unit in tree.descendants(own.id)]
        return {"units": [*units, (own.key, own.name)], "fields_of_case": field_choices()}

    def crumbs(self) -> list[tuple[str, str]]:
        first = [(_("Giám sát"), reverse("oversight:board"))] if self.actor.may(P.OVERSIGHT_VIEW) else []
        return [*first, (_("Thanh tra, kiểm tra"), reverse("inspections:inspections"))]

    def back_url(self) -> str:
        return reverse("inspections:inspections")


class NewInspection(_Inspecting):
    name = "new_inspection"
    form_class = forms.NewInspectionForm
    title = gettext_lazy("Thêm cuộc thanh tra, kiểm tra")
    primary = gettext_lazy("Lưu vào kế hoạch")
    done = gettext_lazy("Đã lưu.")

    def find(self) -> None:
        self.actor.require(P.OVERSIGHT_URGE)

    def form_arguments(self) -> dict[str, Any]:
        return {**self.scope_arguments(), "lines": self.lines()}

    def initial(self) -> dict[str, Any]:
        today = clock.today()
        return {
            "unit": self.request.GET.get("unit", ""),
            "received_from": date(today.year, 1, 1),
            "received_to": today,
        }

    def sentence(self) -> str:
        return _("Phạm vi hồ sơ được xác định đến từng vụ việc khi công bố; trước đó đơn vị kia chưa biết gì.")

    def perform(self, form: KeyedForm) -> UUID:
        assert isinstance(form, forms.NewInspectionForm)
        return planning.plan_inspection(form.data_of(), line=form.cleaned_data["line"], actor=self.actor).pk

    def next_url(self) -> str:
        return reverse("inspections:inspection", args=[self.result_id])


class InspectionStep(_Inspecting):
    """A step on one inspection."""

    verb: str
    inspection: Inspection

    def find(self) -> None:
        self.inspection = policies.get_inspection(self.actor, self.kwargs_of_step["inspection_id"])

    def check(self) -> None:
        if self.request.method == "GET":
            policies.require(self.actor, self.verb, self.inspection)

    def initial(self) -> dict[str, Any]:
        return {"version": self.inspection.version}

    def people(self) -> list[tuple[str, str]]:
        found = members.holders(self.actor.unit.id, P.INSPECTION_WORK)
        return [(str(account.pk), account.full_name) for account in found]

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (str(self.inspection), self.back_url())]

    def back_url(self) -> str:
        return reverse("inspections:inspection", args=[self.inspection.pk])


class ChangeInspection(InspectionStep):
    name, verb = "change_inspection", "change"
    form_class = forms.ChangeInspectionForm
    title = gettext_lazy("Sửa cuộc thanh tra, kiểm tra")
    primary = gettext_lazy("Lưu thay đổi")
    done = gettext_lazy("Đã lưu.")

    def form_arguments(self) -> dict[str, Any]:
        return self.scope_arguments()

    def initial(self) -> dict[str, Any]:
        row, scope = self.inspection, Scope.read(self.inspection.scope)
        return {
            **super().initial(),
            "form": row.form,
            "kind": row.kind,
            "unit": tree.get(row.to_unit_id).key,
            "subject": row.subject,
            "planned_on": row.planned_on,
            "received_from": scope.received_from,
            "received_to": scope.received_to,
            "kinds": scope.kinds,
            "fields_of_case": scope.fields,
            "statuses": scope.statuses,
        }

    def perform(self, form: KeyedForm) -> UUID:
        assert isinstance(form, forms.ChangeInspectionForm)
        version = form.cleaned_data["version"]
        return planning.change_inspection(self.inspection, data=form.data_of(), actor=self.actor, version=version).pk


class DecideInspection(InspectionStep):
    name, verb = "decide_inspection", "decide"
    form_class = forms.DecisionForm
    title = gettext_lazy("Ghi quyết định và thành lập đoàn")
    primary = gettext_lazy("Lưu quyết định")
    done = gettext_lazy("Đã lưu quyết định; đơn vị kia chưa được báo.")

    def form_arguments(self) -> dict[str, Any]:
        return {"people": self.people()}

    def sentence(self) -> str:
        if self.people():
            return _("Thành viên đoàn là người của đơn vị có vai trò người kiểm tra.")
        return _("Chưa ai của đơn vị có vai trò người kiểm tra; quản trị đơn vị giao vai trò này trước.")

    def initial(self) -> dict[str, Any]:
        row = self.inspection
        head = next((one["id"] for one in row.members if one["is_head"]), "")
        return {
            **super().initial(),
            "number": row.number,
            "decided_on": row.decided_on or clock.today(),
            "signer": row.signer,
            "starts_on": row.starts_on or calendar.of_unit(row.unit_id).next_working_day(row.planned_on),
            "ends_on": row.ends_on,
            "head": head,
            "others": [one["id"] for one in row.members if not one["is_head"]],
        }

    def perform(self, form: KeyedForm) -> UUID:
        assert isinstance(form, forms.DecisionForm)
        version = form.cleaned_data["version"]
        return planning.decide_inspection(self.inspection, data=form.data_of(), actor=self.actor, version=version).pk


class CancelInspection(InspectionStep):
    name, verb = "cancel_inspection", "cancel"
    form_class = forms.CancelInspectionForm
    title = gettext_lazy("Không tiến hành")
    primary = gettext_lazy("Không tiến hành cuộc này")
    done = gettext_lazy("Đã ghi.")
    danger = True

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        row = planning.cancel_inspection(self.inspection, why=told["why"], actor=self.actor, version=told["version"])
        return row.pk


class AnnounceInspection(InspectionStep):
    name, verb = "announce_inspection", "announce"
    title = gettext_lazy("Công bố quyết định")
    primary = gettext_lazy("Công bố và mở hồ sơ cho đoàn")
    done = gettext_lazy("Đã công bố; đơn vị được thanh tra, kiểm tra nhận văn bản có số.")

    def sentence(self) -> str:
        row = self.inspection
        said = _(
            "%(unit)s nhận văn bản công bố. Phạm vi được chốt ngay lúc này (không quá %(most)d vụ việc), vụ việc phát sinh sau không"
            " thuộc phạm vi. Đoàn chỉ đọc, từ %(first)s đến hết %(last)s; mỗi lần đọc được ghi vào nhật ký của đơn vị đó."
        )
        return said % {
            "unit": row.to_name,
            "most": MOST_CASES,
            "first": f"{row.starts_on:%d/%m/%Y}" if row.starts_on else "",
            "last": f"{row.ends_on:%d/%m/%Y}" if row.ends_on else "",
        }

    def perform(self, form: KeyedForm) -> UUID:
        version = form.cleaned_data["version"]
        return announcing.announce_inspection(self.inspection, actor=self.actor, version=version).pk


class BeginInspection(InspectionStep):
    name, verb = "begin_inspection", "begin"
    title = gettext_lazy("Bắt đầu làm việc tại đơn vị")
    primary = gettext_lazy("Bắt đầu")
    done = gettext_lazy("Đoàn đã bắt đầu làm việc.")

    def perform(self, form: KeyedForm) -> UUID:
        return working.begin_inspection(self.inspection, actor=self.actor, version=form.cleaned_data["version"]).pk


class ExtendInspection(InspectionStep):
    name, verb = "extend_inspection", "extend"
    form_class = forms.ExtensionForm
    title = gettext_lazy("Gia hạn")
    primary = gettext_lazy("Gia hạn và báo đơn vị")
    done = gettext_lazy("Đã gia hạn; đơn vị được báo bằng văn bản.")

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        row = working.extend_inspection(
            self.inspection,
            ends_on=told["ends_on"],
            number=told["number"],
            decided_on=told["decided_on"],
            why=told["why"],
            actor=self.actor,
            version=told["version"],
        )
        return row.pk


class ChangeTeam(InspectionStep):
    name, verb = "change_inspection_team", "change_team"
    form_class = forms.TeamForm
    title = gettext_lazy("Thay đổi thành viên đoàn")
    primary = gettext_lazy("Thay đổi và báo đơn vị")
    done = gettext_lazy("Đã thay đổi; người rút khỏi đoàn không đọc được nữa.")

    def form_arguments(self) -> dict[str, Any]:
        present = {one["id"]: one["name"] for one in self.inspection.members}
        leaving = [(one["id"], one["name"]) for one in self.inspection.members if not one["is_head"]]
        return {"present": leaving, "others": [pair for pair in self.people() if pair[0] not in present]}

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        row = working.change_team(
            self.inspection,
            remove=[UUID(one) for one in told["remove"]],
            add=[UUID(one) for one in told["add"]],
            why=told["why"],
            actor=self.actor,
            version=told["version"],
        )
        return row.pk

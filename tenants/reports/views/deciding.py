"""What a superior decides on the reports of units below: return, acceptance, locking, consent to a correction, ad hoc requests."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from identity.permissions import Permission
from kernel.errors import NotPermitted
from oversight import policies
from oversight.actions import expecting
from oversight.actions import reports as decisions
from oversight.models import PeriodReport, ReportStatus
from oversight.queries.reports import sheet_of
from oversight.rules.forms import set_of, sets
from oversight.rules.report_periods import ReportPeriod
from registry import tree
from tenants.documents.forms.base import KeyedForm
from tenants.documents.views.steps import Step
from tenants.reports.forms.deciding import AskForm, ReturnForm
from tenants.reports.views.step import name_of


class Decide(Step):
    """A step of the superior on one report."""

    template_name = "reports/step.html"
    report: PeriodReport

    def find(self) -> None:
        self.report = policies.get_report_below(self.actor, self.kwargs["report_id"])

    def check(self) -> None:
        if not policies.decides(self.actor, self.report):
            self.actor.require(Permission.REPORT_DECIDE)
            raise NotPermitted("not_the_superior", _("Chỉ cấp trên trực tiếp của đơn vị mới tiếp nhận hoặc trả lại."))

    def initial(self) -> dict[str, Any]:
        return {"version": self.report.version}

    def sentence(self) -> str:
        return f"{tree.get(self.report.unit_id).name}: {name_of(self.report)}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [
            (_("Báo cáo đơn vị dưới"), reverse("reports:below")),
            (tree.get(self.report.unit_id).name, self.back_url()),
        ]

    def back_url(self) -> str:
        return reverse("reports:below_page", args=[self.report.pk])

    def context(self, form: KeyedForm) -> dict[str, Any]:
        return {"report": self.report}


class Return(Decide):
    name = "report-return"
    form_class = ReturnForm
    danger = True
    title = gettext_lazy("Trả lại báo cáo")
    primary = gettext_lazy("Trả lại, kèm ý kiến")
    done = gettext_lazy("Đã trả lại báo cáo.")

    def form_arguments(self) -> dict[str, Any]:
        return {"forms_of": set_of(self.report.form_set, self.report.first)}

    def perform(self, form: KeyedForm) -> UUID:
        assert isinstance(form, ReturnForm)
        return decisions.return_report(
            self.report, remarks=form.remarks(), actor=self.actor, version=form.cleaned_data.get("version")
        ).pk


class Accept(Decide):
    name = "report-accept"
    title = gettext_lazy("Tiếp nhận báo cáo")
    primary = gettext_lazy("Tiếp nhận báo cáo này")
    done = gettext_lazy("Đã tiếp nhận.")

    def perform(self, form: KeyedForm) -> UUID:
        return decisions.accept_report(self.report, actor=self.actor, version=form.cleaned_data.get("version")).pk


class Lock(Decide):
    name = "report-lock"
    title = gettext_lazy("Khóa báo cáo")
    primary = gettext_lazy("Khóa báo cáo này")
    done = gettext_lazy("Đã khóa; báo cáo được cộng khi tổng hợp.")

    def perform(self, form: KeyedForm) -> UUID:
        return decisions.lock_report(self.report, actor=self.actor, version=form.cleaned_data.get("version")).pk


class Reopen(Decide):
    name = "report-reopen"
    title = gettext_lazy("Cho đính chính báo cáo đã khóa")
    primary = gettext_lazy("Mở bản đính chính")
    done = gettext_lazy("Đã mở; bản cũ giữ nguyên, bản mới chờ đơn vị gửi.")

    def perform(self, form: KeyedForm) -> UUID:
        self.made = decisions.reopen_report(self.report, actor=self.actor)
        return self.made.pk


class LockAll(Step):
    """Every accepted report of a period at once."""

    template_name = "reports/step.html"
    name = "report-lock-all"
    title = gettext_lazy("Khóa các báo cáo đã tiếp nhận")
    primary = gettext_lazy("Khóa tất cả")
    done = gettext_lazy("Đã khóa.")

    def find(self) -> None:
        self.actor.require(Permission.REPORT_DECIDE)
        self.forms, self.period = set_of(self.kwargs["form_set"]), ReportPeriod.parse(self.kwargs["period"])

    def sentence(self) -> str:
        count = sheet_of(self.actor, self.forms, self.period).counts[ReportStatus.ACCEPTED]
        return _("%(n)d báo cáo đã tiếp nhận, kỳ %(period)s.") % {"n": count, "period": self.period.label}

    def back_url(self) -> str:
        return f"{reverse('reports:below')}?set={self.forms.code}&period={self.period.code}"

    def perform(self, form: KeyedForm) -> None:
        decisions.lock_accepted(self.forms.code, self.period.code, actor=self.actor)


class Ask(Step):
    """Ask units directly below for an ad hoc report."""

    template_name = "reports/step.html"
    name = "report-ask"
    form_class = AskForm
    title = gettext_lazy("Yêu cầu báo cáo đột xuất")
    primary = gettext_lazy("Yêu cầu báo cáo")
    done = gettext_lazy("Đã yêu cầu; báo cáo nằm trong danh sách của từng đơn vị.")

    def find(self) -> None:
        self.actor.require(Permission.REPORT_DECIDE)

    def form_arguments(self) -> dict[str, Any]:
        units = [one for one in tree.children(self.actor.unit.id) if one.is_opened]
        return {
            "sets": [(one.code, one.title) for one in sets() if one.line in self.actor.lines],
            "units": [(one.key, one.name) for one in units],
        }

    def back_url(self) -> str:
        return reverse("reports:below")

    def perform(self, form: KeyedForm) -> None:
        told = form.cleaned_data
        units = [one for key in told["units"] if (one := tree.by_key(key)) is not None]
        expecting.ask_for(
            set_of(told["form_set"]), first=told["first"], last=told["last"], due_on=told["due_on"], units=units,
            actor=self.actor,
        )  # fmt: skip

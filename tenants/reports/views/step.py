"""A step on a report: the common one of documents with the report looked up, its verdict and its way back."""

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from oversight.models import PeriodReport
from oversight.rules.forms import set_of
from oversight.rules.report_periods import ReportPeriod
from tenants.documents.forms.base import KeyedForm
from tenants.documents.views.steps import Step
from tenants.reports import policies
from tenants.reports.models import Report


class ReportStep(Step):
    """A step on one of the unit's own reports."""

    verb: ClassVar[str]
    template_name: ClassVar[str] = "reports/step.html"

    report: PeriodReport

    def find(self) -> None:
        self.report = policies.get_report(self.actor, self.kwargs["report_id"])

    def check(self) -> None:
        verdict = policies.may(self.actor, self.verb, self.report)
        # A replay comes when the step is done already: the action of the first click answered for it.
        if verdict.code == "not_permitted" or self.request.method == "GET":
            verdict.require()

    def row(self) -> Report | None:
        """The unit's own row."""
        found: Report | None = Report.objects.filter(pk=self.report.pk).first()
        return found

    def initial(self) -> dict[str, Any]:
        row = self.row()
        return {"version": row.version if row else None}

    def crumbs(self) -> list[tuple[str, str]]:
        return [(_("Báo cáo"), reverse("reports:list")), (name_of(self.report), self.back_url())]

    def back_url(self) -> str:
        return reverse("reports:page", args=[self.report.pk])

    def context(self, form: KeyedForm) -> dict[str, Any]:
        return {"report": self.report}


def name_of(report: PeriodReport) -> str:
    """The report as lists and crumbs name it."""
    version = f" ({report.no})" if report.no > 1 else ""
    return f"{set_of(report.form_set, report.first).title}, {ReportPeriod.parse(report.period).label}{version}"

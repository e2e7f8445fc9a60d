"""The steps of a flash report: begun with its figures, written, signed, received; each calls one action."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from identity import confirmations
from oversight import campaign_policies as policies
from oversight.actions import flash_reports
from oversight.models import FlashReport
from tenants.documents.forms.base import KeyedForm
from tenants.documents.forms.documents import SigningForm
from tenants.inspections.actions.flash_issuing import sign_report
from tenants.inspections.forms import campaigns as forms
from tenants.inspections.views.campaign_steps import CampaignStep


class BeginReport(CampaignStep):
    name, verb = "begin_report", "report"
    form_class = forms.BeginReportForm
    title = gettext_lazy("Lập báo cáo nhanh")
    primary = gettext_lazy("Lập báo cáo, điền số liệu")
    done = gettext_lazy("Đã lập báo cáo, số liệu đã điền.")

    def initial(self) -> dict[str, Any]:
        return {"kind": self.request.GET.get("kind", ""), "day": self.request.GET.get("day", "")}

    def sentence(self) -> str:
        return _("Số liệu được lấy từ sổ của đơn vị; cán bộ chỉ viết phần lời.")

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        return flash_reports.begin_report(self.campaign, kind=told["kind"], day=told["day"], actor=self.actor).pk

    def back_url(self) -> str:
        return reverse("campaigns:reports", args=[self.campaign.pk])

    def next_url(self) -> str:
        return reverse("campaigns:report_write", args=[self.result_id])


class _ReportStep(CampaignStep):
    """A step on one flash report."""

    report: FlashReport

    def find(self) -> None:
        self.report = policies.get_report(self.actor, self.kwargs_of_step["report_id"])
        self.campaign = self.report.campaign

    def initial(self) -> dict[str, Any]:
        return {"version": self.report.version}

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (str(self.report), self.back_url())]

    def back_url(self) -> str:
        return reverse("campaigns:report", args=[self.report.pk])


class WriteReport(_ReportStep):
    name, verb = "write_report", "report"
    form_class = forms.ReportForm
    template_name = "inspections/flash_report_write.html"
    title = gettext_lazy("Viết báo cáo nhanh")
    primary = gettext_lazy("Lưu báo cáo")
    done = gettext_lazy("Đã lưu báo cáo.")

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "text": self.report.text, "proposals": self.report.proposals}

    def context(self, form: KeyedForm) -> dict[str, Any]:
        return {"report": self.report}

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        row = flash_reports.write_report(
            self.report, text=told["text"], proposals=told["proposals"], actor=self.actor, version=told["version"]
        )
        return row.pk


class IssueReport(_ReportStep):
    name, verb = "issue_report", "sign"
    form_class = SigningForm
    title = gettext_lazy("Ký, phát hành báo cáo nhanh")
    primary = gettext_lazy("Ký, cấp số và gửi")
    done = gettext_lazy("Đã phát hành và gửi các nơi nhận.")

    def sentence(self) -> str:
        names = [one["name"] for one in self.campaign.recipients if one["unit"] != self.campaign.unit_id]
        return _("Số liệu được chốt, báo cáo có số và gửi tới: %(names)s.") % {"names": "; ".join(names) or "–"}

    def before(self, form: KeyedForm) -> None:
        self.proof = confirmations.confirm(self.request, form.cleaned_data["confirmation"])

    def perform(self, form: KeyedForm) -> UUID:
        version = form.cleaned_data["version"]
        return sign_report(self.report, proof=self.proof, actor=self.actor, version=version).pk


class ReceiveReport(_ReportStep):
    name, verb = "receive_report", "report"
    title = gettext_lazy("Xác nhận đã nhận báo cáo")
    primary = gettext_lazy("Đã nhận báo cáo")
    done = gettext_lazy("Đã xác nhận với đơn vị gửi.")

    def check(self) -> None:
        """Whoever reads it for the unit may say that the unit has it."""

    def crumbs(self) -> list[tuple[str, str]]:
        return [(_("Đợt cao điểm"), reverse("campaigns:list")), (str(self.report), self.back_url())]

    def perform(self, form: KeyedForm) -> UUID:
        return flash_reports.receive_report(self.report, actor=self.actor).pk


class ProveReceipt(_ReportStep):
    name, verb = "prove_receipt", "report"
    form_class = forms.ProofForm
    title = gettext_lazy("Ghi bằng chứng đã gửi")
    primary = gettext_lazy("Lưu bằng chứng")
    done = gettext_lazy("Đã lưu bằng chứng.")

    def perform(self, form: KeyedForm) -> UUID:
        receipt_id = self.kwargs_of_step["receipt_id"]
        return flash_reports.prove_receipt(
            self.report, receipt_id, proof=form.cleaned_data["proof"], actor=self.actor
        ).pk

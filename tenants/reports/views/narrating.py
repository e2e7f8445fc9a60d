"""The words of a report: rewritten by the unit, or drafted from its figures again."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.errors import InvalidTransition
from oversight.queries.reports import hidden_on_paper
from oversight.rules.forms import set_of
from oversight.rules.report_periods import ReportPeriod
from tenants.documents.forms.base import KeyedForm
from tenants.reports.actions import filling
from tenants.reports.forms.filling import NarrativeForm
from tenants.reports.queries.wording import narrative_of
from tenants.reports.views.step import ReportStep


class Narrate(ReportStep):
    name, verb = "report-narrative", "fill"
    form_class = NarrativeForm
    title = gettext_lazy("Lời văn báo cáo")
    primary = gettext_lazy("Lưu lời văn")
    done = gettext_lazy("Đã lưu lời văn.")

    def check(self) -> None:
        super().check()
        if ReportPeriod.parse(self.report.period).kind not in set_of(self.report.form_set, self.report.first).narrated:
            raise InvalidTransition("forms_alone", _("Kỳ này chỉ báo cáo bằng các biểu, không có lời văn."))

    def sentence(self) -> str:
        if self.report.superior_id is None or not hidden_on_paper(self.report):
            return ""
        return _(
            "Trong bản gửi cấp trên, câu nói về tố cáo hoặc nhắc lại một số bị ẩn được thay mọi con số bằng dấu •. Xem trước "
            "bản này sau khi ký."
        )

    def form_arguments(self) -> dict[str, Any]:
        row = self.row()
        return {"narrative": narrative_of(self.report, row) if row else []}

    def perform(self, form: KeyedForm) -> UUID:
        assert isinstance(form, NarrativeForm)
        return filling.write_narrative(
            self.report.pk, texts=form.texts(), actor=self.actor, version=form.cleaned_data.get("version")
        ).pk

"""The steps of inspections that bring results: findings, conclusion, recommendations, what was carried out."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel import clock
from tenants.documents.forms.base import KeyedForm
from tenants.inspections.actions import inspection_concluding as concluding
from tenants.inspections.actions import inspection_working as working
from tenants.inspections.forms import inspections as forms
from tenants.inspections.views.inspection_steps import InspectionStep
from tenants.staff.models import Body


class RecordFinding(InspectionStep):
    name, verb = "record_finding", "find"
    form_class = forms.FindingForm
    title = gettext_lazy("Ghi phát hiện")
    primary = gettext_lazy("Lưu phát hiện")
    done = gettext_lazy("Đã ghi phát hiện.")

    def form_arguments(self) -> dict[str, Any]:
        return {"cases": [(one["id"], one["number"]) for one in self.inspection.cases]}

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "case": self.request.GET.get("case", "")}

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        row = working.record_finding(
            self.inspection,
            topic=told["topic"],
            text=told["text"],
            case=told["case"] or None,
            actor=self.actor,
            version=told["version"],
        )
        return row.pk


class ConcludeInspection(InspectionStep):
    name, verb = "conclude_inspection", "conclude"
    form_class = forms.ConcludeForm
    title = gettext_lazy("Kết luận")
    primary = gettext_lazy("Ban hành và gửi kết luận")
    done = gettext_lazy("Đã gửi kết luận; đoàn không đọc hồ sơ được nữa.")

    def sentence(self) -> str:
        return _("Kết luận gửi %(unit)s bằng văn bản có số; quyền đọc hồ sơ của đoàn chấm dứt ngay.") % {
            "unit": self.inspection.to_name
        }

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "concluded_on": clock.today()}

    def perform(self, form: KeyedForm) -> UUID:
        assert isinstance(form, forms.ConcludeForm)
        told = form.cleaned_data
        row = concluding.conclude_inspection(
            self.inspection,
            number=told["number"],
            concluded_on=told["concluded_on"],
            signer=told["signer"],
            result=told["result"],
            proposed=form.punished(),
            actor=self.actor,
            version=told["version"],
        )
        return row.pk


class Recommend(InspectionStep):
    name, verb = "recommend", "recommend"
    form_class = forms.RecommendForm
    title = gettext_lazy("Kiến nghị với đơn vị")
    primary = gettext_lazy("Gửi kiến nghị")
    done = gettext_lazy("Đã gửi; kiến nghị thành một nhiệm vụ có hạn.")

    @property
    def is_own(self) -> bool:
        return self.inspection.to_unit_id == self.actor.unit.id

    def form_arguments(self) -> dict[str, Any]:
        bodies = [(str(one.pk), one.name) for one in Body.objects.open().order_by("name")] if self.is_own else None
        return {"bodies": bodies}

    def sentence(self) -> str:
        if self.is_own:
            return _("Mỗi kiến nghị là một nhiệm vụ của bộ phận được giao, theo dõi cùng các nhiệm vụ của đơn vị.")
        return _("Mỗi kiến nghị là một văn bản có số, thành nhiệm vụ của đơn vị; hoàn thành thì tự trả lời về đây.")

    def perform(self, form: KeyedForm) -> UUID:
        assert isinstance(form, forms.RecommendForm)
        told = form.cleaned_data
        row = concluding.recommend(
            self.inspection,
            recommendation=told["recommendation"],
            due_on=told["due_on"],
            body=form.chosen_body(),
            actor=self.actor,
            version=told["version"],
        )
        return row.pk


class RecordHandling(InspectionStep):
    name, verb = "record_handling", "record_handling"
    form_class = forms.HandlingForm
    title = gettext_lazy("Ghi kết quả xử lý")
    primary = gettext_lazy("Lưu kết quả xử lý")
    done = gettext_lazy("Đã ghi; số liệu vào biểu 06/QLKNTC của kỳ.")

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "on": clock.today()}

    def perform(self, form: KeyedForm) -> UUID:
        assert isinstance(form, forms.HandlingForm)
        told = form.cleaned_data
        row = concluding.record_handling(
            self.inspection,
            on=told["on"],
            carried_out=form.punished(),
            note=told["note"],
            actor=self.actor,
            version=told["version"],
        )
        return row.pk


class CloseInspection(InspectionStep):
    name, verb = "close_inspection", "close"
    title = gettext_lazy("Kết thúc theo dõi")
    primary = gettext_lazy("Kết thúc")
    done = gettext_lazy("Đã kết thúc cuộc thanh tra, kiểm tra.")

    def perform(self, form: KeyedForm) -> UUID:
        return concluding.close_inspection(self.inspection, actor=self.actor, version=form.cleaned_data["version"]).pk

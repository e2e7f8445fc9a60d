"""What a unit does with its own report, step by step."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from identity import confirmations
from oversight.actions import reports as decisions
from oversight.models import ReportStatus
from oversight.rules.forms import Form, set_of
from registry import tree
from tenants.documents.forms.base import KeyedForm
from tenants.documents.forms.documents import SigningForm
from tenants.reports import policies
from tenants.reports.actions import consolidating, filling, signing, snapshotting
from tenants.reports.forms.filling import (
    CellsForm,
    CommentForm,
    ExplanationForm,
    ReasonForm,
    WordsForm,
)
from tenants.reports.queries.totals import reports_below
from tenants.reports.views.step import ReportStep


class Snapshot(ReportStep):
    name = verb = "snapshot"
    title = gettext_lazy("Chốt số liệu")
    primary = gettext_lazy("Chốt số liệu đến hết kỳ")
    done = gettext_lazy("Đã chốt số liệu.")

    def sentence(self) -> str:
        return _(
            "Số liệu từ %(first)s đến hết %(last)s được đếm lại từ sổ của đơn vị và giữ nguyên cùng danh sách. "
            "Việc vào sổ sau đó không làm đổi số đã chốt."
        ) % {"first": f"{self.report.first:%d/%m/%Y}", "last": f"{self.report.last:%d/%m/%Y}"}

    def perform(self, form: KeyedForm) -> UUID:
        return snapshotting.take_snapshot(self.report.pk, actor=self.actor).pk


class FormStep(ReportStep):
    """A step on one form of the report."""

    form_of: Form

    def find(self) -> None:
        super().find()
        self.form_of = set_of(self.report.form_set, self.report.first).at(self.kwargs["slug"])

    def back_url(self) -> str:
        return f"{super().back_url()}?form={self.form_of.slug}"


class TypeCells(FormStep):
    name, verb = "report-cells", "fill"
    form_class = CellsForm
    template_name = "reports/cells.html"
    title = gettext_lazy("Nhập tay số liệu")
    primary = gettext_lazy("Lưu số liệu nhập tay")
    done = gettext_lazy("Đã lưu số liệu nhập tay.")

    def form_arguments(self) -> dict[str, Any]:
        return {"form": self.form_of}

    def initial(self) -> dict[str, Any]:
        row = self.row()
        typed = row.typed.get(self.form_of.code, {}) if row else {}
        given = {f"c{no}": one["value"] for no, one in typed.items()}
        last = next((one["source"] for one in reversed(list(typed.values()))), "")
        return {**super().initial(), **given, "source": last}

    def sentence(self) -> str:
        said = _("Chỉ những cột hệ thống chưa giữ dữ kiện. Ô để trống là chưa có số liệu, không phải số 0.")
        return f"{self.form_of.code}: {self.form_of.title}\n{said}"

    def perform(self, form: KeyedForm) -> UUID:
        assert isinstance(form, CellsForm)
        told = form.cleaned_data
        return filling.type_cells(
            self.report.pk,
            form=self.form_of.code,
            values=form.values(),
            source=told["source"],
            rest_is_zero=told["rest_is_zero"],
            actor=self.actor,
            version=told.get("version"),
        ).pk


class WriteWords(FormStep):
    name, verb = "report-words", "fill"
    form_class = WordsForm
    title = gettext_lazy("Ghi chú của biểu")
    primary = gettext_lazy("Lưu")
    done = gettext_lazy("Đã lưu.")

    def find(self) -> None:
        super().find()
        set_of(self.report.form_set, self.report.first).column(self.form_of.code, self.kwargs["no"])

    def initial(self) -> dict[str, Any]:
        row = self.row()
        words = row.texts.get(self.form_of.code, {}).get(str(self.kwargs["no"]), "") if row else ""
        return {**super().initial(), "text": words}

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        return filling.write_words(
            self.report.pk, form=self.form_of.code, no=self.kwargs["no"], text=told["text"], actor=self.actor,
            version=told.get("version"),
        ).pk  # fmt: skip


class Comment(FormStep):
    name = "report-comment"
    verb = "comment"
    form_class = CommentForm
    title = gettext_lazy("Ý kiến về một ô số liệu")
    primary = gettext_lazy("Ghi ý kiến")
    done = gettext_lazy("Đã ghi ý kiến.")

    def find(self) -> None:
        super().find()
        self.column = set_of(self.report.form_set, self.report.first).column(self.form_of.code, self.kwargs["no"])

    def sentence(self) -> str:
        return f"{self.form_of.code}, {self.column.no}. {self.column.group} {self.column.label}"

    def perform(self, form: KeyedForm) -> UUID:
        return filling.comment(
            self.report.pk, form=self.form_of.code, no=self.column.no, text=form.cleaned_data["text"], actor=self.actor
        ).pk


class Explain(ReportStep):
    name, verb = "report-explain", "fill"
    form_class = ExplanationForm
    title = gettext_lazy("Giải trình số liệu không khớp")
    primary = gettext_lazy("Lưu giải trình")
    done = gettext_lazy("Đã lưu giải trình; in trong phần ghi chú.")

    def initial(self) -> dict[str, Any]:
        row, key = self.row(), self.request.GET.get("key", "")
        return {**super().initial(), "key": key, "text": row.explained.get(key, "") if row else ""}

    def sentence(self) -> str:
        form, rule, _other = [*self.request.GET.get("key", "").split("|"), "", ""][:3]
        return f"{form}: {rule}" if rule else ""

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        return filling.explain_rule(
            self.report.pk, key=told["key"], text=told["text"], actor=self.actor, version=told.get("version")
        ).pk


class Consolidate(ReportStep):
    name = verb = "consolidate"
    title = gettext_lazy("Tổng hợp báo cáo các đơn vị trực thuộc")
    primary = gettext_lazy("Cộng báo cáo đã khóa vào báo cáo của đơn vị")
    done = gettext_lazy("Đã tổng hợp.")

    def sentence(self) -> str:
        found = reports_below(self.report)
        lines = [_("Cộng %(n)d báo cáo đã khóa.") % {"n": len(found.locked)}]
        if found.missing:
            names = "; ".join(tree.get(one.unit_id).name for one in found.missing)
            lines.append(_("Chưa có: %(units)s. Những đơn vị này được nêu tên trong báo cáo.") % {"units": names})
        return "\n".join(lines)

    def next_url(self) -> str:
        return reverse("reports:consolidated", args=[self.report.pk])

    def perform(self, form: KeyedForm) -> UUID:
        return consolidating.consolidate(self.report.pk, actor=self.actor, version=form.cleaned_data.get("version")).pk


class Sign(ReportStep):
    name, verb = "report-sign", "sign"
    form_class = SigningForm
    title = gettext_lazy("Ký báo cáo")
    primary = gettext_lazy("Ký, cấp số và khóa số liệu")
    done = gettext_lazy("Đã ký và cấp số. Báo cáo chờ gửi cấp trên.")

    def before(self, form: KeyedForm) -> None:
        self.proof = confirmations.confirm(self.request, form.cleaned_data["confirmation"])

    def sentence(self) -> str:
        return _("Báo cáo được lập thành văn bản có số, kèm các biểu; bản PDF giữ nguyên từ đây.")

    def perform(self, form: KeyedForm) -> UUID:
        return signing.sign_report(
            self.report.pk, proof=self.proof, actor=self.actor, version=form.cleaned_data.get("version")
        ).pk


class TakeBack(ReportStep):
    name = "report-take-back"
    verb = "take_back"
    form_class = ReasonForm
    danger = True
    title = gettext_lazy("Rút lại báo cáo đã ký")
    primary = gettext_lazy("Rút lại để sửa")
    done = gettext_lazy("Đã rút lại; văn bản đã ký giữ số và mang dấu “Đã thu hồi”.")

    def perform(self, form: KeyedForm) -> UUID:
        return signing.take_back(self.report.pk, reason=form.cleaned_data["reason"], actor=self.actor).pk


class Submit(ReportStep):
    name = "report-submit"
    verb = "submit"
    title = gettext_lazy("Gửi báo cáo")
    primary = gettext_lazy("Gửi báo cáo")
    done = gettext_lazy("Đã gửi báo cáo.")

    def sentence(self) -> str:
        if self.report.superior_id is None:
            return _(
                "Nơi nhận ở ngoài hệ thống: số liệu được khóa, sau đó gửi văn bản đã ký kèm bằng chứng ở trang văn bản."
            )
        return _(
            "Số liệu đã ký được gửi lên %(unit)s và không sửa được nữa, trừ khi bị trả lại. Lời văn và bản gửi cấp trên đi theo; "
            "bản ký ở lại đơn vị."
        ) % {"unit": tree.get(self.report.superior_id).name}

    def perform(self, form: KeyedForm) -> UUID:
        return signing.submit_report(self.report.pk, actor=self.actor).pk


class AskReopening(ReportStep):
    name = "report-reopening"
    verb = "ask_reopening"
    form_class = ReasonForm
    title = gettext_lazy("Đề nghị mở lại báo cáo đã khóa")
    primary = gettext_lazy("Đề nghị cấp trên cho đính chính")
    done = gettext_lazy("Đã gửi đề nghị.")

    def perform(self, form: KeyedForm) -> UUID:
        return signing.ask_reopening(self.report.pk, reason=form.cleaned_data["reason"], actor=self.actor).pk


class Outcome(ReportStep):
    """Where nobody above is on the platform: the unit notes that the recipient took it, then closes it, or opens it again."""

    name = "report-outcome"
    title = gettext_lazy("Ghi nhận kết quả gửi báo cáo")
    done = gettext_lazy("Đã ghi nhận.")

    NEXT = {
        ReportStatus.SUBMITTED: ("accept", gettext_lazy("Nơi nhận đã tiếp nhận báo cáo")),
        ReportStatus.ACCEPTED: ("lock", gettext_lazy("Khóa báo cáo")),
        ReportStatus.LOCKED: ("reopen", gettext_lazy("Mở bản đính chính")),
    }

    def find(self) -> None:
        super().find()
        self.verb, self.primary = self.NEXT.get(  # type: ignore[misc]
            ReportStatus(self.report.status), ("accept", gettext_lazy("Ghi nhận"))
        )

    def perform(self, form: KeyedForm) -> UUID:
        decide = {
            "accept": decisions.accept_report,
            "lock": decisions.lock_report,
            "reopen": decisions.reopen_report,
        }[self.verb]
        policies.may(self.actor, self.verb, self.report).require()
        return decide(self.report, actor=self.actor).pk

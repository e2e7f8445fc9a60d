"""Forms of one task: each step asks for what it needs and nothing else."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel import clock
from tenants.cases.forms.base import DayField, KeyedForm, text_block
from tenants.cases.forms.intake import FilesField
from tenants.conclusions.enums import HowAnswered

Choices = Sequence[tuple[str, str]]
FILES_HELP = _("PDF, ảnh, Word, Excel; chọn được nhiều tệp.")


class StepForm(KeyedForm):
    """A step that asks for nothing; the base of the others, which start days with today."""

    starts_today: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.starts_today:
            self.fields[name].initial = clock.today()

    def lost_files(self) -> list[str]:
        """Names of files sent with a refused form: a browser cannot be handed them back."""
        return [item.name or "" for item in self.files.getlist("attachments")] if self.files else []


class ProgressForm(StepForm):
    text = text_block(_("Tiến độ thực hiện"))
    told_by = forms.CharField(
        label=_("Theo báo cáo của"), required=False, max_length=250,
        help_text=_("Ghi khi Văn phòng nhập thay cơ quan thực hiện: tên cơ quan, người báo."),
    )  # fmt: skip


class ObstacleForm(StepForm):
    text = text_block(_("Vướng mắc, đề nghị"), help_text=_("Người đứng đầu thấy ngay và cho ý kiến."))


class ObstacleAnswerForm(StepForm):
    answer = text_block(_("Ý kiến chỉ đạo"))


class ResultForm(StepForm):
    starts_today = ("reported_on",)
    text = text_block(_("Kết quả thực hiện"))
    reported_on = DayField(label=_("Ngày báo cáo người đứng đầu"))
    attachments = FilesField(label=_("Tài liệu chứng minh"), required=False, help_text=FILES_HELP)


class ReceiptForm(StepForm):
    starts_today = ("received_on",)
    text = text_block(_("Đã nhận được gì"), help_text=_("Tóm tắt báo cáo, hồ sơ cơ quan gửi đến."))
    received_on = DayField(label=_("Ngày nhận"))
    attachments = FilesField(label=_("Tệp"), required=False, help_text=FILES_HELP)


class AgreementForm(StepForm):
    starts_today = ("agreed_on",)
    text = text_block(_("Nội dung, quan điểm, định hướng đã thống nhất với Văn phòng"))
    agreed_on = DayField(label=_("Ngày thống nhất"))


class ReasonForm(StepForm):
    reason = text_block(_("Lý do"), rows=3)


class AnswerForm(StepForm):
    """How the citizen has the answer, with its proof."""

    starts_today = ("answered_on",)
    how = forms.ChoiceField(label=_("Cách trả lời"), choices=HowAnswered.choices, widget=forms.RadioSelect)
    answered_on = DayField(label=_("Ngày trả lời"))
    number = forms.CharField(
        label=_("Số văn bản"), required=False, max_length=60, help_text=_("Cần khi gửi bưu điện hoặc thư điện tử.")
    )
    signed_by = forms.CharField(
        label=_("Người ký nhận, người xác nhận"), required=False, max_length=250,
        help_text=_("Cần khi trao tận tay hoặc niêm yết (công dân không có địa chỉ)."),
    )  # fmt: skip
    note = text_block(_("Ghi chú"), rows=2, required=False, max_length=2000)
    attachments = FilesField(label=_("Bản chụp làm bằng chứng"), required=False, help_text=FILES_HELP)


class ExtensionForm(StepForm):
    """A later date with the word to the citizen that goes with it."""

    starts_today = ("told_on",)
    to = DayField(label=_("Hạn mới"))
    reason = text_block(_("Lý do gia hạn"), rows=3)
    responsible = forms.CharField(label=_("Cơ quan chịu trách nhiệm"), required=False, max_length=250)
    how_told = forms.CharField(
        label=_("Đã báo công dân bằng cách nào"), required=False, max_length=250,
        help_text=_("Ví dụ: công văn số 30/UBND gửi bưu điện. Công dân phải được biết thời gian mới và cơ quan chịu trách nhiệm."),
    )  # fmt: skip
    told_on = DayField(label=_("Ngày báo công dân"), required=False)


class UrgingForm(StepForm):
    to = forms.CharField(label=_("Gửi"), required=False, max_length=250)
    text = text_block(_("Nội dung đôn đốc"), rows=4)


class AssignmentForm(StepForm):
    """Another body or person; the dates stay."""

    lead_body = forms.ChoiceField(label=_("Cơ quan chủ trì"))
    officer = forms.ChoiceField(label=_("Cán bộ chịu trách nhiệm"), required=False)
    contact = forms.CharField(
        label=_("Người chịu trách nhiệm, điện thoại"), required=False, max_length=250,
        help_text=_("Ghi khi người chịu trách nhiệm không có tài khoản."),
    )  # fmt: skip
    co_bodies = forms.MultipleChoiceField(
        label=_("Cơ quan phối hợp"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = text_block(_("Lời dặn"), rows=3, required=False, max_length=2000)

    def __init__(self, *args: Any, bodies: Choices, officers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, bodies, officers)


class PreparationForm(StepForm):
    """What is asked of a body before the day."""

    lead_body = forms.ChoiceField(label=_("Cơ quan được yêu cầu"), required=False)
    lead_name = forms.CharField(
        label=_("Hoặc đơn vị khác"),
        required=False,
        max_length=250,
        help_text=_("Đơn vị ngoài danh sách cơ quan, bộ phận."),
    )
    text = text_block(_("Báo cáo, hồ sơ, tài liệu cần gửi trước"))
    due_on = DayField(label=_("Hạn gửi"))
    officer = forms.ChoiceField(label=_("Cán bộ chịu trách nhiệm"), required=False)
    contact = forms.CharField(label=_("Đầu mối, điện thoại"), required=False, max_length=250)

    def __init__(self, *args: Any, bodies: Choices, officers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, bodies, officers)


def offer(form: forms.Form, bodies: Choices, officers: Choices) -> None:
    """Fill the choices of bodies and people."""
    fields: Any = form.fields
    fields["lead_body"].choices = [("", _("— chọn cơ quan —")), *bodies]
    fields["officer"].choices = [("", _("— không chọn —")), *officers]
    if "co_bodies" in fields:
        fields["co_bodies"].choices = list(bodies)

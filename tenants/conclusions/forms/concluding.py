"""Forms of a conclusion: its words, one item, its notice."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants.cases.forms.base import DayField, text_block
from tenants.conclusions.enums import Route
from tenants.conclusions.forms.tasks import Choices, StepForm, offer
from tenants.conclusions.models import Task
from tenants.conclusions.rules.items import ItemData


class ConclusionForm(StepForm):
    title = forms.CharField(label=_("Tên kết luận"), max_length=300)
    text = text_block(_("Ý kiến chung của người kết luận"), required=False)


class ItemForm(StepForm):
    """One item: who leads, who helps, which person, until when; or what was settled on the spot."""

    text = text_block(_("Nội dung kết luận"), rows=4)
    route = forms.ChoiceField(label=_("Hướng xử lý"), choices=Route.choices)
    lead_body = forms.ChoiceField(
        label=_("Cơ quan chủ trì"),
        required=False,
        help_text=_("Cơ quan và người chịu trách nhiệm phải có trước khi thông báo."),
    )
    lead_unit = forms.ChoiceField(
        label=_("Hoặc giao đơn vị cấp dưới"), required=False, help_text=_("Cần có vụ việc đi kèm.")
    )
    officer = forms.ChoiceField(label=_("Cán bộ chịu trách nhiệm"), required=False)
    contact = forms.CharField(
        label=_("Người chịu trách nhiệm, đầu mối liên hệ"), required=False, max_length=250,
        help_text=_("Họ tên, điện thoại. Việc phức tạp phải có đầu mối để công dân hỏi."),
    )  # fmt: skip
    co_bodies = forms.MultipleChoiceField(
        label=_("Cơ quan phối hợp"), required=False, widget=forms.CheckboxSelectMultiple
    )
    due_on = DayField(label=_("Thời hạn"), required=False, help_text=_("Bỏ trống: tính theo kế hoạch."))
    is_complex = forms.BooleanField(label=_("Việc phức tạp"), required=False)
    needs_citizen_answer = forms.BooleanField(
        label=_("Phải trả lời công dân bằng văn bản"), required=False, initial=True
    )
    settled = text_block(
        _("Đã giải quyết ngay"), rows=3, required=False,
        help_text=_("Ghi kết quả khi nội dung rõ ràng, có căn cứ, giải quyết xong tại chỗ; mục này không đưa vào thông báo."),
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: Choices, officers: Choices, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, bodies, officers)
        if units:
            self.fields["lead_unit"].choices = [("", _("— không giao —")), *units]  # type: ignore[attr-defined]
        else:
            del self.fields["lead_unit"]

    def item(self, before: Task | None = None) -> ItemData:
        """What was dictated; the citizen and the case of an item stay with it."""
        told = self.cleaned_data
        return ItemData(
            text=told["text"],
            route=told["route"],
            lead_body=UUID(told["lead_body"]) if told.get("lead_body") else None,
            lead_unit_id=int(told["lead_unit"]) if told.get("lead_unit") else None,
            officer=UUID(told["officer"]) if told.get("officer") else None,
            contact=told["contact"],
            co_bodies=tuple(UUID(one) for one in told["co_bodies"]),
            is_complex=told["is_complex"],
            needs_citizen_answer=told["needs_citizen_answer"],
            due_on=told.get("due_on"),
            registration_id=before.registration_id if before else None,
            opinion_id=before.opinion_id if before else None,
            case_id=before.case_id if before else None,
            settled=told.get("settled", ""),
        )


class IssueForm(StepForm):
    """Number and day of a notice that was signed on paper; not asked where it was signed here."""

    starts_today = ("on",)
    symbol = forms.CharField(label=_("Số, ký hiệu thông báo"), max_length=60)
    on = DayField(label=_("Ngày thông báo"))

    def __init__(self, *args: Any, is_signed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_signed:
            for name in ("symbol", "on"):
                del self.fields[name]


class LinkForm(StepForm):
    is_linked = forms.BooleanField(label=_("Kênh kia được xem"), required=False)

"""What is typed on the day of a session, beside the notes that save themselves."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel import clock
from tenants.cases.enums import CaseKind, VisitPurpose
from tenants.cases.forms.base import DayField, KeyedForm, text_block
from tenants.cases.rules import fields as field_rules
from tenants.conclusions.enums import Route
from tenants.conclusions.rules.items import ItemData
from tenants.receptions.enums import Agreement, Phase, Signing
from tenants.receptions.forms.registrations import NOTHING_YET, Choices, field_choices


class AttendForm(KeyedForm):
    attended = forms.ChoiceField(
        label=gettext_lazy("Có mặt"),
        choices=[
            ("leader", gettext_lazy("Người được mời trực tiếp dự")),
            ("substitute", gettext_lazy("Cử người dự thay")),
            ("absent", gettext_lazy("Vắng mặt")),
        ],
        widget=forms.RadioSelect,
    )
    substitute = forms.CharField(label=gettext_lazy("Người dự thay, chức vụ"), max_length=200, required=False)
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("attended") == "substitute" and not told.get("substitute"):
            self.add_error("substitute", _("Ghi người dự thay."))
        return told


class IncidentForm(KeyedForm):
    phase = forms.ChoiceField(label=gettext_lazy("Khi nào"), choices=Phase.choices, initial=Phase.DURING)
    what = text_block(gettext_lazy("Việc đã xảy ra"), rows=4)
    is_urgent = forms.BooleanField(
        label=gettext_lazy("Khẩn: báo ngay người đứng đầu, đầu mối an ninh và đơn vị cấp trên"),
        required=False,
        help_text=gettext_lazy("Đơn vị cấp trên chỉ được báo là có sự cố, không kèm nội dung; gọi điện để trao đổi."),
    )


class DeviationForm(KeyedForm):
    what = text_block(gettext_lazy("Khác với chương trình thế nào, vì sao"), rows=3)


class SayForm(KeyedForm):
    agreement = forms.ChoiceField(
        label=gettext_lazy("Ý kiến của công dân"), choices=Agreement.choices, widget=forms.RadioSelect
    )
    outcome = text_block(gettext_lazy("Kết quả lượt tiếp"), rows=2, required=False)


class SignForm(KeyedForm):
    """The citizen's own statement, read out and signed or not."""

    signing = forms.ChoiceField(
        label=gettext_lazy("Sau khi nghe đọc lại, công dân"), choices=Signing.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label=gettext_lazy("Vì sao không ký; ai ký thay, điểm chỉ"), max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("signing") == Signing.REFUSED and not told.get("note"):
            self.add_error("note", _("Ghi vì sao công dân không ký."))
        return told


class ItemForm(KeyedForm):
    """One item of the conclusion: what, which body, who, until when, whom to ask."""

    text = text_block(gettext_lazy("Nội dung kết luận"), rows=3)
    route = forms.ChoiceField(label=gettext_lazy("Hướng xử lý"), choices=Route.choices, initial=Route.HANDLE)
    lead_body = forms.ChoiceField(label=gettext_lazy("Cơ quan thực hiện"), required=False)
    officer = forms.ChoiceField(label=gettext_lazy("Người chịu trách nhiệm"), required=False)
    due_on = DayField(label=gettext_lazy("Thời hạn"), required=False)
    contact = forms.CharField(label=gettext_lazy("Đầu mối liên hệ"), max_length=250, required=False)
    registration = forms.ChoiceField(label=gettext_lazy("Của lượt tiếp"), required=False)
    settled = text_block(gettext_lazy("Đã giải quyết ngay tại buổi tiếp: kết quả"), rows=2, required=False)

    def __init__(self, *args: Any, bodies: Choices, officers: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("lead_body", bodies), ("officer", officers), ("registration", people)):
            box: Any = self.fields[name]
            box.choices = [*NOTHING_YET, *choices]

    def item(self) -> ItemData:
        """As the action wants it."""
        told = self.cleaned_data
        return ItemData(
            text=told["text"],
            route=told["route"],
            lead_body=UUID(told["lead_body"]) if told["lead_body"] else None,
            officer=UUID(told["officer"]) if told["officer"] else None,
            contact=told["contact"],
            due_on=told["due_on"],
            settled=told["settled"],
        )


class MakeCaseForm(KeyedForm):
    """What an intake asks beside what the registration says already."""

    field = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"))
    denounced = forms.CharField(label=gettext_lazy("Người bị tố cáo, chức vụ"), max_length=250, required=False)
    into = forms.CharField(
        label=gettext_lazy("Nhập vào vụ việc số"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Bỏ trống để lập vụ việc mới."),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box: Any = self.fields["field"]
        box.choices = field_rules.choices().get(kind) or field_choices()
        if kind != CaseKind.DENUNCIATION:
            del self.fields["denounced"]


class ReadingForm(KeyedForm):
    was_read = forms.BooleanField(label=gettext_lazy("Đã đọc lại cho những người dự nghe"), required=False)
    signed = forms.ChoiceField(
        label=gettext_lazy("Ký biên bản"),
        choices=[
            ("ALL", gettext_lazy("Mọi người đã ký")),
            ("SOME", gettext_lazy("Có người chưa ký")),
            ("REFUSED", gettext_lazy("Công dân không ký")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=gettext_lazy("Ai chưa ký, vì sao"), max_length=500, required=False)


class VisitForm(KeyedForm):
    """A visit without a petition: advice, an inquiry."""

    full_name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=150)
    address = forms.CharField(label=gettext_lazy("Địa chỉ"), max_length=250, required=False)
    id_number = forms.CharField(label=gettext_lazy("Số căn cước / hộ chiếu"), max_length=20, required=False)
    purpose = forms.ChoiceField(
        label=gettext_lazy("Công dân đến"),
        choices=[(one.value, one.label) for one in (VisitPurpose.ADVICE, VisitPurpose.INQUIRY)],
        initial=VisitPurpose.ADVICE,
        widget=forms.RadioSelect,
    )
    summary = text_block(gettext_lazy("Nội dung"), rows=3, max_length=10_000)
    person_count = forms.IntegerField(label=gettext_lazy("Số người"), min_value=1, max_value=10_000, initial=1)
    settled_by = forms.CharField(
        label=gettext_lazy("Cơ quan đã giải quyết hết thẩm quyền"), max_length=250, required=False
    )
    guided_to = forms.CharField(label=gettext_lazy("Hướng dẫn đến"), max_length=250, required=False)
    visited_on = DayField(label=gettext_lazy("Ngày tiếp"), initial=clock.today)

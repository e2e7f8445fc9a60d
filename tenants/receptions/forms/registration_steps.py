"""What the office types into the steps of a registration."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from tenants.cases.forms.base import DayField, KeyedForm, text_block
from tenants.cases.forms.intake import FilesField
from tenants.documents.enums import NoticeChannel
from tenants.receptions.forms.registrations import (
    NOTHING_YET,
    Choices,
    concerned_field,
    offer_concerned,
    told_concerned,
)
from tenants.receptions.rules.plan_terms import Criterion


class ScreenForm(KeyedForm):
    """Fit to be received, and what the office sees in it."""

    flags = forms.MultipleChoiceField(
        label=gettext_lazy("Tính chất vụ việc"),
        choices=Criterion.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = text_block(gettext_lazy("Nhận xét"), rows=3, required=False)


class RefuseForm(KeyedForm):
    ground = forms.ChoiceField(label=gettext_lazy("Căn cứ từ chối tiếp"), widget=forms.RadioSelect)
    explanation = text_block(gettext_lazy("Giải thích cho công dân"), rows=4)

    def __init__(self, *args: Any, grounds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box: Any = self.fields["ground"]
        box.choices = grounds


class GuideForm(KeyedForm):
    competent = forms.CharField(label=gettext_lazy("Cơ quan có thẩm quyền"), max_length=250)
    reason = text_block(gettext_lazy("Vì sao không thuộc đơn vị này"), rows=4)


class SettleForm(KeyedForm):
    result = text_block(gettext_lazy("Kết quả giải quyết, trả lời công dân"), rows=6)
    basis = text_block(gettext_lazy("Căn cứ pháp luật"), rows=2, required=False)


class TellForm(KeyedForm):
    channel = forms.ChoiceField(label=gettext_lazy("Đã báo bằng cách"), choices=[
        (one.value, one.label)
        for one in (NoticeChannel.HAND, NoticeChannel.POST, NoticeChannel.EMAIL, NoticeChannel.PHONE)
    ])  # fmt: skip
    on = DayField(label=gettext_lazy("Ngày báo"))


class ProposeRegistrationForm(KeyedForm):
    session = forms.ChoiceField(label=gettext_lazy("Buổi tiếp"))
    proposal = text_block(gettext_lazy("Nội dung, hình thức đề xuất"), rows=4)

    def __init__(self, *args: Any, sessions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box: Any = self.fields["session"]
        box.choices = sessions


class ReasonForm(KeyedForm):
    reason = text_block(gettext_lazy("Lý do"), rows=3)


class InviteForm(KeyedForm):
    channel = forms.ChoiceField(label=gettext_lazy("Cách mời"))
    bring = forms.CharField(label=gettext_lazy("Giấy tờ mang theo"), max_length=300, required=False)

    def __init__(self, *args: Any, channels: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box: Any = self.fields["channel"]
        box.choices = channels


class ReceiptForm(KeyedForm):
    papers = text_block(
        gettext_lazy("Giấy tờ nhận"), rows=5, help_text=gettext_lazy("Mỗi dòng một giấy tờ, ghi bản chính hay bản sao.")
    )
    attachments = FilesField(label=gettext_lazy("Bản chụp"), required=False)


class DossierForm(KeyedForm):
    body = forms.ChoiceField(label=gettext_lazy("Cơ quan, bộ phận của đơn vị"), required=False)
    unit_name = forms.CharField(label=gettext_lazy("Hoặc đơn vị khác"), max_length=250, required=False)
    wanted = text_block(gettext_lazy("Báo cáo, hồ sơ cần gửi"), rows=4)
    due_on = DayField(label=gettext_lazy("Hạn gửi"))
    contact = forms.CharField(label=gettext_lazy("Người liên hệ"), max_length=250, required=False)

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box: Any = self.fields["body"]
        box.choices = [*NOTHING_YET, *bodies]


class BriefForm(KeyedForm):
    brief = text_block(gettext_lazy("Tóm tắt vụ việc"), rows=16, required=False, max_length=30_000)
    anew = forms.BooleanField(
        label=gettext_lazy("Lập lại từ hồ sơ (thay phần đang có)"),
        required=False,
        help_text=gettext_lazy("Lấy nội dung đăng ký, quá trình giải quyết của vụ việc đã gắn, ý kiến các cơ quan."),
    )


class LinkCaseForm(KeyedForm):
    number = forms.CharField(
        label=gettext_lazy("Số vụ việc"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Ví dụ 000123/2026/89. Bỏ trống để bỏ gắn."),
    )


class ConcernedForm(KeyedForm):
    """Whom a matter of Party discipline concerns, said anew."""

    concerned = concerned_field()
    reason = text_block(gettext_lazy("Vì sao sửa"), rows=2, max_length=1000)

    def __init__(self, *args: Any, colleagues: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_concerned(self.fields["concerned"], colleagues)

    def clean_concerned(self) -> list[str]:
        return told_concerned(self.cleaned_data["concerned"])

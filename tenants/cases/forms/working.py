"""Forms of the work inside a unit: who works on a case, what is noted, what is asked, when it is taken on."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel import clock
from tenants.cases.forms.base import DayField, KeyedForm, marked, text_block
from tenants.cases.forms.intake import FilesField


class AssignmentForm(KeyedForm):
    """Who works on the case from now on."""

    to = forms.ChoiceField(label=_("Giao cho"), widget=forms.RadioSelect)
    note = text_block(_("Lời dặn"), rows=3, required=False, max_length=2000)

    def __init__(self, *args: object, people: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = people  # type: ignore[attr-defined]


class NoteForm(KeyedForm):
    """One note of the case's timeline."""

    text = text_block(_("Ghi chú"))
    is_internal = forms.BooleanField(
        label=_("Ghi chú nội bộ"),
        required=False,
        help_text=_("Ghi chú nội bộ không đi theo hồ sơ khi vụ việc được chuyển đi."),
    )


class AttachmentsForm(KeyedForm):
    """Files added to the dossier."""

    attachments = FilesField(label=_("Tệp"), help_text=_("PDF, ảnh, Word, Excel; chọn được nhiều tệp."))
    is_internal = forms.BooleanField(
        label=_("Tài liệu nội bộ"),
        required=False,
        help_text=_("Tài liệu nội bộ không đi theo hồ sơ khi vụ việc được chuyển đi."),
    )

    def lost_files(self) -> list[str]:
        return [item.name or "" for item in self.files.getlist("attachments")] if self.files else []


class SupplementForm(KeyedForm):
    """What the citizen is asked to bring, until when."""

    text = text_block(_("Đề nghị công dân bổ sung"), help_text=_("Câu này được in nguyên văn trong giấy gửi công dân."))
    due_on = DayField(label=_("Hạn bổ sung"))


class OpinionForm(KeyedForm):
    """A question to another body of the unit."""

    body = forms.ChoiceField(label=_("Bộ phận được hỏi"))
    text = text_block(_("Nội dung xin ý kiến"))
    due_on = DayField(label=_("Hạn cho ý kiến"))

    def __init__(self, *args: object, bodies: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [("", "—"), *bodies]  # type: ignore[attr-defined]


class ReplyForm(KeyedForm):
    """What came back to a request."""

    reply = text_block(_("Nội dung đã nhận được"))


class SettlementForm(KeyedForm):
    """The day the case was taken on for settlement (thụ lý); the statutory clock starts then."""

    on = DayField(label=_("Ngày thụ lý"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()


class BulkAssignmentForm(KeyedForm):
    """Several cases to one person."""

    to = forms.ChoiceField(label=_("Giao các vụ việc đã chọn cho"))
    cases = forms.MultipleChoiceField(required=True)

    def __init__(self, *args: object, people: list[tuple[str, str]], case_ids: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("— chọn người —")), *people]  # type: ignore[attr-defined]
        self.fields["cases"].choices = marked(case_ids)  # type: ignore[attr-defined]
        self.fields["cases"].error_messages["required"] = _("Hãy chọn ít nhất một vụ việc trong danh sách.")

    def chosen(self) -> list[UUID]:
        return [UUID(value) for value in self.cleaned_data["cases"]]

"""Forms of opinions: collected, sorted, prepared, cleared, asked, answered, assigned, replied to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel import clock
from tenants.cases.enums import CaseKind
from tenants.cases.forms.base import DayField, KeyedForm, text_block
from tenants.conclusions.enums import HowAnswered, Route
from tenants.dialogues.actions.opinions import BEFORE, OpinionData
from tenants.dialogues.enums import OpinionSource, Urgency
from tenants.dialogues.rules.recipients import Recipient
from tenants.documents.enums import NoticeChannel

Choices = list[tuple[str, str]]
NONE = ("", "—")


class PersonFields(KeyedForm):
    """Who asks, and what; the part that slips, questions and collected opinions share."""

    person_name = forms.CharField(label=_("Người nêu ý kiến"), max_length=150, required=False)
    person_address = forms.CharField(label=_("Địa chỉ"), max_length=250, required=False)
    person_phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    text = text_block(_("Nội dung ý kiến, kiến nghị"), rows=5)
    topic = forms.ChoiceField(label=_("Chủ đề"), required=False)
    urgency = forms.ChoiceField(label=_("Mức độ cấp thiết"), choices=Urgency.choices, initial=Urgency.NORMAL)

    def __init__(self, *args: Any, topics: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [NONE, *topics]  # type: ignore[attr-defined]

    def data_of(self, source: str, **more: Any) -> OpinionData:
        """What was typed."""
        told = self.cleaned_data
        return OpinionData(
            source=source,
            text=told["text"],
            person_name=told["person_name"],
            person_address=told["person_address"],
            person_phone=told["person_phone"],
            topic=told["topic"],
            urgency=told["urgency"],
            source_name=told.get("source_name", ""),
            **more,
        )


class CollectForm(PersonFields):
    """An opinion received before the day."""

    line = forms.ChoiceField(label=_("Kênh"), widget=forms.RadioSelect)
    source = forms.ChoiceField(
        label=_("Nguồn"), choices=[(one.value, one.label) for one in OpinionSource if one in BEFORE]
    )
    source_name = forms.CharField(label=_("Tên cơ quan, tổ chức, báo, đài, đại biểu"), max_length=250, required=False)
    conference = forms.ChoiceField(label=_("Dùng cho hội nghị"), required=False)
    case_number = forms.CharField(label=_("Số vụ việc, nếu ý kiến đến bằng một vụ việc"), max_length=40, required=False)
    cleared_on = DayField(label=_("Cơ sở đã giải quyết ngày"), required=False)
    cleared_note = text_block(_("Kết quả cơ sở đã giải quyết"), rows=2, required=False, max_length=5000)
    field_order = (
        *("line", "source", "source_name", "person_name", "person_address", "person_phone", "text", "topic"),
        *("urgency", "conference", "case_number", "cleared_on", "cleared_note"),
    )

    def __init__(self, *args: Any, lines: Choices, conferences: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = lines  # type: ignore[attr-defined]
        self.fields["line"].initial = lines[0][0] if lines else ""
        self.fields["conference"].choices = [("", _("Chưa định")), *conferences]  # type: ignore[attr-defined]


class SlipForm(PersonFields):
    """A speech slip that came back."""

    source_name = forms.CharField(label=_("Đại diện cho"), max_length=250, required=False)
    field_order = ("person_name", "source_name", "person_address", "person_phone", "text", "topic", "urgency")


class QuestionForm(PersonFields):
    """Said on the floor, or a written question handed to the desk."""

    source = forms.ChoiceField(
        label=_("Hình thức"),
        choices=[(one.value, one.label) for one in (OpinionSource.FLOOR, OpinionSource.WRITTEN)],
        widget=forms.RadioSelect,
        initial=OpinionSource.FLOOR,
    )
    field_order = ("source", "person_name", "person_address", "person_phone", "text", "topic", "urgency")


class ClassifyForm(KeyedForm):
    """Content and urgency: two axes; and where it is treated."""

    topic = forms.ChoiceField(label=_("Chủ đề"))
    urgency = forms.ChoiceField(label=_("Mức độ cấp thiết"), choices=Urgency.choices, widget=forms.RadioSelect)
    conference = forms.ChoiceField(label=_("Dùng cho hội nghị"), required=False)

    def __init__(self, *args: Any, topics: Choices, conferences: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [NONE, *topics]  # type: ignore[attr-defined]
        self.fields["conference"].choices = [("", _("Chưa định")), *conferences]  # type: ignore[attr-defined]


class PreparationForm(KeyedForm):
    """Which opinions which body prepares, until when."""

    opinions = forms.MultipleChoiceField(label=_("Ý kiến"), widget=forms.CheckboxSelectMultiple)
    body = forms.ChoiceField(label=_("Giao cho"))
    contact = forms.CharField(label=_("Người chuẩn bị"), max_length=250, required=False)
    due_on = DayField(label=_("Hạn gửi nội dung trả lời"))
    text = text_block(_("Yêu cầu"), rows=3, required=False, max_length=5000)

    def __init__(self, *args: Any, opinions: Choices, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opinions"].choices = opinions  # type: ignore[attr-defined]
        self.fields["body"].choices = [NONE, *bodies]  # type: ignore[attr-defined]


class PreparedForm(KeyedForm):
    """The answer that was prepared."""

    text = text_block(_("Nội dung trả lời đã chuẩn bị"))
    legal_basis = forms.CharField(label=_("Căn cứ pháp luật"), max_length=500, required=False)
    by = forms.CharField(label=_("Cơ quan chuẩn bị"), max_length=250, required=False)


class ClearForm(KeyedForm):
    """Settled before the day."""

    on = DayField(label=_("Ngày giải quyết"))
    note = text_block(_("Kết quả, nơi giải quyết"), rows=3, max_length=5000)


class AnswerForm(KeyedForm):
    """Answered at the meeting."""

    text = text_block(_("Nội dung trả lời"))
    by = forms.CharField(label=_("Người, cơ quan trả lời"), max_length=250)
    legal_basis = forms.CharField(label=_("Căn cứ pháp luật"), max_length=500, required=False)


class AssignForm(KeyedForm):
    """Left open: route, body, person, date, direction."""

    route = forms.ChoiceField(label=_("Hướng giải quyết"), choices=Route.choices, widget=forms.RadioSelect)
    direction = text_block(_("Ý kiến chỉ đạo"), rows=3, max_length=5000)
    body = forms.ChoiceField(label=_("Cơ quan giải quyết"))
    contact = forms.CharField(label=_("Người chịu trách nhiệm"), max_length=250)
    due_on = DayField(label=_("Thời hạn"))
    is_complex = forms.BooleanField(label=_("Phức tạp, liên quan nhiều ngành"), required=False)
    legal_basis = forms.CharField(label=_("Căn cứ pháp luật"), max_length=500, required=False)

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [NONE, *bodies]  # type: ignore[attr-defined]


class WordForm(KeyedForm):
    """A step with a few words that may be left out."""

    note = text_block(_("Ghi chú"), rows=3, required=False, max_length=5000)


class SubmitUpForm(KeyedForm):
    """Sent to the unit above."""

    kind = forms.ChoiceField(
        label=_("Loại"),
        choices=[(one.value, one.label) for one in (CaseKind.PROPOSAL, CaseKind.REFLECTION)],
        widget=forms.RadioSelect,
        initial=CaseKind.PROPOSAL,
    )
    reason = text_block(_("Lý do vượt thẩm quyền, đề xuất"), rows=4, max_length=5000)


class InterimForm(KeyedForm):
    """It takes longer: until when, which body."""

    until = DayField(label=_("Thời gian dự kiến trả lời"))
    body = forms.CharField(label=_("Cơ quan chịu trách nhiệm giải quyết"), max_length=250)
    text = text_block(_("Lý do, nội dung thông báo"), rows=3, max_length=5000)
    how = forms.ChoiceField(
        label=_("Cách gửi"),
        choices=[(one.value, one.label) for one in (NoticeChannel.POST, NoticeChannel.HAND, NoticeChannel.PHONE)],
    )


class RecipientsForm(KeyedForm):
    """The four recipients, each with name, way, day and proof."""

    def __init__(
        self, *args: Any, names: dict[str, str], known: dict[str, dict[str, Any]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        kept = known or {}
        ways = [(one.value, one.label) for one in NoticeChannel if one in SENT_BY]
        for role in Recipient:
            before = kept.get(role.value, {})
            self.fields[f"name_{role.value}"] = forms.CharField(
                label=_("Tên nơi nhận"),
                max_length=250,
                required=False,
                initial=before.get("name") or names.get(role.value, ""),
            )
            self.fields[f"how_{role.value}"] = forms.ChoiceField(
                label=_("Cách gửi"), choices=ways, initial=before.get("how") or NoticeChannel.POST
            )
            self.fields[f"sent_on_{role.value}"] = DayField(
                label=_("Ngày gửi"), required=False, initial=before.get("sent_on") or clock.today()
            )
            self.fields[f"proof_{role.value}"] = forms.CharField(
                label=_("Bằng chứng"), max_length=500, required=False, initial=before.get("proof", "")
            )

    def groups(self) -> list[tuple[str, list[Any]]]:
        """The bound fields of each recipient."""
        return [
            (str(role.label), [self[f"{name}_{role.value}"] for name in ("name", "how", "sent_on", "proof")])
            for role in Recipient
        ]


class ReplyForm(RecipientsForm):
    """The written answer."""

    text = text_block(_("Nội dung trả lời"))
    legal_basis = forms.CharField(label=_("Căn cứ pháp luật"), max_length=500, required=False)
    number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=60)
    on = DayField(label=_("Ngày văn bản"))
    how = forms.ChoiceField(label=_("Người nêu ý kiến nhận bằng cách"), choices=HowAnswered.choices)
    signed_by = forms.CharField(label=_("Người ký nhận, xác nhận niêm yết"), max_length=250, required=False)

    def own_fields(self) -> list[Any]:
        """The fields above the recipients."""
        return [self[name] for name in ("text", "legal_basis", "number", "on", "how", "signed_by")]


SENT_BY = frozenset(
    {NoticeChannel.POST, NoticeChannel.HAND, NoticeChannel.EMAIL, NoticeChannel.UNIT, NoticeChannel.POSTING}
)

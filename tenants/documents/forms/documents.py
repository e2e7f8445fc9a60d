"""Forms of official documents."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from identity.forms.base import DayField
from kernel import clock
from registry.levels import Line
from tenants.documents.actions.filing import INSTRUMENTS
from tenants.documents.enums import DocumentKind, DocumentStatus, NoticeChannel
from tenants.documents.forms.base import KeyedForm, ManyFiles, text_block
from tenants.documents.queries.register import Filters
from tenants.documents.rules import series, texts

LINES = [(line.value, line.label) for line in (Line.PARTY, Line.GOVERNMENT)]
# What a clerk writes freely; the other kinds come from the work they belong to.
FREE_KINDS = (
    DocumentKind.LETTER,
    DocumentKind.GUIDANCE,
    DocumentKind.ANSWER,
    DocumentKind.SCHEDULE_NOTICE,
    DocumentKind.CHANGE_NOTICE,
    DocumentKind.INVITATION,
    DocumentKind.PROGRAMME,
    DocumentKind.HOUSE_RULES,
    DocumentKind.SUBMISSION,
    DocumentKind.SUMMARY,
)
ANY: tuple[str, Any] = ("", _("Tất cả"))


class FilterForm(forms.Form):
    """What the register is narrowed to; nonsense in an address is left out, not refused."""

    q = forms.CharField(label=_("Tìm"), required=False, max_length=200)
    year = forms.ChoiceField(label=_("Năm"), required=False)
    family = forms.ChoiceField(label=_("Dãy số"), required=False)
    kind = forms.ChoiceField(label=_("Loại văn bản"), required=False, choices=[ANY, *DocumentKind.choices])
    line = forms.ChoiceField(label=_("Kênh"), required=False, choices=[ANY, *LINES])
    status = forms.ChoiceField(
        required=False, choices=[("", ""), *DocumentStatus.choices, ("all", "all")], widget=forms.HiddenInput
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, label_suffix="", auto_id="filter_%s")
        this_year = clock.today().year
        years = [(str(year), str(year)) for year in range(this_year, this_year - 10, -1)]
        self.fields["year"].choices = [ANY, *years]  # type: ignore[attr-defined]
        families = sorted(set(series.FAMILY.values()))
        self.fields["family"].choices = [ANY, *((one, one) for one in families)]  # type: ignore[attr-defined]
        self.is_valid()

    def filters(self) -> Filters:
        """What was asked for and made sense."""
        told = {name: self.cleaned_data.get(name) or "" for name in ("q", "year", "family", "kind", "line", "status")}
        return Filters(**told)

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("q", "year", "family", "kind", "line"))


class LetterForm(KeyedForm):
    """A paper of running text."""

    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=[(one.value, one.label) for one in FREE_KINDS])
    line = forms.ChoiceField(label=_("Kênh"), choices=LINES)
    title = forms.CharField(
        label=_("Trích yếu"), max_length=500, help_text=_("Một câu nói văn bản về việc gì."), widget=forms.TextInput
    )
    addressees = text_block(_("Kính gửi"), rows=2, required=False, help_text=_("Mỗi nơi một dòng."), longest=4000)
    paragraphs = text_block(_("Nội dung"), rows=12, help_text=_("Mỗi dòng là một đoạn."))
    items = text_block(_("Các điểm đánh số"), rows=4, required=False, help_text=_("Mỗi dòng là một điểm."))
    recipients = text_block(_("Nơi nhận"), rows=3, required=False, help_text=_("Mỗi nơi một dòng."), longest=8000)

    def __init__(self, *args: Any, lines: frozenset[Line], is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [pair for pair in LINES if pair[0] in lines]
        self.fields["line"].choices = own  # type: ignore[attr-defined]
        if not is_new:
            del self.fields["kind"], self.fields["line"]

    def body(self) -> dict[str, Any]:
        """The blocks of the body that this form knows."""
        data = self.cleaned_data
        return {name: _lines(data[name]) for name in ("addressees", "paragraphs", "items")}

    def recipient_names(self) -> list[str]:
        return _lines(self.cleaned_data["recipients"])


class ReasonForm(KeyedForm):
    """A step that needs its reason."""

    reason = text_block(_("Lý do"), rows=4, longest=2000)


class WithdrawalForm(ReasonForm):
    """The reason, and the right paper where there is one."""

    replaced_by = forms.ChoiceField(label=_("Văn bản thay thế"), required=False)

    def __init__(self, *args: Any, replacements: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaced_by"].choices = [("", _now("Chưa có")), *replacements]  # type: ignore[attr-defined]

    def replacement(self) -> UUID | None:
        chosen = self.cleaned_data["replaced_by"]
        return UUID(chosen) if chosen else None


class SigningForm(KeyedForm):
    """Password or code, asked for at each signature."""

    secret = frozenset({"confirmation"})
    confirmation = forms.CharField(
        label=_("Mật khẩu hoặc mã xác thực 6 số"),
        max_length=200,
        strip=False,
        help_text=_("Xác nhận chính bạn đang ký. Số và ngày được cấp ngay khi ký, không sửa được nữa."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class InstrumentForm(KeyedForm):
    """An instrument issued on paper."""

    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=[(one.value, one.label) for one in INSTRUMENTS])
    line = forms.ChoiceField(label=_("Kênh"), choices=LINES)
    title = forms.CharField(label=_("Tên văn bản"), max_length=500)
    number = forms.CharField(
        label=_("Số, ký hiệu"), max_length=60, help_text=_("Như trên văn bản: 12/QC-UBND, 97-KH/TU.")
    )
    dated_on = DayField(label=_("Ngày ban hành"))
    signer_name = forms.CharField(label=_("Người ký"), max_length=200, required=False)
    valid_from = DayField(label=_("Hiệu lực từ ngày"), required=False)
    valid_to = DayField(label=_("Đến hết ngày"), required=False)
    papers = ManyFiles(label=_("Bản ban hành (PDF)"))

    def __init__(self, *args: Any, lines: frozenset[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [pair for pair in LINES if pair[0] in lines]  # type: ignore[attr-defined]


class TextsForm(KeyedForm):
    """The unit's own texts of one kind."""

    opening = text_block(_("Mở đầu"), rows=6, required=False, longest=texts.MAX_TEXT)
    closing = text_block(_("Kết thúc"), rows=6, required=False, longest=texts.MAX_TEXT)


class SendingForm(KeyedForm):
    """To whom an issued paper goes, by which channel; one recipient a line."""

    channel = forms.ChoiceField(
        label=_("Cách gửi"),
        choices=[(one.value, one.label) for one in NoticeChannel if one != NoticeChannel.UNIT],
        widget=forms.RadioSelect,
        initial=NoticeChannel.EMAIL,
    )
    to = text_block(
        _("Người nhận"),
        rows=5,
        help_text=_("Mỗi dòng: tên; địa chỉ. Ví dụ: Nguyễn Văn A; a@vidu.vn"),
        longest=20_000,
    )
    is_confidential = forms.BooleanField(
        label=_("Việc cần giữ bí mật: thông báo chỉ ghi rằng cơ quan có thông tin gửi"), required=False
    )

    def recipients(self) -> list[tuple[NoticeChannel, str, str]]:
        channel = NoticeChannel(self.cleaned_data["channel"])
        pairs = [line.partition(";") for line in _lines(self.cleaned_data["to"])]
        return [(channel, name.strip(), address.strip()) for name, _sep, address in pairs]


class EmptyForm(KeyedForm):
    """A step that asks nothing."""


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]

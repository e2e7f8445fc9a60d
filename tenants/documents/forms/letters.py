"""Forms of letters: what a register is narrowed to, an answer, a reply that came on paper."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from identity.forms.base import DayField
from kernel import clock
from tenants.documents.enums import LetterTopic
from tenants.documents.forms.base import KeyedForm, ManyFiles, text_block
from tenants.documents.forms.documents import ANY, LINES
from tenants.documents.queries.letters import SHOWN, Filters

TOPICS = [(one.value, one.label) for one in LetterTopic if one != LetterTopic.ACKNOWLEDGEMENT]


class LetterFilterForm(forms.Form):
    """What a register of letters is narrowed to; nonsense in an address is left out, not refused."""

    q = forms.CharField(label=_("Tìm"), required=False, max_length=200)
    year = forms.ChoiceField(label=_("Năm"), required=False)
    topic = forms.ChoiceField(label=_("Loại"), required=False, choices=[ANY, *TOPICS])
    line = forms.ChoiceField(label=_("Kênh"), required=False, choices=[ANY, *LINES])
    show = forms.ChoiceField(
        required=False, choices=[("", ""), *((one, one) for one in SHOWN)], widget=forms.HiddenInput
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, label_suffix="", auto_id="filter_%s")
        this_year = clock.today().year
        years = [(str(year), str(year)) for year in range(this_year, this_year - 10, -1)]
        self.fields["year"].choices = [ANY, *years]  # type: ignore[attr-defined]
        self.is_valid()

    def filters(self) -> Filters:
        """What was asked for and made sense."""
        told = {name: self.cleaned_data.get(name) or "" for name in ("q", "year", "topic", "line", "show")}
        return Filters(**told)

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.fields)


class LetterAnswerForm(KeyedForm):
    """The answer, with files as evidence."""

    text = text_block(_("Nội dung trả lời"), rows=8)
    papers = ManyFiles(
        label=_("Tệp minh chứng"), required=False, help_text=_("PDF, ảnh, Word, Excel; tối đa 20 MB một tệp.")
    )


class PaperReplyForm(KeyedForm):
    """What came on paper: its number and day, what it says, a scan."""

    number = forms.CharField(label=_("Số, ký hiệu văn bản trả lời"), max_length=60)
    on = DayField(label=_("Ngày văn bản"))
    text = text_block(_("Nội dung trả lời"), rows=6)
    papers = ManyFiles(label=_("Bản quét"), required=False)

"""Forms of a report."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oversight.rules.forms import Form
from tenants.documents.forms.base import KeyedForm, text_block
from tenants.reports.actions.filling import MAX_NARRATIVE, MAX_SOURCE, MAX_TEXT


class CellsForm(KeyedForm):
    """The typed columns of one form, each a field ``c<number>``; what is left empty stays empty."""

    source = forms.CharField(
        label=_("Nguồn số liệu"),
        max_length=MAX_SOURCE,
        help_text=_("Của các ô vừa nhập hoặc sửa: sổ, báo cáo hoặc văn bản nào; in kèm số liệu."),
    )
    rest_is_zero = forms.BooleanField(
        label=_("Các ô còn trống: đơn vị xác nhận không phát sinh (ghi 0)"), required=False
    )

    def __init__(self, *args: Any, form: Form, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in form.columns:
            if column.is_typed:
                label = (
                    f"{column.no}. {column.group}: {column.label}" if column.group else f"{column.no}. {column.label}"
                )
                field = forms.DecimalField(label=label, required=False, min_value=0, max_digits=14, decimal_places=2)
                field.localize = False
                self.fields[f"c{column.no}"] = field
        self.order_fields([*(name for name in self.fields if name.startswith("c")), "rest_is_zero", "source"])

    def values(self) -> dict[int, Decimal | None]:
        """Column → figure."""
        return {int(name[1:]): value for name, value in self.cleaned_data.items() if name[1:].isdigit()}


class WordsForm(KeyedForm):
    """A column of words."""

    text = text_block(_("Nội dung"), required=False, longest=MAX_TEXT)


class ExplanationForm(KeyedForm):
    """Why a rule between columns does not hold."""

    key = forms.CharField(max_length=120, widget=forms.HiddenInput)
    text = text_block(_("Giải trình"), rows=3, longest=MAX_TEXT)


class CommentForm(KeyedForm):
    """A word on one cell, inside the unit."""

    text = text_block(_("Ý kiến"), rows=3, longest=MAX_TEXT)


class ReasonForm(KeyedForm):
    """A reason."""

    reason = text_block(_("Lý do"), rows=3, longest=1000)


class NarrativeForm(KeyedForm):
    """The words of the report, one block a heading."""

    again = forms.BooleanField(label=_("Bỏ lời đã sửa, lập lại từ số liệu hiện nay"), required=False)

    def __init__(self, *args: Any, narrative: list[dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for index, part in enumerate(narrative):
            field = text_block(f"{index + 1}. {part['heading']}", rows=4, required=False, longest=MAX_NARRATIVE)
            field.initial = part["text"]
            self.fields[f"p{index}"] = field
        self.order_fields([name for name in self.fields if name != "again"])

    def texts(self) -> list[str] | None:
        """In the order of the headings; none to draft them again."""
        if self.cleaned_data["again"]:
            return None
        parts = [name for name in self.fields if name[1:].isdigit()]
        return [self.cleaned_data[name] for name in parts]

"""Forms of the superior."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from identity.forms.base import DayField
from oversight.actions.reports import MAX_REMARK
from oversight.rules.forms import FormSet
from tenants.documents.forms.base import KeyedForm, text_block

ROWS = 5
Remark = tuple[str, int, str]


class ReturnForm(KeyedForm):
    """Up to five cells with a word each; the first is asked for."""

    def __init__(self, *args: Any, forms_of: FormSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cells = [
            (form.code, [(f"{form.code}|{one.no}", f"{form.code}, {one.no}. {one.label}"[:90]) for one in form.figures])
            for form in forms_of.forms
        ]
        for index in range(ROWS):
            needed = index == 0
            self.fields[f"cell{index}"] = forms.ChoiceField(
                label=_("Ô số liệu"), required=needed, choices=[("", "—"), *cells]
            )
            self.fields[f"text{index}"] = text_block(_("Ý kiến"), rows=2, required=needed, longest=MAX_REMARK)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for index in range(ROWS):
            if bool(cleaned.get(f"cell{index}")) != bool(cleaned.get(f"text{index}")) and index:
                self.add_error(f"text{index}", _("Chọn ô và ghi ý kiến, hoặc để trống cả hai."))
        return cleaned

    def remarks(self) -> list[Remark]:
        """Those that were filled in."""
        found = []
        for index in range(ROWS):
            cell, text = self.cleaned_data.get(f"cell{index}"), self.cleaned_data.get(f"text{index}")
            if cell and text:
                form, _bar, no = cell.partition("|")
                found.append((form, int(no), text))
        return found


class AskForm(KeyedForm):
    """An ad hoc report of units directly below."""

    form_set = forms.ChoiceField(label=_("Loại báo cáo"))
    first = DayField(label=_("Số liệu từ ngày"))
    last = DayField(label=_("Đến hết ngày"))
    due_on = DayField(label=_("Hạn gửi"), help_text=_("Theo văn bản yêu cầu báo cáo."))
    units = forms.MultipleChoiceField(label=_("Đơn vị"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, sets: list[tuple[str, str]], units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_set"].choices = sets  # type: ignore[attr-defined]
        self.fields["units"].choices = units  # type: ignore[attr-defined]

"""Forms of the day and after: attendance, information, minutes, conclusion, review, notice, results."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel import clock
from tenants.cases.forms.base import DayField, KeyedForm, text_block
from tenants.dialogues.rules import people

MARKS = [
    ("", _("Chưa ghi")),
    (people.LEADER, _("Lãnh đạo dự")),
    (people.SUBSTITUTE, _("Người dự thay")),
    (people.ABSENT, _("Vắng")),
]


class AttendanceForm(KeyedForm):
    """How many came; of each participant whether the leader, a substitute or nobody."""

    attended = forms.IntegerField(label=_("Số người dự"), min_value=0, max_value=100_000, required=False)

    def __init__(self, *args: Any, rows: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            key = row["id"]
            self.fields[f"mark-{key}"] = forms.ChoiceField(
                label=_("Ai dự"), choices=MARKS, required=False, initial=row.get("attended", "")
            )
            self.fields[f"substitute-{key}"] = forms.CharField(
                label=_("Người dự thay"), max_length=250, required=False, initial=row.get("substitute", "")
            )
            self.fields[f"reason-{key}"] = forms.CharField(
                label=_("Lý do"), max_length=250, required=False, initial=row.get("reason", "")
            )

    def marks(self) -> dict[str, tuple[str, str, str]]:
        """Id → mark, substitute, reason."""
        told = self.cleaned_data
        return {
            row["id"]: (
                told.get(f"mark-{row['id']}", ""),
                told.get(f"substitute-{row['id']}", ""),
                told.get(f"reason-{row['id']}", ""),
            )
            for row in self.rows
        }

    def groups(self) -> list[tuple[str, list[Any]]]:
        """The bound fields of each participant."""
        return [
            (row["name"], [self[f"{name}-{row['id']}"] for name in ("mark", "substitute", "reason")])
            for row in self.rows
        ]


class TextForm(KeyedForm):
    """A step with one text."""

    text = text_block(_("Nội dung"), rows=5, max_length=10_000)


class AdoptForm(KeyedForm):
    """The minutes are adopted and the meeting ends."""

    attended = forms.IntegerField(label=_("Số người dự"), min_value=0, max_value=100_000)


class ConcludeForm(KeyedForm):
    """The chair's words above the items."""

    text = text_block(_("Ý kiến kết luận của chủ trì"), rows=5, required=False)


class ReviewForm(KeyedForm):
    """The internal review."""

    on = DayField(label=_("Ngày họp rút kinh nghiệm"))
    text = text_block(_("Kết quả đánh giá, phân công"), rows=5, max_length=10_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()


class NotifyForm(KeyedForm):
    """Number and day of the notice that was signed."""

    symbol = forms.CharField(label=_("Số, ký hiệu thông báo"), max_length=60, required=False)
    on = DayField(label=_("Ngày thông báo"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()


class ResultsForm(KeyedForm):
    """To whom the results are reported, one a line."""

    to = text_block(_("Nơi nhận báo cáo"), rows=4, max_length=2000, help_text=_("Mỗi dòng một nơi nhận."))

    def names(self) -> list[str]:
        return [one.strip() for one in self.cleaned_data["to"].splitlines() if one.strip()]


class OrderForm(KeyedForm):
    """One speaker put to a place of the list."""

    opinion = forms.UUIDField(widget=forms.HiddenInput)
    to = forms.IntegerField(label=_("Thứ tự"), min_value=1, max_value=10_000)

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deadlines.queries import shortenable


class OwnRuleForm(forms.Form):
    """A shorter term of the unit's own."""

    code = forms.ChoiceField(label=_("Quy tắc"))
    length = forms.IntegerField(
        label=_("Số ngày"), min_value=1, max_value=999, help_text=_("Chỉ được ngắn hơn quy định của pháp luật.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = shortenable()  # type: ignore[attr-defined]


class OwnDayForm(forms.Form):
    """A day off or a worked day of the unit's own."""

    day = forms.DateField(label=_("Ngày"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    is_working = forms.TypedChoiceField(
        label=_("Ngày này"),
        choices=[("0", _("nghỉ")), ("1", _("làm việc"))],
        coerce=lambda value: value == "1",
        initial="0",
    )
    name = forms.CharField(label=_("Tên gọi"), max_length=200, help_text=_("Ví dụ: nghỉ do bão."))
    source = forms.CharField(label=_("Căn cứ"), max_length=300, help_text=_("Số, ngày của văn bản."))

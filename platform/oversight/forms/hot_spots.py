"""Opening a hot spot, telling news of it, closing it."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from identity.forms.base import DayField, OfficeForm
from kernel import clock, ids
from oversight.actions.hot_spots import LONGEST
from oversight.rules import hot_spots as rules

NO_NAMES = _("Đơn vị cấp trên đọc được; không ghi tên, địa chỉ của công dân.")


class HotSpotForm(OfficeForm):
    """What all three forms have: the one-time key and the version that was seen."""

    once_key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once_key"].initial = str(ids.new_id())
        if "risk" in self.fields:
            levels = [(one.code, f"{one.words}: {one.says}") for one in rules.risks()]
            self.fields["risk"].choices = levels  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """What was typed, without key and version."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("once_key", "version")}


class OpeningForm(HotSpotForm):
    """A new hot spot."""

    place = forms.CharField(label=_("Địa bàn"), max_length=250, help_text=_("Khóm, ấp, tổ dân phố, công trình."))
    matter = forms.CharField(label=_("Nội dung tóm tắt"), max_length=500, help_text=NO_NAMES)
    field = forms.ChoiceField(label=_("Lĩnh vực"))
    risk = forms.ChoiceField(label=_("Mức độ"), widget=forms.RadioSelect)
    people = forms.IntegerField(label=_("Khoảng bao nhiêu người liên quan"), required=False, min_value=1)
    measures = forms.CharField(
        label=_("Biện pháp"), max_length=LONGEST, help_text=NO_NAMES, widget=forms.Textarea(attrs={"rows": 4})
    )
    owner = forms.TypedChoiceField(label=_("Người phụ trách"), coerce=UUID)
    line = forms.ChoiceField(label=_("Kênh"))
    opened_on = DayField(label=_("Phát sinh từ ngày"))

    def __init__(self, *args: Any, people: list[tuple[str, str]], lines: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = rules.fields()  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", _("— chọn người —")), *people]  # type: ignore[attr-defined]
        self.fields["line"].choices = lines  # type: ignore[attr-defined]
        self.fields["opened_on"].initial = clock.today()


class NewsForm(HotSpotForm):
    """What is new."""

    text = forms.CharField(
        label=_("Diễn biến mới"), max_length=LONGEST, help_text=NO_NAMES, widget=forms.Textarea(attrs={"rows": 4})
    )
    risk = forms.ChoiceField(label=_("Mức độ hiện nay"), widget=forms.RadioSelect)
    people = forms.IntegerField(label=_("Khoảng bao nhiêu người liên quan"), required=False, min_value=1)
    measures = forms.CharField(
        label=_("Biện pháp hiện nay"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class ClosingForm(HotSpotForm):
    """It is one no longer."""

    result = forms.CharField(
        label=_("Kết quả"), max_length=LONGEST, help_text=NO_NAMES, widget=forms.Textarea(attrs={"rows": 4})
    )
    on = DayField(label=_("Ngày kết thúc theo dõi"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()

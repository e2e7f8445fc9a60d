"""The fields of a plan that are more than one box: a period, weekdays of the month; a list typed one item a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deadlines.enums import DayKind, StartEvent
from tenants.receptions.rules.plan_terms import MonthDay, nth_words, weekday_words

# Of each period: the events it may start from; none where only one is meant.
TERMS: dict[str, tuple[StartEvent, ...]] = {
    "posting_before": (StartEvent.BEFORE_SESSION,),
    "invitation_before": (StartEvent.BEFORE_SESSION,),
    "verification_within": (StartEvent.REGISTRATION,),
    "dossier_within": (StartEvent.ORDER,),
    "conclusion_notice": (StartEvent.SESSION,),
    "conference_notice": (StartEvent.BEFORE_MEETING,),
    "conference_review": (StartEvent.CLOSING,),
    "conference_conclusion": (StartEvent.CLOSING,),
    "conference_reply": (StartEvent.NOTICE, StartEvent.CONFERENCE),
    "conference_reply_complex": (StartEvent.NOTICE, StartEvent.CONFERENCE),
    "progress_every": (),
}


class TermWidget(forms.MultiWidget):
    """Number, kind of day and, where more than one is possible, the event it counts from."""

    # The label names the number; the lists beside it carry their own names.
    use_fieldset = False

    def __init__(self, starts: tuple[StartEvent, ...]) -> None:
        parts: list[forms.Widget] = [
            forms.NumberInput(attrs={"min": "1", "max": "366", "class": "short"}),
            forms.Select(choices=DayKind.choices, attrs={"aria-label": gettext_lazy("loại ngày")}),
        ]
        if len(starts) > 1:
            choices = [(one.value, _("kể từ %(event)s") % {"event": one.label}) for one in starts]
            parts.append(forms.Select(choices=choices, attrs={"aria-label": gettext_lazy("tính từ")}))
        super().__init__(parts, attrs={"class": "inline-part"})

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_0" if id_ else id_

    def decompress(self, value: dict[str, Any] | None) -> list[Any]:
        if not value:
            return [None, DayKind.WORKING, None][: len(self.widgets)]
        return [value["length"], value["kind"], value.get("start")][: len(self.widgets)]


class TermField(forms.MultiValueField):
    """A period of a plan; empty means that the plan says nothing of it."""

    def __init__(self, starts: tuple[StartEvent, ...], **kwargs: Any) -> None:
        self.starts = starts
        fields: list[forms.Field] = [
            forms.IntegerField(min_value=1, max_value=366, required=False),
            forms.ChoiceField(choices=DayKind.choices, required=False),
        ]
        if len(starts) > 1:
            fields.append(forms.ChoiceField(choices=[(one.value, one.label) for one in starts], required=False))
        super().__init__(fields, require_all_fields=False, required=False, widget=TermWidget(starts), **kwargs)

    def compress(self, data_list: list[Any]) -> dict[str, Any] | None:
        if not data_list or not data_list[0]:
            return None
        start = data_list[2] if len(self.starts) > 1 else (self.starts[0].value if self.starts else "")
        return {"length": data_list[0], "kind": data_list[1] or DayKind.WORKING.value, "start": start}


class WeekdayWidget(forms.MultiWidget):
    """The weekday, and which one of the month."""

    use_fieldset = False

    def __init__(self) -> None:
        weekdays = [("", "–"), *[(str(day), weekday_words(day)) for day in range(7)]]
        nths = [("", "–"), *[(str(nth), nth_words(nth)) for nth in range(1, 6)]]
        parts = [
            forms.Select(choices=weekdays),
            forms.Select(choices=nths, attrs={"aria-label": gettext_lazy("thứ mấy của tháng")}),
        ]
        super().__init__(parts, attrs={"class": "inline-part"})

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_0" if id_ else id_

    def decompress(self, value: Mapping[str, int] | None) -> list[Any]:
        return [value["weekday"], value["nth"]] if value else [None, None]


class WeekdayField(forms.MultiValueField):
    """A weekday of every month: the second Thursday, the last Tuesday."""

    def __init__(self, **kwargs: Any) -> None:
        fields: list[forms.Field] = [
            forms.TypedChoiceField(choices=[(n, n) for n in numbers], coerce=int, empty_value=None, required=False)
            for numbers in (range(7), range(1, 6))
        ]
        super().__init__(fields, require_all_fields=False, required=False, widget=WeekdayWidget(), **kwargs)

    def compress(self, data_list: list[Any]) -> dict[str, int] | None:
        weekday, nth = data_list or [None, None]
        if (weekday is None) != (nth is None):
            raise forms.ValidationError(_("Chọn cả thứ và thứ mấy của tháng."))
        return None if weekday is None else MonthDay(nth=nth, weekday=weekday).as_value()


def area(label: Any, *, rows: int = 4, help_text: Any = "", required: bool = False, longest: int = 20_000) -> Any:
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=longest, widget=forms.Textarea({"rows": rows})
    )

"""Forms that end something: the answer to the citizen, closing, withdrawal, and putting typing errors right."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel import clock
from tenants.cases.enums import AnswerKind, CaseKind, Channel, HowSent
from tenants.cases.forms.base import DayField, KeyedForm, text_block
from tenants.cases.forms.intake import field_choices
from tenants.cases.models import CasePerson


class AnswerForm(KeyedForm):
    """One answer of the four kinds of the Law on reception, Art. 28.1."""

    kind = forms.ChoiceField(label=_("Trả lời"), choices=AnswerKind.choices, widget=forms.RadioSelect)
    text = text_block(_("Nội dung trả lời"), rows=8, help_text=_("Được in nguyên văn trong văn bản trả lời công dân."))
    answered_on = DayField(label=_("Ngày trả lời"))
    how_sent = forms.ChoiceField(label=_("Gửi bằng cách nào"), choices=HowSent.choices, widget=forms.RadioSelect)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answered_on"].initial = clock.today()


class ClosingForm(KeyedForm):
    """What came of the case."""

    outcome = text_block(_("Kết quả"), rows=4, help_text=_("Một, hai câu: đã giải quyết thế nào."))


class WithdrawalForm(KeyedForm):
    """The citizen withdraws."""

    reason = text_block(_("Lý do công dân nêu"), rows=3)
    on = DayField(label=_("Ngày rút đơn"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()


class CorrectionForm(KeyedForm):
    """A typing error put right; what stood there before stays readable in the timeline."""

    kind = forms.ChoiceField(label=_("Loại"), choices=CaseKind.choices, widget=forms.RadioSelect)
    field = forms.ChoiceField(label=_("Lĩnh vực"), choices=())
    content = text_block(_("Nội dung"), rows=6)
    place = forms.CharField(label=_("Nơi xảy ra"), required=False, max_length=250)
    channel = forms.ChoiceField(label=_("Đến bằng cách nào"), choices=Channel.choices, widget=forms.RadioSelect)
    received_on = DayField(label=_("Ngày nhận"))
    reason = forms.CharField(label=_("Vì sao sửa"), max_length=500, help_text=_("Ví dụ: gõ nhầm ngày nhận."))

    CORRECTED = ("kind", "field", "content", "place", "channel", "received_on")

    OF_PERSON = {
        "full_name": _("Họ và tên"),
        "address": _("Địa chỉ"),
        "id_number": _("Số căn cước / hộ chiếu"),
        "phone": _("Điện thoại"),
    }
    LENGTHS = {"full_name": 150, "address": 250, "id_number": 20, "phone": 20}

    def __init__(self, *args: Any, people: list[CasePerson], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = field_choices()  # type: ignore[attr-defined]
        self.people = people
        # A sealed identity has no row with a person and so no field here.
        for row in people:
            for name, label in self.OF_PERSON.items():
                self.fields[f"{row.pk}.{name}"] = forms.CharField(
                    label=f"{row.get_capacity_display()}: {label}",
                    required=name == "full_name",
                    max_length=self.LENGTHS[name],
                    initial=getattr(row.person, name),
                )
        self.order_fields([name for name in self.fields if name != "reason"] + ["reason"])

    def changes(self) -> dict[str, Any]:
        """Only what differs from what stood there."""
        told = self.cleaned_data
        found: dict[str, Any] = {
            name: told[name] for name in self.CORRECTED if name in told and told[name] != self.initial.get(name)
        }
        if people := self._people():
            found["people"] = people
        return found

    def _people(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for row in self.people:
            for name in self.OF_PERSON:
                typed = self.cleaned_data.get(f"{row.pk}.{name}")
                if typed is not None and typed != getattr(row.person, name):
                    found.setdefault(str(row.pk), {})[name] = typed
        return found

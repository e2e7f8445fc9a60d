"""Forms of inspections."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from identity.forms.base import DayField
from oversight.models import InspectionForm, InspectionKind
from registry.levels import Line
from tenants.cases.enums import CaseKind, CaseStatus
from tenants.documents.forms.base import KeyedForm, text_block
from tenants.inspections.actions.inspection_planning import DecisionData, InspectionData
from tenants.inspections.enums import InspectionTopic
from tenants.inspections.rules.inspections import Punished, Scope

Choices = list[tuple[str, str]]
_MANY = forms.CheckboxSelectMultiple


class ChangeInspectionForm(KeyedForm):
    """What is to be inspected, and which cases are looked at."""

    form = forms.ChoiceField(label=_("Hình thức"), choices=InspectionForm.choices)
    kind = forms.ChoiceField(label=_("Loại"), choices=InspectionKind.choices)
    unit = forms.ChoiceField(label=_("Đơn vị được thanh tra, kiểm tra"))
    subject = forms.CharField(label=_("Nội dung"), max_length=300)
    planned_on = DayField(label=_("Dự kiến bắt đầu"))
    received_from = DayField(label=_("Hồ sơ nhận từ ngày"))
    received_to = DayField(label=_("Hồ sơ nhận đến hết ngày"))
    kinds = forms.MultipleChoiceField(
        label=_("Loại đơn"),
        choices=CaseKind.choices,
        required=False,
        widget=_MANY,
        help_text=_("Không chọn là tất cả."),
    )
    fields_of_case = forms.MultipleChoiceField(
        label=_("Lĩnh vực"), required=False, widget=_MANY, help_text=_("Không chọn là tất cả.")
    )
    statuses = forms.MultipleChoiceField(
        label=_("Trạng thái vụ việc"),
        choices=CaseStatus.choices,
        required=False,
        widget=_MANY,
        help_text=_("Không chọn là tất cả."),
    )

    def __init__(self, *args: Any, units: Choices, fields_of_case: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine: Any = self.fields
        mine["unit"].choices = units
        mine["fields_of_case"].choices = fields_of_case

    def data_of(self) -> InspectionData:
        """What the action takes."""
        told = self.cleaned_data
        return InspectionData(
            form=told["form"],
            kind=told["kind"],
            unit=told["unit"],
            subject=told["subject"],
            planned_on=told["planned_on"],
            scope=Scope(
                kinds=tuple(told["kinds"]),
                fields=tuple(told["fields_of_case"]),
                statuses=tuple(told["statuses"]),
                received_from=told["received_from"],
                received_to=told["received_to"],
            ),
        )


class NewInspectionForm(ChangeInspectionForm):
    """Also on which line."""

    line = forms.ChoiceField(label=_("Kênh"))
    field_order = ("line", "form", "kind", "unit", "subject", "planned_on")

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine: Any = self.fields
        mine["line"].choices = [(line.value, line.label) for line in lines]


class DecisionForm(KeyedForm):
    """The decision, its days and its team."""

    number = forms.CharField(label=_("Số quyết định"), max_length=60)
    decided_on = DayField(label=_("Ngày quyết định"))
    signer = forms.CharField(label=_("Người ký"), max_length=200)
    starts_on = DayField(label=_("Bắt đầu ngày"), help_text=_("Ngày làm việc."))
    ends_on = DayField(label=_("Kết thúc hết ngày"), help_text=_("Ngày làm việc."))
    head = forms.ChoiceField(label=_("Trưởng đoàn"))
    others = forms.MultipleChoiceField(label=_("Thành viên"), required=False, widget=_MANY)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine: Any = self.fields
        mine["head"].choices = people
        mine["others"].choices = people

    def data_of(self) -> DecisionData:
        """What the action takes."""
        told = self.cleaned_data
        return DecisionData(
            number=told["number"],
            decided_on=told["decided_on"],
            signer=told["signer"],
            starts_on=told["starts_on"],
            ends_on=told["ends_on"],
            head=UUID(told["head"]),
            others=[UUID(one) for one in told["others"]],
        )


class CancelInspectionForm(KeyedForm):
    """Why it is not made."""

    why = text_block(_("Lý do không tiến hành"), rows=3)


class ExtensionForm(KeyedForm):
    """A later last day, by a decision."""

    number = forms.CharField(label=_("Số quyết định gia hạn"), max_length=60)
    decided_on = DayField(label=_("Ngày quyết định"))
    ends_on = DayField(label=_("Gia hạn đến hết ngày"), help_text=_("Ngày làm việc."))
    why = text_block(_("Lý do"), rows=3)


class TeamForm(KeyedForm):
    """Who leaves the team, who joins it."""

    remove = forms.MultipleChoiceField(label=_("Rút khỏi đoàn"), required=False, widget=_MANY)
    add = forms.MultipleChoiceField(label=_("Bổ sung vào đoàn"), required=False, widget=_MANY)
    why = text_block(_("Lý do"), rows=3)

    def __init__(self, *args: Any, present: Choices, others: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine: Any = self.fields
        mine["remove"].choices = present
        mine["add"].choices = others


class FindingForm(KeyedForm):
    """What was found."""

    topic = forms.ChoiceField(label=_("Nội dung"), choices=InspectionTopic.choices)
    case = forms.ChoiceField(label=_("Vụ việc"), required=False)
    text = text_block(_("Phát hiện"), rows=5, help_text=_("Không ghi tên, địa chỉ công dân; dùng số vụ việc."))

    def __init__(self, *args: Any, cases: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine: Any = self.fields
        mine["case"].choices = [("", _("Không gắn vụ việc")), *cases]


class _PunishedForm(KeyedForm):
    """Four figures of form 06/QLKNTC; empty is none."""

    organisations = forms.IntegerField(
        label=_("Xử lý hành chính: tổ chức"), min_value=0, max_value=9999, required=False
    )
    persons = forms.IntegerField(label=_("Xử lý hành chính: cá nhân"), min_value=0, max_value=9999, required=False)
    referred = forms.IntegerField(min_value=0, max_value=9999, required=False)
    suspects = forms.IntegerField(min_value=0, max_value=9999, required=False)

    def punished(self) -> Punished:
        """What the action takes."""
        names = ("organisations", "persons", "referred", "suspects")
        return Punished(**{name: self.cleaned_data[name] or 0 for name in names})


class ConcludeForm(_PunishedForm):
    """The conclusion document and what it asks to be punished."""

    number = forms.CharField(label=_("Số kết luận"), max_length=60)
    concluded_on = DayField(label=_("Ngày kết luận"))
    signer = forms.CharField(label=_("Người ký"), max_length=200)
    result = text_block(_("Kết luận"), rows=8, help_text=_("Gửi đơn vị nguyên văn; không ghi tên, địa chỉ công dân."))
    field_order = ("number", "concluded_on", "signer", "result")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referred"].label = _("Kiến nghị chuyển cơ quan điều tra: vụ")
        self.fields["suspects"].label = _("Kiến nghị chuyển cơ quan điều tra: đối tượng")


class RecommendForm(KeyedForm):
    """One recommendation with its date; to the own unit with the body that carries it out."""

    recommendation = text_block(_("Kiến nghị"), rows=5)
    body = forms.ChoiceField(label=_("Bộ phận thực hiện"))
    due_on = DayField(label=_("Thực hiện trước hết ngày"))

    def __init__(self, *args: Any, bodies: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if bodies is None:
            del self.fields["body"]
        else:
            self.fields["body"].choices = [("", _now("Chọn bộ phận")), *bodies]  # type: ignore[attr-defined]

    def chosen_body(self) -> UUID | None:
        """The body, where one was asked for."""
        chosen = self.cleaned_data.get("body")
        return UUID(chosen) if chosen else None


class HandlingForm(_PunishedForm):
    """What was carried out of the conclusion."""

    on = DayField(label=_("Ngày xử lý"))
    note = text_block(_("Căn cứ: số, ngày văn bản xử lý"), rows=3)
    field_order = ("on",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referred"].label = _("Đã khởi tố: vụ")
        self.fields["suspects"].label = _("Đã khởi tố: đối tượng")

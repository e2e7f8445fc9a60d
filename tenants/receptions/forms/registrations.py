"""What is typed about a registration: by a citizen on the unit's page, by the clerk, by the office that prepares."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.levels import Line
from tenants.cases.enums import CaseKind
from tenants.cases.forms.base import KeyedForm, text_block
from tenants.cases.forms.intake import FilesField
from tenants.cases.rules import fields as field_rules
from tenants.receptions.enums import RegistrationSource
from tenants.receptions.rules.applicants import Applicant, RegistrationData

Choices = list[tuple[str, str]]
NOBODY = "NOBODY"
"""Nobody of this unit is concerned: said, not left out."""
MORE = 4
"""Others beside the first person: a group names at most five who speak for it."""

NOTHING_YET: Choices = [("", gettext_lazy("– chọn –"))]  # type: ignore[list-item]


def concerned_field() -> forms.MultipleChoiceField:
    """Whom of the unit a matter of Party discipline concerns."""
    return forms.MultipleChoiceField(
        label=gettext_lazy("Người của đơn vị có liên quan"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Nội dung kỷ luật Đảng: người được chọn không thấy đăng ký này và mọi giấy tờ của nó, dù giữ vai trò gì."
        ),
        error_messages={"required": gettext_lazy("Chọn người có liên quan, hoặc chọn “Không có ai của đơn vị”.")},
    )


def offer_concerned(field: Any, colleagues: Choices) -> None:
    """The colleagues to choose from, and that it is none of them."""
    field.choices = [(NOBODY, _("Không có ai của đơn vị")), *colleagues]


def told_concerned(told: list[str]) -> list[str]:
    """Those who were chosen; nobody and somebody at once is a slip."""
    if NOBODY in told and len(told) > 1:
        raise forms.ValidationError(_("Hoặc chọn người, hoặc chọn “Không có ai của đơn vị”."))
    return [one for one in told if one != NOBODY]


class RegisterForm(KeyedForm):
    """What a citizen says; the clerk's form adds to it."""

    line = forms.ChoiceField(label=gettext_lazy("Muốn gặp"), widget=forms.RadioSelect)
    full_name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=150)
    address = forms.CharField(label=gettext_lazy("Địa chỉ"), max_length=250)
    phone = forms.CharField(label=gettext_lazy("Số điện thoại"), max_length=20, required=False)
    email = forms.EmailField(label=gettext_lazy("Thư điện tử"), max_length=200, required=False)
    id_number = forms.CharField(label=gettext_lazy("Số căn cước / hộ chiếu"), max_length=20, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Loại nội dung"), choices=CaseKind.choices, widget=forms.RadioSelect)
    matter = text_block(gettext_lazy("Nội dung muốn trình bày"), rows=6, max_length=10_000)
    person_count = forms.IntegerField(
        label=gettext_lazy("Số người cùng đến"),
        min_value=1,
        max_value=10_000,
        initial=1,
        help_text=gettext_lazy(
            "Từ 5 người: cử 1–2 người đại diện; trên 10 người: nhiều nhất 5 (Luật Tiếp công dân, Điều 29)."
        ),
    )
    others = text_block(
        gettext_lazy("Người cùng đứng tên hoặc đại diện khác"),
        rows=2,
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Mỗi người một dòng: họ tên; địa chỉ."),
    )
    settled_by = forms.CharField(
        label=gettext_lazy("Cơ quan đã giải quyết"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("Ghi nếu đã có kết quả nhưng ông/bà chưa đồng tình."),
    )
    asks_protection = forms.BooleanField(label=gettext_lazy("Đề nghị giữ bí mật, bảo vệ người đăng ký"), required=False)
    attachments = FilesField(label=gettext_lazy("Giấy tờ kèm theo"), required=False)

    never_in_drafts = frozenset({"full_name", "address", "phone", "email", "id_number", "others"})

    def __init__(self, *args: Any, lines: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["line"]
        choice.choices = lines
        if len(lines) == 1:
            choice.initial = lines[0][0]

    def data_of(self) -> RegistrationData:
        """As the action wants it."""
        told = self.cleaned_data
        first = Applicant(**{name: told[name] for name in ("full_name", "address", "phone", "email", "id_number")})
        return RegistrationData(
            line=told["line"],
            kind=told["kind"],
            matter=told["matter"],
            people=(first, *others_of(told["others"])),
            person_count=told["person_count"],
            field=told.get("field") or "",
            topic=told.get("topic") or "",
            asks_protection=told["asks_protection"],
            settled_by=told["settled_by"],
        )

    def placed(self, error: Any) -> None:
        """Put what the action refused at the field where it was typed."""
        if error_fields := getattr(error, "fields", None):
            error.fields = {{"people": "full_name"}.get(name, name): text for name, text in error_fields.items()}
        self.refuse(error)


class PublicRegisterForm(RegisterForm):
    """The same without an account: a field that only programs fill in catches most of them."""

    website = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def clean_website(self) -> str:
        if self.cleaned_data.get("website"):
            raise forms.ValidationError(_("Chưa gửi được."))
        return ""


class CounterForm(RegisterForm):
    """At the counter, by telephone, from another unit, or at the door on the day."""

    source = forms.ChoiceField(
        label=gettext_lazy("Cách đăng ký"),
        choices=[(value, label) for value, label in RegistrationSource.choices if value != RegistrationSource.ONLINE],
        initial=RegistrationSource.COUNTER,
        widget=forms.RadioSelect,
    )
    from_unit = forms.ChoiceField(label=gettext_lazy("Đơn vị chuyển đến"), required=False)
    session = forms.ChoiceField(label=gettext_lazy("Buổi tiếp"), required=False)
    field = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), required=False)
    topic = forms.ChoiceField(label=gettext_lazy("Chủ đề"), required=False)
    concerned = concerned_field()

    field_order = ("source", "from_unit", "line", "session")

    def __init__(
        self,
        *args: Any,
        lines: Choices,
        sessions: Choices,
        units: Choices,
        topics: Choices,
        discipline: Collection[str] = (),
        colleagues: Choices = (),  # type: ignore[assignment]
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, lines=lines, **kwargs)
        chosen = self.data.get("topic") if self.is_bound else self.initial.get("topic")
        if chosen in discipline:
            offer_concerned(self.fields["concerned"], colleagues)
        else:
            del self.fields["concerned"]
        for name, choices in (
            ("session", sessions),
            ("from_unit", units),
            ("topic", topics),
            ("field", field_choices()),
        ):
            box: Any = self.fields[name]
            box.choices = [*NOTHING_YET, *choices]

    def clean_concerned(self) -> list[str]:
        return told_concerned(self.cleaned_data["concerned"])

    def data_of(self) -> RegistrationData:
        found = super().data_of()
        asked = self.cleaned_data.get("concerned")
        return found if asked is None else replace(found, concerned=tuple(asked))


def field_choices() -> Choices:
    """Every field of every kind once, in the order of the forms."""
    found: dict[str, str] = {}
    for rows in field_rules.choices().values():
        found |= {code: label for code, label in rows if code not in found}
    return list(found.items())


def line_choices(lines: Any) -> Choices:
    """The lines a person may meet a head of."""
    words = {
        Line.PARTY: _("Người đứng đầu cấp ủy (kênh Đảng)"),
        Line.GOVERNMENT: _("Người đứng đầu chính quyền"),
    }
    return [(line.value, words[line]) for line in (Line.PARTY, Line.GOVERNMENT) if line in lines]


def others_of(typed: str) -> tuple[Applicant, ...]:
    """One person a line, "name; address"."""
    found = []
    for row in typed.split("\n"):
        name, _sep, address = row.partition(";")
        if name.strip():
            found.append(Applicant(full_name=name.strip(), address=address.strip()))
    return tuple(found)

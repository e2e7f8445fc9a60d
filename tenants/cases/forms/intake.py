"""The intake form: one column for the counter, the law's fields only, nothing asked twice."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel import clock
from tenants.cases.enums import CaseKind, Channel, PetitionForm
from tenants.cases.forms.base import DayField, KeyedForm, text_block
from tenants.cases.rules import fields as field_rules

NEW_CASE = "new"
MAX_FILES = 50
MORE_PERSONS = 4
"""Blank rows offered beside the first person: a group names at most five representatives (Law on reception, Art. 29)."""


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files of one control; what may be in them is decided where they are stored."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[Any]"]:
        files = [item for item in (data if isinstance(data, list | tuple) else [data]) if item]
        if self.required and not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(files) > MAX_FILES:
            raise forms.ValidationError(
                _(
                    "Đã chọn %(count)s tệp; mỗi lần gửi tối đa %(max)s tệp. Hãy bỏ bớt rồi gửi phần còn lại ở trang vụ việc."
                )
                % {"count": len(files), "max": MAX_FILES}
            )
        return files


class PersonForm(forms.Form):
    """One more person of the same petition: a co-signer or a representative of the group."""

    full_name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=150, required=False)
    address = forms.CharField(label=gettext_lazy("Địa chỉ"), max_length=250, required=False)
    id_number = forms.CharField(label=gettext_lazy("Số căn cước / hộ chiếu"), max_length=20, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (data.get("address") or data.get("id_number")) and not data.get("full_name"):
            self.add_error("full_name", _("Hãy ghi họ và tên của người này."))
        return data


PersonFormSet = forms.formset_factory(PersonForm, extra=MORE_PERSONS, max_num=MORE_PERSONS, absolute_max=50)


class IntakeForm(KeyedForm):
    """Takes in a petition: who came, what it is about, how it arrived."""

    never_in_drafts = frozenset(
        {
            "full_name",
            "address",
            "id_number",
            "phone",
            "denounced_name",
            "denounced_position",
            "denounced_heads",
            "find",
        }
    )

    who = forms.ChoiceField(
        label=gettext_lazy("Ai đến"), choices=PetitionForm.choices, initial=PetitionForm.ONE, widget=forms.RadioSelect
    )
    full_name = forms.CharField(
        label=gettext_lazy("Họ và tên"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    address = forms.CharField(
        label=gettext_lazy("Địa chỉ"), max_length=250, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    id_number = forms.CharField(
        label=gettext_lazy("Số căn cước / hộ chiếu"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Điện thoại"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    person_count = forms.IntegerField(
        label=gettext_lazy("Tổng số người"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=gettext_lazy("Cả đoàn, kể cả người đại diện; đoàn có từ 5 người trở lên."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "6"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=CaseKind.choices, widget=forms.RadioSelect)
    complained_about = forms.CharField(
        label=gettext_lazy("Cơ quan, người bị khiếu nại"),
        required=False,
        max_length=150,
        help_text=gettext_lazy("Ghi theo đơn: ai ra quyết định hoặc có hành vi bị khiếu nại."),
    )
    denounced_name = forms.CharField(
        label=gettext_lazy("Người bị tố cáo"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    denounced_position = forms.CharField(
        label=gettext_lazy("Chức vụ, nơi công tác"),
        required=False,
        max_length=250,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    denounced_heads = forms.MultipleChoiceField(
        label=gettext_lazy("Có phải người đứng đầu đơn vị này không?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    wants_tracking = forms.BooleanField(
        label=gettext_lazy("Người tố cáo muốn tra cứu bằng mã"),
        required=False,
        help_text=gettext_lazy(
            "Chỉ khi người tố cáo yêu cầu. Trang tra cứu không nói loại đơn và không nói đơn vị dưới cấp tỉnh."
        ),
    )
    field = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), choices=())
    content = text_block(gettext_lazy("Nội dung"), rows=6)
    place = forms.CharField(
        label=gettext_lazy("Nơi xảy ra"),
        required=False,
        max_length=250,
        help_text=gettext_lazy("Ấp, khóm, đường, số thửa … nếu có."),
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Đến bằng cách nào"),
        choices=Channel.choices,
        initial=Channel.IN_PERSON,
        widget=forms.RadioSelect,
    )
    received_on = DayField(label=gettext_lazy("Ngày nhận"), required=False)
    forwarded_by = forms.CharField(label=gettext_lazy("Cơ quan chuyển đến"), required=False, max_length=250)
    forwarded_number = forms.CharField(label=gettext_lazy("Số văn bản chuyển"), required=False, max_length=60)
    forwarded_on = DayField(label=gettext_lazy("Ngày văn bản"), required=False)
    attachments = FilesField(
        label=gettext_lazy("Tệp kèm theo"),
        required=False,
        help_text=gettext_lazy("Bản chụp đơn và tài liệu: PDF, ảnh, Word, Excel; chọn được nhiều tệp."),
    )
    find = forms.CharField(required=False, max_length=100)
    same_as = forms.CharField(required=False, max_length=36, initial=NEW_CASE)

    def __init__(self, *args: Any, heads: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["denounced_heads"].choices = heads  # type: ignore[attr-defined]
        self.fields["field"].choices = field_choices()  # type: ignore[attr-defined]
        self.fields["received_on"].initial = clock.today()
        is_sent = self.is_bound and "persons-TOTAL_FORMS" in self.data
        self.persons = PersonFormSet(self.data if is_sent else None, prefix="persons", initial=self._kept_persons())

    def _kept_persons(self) -> list[dict[str, str]]:
        kept = [
            {name: str(self.initial.get(f"persons-{row}-{name}", "")) for name in PersonForm.base_fields}
            for row in range(MORE_PERSONS)
        ]
        while kept and not any(kept[-1].values()):
            kept.pop()
        return kept

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("received_on") or data.get("channel") == Channel.IN_PERSON:
            # Somebody at the counter is received today; the field is not even shown.
            data["received_on"] = clock.today()
        if data.get("channel") == Channel.FORWARDED and not data.get("forwarded_by"):
            self.add_error("forwarded_by", _("Hãy ghi cơ quan đã chuyển đơn đến."))
        if data.get("who") == PetitionForm.GROUP and not data.get("person_count"):
            self.add_error("person_count", _("Hãy ghi đoàn có bao nhiêu người."))
        if data.get("kind") == CaseKind.DENUNCIATION and not (
            data.get("denounced_name") or data.get("denounced_heads")
        ):
            self.add_error("denounced_name", _("Hãy ghi người bị tố cáo."))
        kind, field = data.get("kind"), data.get("field")
        if kind and field and not field_rules.is_field(kind, field):
            self.add_error("field", _("Loại đơn này không có lĩnh vực đã chọn; hãy chọn lại."))
        if self.persons.is_bound and not self.persons.is_valid():
            self.add_error(None, _("Có người đi cùng thiếu họ tên; xem danh sách người bên dưới."))
        return data

    def more_persons(self) -> list[dict[str, str]]:
        """The further persons in the order typed; none when one citizen came (rows then hidden may hold leftovers)."""
        if self.cleaned_data.get("who") not in (PetitionForm.SEVERAL, PetitionForm.GROUP) or not self.persons.is_bound:
            return []
        return [row.cleaned_data for row in self.persons if row.cleaned_data.get("full_name")]

    def lost_files(self) -> list[str]:
        """Names of files that were sent with a refused form: a browser cannot be handed them back."""
        return [item.name or "" for item in self.files.getlist("attachments")] if self.files else []


def field_choices() -> list[tuple[str, str]]:
    """Every field of every kind once, the catch-all last; the page hides those the chosen kind does not have."""
    found: dict[str, str] = {}
    for pairs in field_rules.choices().values():
        found |= dict(pairs)
    last = found.pop("other", None)
    return [("", _("— chọn lĩnh vực —")), *found.items(), *([("other", last)] if last else [])]

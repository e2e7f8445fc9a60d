"""Forms of movements between units; where to and why, nothing else."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kernel import clock
from registry import tree
from registry.tree import UnitInfo
from tenants.cases.forms.base import DayField, KeyedForm, marked, text_block
from tenants.cases.forms.intake import FilesField


class UnitField(forms.CharField):
    """A unit named by its key, as the unit picker sends it; the registry answers from memory."""

    widget = forms.HiddenInput
    default_error_messages = {"unknown": _("Không có đơn vị này trong danh mục. Hãy tìm và chọn lại.")}

    def clean(self, value: object) -> UnitInfo | None:
        key = super().clean(value)
        if not key:
            return None
        unit = tree.by_key(key)
        if unit is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return unit

    def prepare_value(self, value: object) -> object:
        return value.key if isinstance(value, UnitInfo) else value


class ReasonForm(KeyedForm):
    """A movement that needs only its reason: recall, return of a result."""

    reason = text_block(_("Lý do"), rows=3, max_length=4000)


class TransferForm(KeyedForm):
    """To a unit of the registry, or to a body outside it (on paper)."""

    find = forms.CharField(label=_("Tìm đơn vị"), required=False, max_length=100)
    to = UnitField(label=_("Đơn vị nhận"), required=False)
    external = forms.CharField(
        label=_("Cơ quan ngoài hệ thống"),
        required=False,
        max_length=250,
        help_text=_("Tòa án, công an, cơ quan trung ương …: in phiếu chuyển và gửi bằng giấy."),
    )
    reason = text_block(_("Lý do chuyển"), rows=3, max_length=4000)

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if "to" not in self.errors:
            if not data.get("to") and not data.get("external"):
                self.add_error("find", _now("Hãy chọn đơn vị nhận, hoặc ghi cơ quan ngoài hệ thống."))
            if data.get("to") and data.get("external"):
                self.add_error(
                    "external", _now("Chỉ chọn một nơi nhận: đơn vị trong danh mục hoặc cơ quan ngoài hệ thống.")
                )
        return data


class EscalationForm(KeyedForm):
    """Up to the superior; the sender keeps owing the answer."""

    to = forms.ChoiceField(label=_("Gửi lên"), widget=forms.RadioSelect)
    reason = text_block(_("Vì sao vượt thẩm quyền"), rows=4, max_length=4000)

    def __init__(self, *args: object, superiors: list[UnitInfo], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.superiors = {unit.key: unit for unit in superiors}
        self.fields["to"].choices = [(unit.key, unit.full_name) for unit in superiors]  # type: ignore[attr-defined]
        if superiors:
            self.fields["to"].initial = superiors[0].key

    def superior(self) -> UnitInfo | None:
        return self.superiors.get(self.cleaned_data.get("to") or "")


class AssignDownForm(KeyedForm):
    """Down to a lower unit, with a date, and with or without a report back."""

    find = forms.CharField(label=_("Tìm đơn vị"), required=False, max_length=100)
    to = UnitField(label=_("Đơn vị được giao"), required=False)
    due_on = DayField(label=_("Hạn giải quyết"))
    demand_result = forms.BooleanField(label=_("Yêu cầu báo cáo kết quả"), required=False, initial=True)
    reason = text_block(_("Nội dung giao"), rows=4, max_length=4000)

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if "to" not in self.errors and not data.get("to"):
            self.add_error("find", _now("Hãy chọn đơn vị được giao."))
        return data


class ReturnForm(KeyedForm):
    """Back to the sender, with the reason and, if known, who is competent."""

    reason = text_block(_("Lý do trả lại"), rows=4, max_length=4000)
    find = forms.CharField(label=_("Đơn vị có thẩm quyền (nếu biết)"), required=False, max_length=100)
    to = UnitField(label=_("Đơn vị có thẩm quyền"), required=False)


class ResultForm(KeyedForm):
    """The report of a result, one hop back."""

    text = text_block(_("Báo cáo kết quả"), rows=8)


class ResultCheckForm(KeyedForm):
    """Whether a reported result is enough."""

    accept = forms.ChoiceField(
        label=_("Kết quả báo cáo"),
        choices=[("yes", _("Đạt, nhận kết quả")), ("no", _("Chưa đạt, trả lại để làm tiếp"))],
        widget=forms.RadioSelect,
    )
    reason = text_block(_("Lý do (khi trả lại)"), rows=3, required=False, max_length=4000)

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if data.get("accept") == "no" and not data.get("reason"):
            self.add_error("reason", _now("Hãy ghi vì sao kết quả chưa đạt."))
        return data


class PaperReplyForm(KeyedForm):
    """What a body outside the platform answered on paper."""

    text = text_block(_("Nội dung trả lời"), rows=6)
    received_on = DayField(label=_("Ngày nhận được"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"].initial = clock.today()


class AskSenderForm(KeyedForm):
    """A missing paper asked of the unit that sent the case; no return needed."""

    text = text_block(_("Cần đơn vị gửi bổ sung gì"), rows=4)


class PaperForm(KeyedForm):
    """The paper another unit misses in a dossier this unit sent."""

    text = text_block(_("Trả lời"), rows=4)
    attachments = FilesField(label=_("Tệp"), required=False)


class GrantForm(KeyedForm):
    """One more person of the unit may read the case until a day."""

    to = forms.ChoiceField(label=_("Cho ai xem"))
    until = DayField(label=_("Đến hết ngày"))
    reason = text_block(_("Lý do"), rows=2, max_length=250)
    with_identity = forms.BooleanField(label=_("Được mở danh tính người tố cáo"), required=False)

    def __init__(self, *args: object, people: list[tuple[str, str]], may_unseal: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("— chọn người —")), *people]  # type: ignore[attr-defined]
        if not may_unseal:
            del self.fields["with_identity"]


class CompetenceForm(KeyedForm):
    """The superior names the unit that is competent; it cannot return the case again."""

    find = forms.CharField(label=_("Tìm đơn vị"), required=False, max_length=100)
    unit = UnitField(label=_("Đơn vị có thẩm quyền"), required=False)
    reason = text_block(_("Căn cứ"), rows=3, required=False, max_length=4000)

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if "unit" not in self.errors and not data.get("unit"):
            self.add_error("find", _now("Hãy chọn đơn vị có thẩm quyền."))
        return data


class ArrivalsForm(KeyedForm):
    """Several arriving cases accepted at once."""

    cases = forms.MultipleChoiceField(required=True)

    def __init__(self, *args: object, case_ids: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].choices = marked(case_ids)  # type: ignore[attr-defined]
        self.fields["cases"].error_messages["required"] = _("Hãy chọn ít nhất một vụ việc để tiếp nhận.")

    def chosen(self) -> list[UUID]:
        return [UUID(value) for value in self.cleaned_data["cases"]]

"""Forms of the programme of complex and long-running cases."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel import clock
from tenants.cases.enums import Ground, Principal
from tenants.cases.forms.base import DayField, KeyedForm, text_block

PAPER = _("Số, ký hiệu văn bản")
PAPER_DAY = _("Ngày văn bản")


class ComplexForm(KeyedForm):
    """Which criteria, in which paper."""

    grounds = forms.MultipleChoiceField(
        label=_("Tiêu chí"), choices=Ground.choices, widget=forms.CheckboxSelectMultiple
    )
    number = forms.CharField(label=PAPER, max_length=60, help_text=_("Phải bằng văn bản và lưu trong hồ sơ."))
    on = DayField(label=PAPER_DAY)
    by = forms.CharField(label=_("Người ký, chức vụ"), max_length=250)


class SettledForm(KeyedForm):
    """The last decision."""

    number = forms.CharField(label=_("Số, ký hiệu quyết định cuối cùng"), max_length=60)
    on = DayField(label=_("Ngày quyết định"))
    by = forms.CharField(label=_("Cơ quan, người quyết định"), max_length=250)
    text = text_block(_("Kết quả giải quyết"), rows=4)


class SolutionForm(KeyedForm):
    """What was agreed."""

    text = text_block(_("Phương án thống nhất"), rows=6)
    on = DayField(label=_("Ngày thống nhất"))
    by = forms.CharField(
        label=_("Ai thống nhất"), max_length=250, help_text=_("Ví dụ: cuộc họp của Chủ tịch UBND với các phòng, ban.")
    )
    number = forms.CharField(label=PAPER, max_length=60, required=False)
    documents = forms.TypedMultipleChoiceField(
        label=_("Tài liệu trong hồ sơ"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, papers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["documents"].choices = papers  # type: ignore[attr-defined]
        if not papers:
            del self.fields["documents"]


class ProgressForm(KeyedForm):
    """How far it is."""

    text = text_block(_("Đã làm đến đâu"), rows=4)
    on = DayField(label=_("Tính đến ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()


class StepForm(KeyedForm):
    """What comes next."""

    text = text_block(_("Việc phải làm"), rows=3)
    body = forms.ChoiceField(label=_("Cơ quan, bộ phận chịu trách nhiệm"))
    due_on = DayField(label=_("Hạn"))

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [("", _("— chọn —")), *bodies]  # type: ignore[attr-defined]


class DoneForm(KeyedForm):
    """What became of a step or a directive."""

    text = text_block(_("Kết quả"), rows=4)
    on = DayField(label=_("Ngày xong"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()


class DialogueForm(KeyedForm):
    """A dialogue that was held outside a session or conference of this system."""

    on = DayField(label=_("Ngày đối thoại"))
    by = forms.CharField(label=_("Người chủ trì, chức vụ"), max_length=250)
    text = text_block(_("Kết quả đối thoại"), rows=5)


class DirectiveForm(KeyedForm):
    """What a principal directs."""

    principal = forms.ChoiceField(label=_("Cơ quan chỉ đạo"), widget=forms.RadioSelect)
    text = text_block(_("Nội dung chỉ đạo"), rows=5)
    number = forms.CharField(label=PAPER, max_length=60)
    on = DayField(label=PAPER_DAY)
    by = forms.CharField(label=_("Chức vụ người ký"), max_length=250)
    due_on = DayField(label=_("Hạn thực hiện"), required=False)

    def __init__(self, *args: Any, principals: list[Principal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["principal"].choices = [(one.value, one.label) for one in principals]  # type: ignore[attr-defined]


class LinkForm(KeyedForm):
    """Whether the other line may read a directive."""

    is_linked = forms.BooleanField(label=_("Kênh kia được xem ý kiến chỉ đạo này"), required=False)


class HotSpotLinkForm(KeyedForm):
    """To which hot spot of the unit the case belongs."""

    hot_spot = forms.TypedChoiceField(label=_("Điểm nóng"), coerce=UUID)

    def __init__(self, *args: Any, spots: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hot_spot"].choices = [("", _("— chọn —")), *spots]  # type: ignore[attr-defined]


class TakeBackForm(KeyedForm):
    """Why a mark holds no longer."""

    reason = forms.CharField(label=_("Lý do bỏ dấu"), max_length=500)


class SettledListForm(KeyedForm):
    """Who asked for the list, by which paper, what for, and whether citizens are named in it."""

    asked_by = forms.CharField(
        label=_("Cơ quan yêu cầu"),
        max_length=250,
        help_text=_("Ví dụ: Tỉnh ủy, UBND tỉnh, Ban Tiếp công dân trung ương."),
    )
    number = forms.CharField(label=_("Số, ký hiệu văn bản yêu cầu"), max_length=60)
    on = DayField(label=_("Ngày văn bản yêu cầu"))
    reason = forms.CharField(label=_("Lý do cung cấp"), max_length=500)
    received_from = DayField(label=_("Vụ việc nhận từ ngày"), required=False)
    received_to = DayField(label=_("Vụ việc nhận đến ngày"), required=False)
    with_names = forms.BooleanField(
        label=_("Ghi tên công dân"),
        required=False,
        help_text=_("Chỉ khi văn bản yêu cầu hỏi. Người tố cáo không bao giờ được ghi tên."),
    )
    form = forms.ChoiceField(
        label=_("Dạng"), choices=[("xlsx", "Excel"), ("print", _("Bản in"))], widget=forms.RadioSelect, initial="xlsx"
    )

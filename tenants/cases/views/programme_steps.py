"""Steps of the programme of complex and long-running cases; each one page and one action."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oversight.policies import visible_hot_spots
from tenants.cases import policies
from tenants.cases.actions.programme import directing, marking, solving
from tenants.cases.actions.programme.directing import DirectiveData
from tenants.cases.enums import MARKED, EntryKind, Principal
from tenants.cases.forms.base import KeyedForm
from tenants.cases.forms.programme import (
    ComplexForm,
    DialogueForm,
    DirectiveForm,
    DoneForm,
    HotSpotLinkForm,
    LinkForm,
    ProgressForm,
    SettledForm,
    SolutionForm,
    StepForm,
    TakeBackForm,
)
from tenants.cases.models import ProgrammeEntry
from tenants.cases.rules import complexity
from tenants.cases.views.action import CaseStep
from tenants.staff.models import Body


class Complexity(CaseStep):
    verb = "mark_complex"
    form_class = ComplexForm
    title = gettext_lazy("Xác định vụ việc phức tạp")
    primary = gettext_lazy("Xác định là phức tạp")
    done = gettext_lazy("Đã xác định là vụ việc phức tạp.")

    def sentence(self) -> str:
        return _("Căn cứ %(source)s. Người đứng đầu và đơn vị cấp trên được báo ngay.") % {
            "source": complexity.SOURCES.get(self.case.kind, "")
        }

    def perform(self, form: KeyedForm) -> UUID:
        version = form.cleaned_data["version"]
        return marking.mark_complex(self.case, **form.told(), actor=self.actor, version=version).pk


class Settled(CaseStep):
    verb = "mark_settled"
    form_class = SettledForm
    title = gettext_lazy("Đã giải quyết hết thẩm quyền")
    primary = gettext_lazy("Ghi quyết định cuối cùng")
    done = gettext_lazy("Đã ghi là giải quyết hết thẩm quyền.")

    def perform(self, form: KeyedForm) -> UUID:
        version = form.cleaned_data["version"]
        return marking.mark_settled(self.case, **form.told(), actor=self.actor, version=version).pk


class Solution(CaseStep):
    verb = "agree_solution"
    form_class = SolutionForm
    title = gettext_lazy("Phương án thống nhất")
    primary = gettext_lazy("Ghi phương án")
    done = gettext_lazy("Đã ghi phương án thống nhất.")

    def form_arguments(self) -> dict[str, Any]:
        papers = self.case.attachments.order_by("added_at", "id").values_list("pk", "name")
        return {"papers": [(str(pk), name) for pk, name in papers]}

    def sentence(self) -> str:
        return _("Phương án mới thay phương án trước; cấp trên chỉ thấy ngày, không thấy nội dung.")

    def perform(self, form: KeyedForm) -> UUID:
        version = form.cleaned_data["version"]
        return solving.agree_solution(self.case, **form.told(), actor=self.actor, version=version).pk


class Progress(CaseStep):
    verb = "note_progress"
    form_class = ProgressForm
    title = gettext_lazy("Tiến độ thực hiện phương án")
    primary = gettext_lazy("Ghi tiến độ")
    done = gettext_lazy("Đã ghi tiến độ.")

    def perform(self, form: KeyedForm) -> UUID:
        return solving.note_progress(self.case, **form.told(), actor=self.actor).pk


class NextStep(CaseStep):
    verb = "plan_step"
    form_class = StepForm
    title = gettext_lazy("Bước tiếp theo")
    primary = gettext_lazy("Đặt bước tiếp theo")
    done = gettext_lazy("Đã đặt bước tiếp theo; hạn được theo dõi.")

    def form_arguments(self) -> dict[str, Any]:
        return {"bodies": [(str(body.pk), body.name) for body in Body.objects.open().in_order()]}

    def sentence(self) -> str:
        return _("Bước mới thay bước chưa xong trước đó. Hạn này của đơn vị, không báo cho công dân.")

    def perform(self, form: KeyedForm) -> UUID:
        told = form.told()
        body = Body.objects.get(pk=told.pop("body"))
        return solving.plan_step(self.case, **told, body=body, actor=self.actor).pk


class Dialogue(CaseStep):
    verb = "record_dialogue"
    form_class = DialogueForm
    title = gettext_lazy("Ghi đối thoại")
    primary = gettext_lazy("Ghi đối thoại")
    done = gettext_lazy("Đã ghi đối thoại.")

    def sentence(self) -> str:
        return _("Buổi tiếp của người đứng đầu và hội nghị đối thoại có vụ việc này được tính sẵn, không phải ghi lại.")

    def perform(self, form: KeyedForm) -> UUID:
        return solving.record_dialogue(self.case, **form.told(), actor=self.actor).pk


class Directive(CaseStep):
    verb = "direct"
    form_class = DirectiveForm
    title = gettext_lazy("Ghi ý kiến chỉ đạo")
    primary = gettext_lazy("Ghi ý kiến chỉ đạo")
    done = gettext_lazy("Đã ghi ý kiến chỉ đạo.")

    def form_arguments(self) -> dict[str, Any]:
        lines = {"", *(line.value for line in self.actor.lines)}
        return {"principals": [one for one in Principal if complexity.LINE_OF[one] in lines]}

    def sentence(self) -> str:
        return _(
            "Ý kiến của cấp ủy chỉ kênh Đảng thấy, của Ủy ban nhân dân chỉ kênh chính quyền thấy; của Hội đồng nhân dân cả hai kênh thấy."
        )

    def perform(self, form: KeyedForm) -> UUID:
        version = form.cleaned_data["version"]
        return directing.direct(self.case, DirectiveData(**form.told()), actor=self.actor, version=version).pk


class HotSpotLink(CaseStep):
    verb = "link_hot_spot"
    form_class = HotSpotLinkForm
    title = gettext_lazy("Gắn với điểm nóng")
    primary = gettext_lazy("Gắn với điểm nóng này")
    done = gettext_lazy("Đã gắn vụ việc với điểm nóng.")

    def form_arguments(self) -> dict[str, Any]:
        spots = visible_hot_spots(self.actor).open().filter(unit_id=self.actor.unit.id).order_by("place")
        return {"spots": [(str(spot.pk), str(spot)) for spot in spots]}

    def sentence(self) -> str:
        return _("Chỉ đơn vị này biết vụ việc thuộc điểm nóng nào; cấp trên chỉ thấy điểm nóng.")

    def perform(self, form: KeyedForm) -> UUID:
        return marking.link_hot_spot(self.case, hot_spot=form.cleaned_data["hot_spot"], actor=self.actor).pk


class EntryStep(CaseStep):
    """A step on one row of the programme; another line's row is not found."""

    kinds: tuple[str, ...] = ()

    def entry(self) -> ProgrammeEntry:
        return policies.get_entry(self.actor, self.case, self.kwargs["entry_id"], *self.kinds)

    @property
    def draft_name(self) -> str:
        return f"{self.verb}-{self.kwargs['entry_id']}"

    def sentence(self) -> str:
        return self.entry().text


class StepDone(EntryStep):
    verb = "finish_step"
    form_class = DoneForm
    kinds = (EntryKind.STEP,)
    title = gettext_lazy("Bước đã xong")
    primary = gettext_lazy("Ghi bước đã xong")
    done = gettext_lazy("Đã ghi bước đã xong.")

    def perform(self, form: KeyedForm) -> UUID:
        return solving.finish_step(self.entry(), **form.told(), actor=self.actor).pk


class DirectiveResult(EntryStep):
    verb = "settle_directive"
    form_class = DoneForm
    kinds = (EntryKind.DIRECTIVE,)
    title = gettext_lazy("Kết quả thực hiện ý kiến chỉ đạo")
    primary = gettext_lazy("Ghi kết quả thực hiện")
    done = gettext_lazy("Đã ghi kết quả thực hiện.")

    def perform(self, form: KeyedForm) -> UUID:
        return directing.settle_directive(self.entry(), **form.told(), actor=self.actor).pk


class DirectiveLink(EntryStep):
    verb = "link_directive"
    form_class = LinkForm
    kinds = (EntryKind.DIRECTIVE,)
    keeps_draft = False
    title = gettext_lazy("Cho kênh kia xem ý kiến chỉ đạo")
    primary = gettext_lazy("Lưu")
    done = gettext_lazy("Đã lưu.")

    def initial(self) -> dict[str, Any]:
        return {"is_linked": self.entry().is_linked}

    def perform(self, form: KeyedForm) -> UUID:
        return directing.link_directive(self.entry(), **form.told(), actor=self.actor).pk


class MarkTakenBack(EntryStep):
    verb = "take_back_mark"
    form_class = TakeBackForm
    kinds = tuple(MARKED)
    danger = True
    title = gettext_lazy("Bỏ dấu")
    primary = gettext_lazy("Bỏ dấu")
    done = gettext_lazy("Đã bỏ dấu; lý do còn trong diễn biến.")

    def sentence(self) -> str:
        return str(self.entry().get_kind_display())

    def perform(self, form: KeyedForm) -> UUID:
        return marking.take_back_mark(self.entry(), **form.told(), actor=self.actor).pk

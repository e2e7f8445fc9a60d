"""The steps of one conclusion: its words, its items, its notice, the other line."""

from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.conclusions import policies
from tenants.conclusions.actions import concluding, issuing, linking, notices
from tenants.conclusions.forms.concluding import ConclusionForm, IssueForm, ItemForm, LinkForm
from tenants.conclusions.forms.tasks import StepForm
from tenants.conclusions.models import Task
from tenants.conclusions.views import choices
from tenants.conclusions.views.step import ConclusionStep
from tenants.documents.enums import DocumentStatus


class Words(ConclusionStep):
    verb = "edit"
    form_class = ConclusionForm
    title = gettext_lazy("Sửa dự thảo kết luận")
    primary = gettext_lazy("Lưu dự thảo")
    done = gettext_lazy("Đã lưu dự thảo.")

    def initial(self) -> dict[str, Any]:
        return {"title": self.row.title, "text": self.row.text}

    def perform(self, form: StepForm) -> None:
        told = form.cleaned_data
        concluding.change_conclusion(
            self.row, title=told["title"], text=told["text"], actor=self.actor, version=told["version"]
        )


class NewItem(ConclusionStep):
    verb = "edit"
    form_class: ClassVar[type[StepForm]] = ItemForm
    title = gettext_lazy("Thêm nội dung kết luận")
    primary = gettext_lazy("Thêm nội dung")
    done = gettext_lazy("Đã thêm nội dung.")

    @property
    def draft_name(self) -> str:
        return f"new-item-{self.row.pk}"

    def form_arguments(self) -> dict[str, Any]:
        return {
            "bodies": choices.bodies(),
            "officers": choices.officers(self.actor, self.row.line),
            "units": choices.lower_units(self.actor),
        }

    def perform(self, form: StepForm) -> UUID | None:
        assert isinstance(form, ItemForm)
        return concluding.add_item(self.row, form.item(), actor=self.actor, version=form.cleaned_data["version"]).pk


class Item(NewItem):
    """One item of a draft."""

    title = gettext_lazy("Sửa nội dung kết luận")
    primary = gettext_lazy("Lưu nội dung")
    done = gettext_lazy("Đã lưu nội dung.")

    @property
    def draft_name(self) -> str:
        return f"item-{self.kwargs['task_id']}"

    def task(self) -> Task:
        """The item, or NotFound."""
        found: Task | None = self.row.tasks.filter(pk=self.kwargs["task_id"]).first()
        if found is None:
            raise policies.task_not_found()
        return found

    def find(self) -> Any:
        self.row = super().find()
        self.task()
        return self.row

    def initial(self) -> dict[str, Any]:
        task = self.task()
        return {
            "text": task.text,
            "route": task.route,
            "lead_body": str(task.lead_body_id or ""),
            "lead_unit": str(task.lead_unit_id or ""),
            "officer": str(task.officer_id or ""),
            "contact": task.contact,
            "co_bodies": [one["id"] for one in task.co_bodies],
            "is_complex": task.is_complex,
            "needs_citizen_answer": task.needs_citizen_answer,
            "due_on": task.due_on,
            "settled": task.result,
        }

    def perform(self, form: StepForm) -> UUID | None:
        assert isinstance(form, ItemForm)
        task = self.task()
        concluding.change_item(task, form.item(task), actor=self.actor)
        return task.pk


class ItemRemoval(Item):
    form_class = StepForm
    danger = True
    title = gettext_lazy("Bỏ nội dung kết luận")
    primary = gettext_lazy("Bỏ nội dung")
    done = gettext_lazy("Đã bỏ nội dung.")

    def find(self) -> Any:
        if self.request.method == "POST":
            # The first click took the item away: for the second its one-time key answers, before anything is looked up.
            return ConclusionStep.find(self)
        return super().find()

    def form_arguments(self) -> dict[str, Any]:
        return {}

    def initial(self) -> dict[str, Any]:
        return {}

    def sentence(self) -> str:
        return self.task().text

    def perform(self, form: StepForm) -> UUID | None:
        concluding.drop_item(self.task(), actor=self.actor)
        return None


class Issue(ConclusionStep):
    verb = "issue"
    form_class = IssueForm
    title = gettext_lazy("Thông báo kết luận, giao nhiệm vụ")
    primary = gettext_lazy("Thông báo và giao nhiệm vụ")
    done = gettext_lazy("Đã thông báo kết luận; các nhiệm vụ đã được giao.")

    def form_arguments(self) -> dict[str, Any]:
        signed = self.row.document
        return {"is_signed": bool(signed and signed.status in (DocumentStatus.SIGNED, DocumentStatus.FILED))}

    def sentence(self) -> str:
        count = self.row.tasks.filter(closed_on=None).count()
        return _(
            "%(n)d nội dung chưa giải quyết trở thành nhiệm vụ của cơ quan, người được ghi; thời hạn bắt đầu tính. Sau bước này nội dung không sửa nữa."
        ) % {"n": count}

    def perform(self, form: StepForm) -> None:
        told = form.cleaned_data
        issuing.issue_conclusion(
            self.row, on=told.get("on"), symbol=told.get("symbol", ""), actor=self.actor, version=told["version"]
        )


class ConclusionLink(ConclusionStep):
    verb = "link"
    form_class = LinkForm
    title = gettext_lazy("Cho kênh kia xem")
    primary = gettext_lazy("Lưu")
    done = gettext_lazy("Đã lưu.")

    def initial(self) -> dict[str, Any]:
        return {"is_linked": self.row.is_linked}

    def sentence(self) -> str:
        return _("Kênh kia xem được kết luận và tiến độ, không sửa được và không thấy tên công dân.")

    def perform(self, form: StepForm) -> None:
        told = form.cleaned_data
        linking.link_conclusion(self.row, is_linked=told["is_linked"], actor=self.actor, version=told["version"])


class Notice(ConclusionStep):
    verb = "notice"
    title = gettext_lazy("Soạn thông báo kết luận")
    primary = gettext_lazy("Soạn thông báo")
    done = gettext_lazy("Đã soạn thông báo; trình ký ở mục văn bản. Ký xong là giao nhiệm vụ.")

    def sentence(self) -> str:
        return _(
            "Thông báo gồm ý kiến chung và các nội dung chưa giải quyết, gửi các cơ quan được ghi trong từng nội dung."
        )

    def perform(self, form: StepForm) -> UUID | None:
        return notices.draft_notice(self.row, actor=self.actor, version=form.cleaned_data["version"]).pk

"""Steps of the work inside the unit."""

from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deadlines import calendar
from identity import members
from identity.permissions import Permission
from kernel import clock
from tenants.cases import policies
from tenants.cases.actions import assigning, working
from tenants.cases.enums import RequestKind
from tenants.cases.forms.base import KeyedForm
from tenants.cases.forms.working import (
    AssignmentForm,
    AttachmentsForm,
    NoteForm,
    OpinionForm,
    ReplyForm,
    SettlementForm,
    SupplementForm,
)
from tenants.cases.models import Request
from tenants.cases.queries.workload import open_counts
from tenants.cases.views.action import CaseStep
from tenants.documents import uploads
from tenants.staff.models import Body

USUAL_DAYS = 5
"""Working days a citizen or a body is usually given; only what the date field starts with."""


def usual_date() -> date:
    return calendar.add_working_days(clock.today(), USUAL_DAYS)


class Assignment(CaseStep):
    verb = "assign"
    form_class = AssignmentForm
    title = gettext_lazy("Phân công cán bộ")
    primary = gettext_lazy("Phân công")
    done = gettext_lazy("Đã phân công.")

    def form_arguments(self) -> dict[str, Any]:
        counts = open_counts(self.actor)
        people = members.holders(self.actor.unit.id, Permission.CASE_WORK)
        self.people = {
            str(account.pk): account for account in sorted(people, key=lambda a: (counts.get(a.pk, 0), a.full_name))
        }
        labels = [
            (key, _("%(name)s · đang giữ %(count)d") % {"name": account.full_name, "count": counts.get(account.pk, 0)})
            for key, account in self.people.items()
        ]
        return {"people": labels}

    def initial(self) -> dict[str, Any]:
        return {"to": str(self.case.assignee_id)} if self.case.assignee_id else {}

    def sentence(self) -> str:
        return _("Người được giao thấy vụ việc này trong mục Hôm nay và chịu trách nhiệm các bước tiếp theo.")

    def perform(self, form: KeyedForm) -> None:
        told = form.cleaned_data
        assigning.assign_case(
            self.case, to=self.people[told["to"]], note=told["note"], actor=self.actor, version=told["version"]
        )


class Note(CaseStep):
    verb = "note"
    form_class = NoteForm
    title = gettext_lazy("Ghi chú")
    primary = gettext_lazy("Lưu ghi chú")
    done = gettext_lazy("Đã lưu ghi chú.")

    def perform(self, form: KeyedForm) -> None:
        told = form.cleaned_data
        working.add_note(self.case, text=told["text"], is_internal=told["is_internal"], actor=self.actor)


class Attachments(CaseStep):
    verb = "attach"
    form_class = AttachmentsForm
    takes_files = True
    title = gettext_lazy("Thêm tài liệu")
    primary = gettext_lazy("Thêm vào hồ sơ")
    done = gettext_lazy("Đã thêm tài liệu vào hồ sơ.")

    def perform(self, form: KeyedForm) -> None:
        told = form.cleaned_data
        # All problems at once, before the first file is stored.
        uploads.check_all(told["attachments"])
        for upload in told["attachments"]:
            working.add_attachment(self.case, upload=upload, is_internal=told["is_internal"], actor=self.actor)


class Supplement(CaseStep):
    verb = "ask_supplement"
    form_class = SupplementForm
    title = gettext_lazy("Đề nghị công dân bổ sung")
    primary = gettext_lazy("Lập đề nghị và in giấy")
    done = gettext_lazy("Đã lập đề nghị bổ sung. In giấy rồi gửi hoặc trao cho công dân.")

    def initial(self) -> dict[str, Any]:
        return {"due_on": usual_date()}

    def sentence(self) -> str:
        return _("Lập giấy đề nghị bổ sung để gửi người đứng đơn. Chưa kết thúc được vụ việc khi đề nghị còn chờ.")

    def perform(self, form: KeyedForm) -> UUID | None:
        told = form.cleaned_data
        made = working.ask_supplement(self.case, text=told["text"], due_on=told["due_on"], actor=self.actor)
        return made.pk

    def next_url(self, form: KeyedForm) -> str:
        return reverse("cases:print_supplement", args=[self.case_id, self.result_id])


class Opinion(CaseStep):
    verb = "ask_opinion"
    form_class = OpinionForm
    title = gettext_lazy("Xin ý kiến bộ phận")
    primary = gettext_lazy("Gửi xin ý kiến")
    done = gettext_lazy("Đã gửi xin ý kiến.")

    def form_arguments(self) -> dict[str, Any]:
        self.bodies = {str(body.pk): body for body in Body.objects.open()}
        return {"bodies": [(key, body.name) for key, body in self.bodies.items()]}

    def initial(self) -> dict[str, Any]:
        return {"due_on": usual_date()}

    def perform(self, form: KeyedForm) -> None:
        told = form.cleaned_data
        working.ask_opinion(
            self.case, body=self.bodies[told["body"]], text=told["text"], due_on=told["due_on"], actor=self.actor
        )


class Reply(CaseStep):
    """What came back to one open request."""

    verb = "settle_request"
    form_class = ReplyForm
    title = gettext_lazy("Ghi phản hồi")
    primary = gettext_lazy("Lưu phản hồi")
    done = gettext_lazy("Đã ghi phản hồi.")

    @property
    def draft_name(self) -> str:
        return f"reply-{self.kwargs['request_id']}"

    def asked(self) -> Request:
        return policies.get_request(self.case, self.kwargs["request_id"])

    def sentence(self) -> str:
        asked = self.asked()
        return _("%(kind)s: %(text)s") % {"kind": RequestKind(asked.kind).label, "text": asked.text}

    def perform(self, form: KeyedForm) -> None:
        working.settle_request(self.asked(), reply=form.cleaned_data["reply"], actor=self.actor)


class Settlement(CaseStep):
    verb = "accept_settlement"
    form_class = SettlementForm
    title = gettext_lazy("Thụ lý")
    primary = gettext_lazy("Thụ lý vụ việc")
    done = gettext_lazy("Đã thụ lý; thời hạn giải quyết bắt đầu tính.")

    def sentence(self) -> str:
        return _("Thời hạn giải quyết theo luật được tính từ ngày thụ lý.")

    def perform(self, form: KeyedForm) -> None:
        working.accept_settlement(self.case, on=form.cleaned_data["on"], actor=self.actor)

"""The steps of one task; each calls one action."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.conclusions.actions import finishing, linking, preparing, tasks, telling
from tenants.conclusions.forms import tasks as forms
from tenants.conclusions.forms.concluding import LinkForm
from tenants.conclusions.forms.tasks import StepForm
from tenants.conclusions.protocols import subjects
from tenants.conclusions.views import choices
from tenants.conclusions.views.step import TaskStep


class Acknowledgement(TaskStep):
    verb = "acknowledge"
    title = gettext_lazy("Nhận việc")
    done = gettext_lazy("Đã nhận việc.")

    def perform(self, form: StepForm) -> None:
        tasks.acknowledge_task(self.row, actor=self.actor, version=form.cleaned_data["version"])


class Progress(TaskStep):
    verb = "progress"
    form_class = forms.ProgressForm
    title = gettext_lazy("Báo tiến độ")
    primary = gettext_lazy("Lưu tiến độ")
    done = gettext_lazy("Đã ghi tiến độ.")

    def sentence(self) -> str:
        every = self.row.terms.get("progress_every")
        return _("Kế hoạch yêu cầu báo tiến độ %(n)d ngày một lần, qua Văn phòng.") % {"n": every} if every else ""

    def perform(self, form: StepForm) -> None:
        told = form.cleaned_data
        tasks.report_progress(
            self.row, text=told["text"], told_by=told["told_by"], actor=self.actor, version=told["version"]
        )


class Obstacle(TaskStep):
    verb = "obstacle"
    form_class = forms.ObstacleForm
    title = gettext_lazy("Báo vướng mắc")
    primary = gettext_lazy("Gửi người đứng đầu xem xét")
    done = gettext_lazy("Đã báo vướng mắc; chờ ý kiến người đứng đầu.")

    def sentence(self) -> str:
        return _("Nhiệm vụ chờ ý kiến của người đứng đầu; thời hạn vẫn tính tiếp.")

    def perform(self, form: StepForm) -> None:
        tasks.raise_obstacle(
            self.row, text=form.cleaned_data["text"], actor=self.actor, version=form.cleaned_data["version"]
        )


class ObstacleAnswer(TaskStep):
    verb = "settle_obstacle"
    form_class = forms.ObstacleAnswerForm
    title = gettext_lazy("Cho ý kiến vướng mắc")
    primary = gettext_lazy("Cho ý kiến")
    done = gettext_lazy("Đã cho ý kiến; nhiệm vụ tiếp tục.")

    def sentence(self) -> str:
        return str(self.row.obstacles[-1]["text"]) if self.row.obstacles else ""

    def perform(self, form: StepForm) -> None:
        told = form.cleaned_data
        tasks.answer_obstacle(self.row, answer=told["answer"], actor=self.actor, version=told["version"])


class Extension(TaskStep):
    verb = "extend"
    form_class = forms.ExtensionForm
    title = gettext_lazy("Gia hạn")
    primary = gettext_lazy("Gia hạn nhiệm vụ")
    done = gettext_lazy("Đã gia hạn.")

    def initial(self) -> dict[str, Any]:
        return {"responsible": self.row.lead_name}

    def form_arguments(self) -> dict[str, Any]:
        waits = self.row.needs_citizen_answer
        return {"waits": waits, "citizen": telling.waiting_citizen(self.row) if waits else None}

    def sentence(self) -> str:
        if not self.row.needs_citizen_answer:
            return _("Hạn cũ vẫn được giữ trong lịch sử.")
        return _(
            "Công dân phải được báo trước: thời gian mới và cơ quan chịu trách nhiệm. Hạn cũ vẫn được giữ trong lịch sử."
        )

    def perform(self, form: StepForm) -> None:
        assert isinstance(form, forms.ExtensionForm)
        told = form.cleaned_data
        tasks.extend_task(
            self.row,
            to=told["to"],
            reason=told["reason"],
            responsible=told.get("responsible", ""),
            channel=form.channel_chosen(),
            how_told=told.get("how_told", ""),
            told_on=told.get("told_on"),
            actor=self.actor,
            version=told["version"],
        )


class Urging(TaskStep):
    verb = "urge"
    form_class = forms.UrgingForm
    title = gettext_lazy("Đôn đốc")
    done = gettext_lazy("Đã đôn đốc.")

    def initial(self) -> dict[str, Any]:
        return {"to": self.row.lead_name}

    def sentence(self) -> str:
        reach = telling.reach_of(self.row)
        return _(
            "Đôn đốc lần %(n)d. Gửi %(name)s bằng: %(channel)s. Việc hiện ở trang Hôm nay của cán bộ thực hiện."
        ) % {
            "n": len(self.row.urgings) + 1,
            "name": reach.name or "–",
            "channel": reach.channel.label,
        }

    def perform(self, form: StepForm) -> None:
        told = form.cleaned_data
        tasks.urge_task(self.row, text=told["text"], to=told["to"], actor=self.actor, version=told["version"])


class Assignment(TaskStep):
    verb = "assign"
    form_class = forms.AssignmentForm
    title = gettext_lazy("Giao lại nhiệm vụ")
    primary = gettext_lazy("Giao nhiệm vụ")
    done = gettext_lazy("Đã giao nhiệm vụ.")

    def form_arguments(self) -> dict[str, Any]:
        return {"bodies": choices.bodies(), "officers": choices.officers(self.actor, self.row.line)}

    def initial(self) -> dict[str, Any]:
        return {
            "lead_body": str(self.row.lead_body_id or ""),
            "officer": str(self.row.officer_id or ""),
            "contact": self.row.contact,
            "co_bodies": [one["id"] for one in self.row.co_bodies],
        }

    def sentence(self) -> str:
        return _("Thời hạn không đổi.")

    def perform(self, form: StepForm) -> None:
        told = form.cleaned_data
        tasks.assign_task(
            self.row,
            lead_body=UUID(told["lead_body"]) if told["lead_body"] else None,
            officer=UUID(told["officer"]) if told["officer"] else None,
            contact=told["contact"],
            co_bodies=tuple(UUID(one) for one in told["co_bodies"]),
            note=told["note"],
            actor=self.actor,
            version=told["version"],
        )


class Result(TaskStep):
    verb = "result"
    form_class = forms.ResultForm
    takes_files = True
    title = gettext_lazy("Báo cáo kết quả")
    done = gettext_lazy("Đã báo cáo kết quả.")

    def sentence(self) -> str:
        return _("Kết quả được báo cáo người đứng đầu. Chỉ hoàn thành được khi công dân cũng đã được trả lời.")

    def perform(self, form: StepForm) -> None:
        told = form.cleaned_data
        finishing.report_result(
            self.row, text=told["text"], reported_on=told["reported_on"], files=told["attachments"], actor=self.actor,
            version=told["version"],
        )  # fmt: skip


class ResultReturn(TaskStep):
    verb = "return_result"
    form_class = forms.ReasonForm
    title = gettext_lazy("Trả lại kết quả")
    done = gettext_lazy("Đã trả lại kết quả để làm tiếp.")

    def perform(self, form: StepForm) -> None:
        told = form.cleaned_data
        finishing.return_result(self.row, reason=told["reason"], actor=self.actor, version=told["version"])


class CitizenAnswer(TaskStep):
    verb = "answer"
    form_class = forms.AnswerForm
    template_name = "conclusions/answer.html"
    takes_files = True
    title = gettext_lazy("Ghi trả lời công dân")
    primary = gettext_lazy("Ghi đã trả lời")
    done = gettext_lazy("Đã ghi trả lời công dân.")

    def form_arguments(self) -> dict[str, Any]:
        return {"expected": subjects.recipients(self.row, actor=self.actor)}

    def perform(self, form: StepForm) -> None:
        assert isinstance(form, forms.AnswerForm)
        told = form.cleaned_data
        finishing.answer_citizen(
            self.row,
            how=told["how"],
            answered_on=told["answered_on"],
            number=told["number"],
            signed_by=told["signed_by"],
            note=told["note"],
            files=told["attachments"],
            recipients=form.sent(),
            actor=self.actor,
            version=told["version"],
        )


class Closing(TaskStep):
    verb = "close"
    title = gettext_lazy("Hoàn thành nhiệm vụ")
    primary = gettext_lazy("Hoàn thành")
    done = gettext_lazy("Nhiệm vụ đã hoàn thành.")

    def sentence(self) -> str:
        if self.row.needs_citizen_answer:
            return _("Đã có báo cáo người đứng đầu và trả lời công dân.")
        return _("Đã có báo cáo.")

    def perform(self, form: StepForm) -> None:
        finishing.close_task(self.row, actor=self.actor, version=form.cleaned_data["version"])


class Cancellation(TaskStep):
    verb = "cancel"
    form_class = forms.ReasonForm
    danger = True
    title = gettext_lazy("Không thực hiện nữa")
    done = gettext_lazy("Đã ghi không thực hiện nữa.")

    def perform(self, form: StepForm) -> None:
        told = form.cleaned_data
        finishing.cancel_task(self.row, reason=told["reason"], actor=self.actor, version=told["version"])


class Receipt(TaskStep):
    verb = "receive"
    form_class = forms.ReceiptForm
    takes_files = True
    title = gettext_lazy("Ghi đã nhận hồ sơ")
    done = gettext_lazy("Đã ghi nhận hồ sơ.")

    def perform(self, form: StepForm) -> None:
        told = form.cleaned_data
        preparing.receive_preparation(
            self.row, text=told["text"], received_on=told["received_on"], files=told["attachments"], actor=self.actor,
            version=told["version"],
        )  # fmt: skip


class Agreement(TaskStep):
    verb = "agree"
    form_class = forms.AgreementForm
    title = gettext_lazy("Ghi quan điểm thống nhất")
    done = gettext_lazy("Đã ghi quan điểm thống nhất với Văn phòng.")

    def initial(self) -> dict[str, Any]:
        return {"text": self.row.agreed}

    def perform(self, form: StepForm) -> None:
        told = form.cleaned_data
        preparing.agree_position(
            self.row, text=told["text"], agreed_on=told["agreed_on"], actor=self.actor, version=told["version"]
        )


class TaskLink(TaskStep):
    verb = "link"
    form_class = LinkForm
    title = gettext_lazy("Cho kênh kia xem")
    primary = gettext_lazy("Lưu")
    done = gettext_lazy("Đã lưu.")

    def initial(self) -> dict[str, Any]:
        return {"is_linked": self.row.is_linked}

    def perform(self, form: StepForm) -> None:
        told = form.cleaned_data
        linking.link_task(self.row, is_linked=told["is_linked"], actor=self.actor, version=told["version"])

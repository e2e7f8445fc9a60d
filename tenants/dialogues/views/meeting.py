"""The day: the desk of the meeting and every step that is taken there."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission
from kernel import ids
from tenants.cases.forms.base import KeyedForm
from tenants.cases.views.responses import page
from tenants.dialogues import policies
from tenants.dialogues.actions import meeting, speaking
from tenants.dialogues.enums import OpinionSource
from tenants.dialogues.forms.meeting import AdoptForm, AttendanceForm, OrderForm, TextForm
from tenants.dialogues.forms.opinions import QuestionForm, SlipForm
from tenants.dialogues.queries.meeting import LISTS, meeting_page
from tenants.dialogues.views.step import ConferenceStep, OpinionStep, topic_choices


@require_GET
@actor_required(Permission.RECEPTION_VIEW)
def meeting_desk(request: ActorRequest, conference_id: UUID) -> HttpResponse:
    """``/desk/dialogues/<id>/meeting/``: agenda with notes, speaking list, questions; for minutes taker and desk.

    ``?part=waiting&page=2`` shows a further page of one list; with htmx that list alone.
    """
    actor = request.actor
    conference = policies.get_conference(actor, conference_id)
    part, number = request.GET.get("part", ""), request.GET.get("page", "")
    shown = meeting_page(actor, conference, part=part, number=number)
    context = {"shown": shown, "conference": conference, "once_key": ids.new_id()}
    return page(request, "dialogues/meeting.html", context, fragment=part if part in LISTS else "")


class AtMeeting(ConferenceStep):
    """A step whose next page is the meeting's."""

    def next_url(self, form: Any) -> str:
        return self.back_url()

    def back_url(self) -> str:
        return reverse("dialogues:meeting", args=[self.conference.pk])


class Open(AtMeeting):
    verb = "open"
    title = gettext_lazy("Khai mạc hội nghị")
    done = gettext_lazy("Hội nghị đã khai mạc.")

    def perform(self, form: Any) -> None:
        meeting.open_conference(self.conference, actor=self.actor, version=form.cleaned_data["version"])


class Attendance(AtMeeting):
    verb = "attendance"
    form_class = AttendanceForm
    template_name = "dialogues/rows.html"
    title = gettext_lazy("Điểm danh")
    primary = gettext_lazy("Lưu điểm danh")
    done = gettext_lazy("Đã lưu điểm danh.")

    def form_arguments(self) -> dict[str, Any]:
        return {"rows": list(self.conference.participants)}

    def initial(self) -> dict[str, Any]:
        return {"attended": self.conference.attended}

    def sentence(self) -> str:
        return _("Cơ quan được mời phải cử lãnh đạo dự; người dự thay thì ghi họ tên và lý do.")

    def context(self, form: Any) -> dict[str, Any]:
        return {"own_fields": [form["attended"]]}

    def perform(self, form: Any) -> None:
        meeting.take_attendance(
            self.conference,
            attended=form.cleaned_data["attended"],
            marks=form.marks(),
            actor=self.actor,
            version=form.cleaned_data["version"],
        )


class Slip(AtMeeting):
    verb = "speak"
    form_class = SlipForm
    title = gettext_lazy("Nhận phiếu đăng ký phát biểu")
    primary = gettext_lazy("Ghi vào danh sách phát biểu")
    done = gettext_lazy("Đã ghi vào danh sách phát biểu, theo thứ tự đăng ký.")

    def form_arguments(self) -> dict[str, Any]:
        return {"topics": topic_choices(self.conference.line)}

    def perform(self, form: Any) -> UUID:
        return speaking.return_slip(self.conference, form.data_of(OpinionSource.SLIP), actor=self.actor).pk


class Question(AtMeeting):
    verb = "question"
    form_class = QuestionForm
    title = gettext_lazy("Ghi câu hỏi, ý kiến tại chỗ")
    primary = gettext_lazy("Ghi lại")
    done = gettext_lazy("Đã ghi.")

    def form_arguments(self) -> dict[str, Any]:
        return {"topics": topic_choices(self.conference.line)}

    def perform(self, form: Any) -> UUID:
        told = form.cleaned_data
        return speaking.take_question(self.conference, form.data_of(told["source"]), actor=self.actor).pk


class Order(AtMeeting):
    verb = "order"
    form_class = OrderForm
    title = gettext_lazy("Đổi thứ tự phát biểu")
    done = gettext_lazy("Đã đổi thứ tự.")

    def perform(self, form: Any) -> None:
        opinion = policies.get_opinion(self.actor, form.cleaned_data["opinion"])
        if opinion.conference_id != self.conference.pk:
            raise policies.opinion_not_found()
        speaking.move_speaker(opinion, to=form.cleaned_data["to"], actor=self.actor)


class CallUp(OpinionStep):
    """Mời phát biểu: one click, no form to fill in."""

    verb = "answer"
    form_class = KeyedForm
    title = gettext_lazy("Mời phát biểu")
    done = gettext_lazy("Đã mời phát biểu.")

    def perform(self, form: Any) -> None:
        speaking.call_speaker(self.opinion, actor=self.actor)


class Information(AtMeeting):
    verb = "information"
    form_class = TextForm
    title = gettext_lazy("Thông tin đến Nhân dân")
    primary = gettext_lazy("Ghi nội dung đã thông tin")
    done = gettext_lazy("Đã ghi.")

    def perform(self, form: Any) -> None:
        meeting.inform(self.conference, text=form.cleaned_data["text"], actor=self.actor)


class Adopt(ConferenceStep):
    verb = "adopt"
    form_class = AdoptForm
    title = gettext_lazy("Thông qua biên bản, bế mạc")
    primary = gettext_lazy("Biên bản đã thông qua, bế mạc")
    done = gettext_lazy("Hội nghị đã kết thúc; biên bản đã được lập, các thời hạn bắt đầu tính.")

    def initial(self) -> dict[str, Any]:
        return {"attended": self.conference.attended}

    def sentence(self) -> str:
        return _(
            "Thư ký đọc và hội nghị thông qua biên bản. Từ hôm nay tính hạn rút kinh nghiệm, thông báo kết luận và trả lời."
        )

    def perform(self, form: Any) -> None:
        meeting.adopt_minutes(
            self.conference,
            attended=form.cleaned_data["attended"],
            actor=self.actor,
            version=form.cleaned_data["version"],
        )

"""The day and what comes after it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission
from kernel import errors, ids
from tenants.cases.forms.base import KeyedForm
from tenants.cases.views.responses import page
from tenants.dialogues import policies
from tenants.dialogues.actions import concluding, meeting, speaking
from tenants.dialogues.enums import OpinionSource
from tenants.dialogues.forms.meeting import (
    AdoptForm,
    AttendanceForm,
    ConcludeForm,
    NoteForm,
    NotifyForm,
    OrderForm,
    ResultsForm,
    ReviewForm,
    TextForm,
)
from tenants.dialogues.forms.opinions import QuestionForm, SlipForm
from tenants.dialogues.queries.meeting import meeting_page
from tenants.dialogues.views.step import ConferenceStep, OpinionStep, topic_choices
from tenants.receptions.actions import minutes


@require_GET
@actor_required(Permission.RECEPTION_VIEW)
def meeting_desk(request: ActorRequest, conference_id: UUID) -> HttpResponse:
    """``/desk/dialogues/<id>/meeting/``: agenda with notes, speaking list, questions; for minutes taker and desk."""
    actor = request.actor
    conference = policies.get_conference(actor, conference_id)
    shown = meeting_page(actor, conference)
    notes = [
        (step, entry, NoteForm(initial=_note(step, entry), auto_id=f"id_{step.get('order', 0)}_%s"))
        for step, entry in shown.steps
    ]
    context = {"shown": shown, "conference": conference, "notes": notes, "once_key": ids.new_id()}
    return page(request, "dialogues/meeting.html", context)


def _note(step: dict[str, Any], entry: Any) -> dict[str, Any]:
    return {
        "step": step.get("order"),
        "entry": entry.pk if entry else ids.new_id(),
        "speaker": entry.speaker if entry else step.get("speaker", ""),
        "text": entry.text if entry else "",
        "version": entry.version if entry else None,
    }


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


class Note(AtMeeting):
    """One entry of the minutes, saved while it is typed; who comes second gets both texts."""

    verb = "note"
    form_class = NoteForm
    template_name = "dialogues/note.html"
    title = gettext_lazy("Ghi diễn biến")
    primary = gettext_lazy("Lưu diễn biến")
    done = gettext_lazy("Đã lưu diễn biến.")

    def make_form(self, data: Any) -> KeyedForm:
        # The version is the entry's, not the conference's.
        if data is not None:
            return NoteForm(data)
        step = self.request.GET.get("step", "")
        return NoteForm(initial={"step": int(step) if step.isdigit() else None, "entry": ids.new_id()})

    def perform(self, form: Any) -> UUID:
        told = form.cleaned_data
        return minutes.save_entry(
            self.conference.pk,
            text=told["text"],
            entry_id=told["entry"],
            step=told["step"],
            speaker=told["speaker"],
            version=told["version"],
            actor=self.actor,
        ).pk

    def on_refusal(self, form: Any, error: errors.DomainError) -> None:
        if error.code == "entry_changed":
            form.keep_both(str(error.facts["text"]))


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


class Conclude(ConferenceStep):
    verb = "conclude"
    form_class = ConcludeForm
    title = gettext_lazy("Kết luận hội nghị")
    primary = gettext_lazy("Lập kết luận")
    done = gettext_lazy("Đã lập kết luận; mỗi nội dung còn lại có cơ quan, người và thời hạn.")

    def sentence(self) -> str:
        return _(
            "Mỗi ý kiến chưa giải quyết xong thành một mục của kết luận, có cơ quan, người chịu trách nhiệm và thời hạn."
        )

    def perform(self, form: Any) -> None:
        concluding.conclude_conference(
            self.conference, text=form.cleaned_data["text"], actor=self.actor, version=form.cleaned_data["version"]
        )


class Review(ConferenceStep):
    verb = "review"
    form_class = ReviewForm
    title = gettext_lazy("Đánh giá, rút kinh nghiệm")
    primary = gettext_lazy("Ghi kết quả")
    done = gettext_lazy("Đã ghi kết quả đánh giá, rút kinh nghiệm.")

    def perform(self, form: Any) -> None:
        told = form.cleaned_data
        concluding.review_conference(
            self.conference, text=told["text"], on=told["on"], actor=self.actor, version=told["version"]
        )


class Notify(ConferenceStep):
    verb = "notify"
    form_class = NotifyForm
    title = gettext_lazy("Ra thông báo kết luận")
    primary = gettext_lazy("Ra thông báo, giao nhiệm vụ")
    done = gettext_lazy("Đã ra thông báo kết luận; các nội dung còn lại đã thành nhiệm vụ.")

    def sentence(self) -> str:
        return _(
            "Thông báo chỉ gồm những nội dung chưa giải quyết xong. Nếu thông báo đã ký trên hệ thống thì số và ngày lấy theo văn bản đó."
        )

    def perform(self, form: Any) -> None:
        told = form.cleaned_data
        concluding.issue_notice(
            self.conference, symbol=told["symbol"], on=told["on"], actor=self.actor, version=told["version"]
        )


class Results(ConferenceStep):
    verb = "results"
    form_class = ResultsForm
    title = gettext_lazy("Báo cáo kết quả")
    primary = gettext_lazy("Soạn báo cáo, lập nơi gửi")
    done = gettext_lazy("Đã soạn báo cáo kết quả và lập thông báo gửi từng nơi.")

    def initial(self) -> dict[str, Any]:
        wanted = self.conference.values.get("results_to") or [_("Cấp ủy"), _("HĐND"), _("Ủy ban MTTQ Việt Nam")]
        return {"to": "\n".join(wanted)}

    def perform(self, form: Any) -> None:
        concluding.report_results(
            self.conference, to=form.names(), actor=self.actor, version=form.cleaned_data["version"]
        )


class Close(ConferenceStep):
    verb = "close"
    title = gettext_lazy("Kết thúc theo dõi")
    done = gettext_lazy("Mọi ý kiến đã có kết quả; hội nghị kết thúc theo dõi.")

    def sentence(self) -> str:
        missing = concluding.missing_to_close(self.conference)
        return _("Còn thiếu: %(what)s.") % {"what": "; ".join(missing)} if missing else _("Mọi ý kiến đã có kết quả.")

    def perform(self, form: Any) -> None:
        concluding.close_conference(self.conference, actor=self.actor, version=form.cleaned_data["version"])

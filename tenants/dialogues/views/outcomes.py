"""What becomes of an opinion at the meeting: answered, assigned, noted, not spoken to, sent up."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.dialogues.actions import answering
from tenants.dialogues.forms.opinions import AnswerForm, AssignForm, SubmitUpForm, WordForm
from tenants.dialogues.views.step import OpinionStep, body_choices, get_body


class Answer(OpinionStep):
    verb = "answer"
    form_class = AnswerForm
    title = gettext_lazy("Trả lời tại chỗ")
    primary = gettext_lazy("Ghi câu trả lời")
    done = gettext_lazy("Đã ghi câu trả lời.")

    def initial(self) -> dict[str, Any]:
        one = self.opinion
        chair = self.conference.chair_name if self.conference else ""
        return {"text": one.prepared, "by": one.prepared_by or chair, "legal_basis": one.legal_basis}

    def sentence(self) -> str:
        return _("Trả lời đúng trọng tâm, ngắn gọn, dễ hiểu, nêu căn cứ pháp luật.")

    def perform(self, form: Any) -> None:
        told = form.cleaned_data
        answering.answer_on_spot(
            self.opinion,
            text=told["text"],
            by=told["by"],
            legal_basis=told["legal_basis"],
            actor=self.actor,
            version=told["version"],
        )


class Assign(OpinionStep):
    verb = "assign"
    form_class = AssignForm
    title = gettext_lazy("Giao giải quyết")
    primary = gettext_lazy("Giao, ấn định thời hạn")
    done = gettext_lazy("Đã giao giải quyết.")

    def form_arguments(self) -> dict[str, Any]:
        return {"bodies": body_choices()}

    def initial(self) -> dict[str, Any]:
        one = self.opinion
        names = ("direction", "contact", "is_complex", "legal_basis")
        return {name: getattr(one, name) for name in names} | {
            "route": one.route or "HANDLE",
            "body": str(one.lead_body_id or ""),
            "due_on": one.expected_on or (self._latest(False) if self.conference else None),
        }

    def sentence(self) -> str:
        plain, hard = self._latest(False), self._latest(True)
        if plain is None or hard is None:
            return _("Thời hạn trả lời dân tính từ ngày thông báo kết luận.")
        return _("Theo kế hoạch trả lời dân chậm nhất %(plain)s, việc phức tạp %(hard)s.") % {
            "plain": f"{plain:%d/%m/%Y}",
            "hard": f"{hard:%d/%m/%Y}",
        }

    def _latest(self, is_complex: bool) -> Any:
        if self.conference is None:
            return None
        return answering.latest_reply(self.conference, self.actor.unit.id, is_complex=is_complex)

    def perform(self, form: Any) -> None:
        told = dict(form.cleaned_data)
        told.pop("once_key")
        told["body"] = get_body(told["body"])
        answering.assign_opinion(self.opinion, **told, actor=self.actor)


class Noted(OpinionStep):
    verb = "noted"
    form_class = WordForm
    title = gettext_lazy("Ghi nhận")
    primary = gettext_lazy("Ghi nhận, không phải trả lời")
    done = gettext_lazy("Đã ghi nhận.")

    def perform(self, form: Any) -> None:
        answering.note_opinion(
            self.opinion, note=form.cleaned_data["note"], actor=self.actor, version=form.cleaned_data["version"]
        )


class Withdraw(OpinionStep):
    verb = "withdraw"
    form_class = WordForm
    title = gettext_lazy("Không phát biểu")
    primary = gettext_lazy("Ghi là không phát biểu")
    done = gettext_lazy("Đã ghi.")

    def perform(self, form: Any) -> None:
        answering.withdraw_opinion(
            self.opinion, why=form.cleaned_data["note"], actor=self.actor, version=form.cleaned_data["version"]
        )


class SubmitUp(OpinionStep):
    verb = "submit_up"
    form_class = SubmitUpForm
    title = gettext_lazy("Trình cấp trên giải quyết")
    primary = gettext_lazy("Lập vụ việc và trình lên")
    done = gettext_lazy("Đã lập vụ việc và trình cấp trên. Đơn vị vẫn có trách nhiệm trả lời người nêu ý kiến.")
    danger = True

    def sentence(self) -> str:
        return _(
            "Ý kiến thành một vụ việc, được đề nghị cấp trên giải quyết. Trách nhiệm trả lời người dân vẫn ở đơn vị này."
        )

    def perform(self, form: Any) -> None:
        told = form.cleaned_data
        answering.submit_up(self.opinion, reason=told["reason"], kind=told["kind"], actor=self.actor)

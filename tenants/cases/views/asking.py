"""Words and papers between units about a dossier that stays where it is."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.cases import policies
from tenants.cases.actions import movements
from tenants.cases.forms.base import KeyedForm
from tenants.cases.forms.moving import AskSenderForm, PaperForm, PaperReplyForm
from tenants.cases.models import Request
from tenants.cases.views.moving import Movement


class PaperReply(Movement):
    verb = "record_paper_reply"
    form_class = PaperReplyForm
    title = gettext_lazy("Ghi phúc đáp bằng giấy")
    primary = gettext_lazy("Lưu phúc đáp")
    done = gettext_lazy("Đã ghi phúc đáp.")

    def perform(self, form: KeyedForm) -> None:
        told = form.cleaned_data
        movements.record_paper_reply(self.case, text=told["text"], received_on=told["received_on"], actor=self.actor)


class SendPaper(Movement):
    """Answers a unit that misses a paper: words and files travel to it, the dossier stays there."""

    verb = "send_paper"
    form_class = PaperForm
    takes_files = True
    title = gettext_lazy("Gửi giấy tờ còn thiếu")
    primary = gettext_lazy("Gửi cho đơn vị đang giải quyết")
    done = gettext_lazy("Đã gửi giấy tờ bổ sung.")

    def _asked(self) -> Request:
        return policies.get_request(self.case, self.kwargs["request_id"])

    def sentence(self) -> str:
        return _("Đơn vị đang giải quyết hỏi: %(text)s") % {"text": self._asked().text}

    def perform(self, form: KeyedForm) -> None:
        told = form.cleaned_data
        movements.send_paper(
            self.case, request=self._asked(), text=told["text"], uploads=told["attachments"], actor=self.actor
        )


class AskSender(Movement):
    verb = "ask_sender"
    form_class = AskSenderForm
    title = gettext_lazy("Hỏi nơi gửi giấy tờ còn thiếu")
    primary = gettext_lazy("Gửi câu hỏi")
    done = gettext_lazy("Đã hỏi nơi gửi; không cần trả lại hồ sơ.")

    def sentence(self) -> str:
        return _("Nơi gửi nhận câu hỏi và gửi bổ sung; hồ sơ vẫn ở đơn vị này.")

    def perform(self, form: KeyedForm) -> UUID | None:
        movements.ask_sender(self.case, text=form.cleaned_data["text"], actor=self.actor)
        return None

"""The written answer to an opinion, its four recipients, and the word in between."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel import clock
from tenants.dialogues.actions import replying
from tenants.dialogues.actions.replying import Sent
from tenants.dialogues.forms.opinions import InterimForm, RecipientsForm, ReplyForm
from tenants.dialogues.queries.recipients import recipient_names
from tenants.dialogues.rules.recipients import Recipient
from tenants.dialogues.views.step import OpinionStep


class Interim(OpinionStep):
    verb = "interim"
    form_class = InterimForm
    title = gettext_lazy("Thông báo thời gian và cơ quan giải quyết")
    primary = gettext_lazy("Lập thông báo")
    done = gettext_lazy("Đã lập thông báo gửi người nêu ý kiến.")

    def initial(self) -> dict[str, Any]:
        return {"body": self.opinion.lead_name}

    def sentence(self) -> str:
        due = self.opinion.reply_due_on
        return _("Hạn trả lời theo kế hoạch %(day)s không thay đổi.") % {"day": f"{due:%d/%m/%Y}"} if due else ""

    def perform(self, form: Any) -> None:
        told = dict(form.cleaned_data)
        told.pop("once_key")
        replying.tell_interim(self.opinion, **told, actor=self.actor)


class Recipients(OpinionStep):
    verb = "recipients"
    form_class = RecipientsForm
    template_name = "dialogues/rows.html"
    title = gettext_lazy("Bổ sung nơi nhận văn bản trả lời")
    primary = gettext_lazy("Lưu bằng chứng")
    done = gettext_lazy("Đã lưu bằng chứng gửi.")

    def form_arguments(self) -> dict[str, Any]:
        one = self.opinion
        return {
            "names": recipient_names(one, self.actor.unit.name),
            "known": {row["role"]: row for row in one.recipients},
        }

    def sent(self, form: Any) -> dict[str, Sent]:
        told = form.cleaned_data
        return {
            role.value: Sent(
                name=told[f"name_{role.value}"],
                how=told[f"how_{role.value}"],
                on=told[f"sent_on_{role.value}"],
                proof=told[f"proof_{role.value}"],
            )
            for role in Recipient
        }

    def perform(self, form: Any) -> None:
        replying.complete_recipients(
            self.opinion, recipients=self.sent(form), actor=self.actor, version=form.cleaned_data["version"]
        )


class Reply(Recipients):
    verb = "reply"
    form_class = ReplyForm
    title = gettext_lazy("Trả lời bằng văn bản")
    primary = gettext_lazy("Ghi văn bản trả lời")
    done = gettext_lazy("Đã ghi văn bản trả lời đến bốn nơi nhận.")

    def initial(self) -> dict[str, Any]:
        one = self.opinion
        result = one.task.result if one.task else ""
        return {"text": one.answer or result, "legal_basis": one.legal_basis, "on": clock.today()}

    def context(self, form: Any) -> dict[str, Any]:
        return {"own_fields": form.own_fields()}

    def perform(self, form: Any) -> None:
        told = form.cleaned_data
        replying.reply_in_writing(
            self.opinion,
            text=told["text"],
            number=told["number"],
            how=told["how"],
            on=told["on"],
            signed_by=told["signed_by"],
            legal_basis=told["legal_basis"],
            recipients=self.sent(form),
            actor=self.actor,
            version=told["version"],
        )

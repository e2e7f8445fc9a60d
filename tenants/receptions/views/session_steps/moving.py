"""The head decides an ad hoc session; a session is put off or called off, and who is told of it."""

from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from tenants.receptions.actions import sessions
from tenants.receptions.actions.sessions import telling
from tenants.receptions.forms import sessions as forms
from tenants.receptions.queries.conflicts import conflicts_of
from tenants.receptions.views.step import SessionStep


class Decide(SessionStep):
    verb = "approve"
    form_class = forms.DecideForm
    title = _lazy("Quyết định tiếp đột xuất")
    primary = _lazy("Ghi quyết định")
    done = _lazy("Đã ghi quyết định.")

    def sentence(self) -> str:
        return "\n".join(
            [
                str(self.session.get_ground_display()),
                self.session.ground_text,
                *(one.words for one in conflicts_of(self.session)),
            ]
        )

    def perform(self, form: forms.DecideForm) -> UUID:
        told = form.cleaned_data
        if told["decision"] == "yes":
            return sessions.approve_ad_hoc(
                self.session, note=told["why"], actor=self.actor, version=self.version(form)
            ).pk
        return sessions.decline_ad_hoc(self.session, why=told["why"], actor=self.actor, version=self.version(form)).pk


class Telling(SessionStep):
    """A step after which people outside are told: the preview names them."""

    template_name = "receptions/telling.html"
    danger: ClassVar[bool] = True

    def context(self, form: Any) -> dict[str, Any]:
        return {"recipients": telling.recipients(self.session, telling.waiting_of(self.session))}

    def told_words(self) -> str:
        """How many are told."""
        n = len(telling.recipients(self.session, telling.waiting_of(self.session)))
        return ngettext("Thông báo được lập cho %(n)s nơi nhận.", "Thông báo được lập cho %(n)s nơi nhận.", n) % {
            "n": n
        }


class Postpone(Telling):
    verb = "postpone"
    form_class = forms.PostponeForm
    title = _lazy("Hoãn buổi tiếp")
    primary = _lazy("Hoãn buổi tiếp và lập thông báo")
    done = _lazy("Đã hoãn. Niêm yết ngay thời gian mới tại nơi tiếp.")

    def initial(self) -> dict[str, Any]:
        return {"starts_at": self.session.starts_at, "ends_at": self.session.ends_at}

    def sentence(self) -> str:
        return _(
            "Buổi tiếp ngày %(day)s được hoãn; một buổi mới được lập vào ngày bạn ghi và nhận các đăng ký của buổi này. "
            "Thời gian mới phải được thông báo ngay tại nơi tiếp (Luật Tiếp công dân, Điều 24 khoản 4)."
        ) % {"day": f"{self.session.held_on:%d/%m/%Y}"}

    def perform(self, form: forms.PostponeForm) -> UUID:
        told = form.cleaned_data
        self.new_id = sessions.postpone_session(
            self.session,
            to=told["to"],
            starts_at=told["starts_at"],
            ends_at=told["ends_at"],
            reason=told["reason"],
            why=told["why"],
            actor=self.actor,
            version=self.version(form),
        ).pk
        return self.new_id


class Cancel(Telling):
    verb = "cancel"
    form_class = forms.ReasonForm
    title = _lazy("Hủy buổi tiếp")
    primary = _lazy("Hủy buổi tiếp và lập thông báo")
    done = _lazy("Đã hủy buổi tiếp.")

    def sentence(self) -> str:
        return _("Buổi tiếp ngày %(day)s không tổ chức và không có buổi thay. Đăng ký được giữ cho buổi sau.") % {
            "day": f"{self.session.held_on:%d/%m/%Y}"
        }

    def perform(self, form: forms.ReasonForm) -> UUID:
        told = form.cleaned_data
        return sessions.cancel_session(
            self.session, reason=told["reason"], why=told["why"], actor=self.actor, version=self.version(form)
        ).pk

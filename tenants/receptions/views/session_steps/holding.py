"""A session is prepared, posted, opened and closed."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from kernel import clock
from tenants.receptions.actions import sessions
from tenants.receptions.forms import sessions as forms
from tenants.receptions.queries.terms import posting_day
from tenants.receptions.rules import checklist
from tenants.receptions.views.step import SessionStep


class Check(SessionStep):
    verb = "check"
    # One form for every line of the list: what was left for one line is not for the next.
    keeps_draft = False
    form_class = forms.TickForm
    title = _lazy("Ghi việc chuẩn bị")
    primary = _lazy("Ghi nhận")

    def initial(self) -> dict[str, Any]:
        return {"code": self.request.GET.get("code", ""), "done": self.request.GET.get("done", "1") == "1"}

    def sentence(self) -> str:
        code = self.request.POST.get("code") or self.request.GET.get("code", "")
        return str(checklist.TICKED.get(code, ""))

    def perform(self, form: forms.TickForm) -> UUID:
        told = form.cleaned_data
        return sessions.tick(
            self.session,
            told["code"],
            note=told["note"],
            done=told["done"],
            actor=self.actor,
            version=self.version(form),
        ).pk


class Post(SessionStep):
    verb = "post"
    form_class = forms.PostForm
    title = _lazy("Ghi niêm yết lịch tiếp")
    primary = _lazy("Ghi niêm yết")
    done = _lazy("Đã ghi niêm yết.")
    takes_files = True

    def initial(self) -> dict[str, Any]:
        return {"day": clock.today()}

    def sentence(self) -> str:
        last = posting_day(self.session)
        if last < clock.today():
            return _("Hạn niêm yết là ngày %(day)s: lần niêm yết đầu từ hôm nay ghi là “niêm yết muộn”.") % {
                "day": f"{last:%d/%m/%Y}"
            }
        return _("Phải niêm yết chậm nhất ngày %(day)s (5 ngày làm việc trước ngày tiếp).") % {
            "day": f"{last:%d/%m/%Y}"
        }

    def perform(self, form: forms.PostForm) -> UUID:
        told = form.cleaned_data
        return sessions.post_session(
            self.session,
            where=told["where"],
            channel=told["channel"],
            posted_at=form.posted_at(),
            uploads=[told["attachments"]] if told["attachments"] else [],
            actor=self.actor,
            version=self.version(form),
        ).pk


class Ready(SessionStep):
    verb = "ready"
    title = _lazy("Xác nhận sẵn sàng")
    primary = _lazy("Buổi tiếp đã sẵn sàng")
    done = _lazy("Buổi tiếp sẵn sàng.")

    def perform(self, form: Any) -> UUID:
        return sessions.make_ready(self.session, actor=self.actor, version=self.version(form)).pk


class Open(SessionStep):
    verb = "open"
    title = _lazy("Bắt đầu buổi tiếp")
    primary = _lazy("Bắt đầu buổi tiếp")
    done = _lazy("Buổi tiếp đã bắt đầu.")

    def sentence(self) -> str:
        return _("Người tiếp: %(host)s (%(mode)s).") % {
            "host": self.session.host_name or self.session.head_title,
            "mode": self.session.get_host_mode_display(),
        }

    def perform(self, form: Any) -> UUID:
        return sessions.open_day(self.session, actor=self.actor, version=self.version(form)).pk


class Close(SessionStep):
    verb = "close"
    form_class = forms.CloseForm
    title = _lazy("Kết thúc buổi tiếp")
    primary = _lazy("Kết thúc buổi tiếp")
    done = _lazy("Buổi tiếp đã kết thúc.")

    def sentence(self) -> str:
        return _("Ngày tiếp không có công dân đến vẫn được tính khi đã niêm yết và người đứng đầu có mặt.")

    def perform(self, form: forms.CloseForm) -> UUID:
        present = form.cleaned_data["head_present"] == "yes"
        return sessions.close_day(self.session, head_present=present, actor=self.actor, version=self.version(form)).pk

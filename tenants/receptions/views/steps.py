"""The steps of a session, each with its form, what it says beforehand, and the action it calls."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from kernel import clock
from registry import tree
from tenants.receptions.actions import sessions
from tenants.receptions.actions.sessions import telling
from tenants.receptions.actions.sessions.arranging import may_be_online
from tenants.receptions.enums import HostMode, SessionMode
from tenants.receptions.forms import sessions as forms
from tenants.receptions.queries.sessions import conflicts_of
from tenants.receptions.queries.terms import posting_day
from tenants.receptions.rules import checklist
from tenants.receptions.rules.schedule import Proposal
from tenants.receptions.views.step import SessionStep
from tenants.staff.enums import Power
from tenants.staff.models import Body, Delegation
from tenants.staff.queries import setting
from tenants.staff.rules.settings import Rooms


class ChooseDay(SessionStep):
    verb = "choose"
    form_class = forms.ChooseDayForm
    title = _lazy("Chọn ngày tiếp")
    primary = _lazy("Lấy ngày này")
    done = _lazy("Đã chọn ngày tiếp.")

    def form_arguments(self) -> dict[str, Any]:
        offered = [Proposal.of(one) for one in self.session.proposals]
        weekdays = [_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật")]
        return {
            "days": [
                (one.on.isoformat(), f"{weekdays[one.on.weekday()]}, {one.on:%d/%m/%Y}: {one.why}")
                for one in offered
                if one.on >= clock.today()
            ]
        }

    def sentence(self) -> str:
        if not self.session.is_waiting_for_day:
            return _("Buổi tiếp đang đặt vào ngày %(day)s.") % {"day": f"{self.session.held_on:%d/%m/%Y}"}
        return _(
            "Ngày theo kế hoạch %(planned)s là ngày nghỉ. Nếu đến ngày %(until)s chưa ai chọn, hệ thống lấy ngày làm việc "
            "liền sau để kịp niêm yết và ghi rõ là tự động."
        ) % {"planned": f"{self.session.planned_on:%d/%m/%Y}", "until": f"{posting_day(self.session):%d/%m/%Y}"}

    def perform(self, form: forms.ChooseDayForm) -> UUID:
        why = form.cleaned_data["why"]
        return sessions.choose_day(
            self.session, on=form.chosen(), why=why, actor=self.actor, version=self.version(form)
        ).pk


class Arrange(SessionStep):
    verb = "arrange"
    form_class = forms.ArrangeForm
    title = _lazy("Thời gian, địa điểm, nội dung")
    primary = _lazy("Lưu thời gian, địa điểm, nội dung")
    done = _lazy("Đã lưu.")

    def form_arguments(self) -> dict[str, Any]:
        rooms = [(str(room.id), room.name) for room in setting(Rooms).open]
        return {"rooms": rooms, "below": below_of(self.actor.unit.id)}

    def initial(self) -> dict[str, Any]:
        row = self.session
        return {
            "starts_at": row.starts_at, "ends_at": row.ends_at, "room_id": str(row.room_id or ""), "venue": row.venue,
            "venue_unit": str(row.venue_unit_id or ""), "mode": row.mode, "expected": row.expected,
        }  # fmt: skip

    def sentence(self) -> str:
        said = [one.words for one in conflicts_of(self.session)]
        if self.session.mode != SessionMode.ONLINE and not may_be_online(self.session):
            said.append(_("Có người tố cáo đề nghị bảo vệ danh tính: buổi này không tiếp trực tuyến được."))
        if self.session.posted_at:
            said.append(_("Lịch đã niêm yết: sau khi đổi, ghi lần niêm yết mới."))
        return "\n".join(said)

    def perform(self, form: forms.ArrangeForm) -> UUID:
        return sessions.arrange_session(
            self.session, form.arrangement(), actor=self.actor, version=self.version(form)
        ).pk


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


class Participants(SessionStep):
    verb = "participants"
    form_class = forms.ParticipantsForm
    template_name = "receptions/participants.html"
    title = _lazy("Thành phần dự")
    primary = _lazy("Lưu thành phần dự")
    done = _lazy("Đã lưu thành phần; người đứng đầu duyệt lại.")

    def form_arguments(self) -> dict[str, Any]:
        bodies = [(str(body.pk), body.name) for body in Body.objects.open().in_order()]
        return {"people": self.session.participants, "bodies": bodies}

    def perform(self, form: forms.ParticipantsForm) -> UUID:
        return sessions.set_participants(
            self.session, form.participants(), actor=self.actor, version=self.version(form)
        ).pk


class Compose(SessionStep):
    verb = "compose"
    title = _lazy("Duyệt thành phần dự")
    primary = _lazy("Duyệt thành phần này")
    done = _lazy("Đã duyệt thành phần dự.")

    def sentence(self) -> str:
        return "\n".join(str(one["name"]) for one in self.session.participants) or _("Không mời cơ quan nào.")

    def perform(self, form: Any) -> UUID:
        return sessions.approve_composition(self.session, actor=self.actor, version=self.version(form)).pk


class Delegate(SessionStep):
    verb = "delegate"
    form_class = forms.DelegateForm
    title = _lazy("Ủy quyền người tiếp")
    primary = _lazy("Ủy quyền")
    done = _lazy("Đã ghi người tiếp được ủy quyền.")

    def form_arguments(self) -> dict[str, Any]:
        found = Delegation.objects.in_force(self.session.held_on).filter(
            line__in=[self.session.line, "BOTH"], powers__contains=[Power.RECEIVE.value]
        )
        return {
            "delegations": [(str(one.pk), f"{one.delegate_name} ({one.basis})") for one in found.order_by("-made_at")]
        }

    def sentence(self) -> str:
        said = _("Buổi tiếp ủy quyền được tính riêng, không cộng vào số ngày người đứng đầu trực tiếp tiếp.")
        if not self.form_arguments()["delegations"]:
            said += "\n" + _(
                "Chưa có văn bản ủy quyền tiếp công dân còn hiệu lực vào ngày %(day)s; quản trị đơn vị ghi văn bản đó trước."
            ) % {"day": f"{self.session.held_on:%d/%m/%Y}"}
        return said

    def context(self, form: Any) -> dict[str, Any]:
        return {"is_delegated": self.session.host_mode == HostMode.DELEGATED}

    def perform(self, form: forms.DelegateForm) -> UUID:
        told = form.cleaned_data
        return sessions.delegate_session(
            self.session,
            why=told["why"],
            delegation=UUID(told["delegation"]),
            actor=self.actor,
            version=self.version(form),
        ).pk


class Security(SessionStep):
    verb = "security"
    form_class = forms.SecurityForm
    title = _lazy("Phương án an ninh")
    primary = _lazy("Lưu phương án")
    done = _lazy("Đã lưu phương án an ninh.")

    def initial(self) -> dict[str, Any]:
        return {"text": self.session.security_plan}

    def perform(self, form: forms.SecurityForm) -> UUID:
        return sessions.set_security_plan(
            self.session, text=form.cleaned_data["text"], actor=self.actor, version=self.version(form)
        ).pk


class Check(SessionStep):
    verb = "check"
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


class Link(SessionStep):
    verb = "link"
    form_class = forms.LinkForm
    title = _lazy("Cho kênh kia xem")
    primary = _lazy("Lưu")
    done = _lazy("Đã lưu.")

    def initial(self) -> dict[str, Any]:
        return {"linked": self.session.is_linked}

    def perform(self, form: forms.LinkForm) -> UUID:
        return sessions.link_session(
            self.session, linked=form.cleaned_data["linked"], actor=self.actor, version=self.version(form)
        ).pk


def below_of(unit_id: int, on: date | None = None) -> list[tuple[str, str]]:
    """The opened units directly and indirectly below, whose area a session may be held in."""
    return [(str(unit.id), unit.full_name) for unit in tree.descendants(unit_id, on)]

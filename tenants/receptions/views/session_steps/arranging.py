"""Day, place, people and security of a session."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from kernel import clock
from registry import tree
from tenants.receptions.actions import sessions
from tenants.receptions.actions.sessions.arranging import may_be_online
from tenants.receptions.enums import HostMode, SessionMode
from tenants.receptions.forms import sessions as forms
from tenants.receptions.forms.participants import ParticipantsForm
from tenants.receptions.queries.conflicts import conflicts_of
from tenants.receptions.queries.terms import posting_day
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


class Participants(SessionStep):
    verb = "participants"
    form_class = ParticipantsForm
    template_name = "receptions/participants.html"
    title = _lazy("Thành phần dự")
    primary = _lazy("Lưu thành phần dự")
    done = _lazy("Đã lưu thành phần; người đứng đầu duyệt lại.")

    def form_arguments(self) -> dict[str, Any]:
        bodies = [(str(body.pk), body.name) for body in Body.objects.open().in_order()]
        return {"people": self.session.participants, "bodies": bodies}

    def perform(self, form: ParticipantsForm) -> UUID:
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

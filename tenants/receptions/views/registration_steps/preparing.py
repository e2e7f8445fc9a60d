"""A registration is proposed for a session and prepared: invitation, receipt, dossier, brief, case, identity."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from kernel import clock
from tenants.cases.views.responses import page, see_other
from tenants.documents.enums import NoticeChannel
from tenants.receptions.actions import registrations as act
from tenants.receptions.actions.registrations.inviting import CHANNELS
from tenants.receptions.actions.registrations.screening import email_of
from tenants.receptions.forms import registration_steps as forms
from tenants.receptions.forms.registrations import NOBODY
from tenants.receptions.policies.sessions import get_session
from tenants.receptions.queries.registrations import colleagues_of, to_propose
from tenants.receptions.queries.terms import invitation_day
from tenants.receptions.views.step import RegistrationStep
from tenants.staff.models import Body


class Propose(RegistrationStep):
    verb = "propose"
    form_class = forms.ProposeRegistrationForm
    title = _lazy("Đề xuất vào buổi tiếp")
    primary = _lazy("Trình người đứng đầu")
    done = _lazy("Đã đưa vào danh sách trình người đứng đầu.")

    def form_arguments(self) -> dict[str, Any]:
        found = to_propose(self.actor, self.row.line)
        return {"sessions": [(str(one.pk), f"{one.held_on:%d/%m/%Y} · {one.get_status_display()}") for one in found]}

    def initial(self) -> dict[str, Any]:
        return {"session": str(self.row.session_id or "")}

    def perform(self, form: Any) -> UUID:
        told = form.cleaned_data
        session = get_session(self.actor, told["session"])
        return act.propose(
            self.row, session=session, proposal=told["proposal"], actor=self.actor, version=self.version(form)
        ).pk


class Defer(RegistrationStep):
    verb = "defer"
    form_class = forms.ReasonForm
    title = _lazy("Chuyển buổi sau")
    primary = _lazy("Chuyển buổi sau")
    done = _lazy("Đã chuyển sang buổi sau.")

    def perform(self, form: Any) -> UUID:
        return act.defer(self.row, reason=form.cleaned_data["reason"], actor=self.actor, version=self.version(form)).pk


class Invite(RegistrationStep):
    verb = "invite"
    form_class = forms.InviteForm
    title = _lazy("Mời công dân")
    primary = _lazy("Soạn giấy mời và ghi việc mời")
    done = _lazy("Đã soạn giấy mời để ký và ghi việc mời.")

    def form_arguments(self) -> dict[str, Any]:
        has_mail = bool(email_of(self.row))
        return {"channels": [(one.value, str(one.label)) for one in CHANNELS if one != NoticeChannel.EMAIL or has_mail]}

    def sentence(self) -> str:
        if self.row.session is None:
            return ""
        day, last = f"{self.row.session.held_on:%d/%m/%Y}", invitation_day(self.row.session)
        said = _("Buổi tiếp ngày %(day)s.") % {"day": day}
        if last is not None:
            said = _("Buổi tiếp ngày %(day)s; giấy mời gửi chậm nhất ngày %(last)s.") % {
                "day": day,
                "last": f"{last:%d/%m/%Y}",
            }
        if last is not None and clock.today() > last:
            said += " " + _("Hôm nay đã quá ngày này: việc mời được ghi là muộn.")
        if self.row.is_sealed:
            said += "\n" + _("Danh tính niêm phong: không soạn giấy mời có tên; người được mở niêm phong báo riêng.")
        return said

    def perform(self, form: Any) -> UUID:
        told = form.cleaned_data
        return act.invite(
            self.row, channel=told["channel"], bring=told["bring"], actor=self.actor, version=self.version(form)
        ).pk


class GiveReceipt(RegistrationStep):
    verb = "receipt"
    form_class = forms.ReceiptForm
    title = _lazy("Nhận giấy tờ, lập biên nhận")
    primary = _lazy("Lập giấy biên nhận (mẫu 02/TCD)")
    done = _lazy("Đã lập giấy biên nhận.")
    takes_files = True

    def perform(self, form: Any) -> UUID:
        told = form.cleaned_data
        paper = act.give_receipt(
            self.row, papers=told["papers"].split("\n"), actor=self.actor, version=self.version(form)
        )
        if told["attachments"]:
            act.add_papers(self.row, tuple(told["attachments"]), actor=self.actor)
        return paper.pk


class AskForDossier(RegistrationStep):
    verb = "prepare"
    form_class = forms.DossierForm
    title = _lazy("Yêu cầu chuẩn bị hồ sơ")
    primary = _lazy("Gửi yêu cầu")
    done = _lazy("Đã gửi yêu cầu chuẩn bị.")

    def form_arguments(self) -> dict[str, Any]:
        return {"bodies": [(str(one.pk), one.name) for one in Body.objects.open().order_by("name")]}

    def perform(self, form: Any) -> UUID:
        told = form.cleaned_data
        return act.ask_for_dossier(
            self.row,
            wanted=told["wanted"],
            due_on=told["due_on"],
            body=UUID(told["body"]) if told["body"] else None,
            unit_name=told["unit_name"],
            contact=told["contact"],
            actor=self.actor,
            version=self.version(form),
        ).pk


class Brief(RegistrationStep):
    verb = "brief"
    form_class = forms.BriefForm
    title = _lazy("Tóm tắt vụ việc")
    primary = _lazy("Lưu tóm tắt")
    done = _lazy("Đã lưu tóm tắt.")

    def initial(self) -> dict[str, Any]:
        return {"brief": self.row.brief, "anew": not self.row.brief}

    def perform(self, form: Any) -> UUID:
        told, version = form.cleaned_data, self.version(form)
        if told["anew"]:
            return act.generate_brief(self.row, actor=self.actor, version=version).pk
        return act.save_brief(self.row, brief=told["brief"], actor=self.actor, version=version).pk


class LinkCase(RegistrationStep):
    verb = "link_case"
    form_class = forms.LinkCaseForm
    title = _lazy("Gắn với vụ việc")
    primary = _lazy("Gắn vụ việc")
    done = _lazy("Đã ghi.")

    def sentence(self) -> str:
        return _(
            "Dùng khi nội dung đã được chính quyền thụ lý. Người không được giao vụ việc đó chỉ đọc được số, trạng thái và kết quả."
        )

    def perform(self, form: Any) -> UUID:
        return act.link_case(
            self.row, number=form.cleaned_data["number"], actor=self.actor, version=self.version(form)
        ).pk


class Concern(RegistrationStep):
    verb = "concern"
    form_class = forms.ConcernedForm
    # Who is suspected of something is kept in the registration alone.
    keeps_draft = False
    title = _lazy("Sửa người có liên quan")
    primary = _lazy("Ghi người có liên quan")
    done = _lazy("Đã ghi lại người có liên quan.")

    def form_arguments(self) -> dict[str, Any]:
        return {"colleagues": colleagues_of(self.actor)}

    def initial(self) -> dict[str, Any]:
        return {"concerned": self.row.concerned or [NOBODY]}

    def sentence(self) -> str:
        return _(
            "Từ khi lưu, người được chọn không thấy đăng ký này, giấy tờ, kết luận và vụ việc gắn với nó; người bỏ chọn lại "
            "thấy theo quyền của mình. Việc sửa được ghi vào nhật ký, không kèm tên."
        )

    def perform(self, form: Any) -> UUID:
        told = form.cleaned_data
        return act.correct_concerned(
            self.row, concerned=told["concerned"], reason=told["reason"], actor=self.actor, version=self.version(form)
        ).pk


class Unseal(RegistrationStep):
    verb = "unseal"
    keeps_draft = False
    form_class = forms.ReasonForm
    title = _lazy("Mở niêm phong danh tính")
    primary = _lazy("Mở và ghi vào nhật ký")
    danger = True

    def sentence(self) -> str:
        return _("Tên người mở và lý do được ghi vĩnh viễn trong nhật ký. Danh tính chỉ hiện một lần ở trang sau.")

    def after(self) -> HttpResponse:
        if self.replayed:
            # Nothing was kept that could be shown again; each look is a new one with its own line in the log.
            messages.info(self.request, _("Danh tính đã hiện ở lần gửi trước. Muốn xem lại, hãy ghi lý do và mở lại."))
            return see_other(reverse("receptions:registration_unsealing", args=[self.row.pk]))
        context = {
            "row": self.row,
            "people": self.opened,
            "back": reverse("receptions:registration", args=[self.row.pk]),
        }
        # Officers' pages are kept nowhere: identity.access says so for all of them.
        return page(self.request, "receptions/registration_unsealed.html", context)

    def perform(self, form: Any) -> UUID:
        self.opened = list(act.unseal(self.row, reason=form.cleaned_data["reason"], actor=self.actor))
        return self.row.pk

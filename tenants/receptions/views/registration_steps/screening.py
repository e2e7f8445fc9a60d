"""A registration is found fit, refused, guided elsewhere or settled at once, and the citizen told; or withdrawn."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from kernel import clock
from tenants.documents.enums import NoticeChannel
from tenants.receptions.actions import registrations as act
from tenants.receptions.forms import registration_steps as forms
from tenants.receptions.rules.refusal_grounds import grounds_on
from tenants.receptions.views.step import RegistrationStep


class Screen(RegistrationStep):
    verb = "screen"
    form_class = forms.ScreenForm
    title = _lazy("Đủ điều kiện tiếp")
    primary = _lazy("Ghi đủ điều kiện")
    done = _lazy("Đã ghi đủ điều kiện tiếp.")

    def initial(self) -> dict[str, Any]:
        return {"flags": self.row.flags}

    def perform(self, form: Any) -> UUID:
        told = form.cleaned_data
        return act.screen(
            self.row, flags=told["flags"], note=told["note"], actor=self.actor, version=self.version(form)
        ).pk


class Refuse(RegistrationStep):
    verb = "refuse"
    form_class = forms.RefuseForm
    title = _lazy("Từ chối tiếp")
    primary = _lazy("Từ chối tiếp")
    done = _lazy("Đã ghi việc từ chối tiếp.")
    danger = True

    def form_arguments(self) -> dict[str, Any]:
        by_form = _(" — phải thông báo bằng văn bản, mẫu 01/TCD")
        found = grounds_on(clock.today())
        return {"grounds": [(one.code, one.printed + (by_form if one.needs_notice else "")) for one in found]}

    def sentence(self) -> str:
        return _(
            "Chỉ từ chối theo một trong các căn cứ dưới đây. Căn cứ phải thông báo bằng văn bản thì thông báo được soạn sẵn "
            "để ký, gửi công dân trong 3 ngày làm việc."
        )

    def perform(self, form: Any) -> UUID:
        told = form.cleaned_data
        return act.refuse_reception(
            self.row,
            ground=told["ground"],
            explanation=told["explanation"],
            actor=self.actor,
            version=self.version(form),
        ).pk


class Guide(RegistrationStep):
    verb = "guide"
    form_class = forms.GuideForm
    title = _lazy("Hướng dẫn đến nơi có thẩm quyền")
    primary = _lazy("Soạn phiếu hướng dẫn")
    done = _lazy("Đã soạn phiếu hướng dẫn để ký.")

    def perform(self, form: Any) -> UUID:
        told = form.cleaned_data
        return act.guide(
            self.row, competent=told["competent"], reason=told["reason"], actor=self.actor, version=self.version(form)
        ).pk


class Settle(RegistrationStep):
    verb = "settle"
    form_class = forms.SettleForm
    title = _lazy("Giải quyết ngay")
    primary = _lazy("Ghi kết quả, soạn trả lời")
    done = _lazy("Đã ghi kết quả và soạn công văn trả lời để ký.")

    def sentence(self) -> str:
        return _("Dùng khi nội dung có căn cứ, rõ ràng, cụ thể và thuộc thẩm quyền: không phải chờ buổi tiếp.")

    def perform(self, form: Any) -> UUID:
        told = form.cleaned_data
        return act.settle_at_once(
            self.row, result=told["result"], basis=told["basis"], actor=self.actor, version=self.version(form)
        ).pk


class Tell(RegistrationStep):
    verb = "tell"
    form_class = forms.TellForm
    title = _lazy("Ghi việc báo công dân")
    primary = _lazy("Ghi đã báo")
    done = _lazy("Đã ghi việc báo công dân.")

    def initial(self) -> dict[str, Any]:
        return {"on": clock.today(), "channel": NoticeChannel.HAND}

    def perform(self, form: Any) -> UUID:
        told = form.cleaned_data
        return act.tell(
            self.row, channel=told["channel"], on=told["on"], actor=self.actor, version=self.version(form)
        ).pk


class Withdraw(RegistrationStep):
    verb = "withdraw"
    form_class = forms.ReasonForm
    title = _lazy("Công dân rút đăng ký")
    primary = _lazy("Ghi rút đăng ký")
    done = _lazy("Đã ghi công dân rút đăng ký.")

    def perform(self, form: Any) -> UUID:
        return act.withdraw(
            self.row, reason=form.cleaned_data["reason"], actor=self.actor, version=self.version(form)
        ).pk

"""Steps that tell the citizen or end the case, and the correction of a typing error."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from identity import members
from identity.permissions import Permission
from kernel import clock
from tenants.cases.actions import answering, correcting, receipts, sealing
from tenants.cases.forms.answering import AnswerForm, ClosingForm, CorrectionForm, WithdrawalForm
from tenants.cases.forms.base import KeyedForm
from tenants.cases.forms.joining import NewPinForm, UnsealingForm
from tenants.cases.forms.moving import GrantForm
from tenants.cases.views import pending_pin
from tenants.cases.views.action import CaseStep
from tenants.cases.views.responses import page, see_other
from tenants.cases.views.working import usual_date


class AnswerStep(CaseStep):
    verb = "answer"
    form_class = AnswerForm
    title = gettext_lazy("Trả lời công dân")
    primary = gettext_lazy("Lưu trả lời và in văn bản")
    done = gettext_lazy("Đã ghi trả lời công dân.")

    def sentence(self) -> str:
        return _("Trả lời theo một trong bốn loại của Luật Tiếp công dân, Điều 28 khoản 1. Văn bản in ra ở bước sau.")

    def perform(self, form: KeyedForm) -> UUID | None:
        told = form.cleaned_data
        made = answering.answer_case(
            self.case,
            kind=told["kind"],
            text=told["text"],
            answered_on=told["answered_on"],
            how_sent=told["how_sent"],
            actor=self.actor,
            version=told["version"],
        )
        return made.pk

    def next_url(self, form: KeyedForm) -> str:
        return reverse("cases:print_answer", args=[self.case_id, self.result_id])


class Closing(CaseStep):
    verb = "close"
    form_class = ClosingForm
    title = gettext_lazy("Kết thúc vụ việc")
    primary = gettext_lazy("Kết thúc vụ việc")
    done = gettext_lazy("Đã kết thúc vụ việc.")

    def sentence(self) -> str:
        return _("Vụ việc %(number)s khép lại với kết quả ghi dưới đây; sau đó chỉ còn xem được.") % {
            "number": self.case.number
        }

    def perform(self, form: KeyedForm) -> None:
        told = form.cleaned_data
        answering.close_case(self.case, outcome=told["outcome"], actor=self.actor, version=told["version"])


class Withdrawal(CaseStep):
    verb = "withdraw"
    form_class = WithdrawalForm
    danger = True
    title = gettext_lazy("Công dân rút đơn")
    primary = gettext_lazy("Ghi nhận rút đơn")
    done = gettext_lazy("Đã ghi nhận công dân rút đơn.")

    def sentence(self) -> str:
        return _("Vụ việc %(number)s kết thúc vì người đứng đơn rút toàn bộ nội dung.") % {"number": self.case.number}

    def perform(self, form: KeyedForm) -> None:
        told = form.cleaned_data
        answering.withdraw_case(self.case, reason=told["reason"], on=told["on"], actor=self.actor)


class Correction(CaseStep):
    verb = "correct"
    form_class = CorrectionForm
    title = gettext_lazy("Sửa thông tin vào sổ")
    primary = gettext_lazy("Lưu phần sửa")
    done = gettext_lazy("Đã sửa; nội dung cũ vẫn xem được trong diễn biến.")

    def form_arguments(self) -> dict[str, Any]:
        rows = self.case.people.filter(person__isnull=False).select_related("person").order_by("order", "id")
        return {"people": list(rows)}

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.case, name) for name in CorrectionForm.CORRECTED}

    def sentence(self) -> str:
        return _("Chỉ sửa chỗ ghi nhầm khi vào sổ. Ai sửa, sửa gì, lúc nào đều được lưu.")

    def perform(self, form: KeyedForm) -> None:
        assert isinstance(form, CorrectionForm)
        told = form.cleaned_data
        correcting.correct_case(
            self.case, changes=form.changes(), reason=told["reason"], actor=self.actor, version=told["version"]
        )


class Grant(CaseStep):
    verb = "grant"
    form_class = GrantForm
    title = gettext_lazy("Cho người khác xem")
    primary = gettext_lazy("Cho xem vụ việc")
    done = gettext_lazy("Đã cho xem vụ việc.")

    def form_arguments(self) -> dict[str, Any]:
        accounts = {
            row.account_id: row.account for row in members.current(self.actor.unit.id).select_related("account")
        }
        people = [(str(key), account.full_name) for key, account in accounts.items() if key != self.actor.account_id]
        may_unseal = self.case.is_denunciation and self.actor.may(Permission.CASE_UNSEAL)
        return {"people": sorted(people, key=lambda one: one[1]), "may_unseal": may_unseal}

    def initial(self) -> dict[str, Any]:
        return {"until": usual_date()}

    def sentence(self) -> str:
        return _(
            "Người được chọn xem được vụ việc này đến hết ngày ghi dưới đây, không làm được bước nào. Được ghi vào nhật ký."
        )

    def perform(self, form: KeyedForm) -> None:
        told = form.cleaned_data
        sealing.grant_access(
            self.case,
            to=UUID(told["to"]),
            until=told["until"],
            reason=told["reason"],
            with_identity=told.get("with_identity", False),
            actor=self.actor,
        )


class NewPin(CaseStep):
    verb = "new_pin"
    form_class = NewPinForm
    keeps_draft = False
    title = gettext_lazy("Cấp mã PIN mới")
    primary = gettext_lazy("Cấp mã PIN mới và in biên nhận")

    def sentence(self) -> str:
        return _("Mã PIN cũ mất hiệu lực ngay. Mã mới chỉ hiện một lần, trên giấy in tiếp theo.")

    def perform(self, form: KeyedForm) -> None:
        pin = receipts.new_pin(self.case, checked=form.cleaned_data["checked"], actor=self.actor)
        pending_pin.keep(self.actor, self.case_id, pin)

    def next_url(self, form: KeyedForm) -> str:
        return reverse("cases:receipt", args=[self.case_id])


class Unsealing(CaseStep):
    """Shows the identity in the answer to this one request; nothing of it is kept for a later page."""

    verb = "unseal"
    form_class = UnsealingForm
    keeps_draft = False
    danger = True
    title = gettext_lazy("Mở danh tính người tố cáo")
    primary = gettext_lazy("Mở danh tính và ghi vào nhật ký")

    def sentence(self) -> str:
        return _(
            "Danh tính người tố cáo là bí mật (Luật Tố cáo, Điều 9 và 47). Lần mở này được ghi vào nhật ký cùng lý do và không xóa được."
        )

    def perform(self, form: KeyedForm) -> None:
        self.identities = sealing.unseal_case(self.case, reason=form.cleaned_data["reason"], actor=self.actor)

    def after(self, form: KeyedForm) -> Any:
        if self.replayed:
            # Nothing was kept that could be shown again; each look is a new one with its own line in the log.
            messages.info(self.request, _("Danh tính đã hiện ở lần gửi trước. Muốn xem lại, hãy ghi lý do và mở lại."))
            return see_other(reverse("cases:unseal", args=[self.case_id]))
        context = {"case": self.case, "identities": self.identities, "opened_at": clock.now()}
        response = page(self.request, "cases/unsealed.html", context)
        response["Cache-Control"] = "no-store"
        return response

"""Steps on one urging."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from identity.permissions import Permission as P
from oversight.models import Urging
from registry import tree
from tenants.documents.forms.base import KeyedForm
from tenants.documents.views.steps import Step
from tenants.inspections import policies
from tenants.inspections.actions.withdrawing import withdraw_urging
from tenants.inspections.forms.urging import WithdrawUrgingForm


class WithdrawUrging(Step):
    """``/desk/oversight/urging/<id>/withdrawal/``: with a reason, while it is not answered."""

    name = "urging-withdrawal"
    form_class = WithdrawUrgingForm
    title = gettext_lazy("Thu hồi văn bản đôn đốc")
    primary = gettext_lazy("Thu hồi")
    done = gettext_lazy("Đã thu hồi; hạn trả lời và các lần đôn đốc tiếp theo dừng từ bây giờ.")
    danger = True
    urging: Urging

    def find(self) -> None:
        self.urging = policies.get_urging(self.actor, self.kwargs_of_step["urging_id"])

    def check(self) -> None:
        self.actor.require(P.OVERSIGHT_URGE)
        if self.request.method == "GET":
            policies.require_open(self.urging)

    def sentence(self) -> str:
        return _(
            "%(unit)s thấy văn bản đã thu hồi, lý do, người và ngày thu hồi; không phải trả lời nữa. Số văn bản giữ nguyên, "
            "không cấp lại."
        ) % {"unit": tree.get(self.urging.to_unit).name}

    def perform(self, form: KeyedForm) -> UUID:
        return withdraw_urging(self.urging.pk, reason=form.cleaned_data["reason"], actor=self.actor).pk

    def crumbs(self) -> list[tuple[str, str]]:
        return [(_("Giám sát"), reverse("oversight:board")), (_("Đôn đốc"), self.back_url())]

    def back_url(self) -> str:
        return reverse("inspections:urgings")

    def next_url(self) -> str:
        return f"{self.back_url()}?show=withdrawn"

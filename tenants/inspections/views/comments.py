"""The page of a comment on a case to a unit that takes part in it."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.queries import partners
from identity.permissions import Permission as P
from kernel.errors import InvalidTransition
from registry import tree
from registry.info import UnitInfo
from tenants.cases.models import Case
from tenants.cases.policies import get_case
from tenants.documents.forms.base import KeyedForm
from tenants.documents.views.steps import Step
from tenants.inspections.actions.commenting import comment_on_case
from tenants.inspections.forms.urging import CommentForm


class Comment(Step):
    """``/desk/oversight/comments/<case>/``: to whom, and what."""

    name = "comment"
    form_class = CommentForm
    title = gettext_lazy("Gửi ý kiến về vụ việc")
    primary = gettext_lazy("Gửi ý kiến")
    done = gettext_lazy("Đã gửi ý kiến; ý kiến được ghi vào diễn biến vụ việc của cả hai đơn vị.")
    case: Case
    units: list[UnitInfo]

    def find(self) -> None:
        self.case = get_case(self.actor, self.kwargs_of_step["case_id"])
        self.actor.require(P.CASE_MOVE)
        self.units = [tree.get(unit) for unit in partners(self.case.pk, self.actor.unit.id)]

    def check(self) -> None:
        if not self.units:
            raise InvalidTransition("no_partner", _("Chưa có đơn vị nào khác tham gia giải quyết vụ việc này."))

    def form_arguments(self) -> dict[str, Any]:
        return {"units": self.units}

    def sentence(self) -> str:
        return _(
            "Ý kiến gửi thành văn bản có số, vào sổ văn bản đến của đơn vị nhận; không làm thay đổi việc ai đang giải quyết."
        )

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        to = next(unit for unit in self.units if unit.key == told["unit"])
        return comment_on_case(self.case, to=to, text=told["text"], actor=self.actor).pk

    def crumbs(self) -> list[tuple[str, str]]:
        return [(_("Vụ việc"), reverse("cases:list")), (self.case.number, self.back_url())]

    def back_url(self) -> str:
        return reverse("cases:page", args=[self.case.pk])

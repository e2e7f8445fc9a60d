"""Steps that put cases of one matter together or take one apart."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.cases import policies
from tenants.cases.actions import joining
from tenants.cases.forms.base import KeyedForm
from tenants.cases.forms.joining import JoiningForm, SplitForm
from tenants.cases.rules.intake import SplitData
from tenants.cases.views.action import CaseStep
from tenants.cases.views.similar import candidates


class Joining(CaseStep):
    verb = "join"
    form_class = JoiningForm
    template_name = "cases/joining.html"
    title = gettext_lazy("Nhập vào vụ việc khác")
    primary = gettext_lazy("Nhập vào vụ việc đã chọn")
    done = gettext_lazy("Đã nhập hai vụ việc thành một.")

    def context(self, form: KeyedForm) -> dict[str, Any]:
        typed = str(form["find"].value() or "")
        return {"found": candidates(self.actor, typed, but=self.case_id), "typed": typed}

    def sentence(self) -> str:
        return _(
            "Đơn và lượt tiếp của vụ việc %(number)s chuyển sang vụ việc được chọn; số đơn, số lượt tiếp giữ nguyên, số vụ việc giảm một."
        ) % {"number": self.case.number}

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        into = policies.get_case(self.actor, told["into"])
        joining.join_cases(self.case, into, reason=told["reason"], actor=self.actor)
        return into.pk

    def next_url(self, form: KeyedForm) -> str:
        return reverse("cases:page", args=[self.result_id])


class Split(CaseStep):
    verb = "split"
    form_class = SplitForm
    title = gettext_lazy("Tách vụ việc")
    primary = gettext_lazy("Tách thành vụ việc mới")
    done = gettext_lazy("Đã tách thành vụ việc mới.")

    def form_arguments(self) -> dict[str, Any]:
        return {"petitions": [(str(p.pk), str(p)) for p in self.case.petitions.order_by("received_on", "id")]}

    def sentence(self) -> str:
        return _("Phần tách ra thành một vụ việc có số riêng, cùng người đứng đơn và cùng ngày nhận; số đơn không đổi.")

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        data = SplitData(
            petition_id=UUID(told["petition"]),
            kind=told["kind"],
            field=told["field"],
            content=told["content"],
            place=told["place"],
            denounced=(told["denounced"],) if told["denounced"] else (),
            reason=told["reason"],
        )
        return joining.split_case(self.case, data, actor=self.actor).pk

    def next_url(self, form: KeyedForm) -> str:
        return reverse("cases:page", args=[self.result_id])

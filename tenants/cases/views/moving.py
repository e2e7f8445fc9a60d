"""Steps that move a case between units; each says before it is done what goes to whom."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange import custody
from identity.actors import Actor
from registry import tree
from registry.levels import Level
from registry.tree import UnitInfo
from tenants.cases import policies
from tenants.cases.actions import movements
from tenants.cases.forms.base import KeyedForm
from tenants.cases.forms.moving import (
    AssignDownForm,
    EscalationForm,
    ReasonForm,
    ResultCheckForm,
    ResultForm,
    ReturnForm,
    TransferForm,
)
from tenants.cases.models import Case, Parcel
from tenants.cases.views.action import CaseStep
from tenants.cases.views.papers import papers_in
from tenants.cases.views.picker import Picked, pick
from tenants.cases.views.working import usual_date

CARRYING = frozenset({"transfer", "escalate", "assign_down", "report_result", "return"})


@dataclass(frozen=True)
class Goes:
    """What will be sent, told before it is."""

    petitions: int
    answers: int
    files: list[str]
    kept_back: int

    @classmethod
    def of(cls, actor: Actor, case: Case) -> "Goes":
        """Everything but what is marked internal: four queries."""
        internal = case.attachments.filter(is_internal=True).count()
        internal += policies.events_of(actor, case).filter(is_internal=True).count()
        return cls(case.petitions.count(), case.answers.count(), papers_in(actor, case), internal)


class Movement(CaseStep):
    """A step whose form may hold a unit picker."""

    template_name = "cases/movement.html"
    target: str = "to"
    only_below: bool = False

    def make_form(self, data: Any) -> KeyedForm:
        form = super().make_form(data)
        # A link may name the unit, and with htmx a choice asks for the button that says where it goes.
        if data is None:
            form.initial = {
                **form.initial,
                **{name: self.request.GET[name] for name in (self.target, "find") if name in self.request.GET},
            }
        return form

    def done_message(self, form: KeyedForm) -> str:
        # The action knows best what became of it: under way, on paper, or a question put to the superior.
        moved = getattr(self, "moved", None)
        return str(moved.sentence) if moved is not None else str(self.done)

    def chosen(self, form: KeyedForm) -> UnitInfo | None:
        if self.target not in form.fields:
            return None
        key = form[self.target].value()
        return key if isinstance(key, UnitInfo) else tree.by_key(str(key)) if key else None

    def context(self, form: KeyedForm) -> dict[str, Any]:
        context = {"goes": Goes.of(self.actor, self.case)} if self.verb in CARRYING else {}
        if "find" not in form.fields:
            return context
        typed = str(form["find"].value() or "")
        within = self.actor.unit.id if self.only_below else None
        picked: Picked = pick(typed, chosen=self.chosen(form), name=self.target, but=self.actor.unit.id, within=within)
        return {**context, "picked": picked}


class Transfer(Movement):
    verb = "transfer"
    form_class = TransferForm
    title = gettext_lazy("Chuyển đơn")
    done = gettext_lazy("Đã chuyển đơn. In phiếu chuyển và giấy báo cho công dân ở mục Giấy tờ.")

    def sentence(self) -> str:
        return _(
            "Toàn bộ hồ sơ, trừ ghi chú nội bộ, chuyển tới đơn vị nhận; đơn vị nhận giải quyết và trả lời công dân. Rút lại được khi nơi nhận chưa tiếp nhận."
        )

    def primary_text(self, form: KeyedForm) -> str:
        unit = self.chosen(form)
        if unit is not None:
            return _("Chuyển đơn đến %(unit)s") % {"unit": unit.name}
        return _("Chuyển đơn")

    def perform(self, form: KeyedForm) -> None:
        told = form.cleaned_data
        self.moved = movements.transfer(
            self.case, to=told["to"], external=told["external"], reason=told["reason"], actor=self.actor
        )


class Escalation(Movement):
    verb = "escalate"
    form_class = EscalationForm
    title = gettext_lazy("Đề nghị cấp trên giải quyết")
    done = gettext_lazy("Đã gửi lên cấp trên; nơi nhận thấy ngay trong mục Đến và đi.")

    def form_arguments(self) -> dict[str, Any]:
        above = tree.ancestors(self.actor.unit.id)
        return {"superiors": [unit for unit in above if unit.level != Level.NATION]}

    def sentence(self) -> str:
        return _(
            "Toàn bộ hồ sơ, trừ ghi chú nội bộ, gửi lên cấp trên giải quyết. Đơn vị này vẫn nợ công dân câu trả lời."
        )

    def primary_text(self, form: KeyedForm) -> str:
        unit = self.chosen(form)
        return _("Chuyển lên %(unit)s") % {"unit": unit.name if unit else _("cấp trên")}

    def perform(self, form: KeyedForm) -> None:
        assert isinstance(form, EscalationForm)
        self.moved = movements.escalate(
            self.case, to=form.superior(), reason=form.cleaned_data["reason"], actor=self.actor
        )


class AssignDown(Movement):
    verb = "assign_down"
    form_class = AssignDownForm
    only_below = True
    title = gettext_lazy("Giao cấp dưới giải quyết")
    done = gettext_lazy("Đã giao cấp dưới giải quyết.")

    def initial(self) -> dict[str, Any]:
        return {"due_on": usual_date()}

    def sentence(self) -> str:
        return _(
            "Hồ sơ giao xuống đơn vị được chọn, có hạn. Đơn vị này vẫn nợ công dân câu trả lời cho đến khi có cả trả lời công dân và báo cáo kết quả."
        )

    def primary_text(self, form: KeyedForm) -> str:
        unit = self.chosen(form)
        return _("Giao %(unit)s giải quyết") % {"unit": unit.name} if unit else _("Giao giải quyết")

    def perform(self, form: KeyedForm) -> None:
        told = form.cleaned_data
        self.moved = movements.assign_down(
            self.case,
            to=told["to"],
            due_on=told["due_on"],
            demand_result=told["demand_result"],
            reason=told["reason"],
            actor=self.actor,
        )


class Acceptance(Movement):
    verb = "accept"
    keeps_draft = False
    title = gettext_lazy("Tiếp nhận hồ sơ")
    primary = gettext_lazy("Tiếp nhận")
    done = gettext_lazy("Đã tiếp nhận hồ sơ.")

    def sentence(self) -> str:
        return _("Đơn vị nhận hồ sơ và bắt đầu giải quyết; nơi gửi không rút lại được nữa.")

    def perform(self, form: KeyedForm) -> None:
        movements.accept(self.case, actor=self.actor)


class Return(Movement):
    verb = "return"
    form_class = ReturnForm
    danger = True
    title = gettext_lazy("Trả lại hồ sơ")
    done = gettext_lazy("Đã trả lại hồ sơ cho nơi gửi.")

    def _sender(self) -> str:
        arrived = custody.get(self.case_id).arrived_by
        return tree.get(arrived.from_unit).full_name if arrived else ""

    def sentence(self) -> str:
        return _(
            "Hồ sơ trở về %(unit)s kèm lý do. Trả lại hai lần thì cấp trên chung chỉ định đơn vị có thẩm quyền."
        ) % {"unit": self._sender()}

    def primary_text(self, form: KeyedForm) -> str:
        return _("Trả lại %(unit)s") % {"unit": self._sender()}

    def perform(self, form: KeyedForm) -> None:
        told = form.cleaned_data
        movements.return_case(self.case, reason=told["reason"], competent=told["to"], actor=self.actor)


class Recall(Movement):
    verb = "recall"
    form_class = ReasonForm
    title = gettext_lazy("Rút lại hồ sơ vừa gửi")
    primary = gettext_lazy("Rút lại hồ sơ")
    done = gettext_lazy("Đã rút lại hồ sơ.")

    def sentence(self) -> str:
        held = custody.get(self.case_id)
        moving = held.transit or held.arrived_by
        to = custody.addressee(moving) if moving else ""
        return _("Hồ sơ gửi %(unit)s trở về đơn vị này. Chỉ rút lại được khi nơi nhận chưa tiếp nhận.") % {"unit": to}

    def perform(self, form: KeyedForm) -> None:
        movements.recall(self.case, reason=form.cleaned_data["reason"], actor=self.actor)


class Result(Movement):
    verb = "report_result"
    form_class = ResultForm
    title = gettext_lazy("Báo cáo kết quả")
    done = gettext_lazy("Đã gửi báo cáo kết quả.")

    def _back_to(self) -> str:
        hops = custody.road(self.case_id)
        return tree.get(hops[-1].from_unit).full_name if hops else ""

    def sentence(self) -> str:
        return _("Báo cáo và hồ sơ gửi về %(unit)s để kiểm tra; nơi đó nhận hoặc trả lại kèm lý do.") % {
            "unit": self._back_to()
        }

    def primary_text(self, form: KeyedForm) -> str:
        return _("Gửi báo cáo về %(unit)s") % {"unit": self._back_to()}

    def perform(self, form: KeyedForm) -> None:
        movements.report_result(self.case, text=form.cleaned_data["text"], actor=self.actor)


class ResultCheck(Movement):
    verb = "check_result"
    form_class = ResultCheckForm
    title = gettext_lazy("Kiểm tra kết quả")
    primary = gettext_lazy("Ghi nhận kết quả kiểm tra")
    done = gettext_lazy("Đã ghi nhận kết quả kiểm tra.")

    def sentence(self) -> str:
        follows = _("Nhận kết quả thì vụ việc về đơn vị này để trả lời công dân; trả lại thì nơi gửi làm tiếp.")
        arrived = custody.get(self.case_id).arrived_by
        parcel = Parcel.objects.defer("body").filter(pk=arrived.pk).first() if arrived else None
        if arrived is None or parcel is None:
            return follows
        unit = tree.get(arrived.from_unit).full_name
        return _("%(unit)s báo cáo: %(text)s") % {"unit": unit, "text": parcel.reason} + f"\n\n{follows}"

    def perform(self, form: KeyedForm) -> None:
        told = form.cleaned_data
        movements.check_result(self.case, accept=told["accept"] == "yes", reason=told["reason"], actor=self.actor)

"""The steps of an arrival: representatives, officers, handing over, result; corrections, calls; the letter to who gathers often."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission as P
from kernel import clock, errors
from kernel.journal import once
from registry import tree
from tenants.cases.rules.representatives import most_representatives
from tenants.cases.views.responses import page, see_other
from tenants.receptions.actions import arrivals as act
from tenants.receptions.forms import arrivals as forms
from tenants.receptions.forms.arrivals import moment_initial
from tenants.receptions.policies import arrivals as policies
from tenants.receptions.queries.gatherings import Gathering, gatherings
from tenants.receptions.rules.arrivals import levels_reached, often
from tenants.receptions.views.step import ArrivalStep


class Hear(ArrivalStep):
    verb = "hear"
    form_class = forms.HearForm
    # Names of citizens are in no draft.
    keeps_draft = False
    title = _lazy("Tiếp người đại diện")
    primary = _lazy("Ghi người đại diện")
    done = _lazy("Đã ghi người đại diện được tiếp.")

    def sentence(self) -> str:
        return _(
            "Đoàn %(n)d người cử tối đa %(most)d người đại diện (Luật Tiếp công dân, Điều 29). Địa phương cũng thấy tên."
        ) % {
            "n": self.row.person_count,
            "most": most_representatives(self.row.person_count),
        }

    def initial(self) -> dict[str, Any]:
        people = forms.as_text(self.row.people, "name", "address") if policies.sees_names(self.actor) else ""
        return {"people": people, **moment_initial("heard", self.row.heard_at or clock.now())}

    def perform(self, form: Any) -> UUID:
        people = forms.parts(form.cleaned_data["people"], "name", "address")
        return act.hear_representatives(
            self.row, people=people, at=form.needed("at"), actor=self.actor, version=self.version(form)
        ).pk


class Answer(ArrivalStep):
    verb = "answer"
    form_class = forms.AnswerArrivalForm
    title = _lazy("Trả lời, cử cán bộ")
    primary = _lazy("Gửi trả lời")
    done = _lazy("Đã trả lời nơi tiếp.")

    def sentence(self) -> str:
        until = self.row.asked_until.astimezone(clock.OFFICE_ZONE)
        return _("%(host)s đề nghị cán bộ có mặt trước %(until)s.") % {
            "host": self.row.host_name,
            "until": f"{until:%H:%M %d/%m/%Y}",
        }

    def initial(self) -> dict[str, Any]:
        plan = self.row.plan
        return {
            "text": plan.get("text", ""),
            "officers": forms.as_text(plan.get("officers", []), "name", "position", "phone"),
            "vehicle": plan.get("vehicle", ""),
            **moment_initial("departs", clock.now()),
        }

    def perform(self, form: Any) -> UUID:
        return act.answer_arrival(self.row, plan=form.plan(), actor=self.actor, version=self.version(form)).pk


class HandOver(ArrivalStep):
    verb = "hand_over"
    form_class = forms.HandOverForm
    title = _lazy("Bàn giao công dân cho địa phương")
    primary = _lazy("Ghi bàn giao")
    done = _lazy("Đã ghi bàn giao; in biên bản để hai bên ký.")

    def initial(self) -> dict[str, Any]:
        first: dict[str, str] = next(iter(self.row.plan.get("officers", [])), {})
        return {
            "giver": self.actor.name,
            "taker": ", ".join(filter(None, (first.get("name"), first.get("position")))),
            "persons": self.row.person_count,
            "place": self.row.place,
            **moment_initial("handed", clock.now()),
        }

    def perform(self, form: Any) -> UUID:
        return act.hand_over(self.row, handover=form.handover(), actor=self.actor, version=self.version(form)).pk


class End(ArrivalStep):
    verb = "end"
    form_class = forms.EndForm
    title = _lazy("Xác nhận kết quả")
    primary = _lazy("Xác nhận")
    done = _lazy("Đã xác nhận kết quả.")

    def sentence(self) -> str:
        return _("Xác nhận xong là kết thúc lượt này; hai đơn vị không sửa được nữa.")

    def initial(self) -> dict[str, Any]:
        handed = self.row.handover.get("persons")
        return {
            "result": "RETURNED" if handed else None,
            "persons": handed if handed else self.row.person_count,
            **moment_initial("ended", clock.now()),
        }

    def perform(self, form: Any) -> UUID:
        return act.end_arrival(self.row, ending=form.ending(), actor=self.actor, version=self.version(form)).pk


class Call(ArrivalStep):
    verb = "call"
    form_class = forms.CallForm
    title = _lazy("Ghi cuộc gọi")
    primary = _lazy("Ghi")
    done = _lazy("Đã ghi cuộc gọi.")

    def initial(self) -> dict[str, Any]:
        return moment_initial("called", clock.now())

    def perform(self, form: Any) -> UUID:
        told = form.cleaned_data
        return act.note_call(
            self.row, at=form.needed("at"), whom=told["whom"], said=told["said"], actor=self.actor,
            version=self.version(form),
        ).pk  # fmt: skip


class Link(ArrivalStep):
    verb = "link"
    form_class = forms.LinkArrivalForm
    title = _lazy("Gắn với vụ việc của đơn vị")
    primary = _lazy("Gắn vụ việc")
    done = _lazy("Đã gắn vụ việc.")

    def sentence(self) -> str:
        return _("Nơi tiếp chỉ biết đoàn này đến lần thứ mấy, không thấy vụ việc.")

    def initial(self) -> dict[str, Any]:
        return {"number": self.row.case_number}

    def perform(self, form: Any) -> UUID:
        return act.link_case(
            self.row, number=form.cleaned_data["number"], actor=self.actor, version=self.version(form)
        ).pk


class Correct(ArrivalStep):
    verb = "correct"
    form_class = forms.CorrectArrivalForm
    title = _lazy("Sửa thông tin")
    primary = _lazy("Lưu và báo địa phương")
    done = _lazy("Đã sửa; địa phương cũng thấy.")

    def form_arguments(self) -> dict[str, Any]:
        home = tree.get(self.row.home_unit_id)
        return {"levels": levels_reached(tree.get(self.row.host_unit_id).level, home.level)}

    def initial(self) -> dict[str, Any]:
        row = self.row
        same = ("level_reached", "place", "person_count", "occurrence", "case_number", "matter")
        return {
            **{name: getattr(row, name) for name in same},
            **moment_initial("arrived", row.arrived_at),
            **moment_initial("asked", row.asked_until),
        }

    def perform(self, form: Any) -> UUID:
        return act.correct_arrival(self.row, data=form.data_of(), actor=self.actor, version=self.version(form)).pk


class Withdraw(ArrivalStep):
    verb = "withdraw"
    form_class = forms.WithdrawArrivalForm
    danger = True
    title = _lazy("Rút lượt ghi nhầm")
    primary = _lazy("Rút lượt này")
    done = _lazy("Đã rút; lượt này không còn trong số liệu.")

    def sentence(self) -> str:
        return _("Địa phương được báo là ghi nhầm; lượt này ra khỏi mọi số liệu.")

    def perform(self, form: Any) -> UUID:
        return act.withdraw_arrival(
            self.row, why=form.cleaned_data["why"], actor=self.actor, version=self.version(form)
        ).pk


@require_http_methods(["GET", "HEAD", "POST"])
@actor_required(P.RECEPTION_VIEW)
def gathering(request: ActorRequest, home: str) -> HttpResponse:
    """``/desk/receptions/arrivals/often/<home>/``: the letter to a unit whose citizens gather often; figures, no name."""
    actor = request.actor
    policies.require_host(actor)
    found = next((one for one in gatherings() if one.unit.key == home), None)
    if found is None:
        raise errors.NotFound("not_often", _("Công dân của đơn vị này chưa tập trung đến mức phải thông báo."))
    form = forms.GatheringForm(request.POST if request.method == "POST" else None, initial=_letter(found))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            told = {name: form.cleaned_data[name] for name in ("title", "text")}
            try:
                once.run(
                    form.cleaned_data["once_key"],
                    actor=actor,
                    fingerprint=once.fingerprint_of(["gathering", home, told]),
                    fn=lambda: act.tell_home_unit(found.unit, actor=actor, **told).pk,
                )
            except errors.NotPermitted:
                raise
            except errors.DomainError as error:
                form.refuse(error)
                status = error.status
            else:
                messages.success(request, _("Đã gửi thông báo cho %(unit)s.") % {"unit": found.unit.name})
                return see_other(reverse("receptions:arrivals"))
    return page(
        request, "receptions/arrival_gathering.html", {"form": form, "found": found, "often": often()}, status=status
    )


def _letter(found: Gathering) -> dict[str, str]:
    """The words proposed; official, so always Vietnamese."""
    last = found.last_at.astimezone(clock.OFFICE_ZONE)
    return {
        "title": f"Thông báo về công dân của {found.unit.name} thường xuyên tập trung",
        "text": (
            f"Trong {often().days} ngày qua, công dân của {found.unit.name} đã đến {found.arrivals} lượt với {found.persons} lượt"
            f" người, đoàn đông nhất {found.largest} người, lần gần nhất ngày {last:%d/%m/%Y}.\n"
            f"Đề nghị {found.unit.name} nắm tình hình, đối thoại, giải quyết vụ việc thuộc thẩm quyền, tuyên truyền, vận động công dân"
            " khiếu nại, tố cáo đúng nơi có thẩm quyền. Từng lượt và người đại diện xem tại trang Công dân vượt cấp của đơn vị."
        ),
    }

"""Hot spots and the programme of complex and long-running cases, and who may open which of their addresses."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from kernel import clock
from tenants.cases.actions.programme import marking, solving
from tenants.cases.actions.programme.directing import DirectiveData, direct
from tenants.cases.enums import Principal
from tenants.staff.models import Body
from tests.factories import cases
from tests.factories import hot_spots as make


def fill(stage: Any) -> None:
    """A hot spot of the ward; a case with everything on it and one with nothing."""
    things = stage.things
    chief = stage.world.actor("w111", "chief")
    with stage.world.scope("w111"):
        things["hot_spot"] = make.hot_spot(chief).pk
        plain = cases.take_in(chief)
        things["plain"] = plain.pk
        case = cases.take_in(chief)
        things["long"] = case.pk
        make.complex_case(case, chief)
        things["mark"] = case.programme.get().pk
        make.solution(case, chief)
        body = Body.objects.get(pk=things["body"])
        due_on = clock.today() + timedelta(days=9)
        things["step"] = solving.plan_step(case, text="Đo lại.", body=body, due_on=due_on, actor=chief).pk
        data = DirectiveData(
            principal=Principal.PEOPLES_COMMITTEE, text="Làm.", number="1/UBND", on=clock.today(), by="Chủ tịch"
        )
        things["directive"] = direct(case, data, actor=chief).pk
        marking.link_hot_spot(case, hot_spot=things["hot_spot"], actor=chief)


def rows(Row: Any, later: Callable[[int], str], later_iso: Callable[[int], str]) -> list[Any]:  # the class of table.py
    """The rows of the table."""

    def step(noun: str, at: str, body: Any, **more: Any) -> Any:
        """A step on one case; it does not exist for who does not see the case."""
        args = {"case_id": at, **more.pop("args", {})}
        told = {"post": 303, "admin": 404, "operator": 404, "colleague": ("clerk", 403), **more}
        return Row(name=f"cases:{noun}", at=args, body=body, **told)

    def call(noun: str, at: str, body: Any, **more: Any) -> Any:
        """The same over the API: a missing right is told before the case is looked up."""
        told = {"get": 0, "post": 200, "colleague": ("clerk", 403), **more}
        return Row(name=f"api:case-{noun}", at={"case_id": at}, body=body, **told)

    def paper(day: str, **more: Any) -> dict[str, Any]:
        return {"number": "12/QĐ-UBND", "on": day, "by": "Chủ tịch UBND phường", **more}

    def opening(day: str) -> Any:
        return lambda s: {
            "line": "GOVERNMENT", "place": "Khóm 3", "matter": "Bồi thường.", "field": "land", "risk": "LOW",
            "measures": "Đối thoại.", "owner": str(s["chief"]), "opened_on": day,
        }  # fmt: skip

    def asked(day: str, **more: Any) -> Any:
        return lambda s: {"asked_by": "Tỉnh ủy", "number": "5-CV/TU", "on": day, "reason": "Theo dõi.", **more}

    def typed(**values: Any) -> Any:
        return lambda s: values

    day, iso = later(0), later_iso(0)
    officer = {"colleague": ("officer", 403)}
    head = {"who": "chairman", "colleague": ("chief", 403)}
    news = typed(text="Đã họp dân.", risk="MEDIUM", measures="Đối thoại.")
    spot = {"at": {"hot_spot_id": "hot_spot"}}
    below = {"unit": "w11", "at": {"key": "=w111"}, "who": "supervisor"}
    return [
        Row(name="cases:programme", admin=200, operator=200),
        Row(name="cases:programme_print", admin=200, operator=200),
        Row(name="cases:settled_list", post=200, body=asked(day, form="print"), **officer),
        step("mark_complex", "plain", typed(**paper(day), grounds=["PLACES"]), **officer),
        step("mark_settled", "plain", typed(**paper(day), text="Giữ nguyên."), **officer),
        step("take_back_mark", "long", typed(reason="Ghi nhầm."), args={"entry_id": "mark"}),
        step("agree_solution", "plain", typed(**paper(day), text="Bố trí tái định cư."), **officer),
        step("note_progress", "long", typed(text="Đã đo.", on=day)),
        step("plan_step", "plain", lambda s: {"text": "Đo.", "body": str(s["body"]), "due_on": later(5)}),
        step("finish_step", "long", typed(text="Xong.", on=day), args={"entry_id": "step"}),
        step("record_dialogue", "plain", typed(text="Đồng ý.", on=day, by="Chủ tịch")),
        step("direct", "plain", typed(**paper(day), principal="COUNCIL", text="Xem xét.")),
        step("settle_directive", "long", typed(text="Xong.", on=day), args={"entry_id": "directive"}),
        step("link_directive", "long", typed(is_linked="on"), args={"entry_id": "directive"}, **head),
        step("link_hot_spot", "plain", lambda s: {"hot_spot": str(s["hot_spot"])}),
        Row(name="oversight:hot-spots", colleague=("handler", 403)),
        Row(name="oversight:hot-spots-print", colleague=("handler", 403)),
        Row(name="oversight:hot-spots-export", colleague=("officer", 403)),
        Row(name="oversight:hot-spot-new", post=303, colleague=("clerk", 403), body=opening(day)),
        Row(name="oversight:hot-spot", colleague=("handler", 403), **spot),
        Row(name="oversight:hot-spot-news", post=303, colleague=("clerk", 403), body=news, **spot),
        Row(name="oversight:hot-spot-closing", post=303, colleague=("clerk", 403), body=typed(result="Ổn định.", on=day), **spot),
        Row(name="oversight:programme", unit="w11", who="supervisor", **officer),
        Row(name="oversight:programme-export", unit="w11", who="supervisor", colleague=("chairman", 403)),
        Row(name="oversight:unit-programme", **officer, **below),
        Row(name="oversight:unit-programme-export", colleague=("chairman", 403), **below),
        Row(name="api:programme", admin=200, operator=200),
        Row(name="api:programme-settled-list", get=0, post=200, body=asked(iso), **officer),
        Row(name="api:case-programme", at={"case_id": "long"}, admin=404, operator=404, colleague=("handler", 404)),
        call("complexity", "plain", typed(**paper(iso), grounds=["PLACES"]), **officer),
        call("settled-authority", "plain", typed(**paper(iso), text="Giữ nguyên."), **officer),
        call("mark-removal", "long", lambda s: {"entry": str(s["mark"]), "reason": "Ghi nhầm."}),
        call("solution", "plain", typed(**paper(iso), text="Bố trí tái định cư."), **officer),
        call("progress", "long", typed(text="Đã đo.", on=iso)),
        call("next-step", "plain", lambda s: {"text": "Đo.", "body": str(s["body"]), "due_on": later_iso(5)}),
        call("next-step-result", "long", lambda s: {"entry": str(s["step"]), "text": "Xong.", "on": iso}),
        call("dialogue", "plain", typed(text="Đồng ý.", on=iso, by="Chủ tịch")),
        call("directives", "plain", typed(**paper(iso), principal="COUNCIL", text="Xem xét.")),
        call("directive-result", "long", lambda s: {"entry": str(s["directive"]), "text": "Xong.", "on": iso}),
        call("directive-link", "long", lambda s: {"entry": str(s["directive"]), "is_linked": True}, **head),
        call("hot-spot", "plain", lambda s: {"hot_spot": str(s["hot_spot"])}),
        Row(name="api:hot-spots", post=201, colleague=("handler", 403), body=opening(iso)),
        Row(name="api:hot-spot", colleague=("handler", 403), **spot),
        Row(name="api:hot-spot-news", get=0, post=200, colleague=("clerk", 403), body=news, **spot),
        Row(name="api:hot-spot-closing", get=0, post=200, colleague=("clerk", 403), body=typed(result="Ổn định.", on=iso), **spot),
        Row(name="api:board-programme", **officer, **below),
    ]  # fmt: skip

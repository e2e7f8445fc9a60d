"""An inspection from the plan of the year to the tasks of the inspected unit, step by step, and its figures in form 06/QLKNTC."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exchange import delivery
from kernel import clock
from kernel.errors import Conflict, Invalid, InvalidTransition, NotFound, NotPermitted
from oversight.formlist import main as print_forms
from oversight.models import InspectionCard
from oversight.rules.forms import Origin, set_of
from oversight.rules.report_periods import ReportPeriod
from tenants.conclusions.actions import finishing
from tenants.conclusions.models import Task
from tenants.documents.models import Letter
from tenants.inspections.actions import inspection_announcing as announcing
from tenants.inspections.actions import inspection_concluding as concluding
from tenants.inspections.actions import inspection_planning as planning
from tenants.inspections.actions import inspection_working as working
from tenants.inspections.actions.inspection_planning import DecisionData
from tenants.inspections.models import Inspection
from tenants.inspections.rules.inspections import Punished
from tenants.reports.queries.computing import cells_of, lists_of
from tenants.staff.models import Body
from tests.census.stage import pdf
from tests.factories import cases
from tests.factories import inspections as make
from tests.world import World

DESK = "/u/w1/desk/oversight/inspections/"


def body(answer: Any, status: int = 200) -> str:
    text = str(answer.content.decode())
    assert answer.status_code == status, text[:3000]
    return text


def do(world: World, act: Any, row: Inspection, who: str = "chief", **more: Any) -> Inspection:
    with world.scope("w1"):
        done: Inspection = act(row.pk, actor=world.actor("w1", who), **more)
    delivery.deliver_waiting()
    return done


def conclude(world: World, row: Inspection, **proposed: int) -> Inspection:
    return do(
        world, concluding.conclude_inspection, row, number="20/KL-TTr", concluded_on=clock.today(), signer="Chánh Thanh tra",
        result="Người đứng đầu tiếp chưa đủ ngày.", proposed=Punished(**proposed),
    )  # fmt: skip


def test_steps_are_taken_in_their_order_only_and_a_refusal_says_which_is_next(world: World) -> None:
    row = make.planned(world)
    with pytest.raises(InvalidTransition, match="Đã có quyết định"):
        do(world, announcing.announce_inspection, row)
    head, _other = make.inspectors(world)
    first, last = make.days(world)
    good = {
        "number": "15/QĐ-TTr", "decided_on": first, "signer": "Chánh Thanh tra", "starts_on": first, "ends_on": last,
        "head": head.pk,
    }  # fmt: skip
    sunday = last + timedelta(days=(6 - last.weekday()) % 7)
    for wrong in (
        {"number": " "}, {"signer": ""}, {"decided_on": clock.today() + timedelta(days=1)}, {"ends_on": first - timedelta(days=1)},
        {"ends_on": sunday}, {"head": world.account("w1", "secretary").pk}, {"head": world.account("w111", "chief").pk},
    ):  # fmt: skip
        with pytest.raises(Invalid):
            do(world, planning.decide_inspection, row, data=DecisionData(**{**good, **wrong}))
    row = do(world, planning.decide_inspection, row, data=DecisionData(**good))
    assert InspectionCard.objects.count() == 0, "nobody outside knows before the announcement"
    for early in (working.begin_inspection, concluding.close_inspection):
        with pytest.raises(InvalidTransition):
            do(world, early, row)
    with pytest.raises(Conflict):
        do(world, announcing.announce_inspection, row, version=row.version - 1)
    row = do(world, announcing.announce_inspection, row)
    with pytest.raises(InvalidTransition):
        do(world, planning.cancel_inspection, row, why="Thôi.")
    row = do(world, working.begin_inspection, row)
    with pytest.raises(Invalid, match="Chưa ghi phát hiện"):
        conclude(world, row)
    with pytest.raises(Invalid):
        do(world, working.extend_inspection, row, ends_on=last, number="16/QĐ", decided_on=first, why="Phức tạp.")
    with pytest.raises(Invalid):
        do(world, working.change_team, row, remove=[head.pk], why="Đổi.")
    with pytest.raises(NotPermitted):
        do(world, working.begin_inspection, row, who=make.HEAD)
    later = make.extended(world)
    row = do(world, working.extend_inspection, row, ends_on=later, number="16/QĐ", decided_on=first, why="Phức tạp.")
    assert InspectionCard.objects.get(pk=row.pk).ends_on == row.ends_on == later
    with world.scope("w111"):
        assert "đến hết" in Letter.objects.get(topic="INSPECTION", title__startswith="Thay đổi").text
    with clock.at(later + timedelta(days=3)), pytest.raises(Invalid, match="đã hết"):
        do(
            world,
            working.extend_inspection,
            row,
            ends_on=later + timedelta(days=7),
            number="17/QĐ",
            decided_on=first,
            why="Nữa.",
        )


def test_only_the_own_unit_and_those_below_are_inspected_by_who_urges(world: World) -> None:
    with pytest.raises(NotFound):
        make.planned(world, "w11", "w121")
    row = make.planned(world)
    for who in ("officer", "handler"):
        with pytest.raises(NotPermitted):
            do(world, planning.cancel_inspection, row, who=who, why="Thôi.")
    with pytest.raises(NotFound):
        do(world, planning.cancel_inspection, row, who="secretary", why="Thôi.")
    make.inspectors(world)
    assert world.client("w1", make.HEAD).get(f"{DESK}{row.pk}/").status_code == 404, "not in its team"
    assert row.subject not in body(world.client("w1", make.HEAD).get(DESK))
    own = make.decided(world, "w1", "w1")
    with world.scope("w1"):
        mine = cases.take_in(world.actor("w1", "officer"))
        own = announcing.announce_inspection(own, actor=world.actor("w1", "chief"))
        assert {one["number"] for one in own.cases} == {mine.number}
    assert world.client("w1", make.HEAD).get(f"/u/w1/desk/cases/{mine.pk}/").status_code == 200
    assert "Mở hồ sơ vụ việc" in body(world.client("w1", "chairman").get(f"{DESK}received/{own.pk}/readings/"))


def test_recommendation_becomes_a_task_of_the_unit_and_its_result_comes_back(world: World) -> None:
    row = conclude(world, make.under_way(world), persons=2, referred=1)
    with pytest.raises(InvalidTransition):
        do(world, working.record_finding, row, topic="RECEPTION", text="Thêm.")
    row = do(
        world,
        concluding.recommend,
        row,
        recommendation="Tiếp đủ ngày từ tháng sau.",
        due_on=clock.today() + timedelta(days=9),
    )
    with pytest.raises(Invalid, match="Còn 1 kiến nghị"):
        do(world, concluding.close_inspection, row)
    with world.scope("w111"):
        task = Task.objects.get(subject="LETTER")
        assert task.text == "Tiếp đủ ngày từ tháng sau."
        chief = world.actor("w111", "chief")
        finishing.report_result(
            task.pk, text="Đã tiếp đủ.", reported_on=clock.today(), files=[pdf("ket-qua.pdf")], actor=chief
        )
        finishing.close_task(task.pk, actor=world.actor("w111", "chairman"))
    delivery.deliver_waiting()
    card = InspectionCard.objects.get(pk=row.pk)
    assert (card.findings, card.recommendations, card.done, card.status) == (1, 1, 1, "CONCLUDED")
    page = body(world.client("w1", "chief").get(f"{DESK}{row.pk}/"))
    assert "Đã tiếp đủ." in page
    today = clock.today()
    for wrong in ({"carried_out": Punished()}, {"carried_out": Punished(persons=3)}, {"on": today + timedelta(days=1)}):
        values = {"on": today, "carried_out": Punished(persons=1), "note": "QĐ 3/QĐ-UBND", **wrong}
        with pytest.raises(Invalid):
            do(world, concluding.record_handling, row, **values)
    do(world, concluding.record_handling, row, on=today, carried_out=Punished(persons=2), note="QĐ 3/QĐ-UBND")
    assert do(world, concluding.close_inspection, row).closed_on == today
    told = body(world.client("w111", "chairman").get(f"/u/w111/desk/oversight/inspections/received/{row.pk}/"))
    assert "Người đứng đầu tiếp chưa đủ ngày." in told
    assert "Tiếp đủ ngày từ tháng sau." in told
    assert "Người đứng đầu tiếp chưa đủ ngày." in body(world.client("w1", "chief").get(f"{DESK}{row.pk}/print/"))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM oversight_inspectioncard c WHERE c::text ILIKE ANY (%s)", [["%chưa đủ%", "%Tiếp đủ%"]]
        )
        assert cursor.fetchone() == (0,), "no word of a finding stands in public"


def test_recommendation_to_the_own_unit_is_a_task_of_one_of_its_bodies(world: World) -> None:
    row = conclude(world, make.under_way(world, "w1", "w1"))
    with world.scope("w1"):
        section, ended = (Body.objects.create(name=name) for name in ("Ban Tiếp công dân", "Phòng cũ"))
        Body.objects.filter(pk=ended.pk).update(ended_on=clock.today())
    chief = world.client("w1", "chief")
    form = f"{DESK}{row.pk}/recommendations/"
    page = body(chief.get(form))
    assert "Ban Tiếp công dân" in page
    assert "Phòng cũ" not in page
    told = {
        "recommendation": "Bố trí phòng chờ.",
        "due_on": f"{clock.today() + timedelta(days=9):%d/%m/%Y}",
        "once_key": "a",
    }
    assert "Bộ phận thực hiện" in body(chief.post(form, told), 422)
    for _click in range(2):
        assert chief.post(form, {**told, "body": str(section.pk)}).status_code == 303
    with pytest.raises(Invalid, match="Còn 1 kiến nghị"):
        do(world, concluding.close_inspection, row)
    with world.scope("w1"):
        assert not Letter.objects.exists()
        task = Task.objects.get(subject="INSPECTION")
        assert (task.lead_body, task.subject_id, task.due_on) == (section, row.pk, clock.today() + timedelta(days=9))
    listed = body(world.client("w1", "chairman").get("/u/w1/desk/tasks/"))
    assert "Bố trí phòng chờ." in listed
    assert "Kết luận số 20/KL-TTr" in body(chief.get(f"/u/w1/desk/tasks/{task.pk}/"))
    with world.scope("w1"):
        finishing.report_result(task.pk, text="Đã bố trí.", reported_on=clock.today(), actor=world.actor("w1", "chief"))
        finishing.close_task(task.pk, actor=world.actor("w1", "chairman"))
    assert InspectionCard.objects.get(pk=row.pk).done == 1
    shown = body(chief.get(f"{DESK}{row.pk}/"))
    assert "Đã bố trí." in shown
    assert do(world, concluding.close_inspection, row).closed_on == clock.today()
    # Of another unit it is a letter, whose bodies are its own affair.
    other = conclude(world, make.under_way(world))
    assert "Bộ phận thực hiện" not in body(chief.get(f"{DESK}{other.pk}/recommendations/"))
    with pytest.raises(Invalid, match="tự giao bộ phận"):
        do(world, concluding.recommend, other, recommendation="Tiếp đủ.", due_on=clock.today(), body=section.pk)


SQL = {
    6: "SELECT count(*) FROM {t} WHERE announced_on <= %(last)s AND (concluded_on IS NULL OR concluded_on >= %(first)s)",
    7: "SELECT count(DISTINCT to_unit_id) FROM {t} WHERE announced_on <= %(last)s AND (concluded_on IS NULL OR concluded_on >= %(first)s)",
    8: "SELECT count(*) FROM {t} WHERE concluded_on BETWEEN %(first)s AND %(last)s",
    10: "SELECT coalesce(sum((proposed->>'persons')::int), 0) FROM {t} WHERE concluded_on BETWEEN %(first)s AND %(last)s",
    11: "SELECT coalesce(sum((proposed->>'referred')::int), 0) FROM {t} WHERE concluded_on BETWEEN %(first)s AND %(last)s",
    13: "SELECT count(*) FROM {t} WHERE concluded_on <= %(last)s AND (closed_on IS NULL OR closed_on >= %(first)s)",
    15: "SELECT coalesce(sum((h->>'persons')::int), 0) FROM {t}, jsonb_array_elements(handled) h"
    " WHERE (h->>'on')::date BETWEEN %(first)s AND %(last)s",
}  # fmt: skip


def test_form_06_counts_inspections_from_the_first_window_after_the_product_keeps_them(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    early, late = ReportPeriod.parse("2026-Q4"), ReportPeriod.parse("2027-Q1")
    assert {set_of("TT06", early.first).column("06/QLKNTC", no).origin for no in range(6, 18)} == {Origin.TYPED}
    forms = set_of("TT06", late.first)
    assert {forms.column("06/QLKNTC", no).origin for no in range(6, 18)} == {Origin.COMPUTED}
    print_forms()
    printed = capsys.readouterr().out
    assert "15 computed" in next(one for one in printed.splitlines() if one.startswith("06/QLKNTC"))
    assert "counted in windows that begin on 2026-12-15 or later: 6, 7, 8" in printed
    with clock.at(date(2027, 1, 6)):
        done = conclude(world, make.under_way(world), persons=2, referred=1)
        do(world, concluding.record_handling, done, on=clock.today(), carried_out=Punished(persons=1), note="QĐ 3")
        make.announced(world)
        make.announced(world, to="w121")
        make.planned(world, to="w122")
    with world.scope("w1"):
        cells = cells_of(lists_of(forms, late, late.first, late.last), forms)["06/QLKNTC"]
        told = {no: cells[str(no)] for no in range(6, 18)}
        assert told == {6: 3, 7: 2, 8: 1, 9: 0, 10: 2, 11: 1, 12: 0, 13: 1, 14: 0, 15: 1, 16: 0, 17: 0}
        with connection.cursor() as cursor:
            for no, sql in SQL.items():
                cursor.execute(sql.format(t="inspections_inspection"), {"first": late.first, "last": late.last})
                assert (no, cursor.fetchone()[0]) == (no, told[no])


def test_list_costs_the_same_for_one_and_for_three_and_opens_by_every_step(world: World) -> None:
    row = make.under_way(world)
    chief = world.client("w1", "chief")
    chief.get(DESK)
    with CaptureQueriesContext(connection) as one:
        body(chief.get(DESK))
    make.announced(world, to="w112")
    make.planned(world, to="w121")
    with CaptureQueriesContext(connection) as three:
        shown = body(chief.get(DESK))
    assert len(one) == len(three)
    assert shown.count('<tr class="row">') == 3
    told = {
        "planned_on": f"{clock.today():%d/%m/%Y}", "received_from": "01/01/2026", "received_to": f"{clock.today():%d/%m/%Y}",
        "form": "CHECK", "kind": "AD_HOC", "line": "GOVERNMENT", "unit": "w12", "subject": "Đột xuất", "kinds": ["COMPLAINT"],
    }  # fmt: skip
    made = chief.post(f"{DESK}new/", {**told, "once_key": "a"})
    again = chief.post(f"{DESK}new/", {**told, "once_key": "a"})
    assert made.status_code == 303, body(made)
    assert made["Location"] == again["Location"]
    assert "Ghi ô này" not in body(chief.post(f"{DESK}new/", {**told, "subject": ""}), 422)
    member = world.client("w1", make.HEAD)
    assert "Vụ việc" in body(member.get(f"{DESK}{row.pk}/"))
    found = member.post(f"{DESK}{row.pk}/findings/", {"topic": "INTAKE", "text": "Vào sổ chậm."})
    assert found.status_code == 303
    assert member.post(f"{DESK}{row.pk}/conclusion/", {}).status_code in (403, 422)
    assert "Vào sổ chậm." in body(chief.get(f"{DESK}{row.pk}/"))

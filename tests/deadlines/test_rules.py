"""Which version of a rule applies, what date follows and how it is explained."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from deadlines import loading, memory, overlay, rules
from deadlines.models import DeadlineRule
from kernel.errors import DomainError


@pytest.mark.parametrize(
    ("code", "start", "due_on"),
    [
        ("C1", date(2026, 8, 20), date(2026, 8, 28)),
        ("B2", date(2026, 11, 18), date(2026, 11, 30)),
        ("B2", date(2026, 7, 1), date(2026, 7, 10)),
        ("B3", date(2026, 7, 10), date(2026, 8, 10)),
        ("C5", date(2026, 7, 10), date(2026, 8, 10)),
        ("A3", date(2026, 11, 2), date(2026, 11, 16)),
    ],
)
def test_compute_of_the_known_vectors(world: Any, code: str, start: date, due_on: date) -> None:
    for unit_id in (None, world.unit("w111").id, world.unit("w11").id, world.unit("w1").id):
        deadline = rules.compute(code, start, unit_id=unit_id)
        assert (deadline.due_on, deadline.target_on) == (due_on, due_on)


def test_compute_of_acceptance_before_july_2026_works_to_the_earlier_of_law_and_decree(db: None) -> None:
    deadline = rules.compute("B2", date(2026, 6, 24))
    assert deadline.target_on == date(2026, 7, 6)  # 10 days end on Saturday 04/07
    assert deadline.due_on == date(2026, 7, 8)  # 10 working days
    told = "\n".join(deadline.explanation)
    assert "Luật Khiếu nại số 02/2011/QH13" in told
    assert "Nghị định 124/2020/NĐ-CP" in told
    assert "06/07/2026" in told
    assert "08/07/2026" in told
    assert "Điều 148" in told


def test_compute_takes_the_version_of_the_start_event(db: None) -> None:
    assert rules.compute("B2", date(2026, 6, 30)).length == 10
    assert rules.compute("B2", date(2026, 7, 1)).length == 7
    assert rules.compute("B2", date(2020, 12, 9)).source.count(";") == 0  # the decree came on 10/12/2020


def test_compute_explains_what_is_skipped_and_what_is_worked(db: None) -> None:
    told = "\n".join(rules.compute("C1", date(2026, 8, 20)).explanation)
    assert "Điều 24 khoản 1" in told
    assert "Thứ Bảy 22/08/2026" in told
    assert "Không tính 1 ngày nghỉ cuối tuần" in told
    assert "Ngày Văn hóa Việt Nam" in "\n".join(rules.compute("B2", date(2026, 11, 18)).explanation)


def test_compute_into_a_year_without_a_decree_says_expected(db: None) -> None:
    deadline = rules.compute("A3", date(2026, 12, 28))
    assert deadline.is_expected
    assert "dự kiến" in deadline.explanation[-1]


def test_compute_with_a_date_set_by_hand_keeps_it_and_warns_of_a_day_off(db: None) -> None:
    deadline = rules.compute("ASSIGN", date(2026, 11, 2), due_on=date(2026, 11, 22))
    assert deadline.due_on == date(2026, 11, 22)
    assert "ngày nghỉ" in deadline.explanation[-1]
    with pytest.raises(ValueError, match="set by hand"):
        rules.compute("ASSIGN", date(2026, 11, 2))


def test_compute_before_any_rule_is_refused(db: None) -> None:
    with pytest.raises(DomainError) as refusal:
        rules.compute("C1", date(2018, 5, 1))
    assert refusal.value.code == "no_deadline_rule"


def test_load_twice_changes_nothing(db: None) -> None:
    before = list(DeadlineRule.objects.order_by("id").values())
    loading.load()
    assert list(DeadlineRule.objects.order_by("id").values()) == before
    assert {row["mark"] for row in before} <= set("VMNLSU")
    assert all(row["law"] for row in before)


def test_overlay_gives_districts_the_rules_of_today_and_names_its_source(world: Any) -> None:
    district = world.unit("w11").id
    assert rules.in_force("B2", date(2026, 11, 2), district)[0].levels != loading.DISTRICT
    overlay.prolong_districts(source="giả định trình diễn", until=date(2030, 12, 31))
    touched = overlay.prolong_districts(source="giả định trình diễn", until=date(2030, 12, 31))
    row = rules.in_force("B2", date(2026, 11, 2), district)[0]
    assert (row.levels, row.length, row.overlay_source) == (loading.DISTRICT, 7, "giả định trình diễn")
    assert "giả định trình diễn" in "\n".join(rules.compute("A3", date(2026, 11, 2), unit_id=district).explanation)
    assert rules.compute("B2", date(2026, 6, 24), unit_id=district).target_on == date(2026, 7, 6)
    ward = rules.in_force("B2", date(2026, 11, 2), world.unit("w111").id)
    assert [r.overlay_source for r in ward] == [""]
    assert touched == DeadlineRule.objects.exclude(overlay_source="").count()
    loading.load()
    memory.forget()
    assert rules.in_force("A3", date(2026, 11, 2), district)[0].overlay_source


@pytest.mark.parametrize(
    "wrong",
    [
        {"length": None},
        {"start_event": "set_by_hand"},
        {"valid_to": date(2013, 1, 1)},
    ],
)
def test_rule_that_contradicts_itself_is_refused(wrong: dict[str, Any]) -> None:
    right = {
        "code": "A3",
        "length": 10,
        "day_kind": "working",
        "start_event": "receipt",
        "valid_from": date(2014, 7, 1),
    }
    DeadlineRule(**right).clean()
    with pytest.raises(ValidationError):
        DeadlineRule(**{**right, **wrong}).clean()


@pytest.mark.parametrize(
    ("code", "start", "due_on", "target_on"),
    [
        # Five working days before Monday 16/11/2026: 13, 12, 11, 10, 9.
        ("A1", date(2026, 11, 16), date(2026, 11, 9), date(2026, 11, 9)),
        # 24/11 is the Culture Day: five working days before Friday 27/11 are 26, 25, 23, 20, 19.
        ("A1", date(2026, 11, 27), date(2026, 11, 19), date(2026, 11, 19)),
        # Seven days before Saturday 21/11/2026 is Saturday 14/11: permitted then, worked to on Friday.
        ("E1", date(2026, 11, 21), date(2026, 11, 14), date(2026, 11, 13)),
        ("A2", date(2026, 11, 14), date(2026, 11, 14), date(2026, 11, 14)),
        ("A4", date(2026, 11, 2), date(2026, 11, 16), date(2026, 11, 16)),
        ("A7", date(2026, 11, 2), date(2026, 11, 5), date(2026, 11, 5)),
        ("E2", date(2026, 11, 16), date(2026, 11, 23), date(2026, 11, 23)),
        # Ten days after 12/11/2026 end on Sunday 22/11 and move on (Civil Code, Art. 148).
        ("E3", date(2026, 11, 12), date(2026, 11, 23), date(2026, 11, 23)),
        ("E4", date(2026, 8, 3), date(2026, 9, 16), date(2026, 9, 16)),
        ("H1", date(2026, 11, 6), date(2026, 11, 9), date(2026, 11, 9)),
        # Strictly before 15/6 and 10/12; the date is kept on a day off, worked to on the day before.
        ("E5", date(2026, 1, 5), date(2026, 6, 14), date(2026, 6, 12)),
        ("E5", date(2026, 6, 14), date(2026, 6, 14), date(2026, 6, 12)),
        ("E5", date(2026, 6, 15), date(2026, 12, 9), date(2026, 12, 9)),
        ("E5", date(2026, 12, 10), date(2027, 6, 14), date(2027, 6, 14)),
    ],
)
def test_compute_of_reception_and_conference_rules(
    db: None, code: str, start: date, due_on: date, target_on: date
) -> None:
    deadline = rules.compute(code, start)
    assert (deadline.due_on, deadline.target_on) == (due_on, target_on)


@pytest.mark.parametrize(
    ("code", "length", "start", "due_on"),
    [
        ("G2", 4, date(2026, 11, 16), date(2026, 11, 10)),
        ("A12", 5, date(2026, 11, 16), date(2026, 11, 23)),
        ("G1", 3, date(2026, 11, 6), date(2026, 11, 11)),
    ],
)
def test_what_one_province_ordered_counts_only_where_a_plan_says_so(
    world: Any, code: str, length: int, start: date, due_on: date
) -> None:
    unit_id = world.unit("w111").id
    assert rules.in_force(code, start, unit_id) == []
    with pytest.raises(DomainError) as none:
        rules.compute(code, start, unit_id=unit_id)
    assert none.value.code == "no_deadline_rule"
    assert [(row.length, row.mark) for row in rules.local(code, start)] == [(length, "L")]
    told = rules.compute(code, start, unit_id=unit_id, plan=rules.PlanTerm("Kế hoạch 12-KH/ĐU", length))
    assert (told.due_on, told.source) == (due_on, "Kế hoạch 12-KH/ĐU")


def test_compute_of_a_notice_counts_backwards_and_says_so(db: None) -> None:
    told = "\n".join(rules.compute("A1", date(2026, 11, 27)).explanation)
    assert "đếm ngược" in told
    assert "24/11/2026" in told
    assert "Điều 24 khoản 4" in told


def test_compute_takes_the_plan_in_place_of_the_common_row(db: None) -> None:
    plan = rules.PlanTerm("Kế hoạch số 134/KH-UBND", 15, "working", "conference")
    deadline = rules.compute("E4", date(2026, 11, 2), plan=plan)
    assert (deadline.due_on, deadline.source) == (date(2026, 11, 23), "Kế hoạch số 134/KH-UBND")
    notice = rules.compute("E1", date(2026, 11, 16), plan=rules.PlanTerm("Kế hoạch", 7, "working"))
    assert notice.due_on == date(2026, 11, 5)


def test_compute_never_lets_a_plan_shorten_what_the_law_sets(db: None) -> None:
    deadline = rules.compute("A1", date(2026, 11, 16), plan=rules.PlanTerm("Kế hoạch", 3, "working"))
    assert deadline.due_on == date(2026, 11, 9)
    longer = rules.compute("A1", date(2026, 11, 16), plan=rules.PlanTerm("Kế hoạch", 7, "working"))
    assert (longer.due_on, longer.target_on) == (date(2026, 11, 9), date(2026, 11, 5))


def test_nearest_working_day_looks_both_ways(db: None) -> None:
    from deadlines import calendar

    work = calendar.of_unit(None)
    assert work.nearest_working_day(date(2026, 11, 14)) == date(2026, 11, 13)
    assert work.nearest_working_day(date(2026, 11, 15)) == date(2026, 11, 16)
    assert work.previous_working_day(date(2026, 11, 15)) == date(2026, 11, 13)

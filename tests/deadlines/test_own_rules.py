"""A unit may shorten a legal term and keep its own days; it never lengthens, and each change stands in its log."""

from datetime import date
from typing import Any

import pytest

from deadlines import calendar, due, rules
from deadlines.actions.own_days import end_own_day, set_own_day
from deadlines.actions.own_rules import end_own_length, set_own_length
from deadlines.models import CalendarDay, DeadlineRule
from kernel import clock
from kernel.errors import Conflict, Invalid, NotFound, NotPermitted
from kernel.ids import new_id
from kernel.journal.models import Event

TODAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def _november() -> Any:
    with clock.at(TODAY):
        yield


def test_shorter_term_is_the_target_and_the_law_stays_the_last_day(world: Any) -> None:
    admin = world.actor("w111", "admin")
    with world.scope("w111"):
        set_own_length("B2", 5, actor=admin)
        kinds = list(Event.objects.values_list("kind", flat=True))
    deadline = rules.compute("B2", TODAY, unit_id=admin.unit.id)
    assert (deadline.target_on, deadline.due_on) == (date(2026, 11, 26), date(2026, 11, 30))
    assert any("Đơn vị tự đặt" in line for line in deadline.explanation)
    assert rules.compute("B2", TODAY, unit_id=world.unit("w112").id).target_on == date(2026, 11, 30)
    assert kinds == ["deadline_rule_set"]


@pytest.mark.parametrize("length", [7, 8, 0, -1])
def test_term_that_is_not_shorter_is_refused(world: Any, length: int) -> None:
    with world.scope("w111"), pytest.raises(Invalid, match="6 ngày làm việc") as refusal:
        set_own_length("B2", length, actor=world.actor("w111", "admin"))
    assert list(refusal.value.fields) == ["length"]
    assert not DeadlineRule.objects.filter(unit_id__isnull=False).exists()


@pytest.mark.parametrize("code", ["ASSIGN", "SUPPLEMENT", "X9"])
def test_code_without_a_length_is_refused(world: Any, code: str) -> None:
    with world.scope("w111"), pytest.raises(Invalid) as refusal:
        set_own_length(code, 3, actor=world.actor("w111", "admin"))
    assert list(refusal.value.fields) == ["code"]


def test_new_term_ends_the_earlier_one_the_day_before(world: Any) -> None:
    admin = world.actor("w111", "admin")
    with world.scope("w111"):
        set_own_length("A3", 8, actor=admin)
        set_own_length("A3", 7, actor=admin)  # the same day: replaced
        with clock.at(date(2026, 11, 25)):
            set_own_length("A3", 5, actor=admin)
        with clock.at(date(2026, 12, 1)):
            end_own_length("A3", actor=admin)
            with pytest.raises(NotFound):
                end_own_length("A3", actor=admin)
    rows = DeadlineRule.objects.filter(unit_id=admin.unit.id).order_by("valid_from")
    assert [(row.length, row.valid_from, row.valid_to) for row in rows] == [
        (7, TODAY, date(2026, 11, 24)),
        (5, date(2026, 11, 25), date(2026, 11, 30)),
    ]


def test_open_due_items_keep_their_dates(world: Any) -> None:
    admin, case = world.actor("w111", "admin"), new_id()
    item = due.open_item(admin.unit.id, "B2", case, TODAY, case_kind="COMPLAINT")
    with world.scope("w111"):
        set_own_length("B2", 3, actor=admin)
    item.refresh_from_db()
    assert item.target_on == date(2026, 11, 30)


@pytest.mark.parametrize("name", ["officer", "chief", "secretary"])
def test_only_the_administrator_may_change(world: Any, name: str) -> None:
    actor = world.actor("w111", name)
    with world.scope("w111"):
        with pytest.raises(NotPermitted):
            set_own_length("B2", 3, actor=actor)
        with pytest.raises(NotPermitted):
            set_own_day(TODAY, is_working=False, name="x", source="y", actor=actor)


def test_own_day_moves_deadlines_until_it_is_taken_back(world: Any) -> None:
    admin = world.actor("w111", "admin")
    unit = admin.unit.id
    with world.scope("w111"):
        row = set_own_day(date(2026, 11, 20), is_working=False, name="Nghỉ do bão", source="CĐ 12/UBND", actor=admin)
        assert calendar.add_working_days(TODAY, 2, unit) == date(2026, 11, 23)
        with pytest.raises(Conflict):
            set_own_day(date(2026, 11, 20), is_working=True, name="x", source="y", actor=admin)
        end_own_day(row.pk, actor=admin)
        assert calendar.add_working_days(TODAY, 2, unit) == date(2026, 11, 20)
        assert list(Event.objects.order_by("at", "id").values_list("kind", flat=True)) == [
            "calendar_day_set",
            "calendar_day_ended",
        ]
    assert CalendarDay.objects.get(pk=row.pk).ended_at is not None


def test_own_day_of_another_unit_is_not_found(world: Any) -> None:
    with world.scope("w111"):
        row = set_own_day(
            date(2026, 11, 20), is_working=False, name="x", source="y", actor=world.actor("w111", "admin")
        )
    with world.scope("w112"), pytest.raises(NotFound):
        end_own_day(row.pk, actor=world.actor("w112", "admin"))

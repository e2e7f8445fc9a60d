"""A supervisor finds who does the duty: board, cell, list, ranking, pictures; no serious finding, nothing wider than a phone."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from deadlines.models import DueItem
from kernel import clock, ids
from oversight.models import Duty, DutyDay, DutyKind, Instrument, InstrumentKind
from tests.browser.conftest import Stack
from tests.world import World

YEAR = 2026
DONE = {"w1": 1, "w11": 1, "w12": 0, "w111": 2, "w112": 1, "w121": 0, "w122": 2}


def filled(world: World) -> None:
    """A year of the small world: each unit keeps its habit, one head is missing, one plan is below the law."""
    for key, done in DONE.items():
        unit_id, holder = world.unit(key).id, uuid4()
        for number in range(1, clock.today().month + 1):
            month = date(YEAR, number, 1)
            is_vacant = key == "w122" and number in (4, 5)
            Duty.objects.create(
                unit_id=unit_id, line="GOVERNMENT", kind=DutyKind.RECEPTION, period=month, legal=2,
                holder_id=None if is_vacant else holder, holder_name="" if is_vacant else f"Nguyễn Văn {key.upper()}",
                in_person=0 if is_vacant else done, delegated=int(key == "w112"), missed=int(key == "w121"),
                postponed=int(number % 4 == 0), made_up=int(number % 4 == 1), announced=2, posted_late=int(key == "w12"),
                below_minimum=key == "w112",
            )  # fmt: skip
            DutyDay.objects.create(
                unit_id=unit_id, line="GOVERNMENT", kind=DutyKind.RECEPTION, object_id=ids.new_id(), day=date(YEAR, number, 5),
                status="IN_PERSON" if done else "MISSED", is_posted=True, holder_id=holder,
            )  # fmt: skip
            for code, late in (("A3", number % 3), ("TASK", -2), ("A12", number % 5)):
                day = date(YEAR, number, 10)
                DueItem.objects.create(
                    unit_id=unit_id, kind=code, case_id=ids.new_id(), case_kind="", started_on=day, due_on=day, target_on=day,
                    met_on=date(YEAR, number, 10 + late * 4) if number < 11 else None, source="Luật",
                )  # fmt: skip
        if done:
            Instrument.objects.create(
                id=ids.new_id(), unit_id=unit_id, line="GOVERNMENT", kind=InstrumentKind.PLAN, year=YEAR, title="Kế hoạch",
                number="07/KH-UBND", dated_on=date(YEAR, 1, 5), valid_from=date(YEAR, 1, 1),
            )  # fmt: skip


def test_supervisor_goes_from_the_worst_unit_to_its_days(stack: Stack, visit: Callable[..., Any]) -> None:
    filled(stack.world)
    page = visit("w1", "supervisor", script=False)
    page.goto(stack.at("w1", "desk/oversight/"))
    page.get_by_role("link", name="Nghĩa vụ tiếp dân").click()
    page.get_by_label("Đơn vị", exact=True).select_option("all")
    page.get_by_label("Cấp", exact=True).select_option("COMMUNE")
    page.get_by_role("button", name="Xem", exact=True).click()
    worst = page.locator("tbody tr").nth(1)
    assert "Xã Phú Lâm" in worst.inner_text()
    worst.get_by_role("link", name="03/2026").click()
    page.get_by_text("Nguyễn Văn W121").first.wait_for()
    assert "05/03/2026 × Không tiếp" in " ".join(page.locator("tbody").last.inner_text().split())
    page.get_by_role("link", name="Về bảng theo tháng").click()
    page.get_by_role("link", name="Xếp hạng").click()
    page.get_by_role("heading", name="Xếp hạng").wait_for()


PAGES = (
    "desk/oversight/duties/", "desk/oversight/w1/duties/ranking/?depth=all", "desk/oversight/w1/duties/pictures/?depth=all",
    "desk/oversight/w1/instruments/?depth=all", "desk/oversight/w111/duties/days/?line=GOVERNMENT&period=2026-03",
)  # fmt: skip


def test_pages_of_the_board_are_accessible_and_fit_a_phone(
    stack: Stack,
    visit: Callable[..., Any],
    assert_accessible: Callable[[Any], None],
    assert_fits: Callable[[Any], None],
) -> None:
    filled(stack.world)
    page = visit("w1", "supervisor")
    for path in PAGES:
        page.goto(stack.at("w1", path))
        assert_accessible(page)
        assert_fits(page)
    chief = visit("w111", "chief")
    for path in ("desk/oversight/duties/own/", "desk/oversight/national-updates/"):
        chief.goto(stack.at("w111", path))
        assert_accessible(chief)

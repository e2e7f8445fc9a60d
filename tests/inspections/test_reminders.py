"""Reminders: who is told when, once a day, never at night, and nothing but counts."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from deadlines import calendar, due
from identity.models import Account
from kernel import clock
from kernel.ids import new_id
from tenants.cases.actions.assigning import assign_case
from tenants.documents.models import Notice
from tenants.inspections import jobs
from tenants.inspections.rules.reminders import Moment, reminders, windows
from tests.factories import cases
from tests.factories import letters as make
from tests.world import World

MONDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 20)


@pytest.fixture(autouse=True)
def mailboxes(world: World) -> None:
    for account in Account.objects.all():
        Account.objects.filter(pk=account.pk).update(email=f"{account.username}@vidu.vn")


def owed(world: World, key: str, due_on: date, case_kind: str = "") -> Any:
    """A duty of a unit that is nobody's in particular."""
    unit = world.unit(key)
    with world.scope(key):
        return due.open_planned(unit.id, "TASK", new_id(), due_on, due_on=due_on, source="Thử", lines=[])


def told(world: World, key: str) -> dict[str, str]:
    """Who has a mail of this unit, with its text."""
    with world.scope(key):
        return {
            str(one.address).split("@")[0]: one.text
            for one in Notice.objects.filter(matter="digest").order_by("made_at")
        }


def test_windows_name_every_due_date_once_for_each_moment() -> None:
    work = calendar.of_unit(None)
    days = [date(2026, 11, 2) + timedelta(days=n) for n in range(40)]
    seen: dict[tuple[Moment, date], int] = {}
    for today in days:
        found = windows(work, today)
        if found is None:
            continue
        for moment, (first, last) in found.by_moment.items():
            for n in range((last - first).days + 1):
                key = (moment, first + timedelta(days=n))
                seen[key] = seen.get(key, 0) + 1
    middle = days[10:25]
    assert {seen.get((moment, day), 0) for moment in Moment for day in middle} == {1}


def test_before_to_the_office_on_the_day_to_the_head_after_it_to_the_level_above(world: World) -> None:
    owed(world, "w111", calendar.add_working_days(MONDAY, 3))
    with clock.at(MONDAY):
        assert jobs.remind() == 1
    assert set(told(world, "w111")) == {"chief.w111"}
    day = calendar.add_working_days(MONDAY, 3)
    with clock.at(day):
        jobs.remind()
    assert {"chairman.w111", "secretary.w111"} <= set(told(world, "w111"))
    with clock.at(calendar.add_working_days(day, 1)):
        jobs.remind()
    above = told(world, "w11")
    assert set(above) == {"chief.w11", "supervisor.w11"}
    assert "Phường Hòa Bình: 1 việc vừa quá hạn." in above["supervisor.w11"]


def test_assigned_officer_is_told_before_the_day(world: World) -> None:
    with clock.at(MONDAY), world.scope("w111"):
        case = cases.take_in(world.actor("w111", "officer"), content="DẤU-HIỆU-NỘI-DUNG")
        assign_case(case, to=world.account("w111", "handler"), actor=world.actor("w111", "chief"))
        item = due.of_object(case.pk).first()
    assert item is not None
    with clock.at(calendar.of_unit(None).working_days_before(item.due_on, 3)):
        jobs.remind()
    mails = told(world, "w111")
    assert "1 việc đến hạn sau 3 ngày làm việc" in mails["handler.w111"]
    assert "DẤU-HIỆU" not in repr(mails)


def test_one_mail_a_day_however_often_it_runs(world: World) -> None:
    owed(world, "w111", MONDAY)
    with clock.at(MONDAY):
        assert jobs.remind() == 2
        assert jobs.remind() == 0
        owed(world, "w111", MONDAY)
        assert jobs.remind() == 0
    owed(world, "w111", MONDAY + timedelta(days=1))
    with clock.at(MONDAY + timedelta(days=1)):
        assert jobs.remind() > 0


@pytest.mark.parametrize(
    ("at", "n"), [(time(21, 0), 0), (time(3, 0), 0), (time(6, 29), 0), (time(6, 30), 2), (time(20, 59), 2)]
)
def test_nobody_is_mailed_at_night(world: World, at: time, n: int) -> None:
    owed(world, "w111", MONDAY)
    with clock.at(datetime.combine(MONDAY, at, clock.OFFICE_ZONE)):
        assert jobs.remind() == n


def test_weekend_is_told_on_friday_and_nobody_is_mailed_on_saturday(world: World) -> None:
    owed(world, "w111", FRIDAY + timedelta(days=2))
    with clock.at(FRIDAY):
        assert jobs.remind() == 2
    with clock.at(FRIDAY + timedelta(days=1)):
        assert jobs.remind() == 0


def test_letters_that_nobody_opened_are_told_to_head_and_office(world: World) -> None:
    make.sent(world, due_on=MONDAY + timedelta(days=400))
    day = calendar.of_unit(None).next_working_day(clock.today())
    with clock.at(day):
        jobs.remind()
    assert {who: "1 văn bản đến chưa xác nhận" in text for who, text in told(world, "w111").items()} == {
        "chairman.w111": True,
        "chief.w111": True,
    }


def test_digest_stands_in_no_list_of_notices(world: World) -> None:
    owed(world, "w111", MONDAY)
    with clock.at(MONDAY):
        jobs.remind()
    page = world.client("w111", "chief").get("/u/w111/desk/documents/notices/").content.decode()
    assert "Nhắc việc" not in page.split("<main", 1)[1].split("<table", 1)[-1].split("</table")[0]


def test_hours_are_data() -> None:
    assert (reminders().quiet_from, reminders().quiet_to) == (time(21), time(6, 30))
    assert reminders().source

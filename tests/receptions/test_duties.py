"""The duty register: what the head owed and did, by who was in office."""

from datetime import date, timedelta
from typing import Any

import pytest

from identity.models import Membership
from kernel import clock
from oversight.models import Duty, DutyDay, DutyKind
from oversight.queries.minimums import days_a_month, minimum_of
from registry.levels import Line
from tenants.receptions.actions.duties import refresh_duty
from tenants.receptions.actions.sessions import moving
from tenants.receptions.enums import HostMode, PlanStatus, SessionKind, SessionStatus
from tenants.receptions.models import Plan, ReceptionSession
from tests.receptions.test_plans import issued, party_chief
from tests.world import World

NOVEMBER = date(2026, 11, 1)


def session(on: date, status: str = SessionStatus.HELD, **more: Any) -> ReceptionSession:
    more.setdefault("line", Line.PARTY)
    more.setdefault("posted_at", clock.now())
    more.setdefault("head_present", status == SessionStatus.HELD or None)
    return ReceptionSession.objects.create(planned_on=on, held_on=on, status=status, **more)


def duty(world: Any, holder: Any = None, kind: str = DutyKind.RECEPTION, period: date = NOVEMBER) -> Duty:
    unit_id = world.unit("w111").id
    found: Duty = Duty.objects.get(
        unit_id=unit_id, line=Line.PARTY, kind=kind, period=period, holder_id=holder.pk if holder else None
    )
    return found


def refresh(world: Any, on: date = NOVEMBER, at: date = date(2026, 11, 30)) -> None:
    with clock.at(at):
        refresh_duty(Line.PARTY, on)


@pytest.mark.parametrize(
    ("key", "line", "on", "days"),
    [
        ("w1", Line.PARTY, date(2026, 11, 1), 1),
        ("w111", Line.PARTY, date(2026, 11, 1), 2),
        ("w1", Line.GOVERNMENT, date(2026, 11, 1), 1),
        # The week of the old law until 30/06/2026: June 2026 has five Mondays.
        ("w111", Line.GOVERNMENT, date(2026, 6, 1), 5),
        ("w111", Line.GOVERNMENT, date(2026, 7, 1), 2),
        ("w11", Line.GOVERNMENT, date(2025, 6, 30), 2),
    ],
)
def test_minimum_by_line_level_and_day(world: Any, key: str, line: str, on: date, days: int) -> None:
    found = minimum_of(world.unit(key), line, on)
    assert found is not None
    assert days_a_month(found, on) == days


def test_minimum_of_districts_ended_and_is_prolonged_by_name(world: Any) -> None:
    from oversight.loading import prolong_districts

    assert minimum_of(world.unit("w11"), Line.PARTY, NOVEMBER) is None
    prolong_districts(source="giả định trình diễn", until=date(2030, 12, 31))
    found = minimum_of(world.unit("w11"), Line.PARTY, NOVEMBER)
    assert found is not None
    assert (found.days, found.overlay_source) == (1, "giả định trình diễn")


def test_a_day_counts_once_however_many_sessions_it_holds(world: Any) -> None:
    with world.scope("w111"):
        session(date(2026, 11, 5))
        session(date(2026, 11, 5), moved_why="buổi chiều")
        session(date(2026, 11, 5), host_mode=HostMode.DELEGATED)
        session(date(2026, 11, 19), host_mode=HostMode.DELEGATED)
        refresh(world)
    row = duty(world, world.account("w111", "secretary"))
    assert (row.legal, row.planned, row.in_person, row.delegated, row.announced) == (2, None, 1, 1, 2)


def test_a_held_day_without_visitors_counts_only_when_announced_and_the_head_was_there(world: Any) -> None:
    with world.scope("w111"):
        session(date(2026, 11, 5))
        session(date(2026, 11, 12), posted_at=None)
        session(date(2026, 11, 19), head_present=False)
        refresh(world)
    row = duty(world, world.account("w111", "secretary"))
    assert (row.in_person, row.missed) == (1, 2)


def test_postponed_made_up_cancelled_missed_and_ad_hoc_stand_apart(world: Any) -> None:
    with world.scope("w111"):
        first = session(date(2026, 11, 5), SessionStatus.POSTPONED)
        session(date(2026, 11, 9), moved_from=first)
        session(date(2026, 11, 12), SessionStatus.CANCELLED)
        session(date(2026, 11, 16), SessionStatus.PUBLISHED)
        session(date(2026, 11, 20), kind=SessionKind.AD_HOC, ground="PROMINENT")
        session(date(2026, 11, 26), SessionStatus.PUBLISHED)
        refresh(world, at=date(2026, 11, 24))
    row = duty(world, world.account("w111", "secretary"))
    assert (row.postponed, row.made_up, row.cancelled, row.missed, row.ad_hoc, row.in_person) == (1, 1, 1, 1, 1, 1)


def test_a_vacancy_is_a_vacancy_and_not_the_successors_miss(world: Any) -> None:
    secretary, chief = world.account("w111", "secretary"), world.account("w111", "chief")
    unit = world.unit("w111")
    Membership.objects.filter(account=secretary).update(valid_to=date(2026, 11, 10))
    Membership.objects.create(
        account=chief, unit_id=unit.id, role="secretary", line=Line.PARTY, is_head=True, valid_from=date(2026, 11, 21)
    )
    with world.scope("w111"):
        session(date(2026, 11, 5))
        session(date(2026, 11, 16), SessionStatus.MISSED)
        session(date(2026, 11, 26))
        refresh(world)
    assert duty(world).missed == 1
    assert duty(world, secretary).in_person == 1
    new = duty(world, chief)
    assert (new.in_person, new.missed) == (1, 0)
    assert sum(Duty.objects.filter(unit_id=unit.id, line=Line.PARTY).values_list("legal", flat=True)) == 2


def test_a_plan_below_the_minimum_is_marked_and_planned_days_belong_to_who_is_in_office(world: Any) -> None:
    with world.scope("w111"):
        Plan.objects.create(
            year=2026, line=Line.PARTY, status=PlanStatus.ISSUED, title="Kế hoạch", issuer="Ban Thường vụ",
            head_position="Bí thư", number="01-KH/ĐU", dated_on=date(2026, 1, 5),
            values={"reception_days": 1, "reception_on": [{"day": 15}]},
        )  # fmt: skip
        refresh(world)
    row = duty(world, world.account("w111", "secretary"))
    assert (row.planned, row.legal, row.below_minimum) == (1, 2, True)


def test_refreshing_again_changes_nothing_and_forgets_who_is_gone(world: Any) -> None:
    with world.scope("w111"):
        refresh(world)
        before = list(Duty.objects.order_by("id").values("id", "holder_id", "legal"))
        refresh(world)
        assert list(Duty.objects.order_by("id").values("id", "holder_id", "legal")) == before
        Membership.objects.filter(account=world.account("w111", "secretary")).update(
            valid_to=NOVEMBER - timedelta(days=1)
        )
        refresh(world)
    assert [row.holder_id for row in Duty.objects.filter(line=Line.PARTY)] == [None]


def days(world: Any, key: str = "w111") -> list[tuple[date, str, str]]:
    found = DutyDay.objects.filter(unit_id=world.unit(key).id, line=Line.PARTY, kind=DutyKind.RECEPTION)
    return list(found.order_by("day", "object_id").values_list("day", "status", "reason"))


def test_a_session_moved_over_the_end_of_a_month_changes_two_cells(world: World) -> None:
    """30/9 to 2/10: September keeps a day that was put off, October has a day that makes up for it."""
    chief, secretary = party_chief(world), world.account("w111", "secretary")
    with world.scope("w111"):
        row = session(date(2026, 9, 30), SessionStatus.PUBLISHED)
        with clock.at(date(2026, 9, 28)):
            refresh_duty(Line.PARTY, row.held_on)
            new = moving.postpone_session(
                row, to=date(2026, 10, 2), reason="HEALTH", why="Đồng chí An ốm.", actor=chief
            )
        ReceptionSession.objects.filter(pk=new.pk).update(
            status=SessionStatus.HELD, head_present=True, posted_at=clock.now()
        )
        refresh(world, date(2026, 10, 2))
        refresh(world, date(2026, 9, 30))
    september, october = (duty(world, secretary, period=date(2026, month, 1)) for month in (9, 10))
    assert (september.in_person, september.postponed, september.missed) == (0, 1, 0)
    assert (october.in_person, october.made_up, october.postponed) == (1, 1, 0)
    assert days(world) == [(date(2026, 9, 30), "POSTPONED", "HEALTH"), (date(2026, 10, 2), "IN_PERSON", "")]
    put_off = DutyDay.objects.get(day=date(2026, 9, 30))
    assert put_off.moved_to == date(2026, 10, 2)
    # A day that is moved itself takes its row along and leaves none behind.
    with world.scope("w111"):
        ReceptionSession.objects.filter(pk=new.pk).update(held_on=date(2026, 11, 3))
        refresh(world, date(2026, 11, 3))
        refresh(world, date(2026, 10, 2))
    assert [day for day, *_rest in days(world)] == [date(2026, 9, 30), date(2026, 11, 3)]


def test_days_that_came_without_a_posting_are_counted(world: World) -> None:
    with world.scope("w111"):
        session(date(2026, 11, 5), posted_at=None, status=SessionStatus.MISSED)
        session(date(2026, 11, 12))
        session(date(2026, 11, 27), posted_at=None, status=SessionStatus.PLANNED)
        refresh(world, at=date(2026, 11, 20))
    row = duty(world, world.account("w111", "secretary"))
    assert (row.announced, row.posted_late, row.unposted) == (1, 0, 1)


def test_sessions_of_a_new_plan_are_listed_ahead_and_owe_nothing_yet(world: World) -> None:
    values = {"reception_days": 1, "reception_on": [{"day": 18}]}
    with world.scope("w111"):
        issued(world, at=date(2026, 10, 15), line=Line.PARTY, values=values)
    ahead = [(day, status) for day, status, _reason in days(world) if day > date(2026, 10, 31)]
    assert ahead == [(date(2026, 11, 18), "AHEAD"), (date(2026, 12, 18), "AHEAD")]
    assert not Duty.objects.filter(line=Line.PARTY, period__gt=date(2026, 10, 1)).exists()

"""Which days a plan names, where a day goes that is off, and when a posting is late."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines.calendar import OwnDay, WorkCalendar
from tenants.receptions.rules import schedule
from tenants.receptions.rules.schedule import Pattern, Rhythm, Shift

PLAIN = WorkCalendar()
FIFTEENTH = Rhythm(Pattern.DAY_OF_MONTH, days=(15,))
SUNDAY = date(2026, 11, 15)
YEARS = st.integers(2015, 2055)
DAYS = st.dates(date(2015, 1, 1), date(2055, 12, 31))
RHYTHMS = st.one_of(
    st.builds(
        Rhythm, st.just(Pattern.DAY_OF_MONTH), days=st.lists(st.integers(1, 31), min_size=1, max_size=3).map(tuple)
    ),
    st.builds(Rhythm, st.just(Pattern.WEEKDAY), weekday=st.integers(0, 4), weeks=st.just((1,)) | st.just((2, 5))),
    st.builds(Rhythm, st.just(Pattern.EVERY_WEEK), weekday=st.integers(0, 4)),
    st.builds(Rhythm, st.just(Pattern.COUNT), count=st.integers(1, 5)),
)


def test_the_fifteenth_of_november_2026_is_a_sunday_with_three_days_and_the_reason_of_each() -> None:
    placement = schedule.place(SUNDAY, PLAIN)
    assert placement.is_waiting
    assert placement.why_off == "nghỉ cuối tuần"
    assert [one.on for one in placement.proposals] == [date(2026, 11, 13), date(2026, 11, 16), date(2026, 11, 17)]
    before, after, later = placement.proposals
    assert before.why == "ngày làm việc liền trước, cách ngày theo kế hoạch 2 ngày"
    assert after.why == "gần nhất, ngày làm việc liền sau, cách ngày theo kế hoạch 1 ngày"
    assert "thứ hai sau đó" in later.why


@pytest.mark.parametrize(
    ("shift", "day"),
    [
        (Shift.NEXT, date(2026, 11, 16)),
        (Shift.PREVIOUS, date(2026, 11, 13)),
        (Shift.NEAREST, date(2026, 11, 16)),
        (Shift.ASK, SUNDAY),
    ],
)
def test_the_setting_says_where_a_day_off_goes(shift: Shift, day: date) -> None:
    placement = schedule.place(SUNDAY, PLAIN, shift)
    assert placement.held_on == day
    assert placement.is_automatic == (shift != Shift.ASK)


def test_a_saturday_goes_back_to_friday_when_the_nearest_is_wanted() -> None:
    assert schedule.place(date(2026, 8, 15), PLAIN, Shift.NEAREST).held_on == date(2026, 8, 14)


def test_a_day_off_of_the_unit_alone_is_a_day_off() -> None:
    own = WorkCalendar({date(2026, 10, 15): OwnDay(False, "Lễ hội của phường", "QĐ 1", False)})
    placement = schedule.place(date(2026, 10, 15), own)
    assert placement.why_off == "Lễ hội của phường"


def test_moving_into_another_month_says_so() -> None:
    placement = schedule.place(date(2026, 5, 31), PLAIN)
    assert "sang tháng khác" in placement.proposals[1].why
    assert "sang tháng khác" not in placement.proposals[0].why


def test_nobody_chooses_until_the_last_day_for_posting() -> None:
    placement = schedule.place(SUNDAY, PLAIN)
    last = date(2026, 11, 9)
    assert schedule.choice_until(placement.proposals, PLAIN) == last
    assert not schedule.is_choice_due(placement, last - timedelta(days=1), PLAIN)
    assert schedule.is_choice_due(placement, last, PLAIN)
    assert schedule.automatic_day(placement.proposals) == date(2026, 11, 16)


def test_posting_five_working_days_before_skips_days_off() -> None:
    # 24/11/2026 is off: five working days before Mon 30/11 are 27, 26, 25, 23 and 20.
    assert schedule.last_posting_day(date(2026, 11, 30), PLAIN) == date(2026, 11, 20)
    assert not schedule.is_late(date(2026, 11, 20), date(2026, 11, 30), PLAIN)
    assert schedule.is_late(date(2026, 11, 21), date(2026, 11, 30), PLAIN)


def test_a_year_of_the_fifteenth_has_twelve_days_and_moves_those_that_are_off() -> None:
    year = schedule.year_of(2026, [FIFTEENTH], PLAIN, Shift.NEXT)
    assert [one.planned_on.month for one in year] == list(range(1, 13))
    moved = {one.planned_on: one.held_on for one in year if one.held_on != one.planned_on}
    # 15 and 16 February lie before and in Tết; 15/3, 15/8 and 15/11 on week-ends.
    assert moved == {
        date(2026, 2, 15): date(2026, 2, 23),
        date(2026, 3, 15): date(2026, 3, 16),
        date(2026, 8, 15): date(2026, 8, 17),
        date(2026, 11, 15): date(2026, 11, 16),
    }


def test_the_thirty_first_of_a_short_month_is_its_last_day() -> None:
    days = schedule.planned_days(2027, Rhythm(Pattern.DAY_OF_MONTH, days=(31,), months=(2, 4)), PLAIN)
    assert days == [date(2027, 2, 28), date(2027, 4, 30)]


def test_the_second_and_last_thursday() -> None:
    days = schedule.planned_days(2026, Rhythm(Pattern.WEEKDAY, weekday=3, weeks=(2, 5), months=(7,)), PLAIN)
    assert days == [date(2026, 7, 9), date(2026, 7, 30)]


@given(year=YEARS, rhythm=RHYTHMS, shift=st.sampled_from(list(Shift)))
def test_no_two_sessions_lie_on_one_day_and_none_but_a_waiting_one_on_a_day_off(
    year: int, rhythm: Rhythm, shift: Shift
) -> None:
    placed = schedule.year_of(year, [rhythm], PLAIN, shift)
    held = [one.held_on for one in placed]
    assert len(set(held)) == len(held)
    for one in placed:
        assert PLAIN.is_working_day(one.held_on) or (shift == Shift.ASK and one.is_waiting)
        assert one.planned_on.year == year


@given(day=DAYS)
def test_a_worked_day_stays_and_a_day_off_has_three_different_worked_days(day: date) -> None:
    placement = schedule.place(day, PLAIN)
    if PLAIN.is_working_day(day):
        assert placement == schedule.Placement(day, day)
        return
    offered = [one.on for one in placement.proposals]
    assert len(set(offered)) == 3
    assert all(PLAIN.is_working_day(one) for one in offered)
    assert offered[0] < day < offered[1] < offered[2]
    assert sum(one.is_nearest for one in placement.proposals) == 1
    assert all(one.why for one in placement.proposals)


@given(day=DAYS, n=st.integers(1, 12))
def test_the_last_posting_day_has_exactly_that_many_working_days_before_the_session(day: date, n: int) -> None:
    last = schedule.last_posting_day(day, PLAIN, n)
    between = PLAIN.working_days_between(last - timedelta(days=1), day - timedelta(days=1))
    assert between == n
    assert not schedule.is_late(last, day, PLAIN, n)
    assert schedule.is_late(last + timedelta(days=1), day, PLAIN, n)


@given(year=YEARS, count=st.integers(1, 5))
def test_a_plan_that_names_only_a_number_gets_it_every_month(year: int, count: int) -> None:
    days = schedule.planned_days(year, Rhythm(Pattern.COUNT, count=count), PLAIN)
    assert all(sum(day.month == month for day in days) == count for month in range(1, 13))
    assert all(PLAIN.is_working_day(day) for day in days)

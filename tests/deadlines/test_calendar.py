"""Which days the offices work, with the swapped days of 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines import calendar, memory
from deadlines.calendar import OwnDay, WorkCalendar
from deadlines.models import CalendarDay

PLAIN = WorkCalendar()


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 8, 20), 7, date(2026, 8, 28)),  # Sat 22/08 is worked for Mon 31/08
        (date(2026, 11, 18), 7, date(2026, 11, 30)),  # 24/11 is off
        (date(2026, 11, 2), 10, date(2026, 11, 16)),
        (date(2026, 7, 1), 7, date(2026, 7, 10)),
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # over the whole of Tết
    ],
)
def test_add_working_days_of_the_known_vectors(start: date, n: int, end: date) -> None:
    assert PLAIN.add_working_days(start, n) == end


def test_add_days_that_end_on_a_sunday_end_on_monday() -> None:
    assert PLAIN.add_days(date(2026, 7, 10), 30) == date(2026, 8, 10)
    assert PLAIN.add_days(date(2026, 7, 9), 29) == date(2026, 8, 7)


def test_swapped_days_of_2026() -> None:
    assert PLAIN.is_working_day(date(2026, 8, 22))
    assert not PLAIN.is_working_day(date(2026, 8, 31))
    assert PLAIN.reason_worked(date(2026, 8, 22))
    assert PLAIN.reason_off(date(2026, 8, 31)).startswith("Ngày nghỉ (thay cho")
    assert PLAIN.reason_off(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"


def test_days_that_only_a_paper_knows_come_from_the_data(db: None) -> None:
    # The library does not know that Fri 02/01/2026 was off and Sat 10/01/2026 worked.
    assert PLAIN.is_working_day(date(2026, 1, 2))
    assert not calendar.is_working_day(date(2026, 1, 2))
    assert calendar.is_working_day(date(2026, 1, 10))
    assert calendar.add_working_days(date(2025, 12, 31), 1) == date(2026, 1, 5)


def test_a_year_without_a_decree_is_expected(db: None) -> None:
    assert not calendar.is_expected_year(2026)
    assert calendar.is_expected_year(2027)
    assert calendar.of_unit(None).is_expected(date(2026, 11, 24))


def test_own_day_of_a_unit_counts_for_that_unit_only(db: None) -> None:
    day = date(2026, 11, 20)
    CalendarDay.objects.create(unit_id=111, day=day, is_working=False, name="Nghỉ do bão", source="CĐ 12")
    memory.forget()
    assert not calendar.is_working_day(day, 111)
    assert calendar.is_working_day(day, 112)
    assert calendar.is_working_day(day)


def test_own_day_of_a_unit_wins_over_a_national_one(db: None) -> None:
    CalendarDay.objects.create(unit_id=111, day=date(2026, 11, 24), is_working=True, name="Trực", source="CV 5")
    memory.forget()
    assert calendar.is_working_day(date(2026, 11, 24), 111)
    assert not calendar.is_working_day(date(2026, 11, 24), 112)


days = st.dates(min_value=date(2024, 1, 1), max_value=date(2029, 12, 31))


@given(days, st.integers(1, 60), st.dictionaries(days, st.booleans(), max_size=20))
def test_add_working_days_ends_on_the_nth_worked_day(start: date, n: int, moved: dict[date, bool]) -> None:
    work = WorkCalendar({day: OwnDay(worked, "x", "y", False) for day, worked in moved.items()})
    end = work.add_working_days(start, n)
    assert work.is_working_day(end)
    assert work.working_days_between(start, end) == n


@given(days, st.integers(1, 60))
def test_add_days_never_ends_early_and_never_on_a_day_off(start: date, n: int) -> None:
    end = PLAIN.add_days(start, n)
    assert PLAIN.is_working_day(end)
    assert end >= start + timedelta(days=n)


@given(days, st.integers(1, 30))
def test_without_own_days_the_library_counts_the_same(start: date, n: int) -> None:
    assert PLAIN.add_working_days(start, n) == calendar._national().get_nth_working_day(start, n)


@pytest.mark.parametrize("n", [0, -1, 100_000])
def test_a_term_of_no_days_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match="a term is"):
        PLAIN.add_working_days(date(2026, 1, 5), n)

"""The office clock."""

import threading
from datetime import UTC, date, datetime, timedelta

from kernel import clock


def test_now_is_aware_and_goes_on() -> None:
    first = clock.now()
    assert first.tzinfo is not None
    assert clock.now() >= first


def test_at_a_day_means_its_opening_hour_and_nests() -> None:
    with clock.at(date(2026, 8, 20)):
        assert clock.today() == date(2026, 8, 20)
        assert clock.now().astimezone(clock.OFFICE_ZONE).hour == 8
        with clock.at(datetime(2025, 1, 1, 3, tzinfo=UTC)):
            assert clock.now() == datetime(2025, 1, 1, 3, tzinfo=UTC)
        assert clock.today() == date(2026, 8, 20)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_the_business_day_changes_at_midnight_in_vietnam() -> None:
    with clock.at(datetime(2026, 8, 20, 17, 0, tzinfo=UTC)):
        assert clock.today() == date(2026, 8, 21)
    with clock.at(datetime(2026, 8, 20, 16, 59, tzinfo=UTC)):
        assert clock.today() == date(2026, 8, 20)


def test_another_thread_keeps_its_own_time() -> None:
    seen: list[date] = []
    with clock.at(date(2020, 1, 1)):
        thread = threading.Thread(target=lambda: seen.append(clock.today()))
        thread.start()
        thread.join()
    assert seen[0] > date(2020, 1, 1)

"""Waiting work in public: taken once, taken again when nobody settled it, never lost."""

from datetime import datetime, timedelta

import pytest

from kernel import clock, wakes
from kernel.wakes import Wake

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 16, 12, 0, tzinfo=clock.OFFICE_ZONE)


def test_due_units_are_taken_once_each_and_others_left() -> None:
    with clock.at(NOON):
        for unit in (7, 7, 8):
            wakes.ask(unit, "mail")
        wakes.ask(9, "mail", NOON + timedelta(hours=1))
        wakes.ask(7, "other")
        assert sorted(wakes.take("mail")) == [7, 8]
        assert wakes.take("mail") == []
    with clock.at(NOON + timedelta(hours=2)):
        assert wakes.take("other") == [7]


def test_sweep_that_died_brings_the_unit_back_after_its_lease() -> None:
    with clock.at(NOON):
        wakes.ask(7, "mail")
        assert wakes.take("mail") == [7]
    with clock.at(NOON + wakes.LEASE + timedelta(seconds=1)):
        assert wakes.take("mail") == [7]


def test_settled_unit_comes_again_only_for_what_is_left() -> None:
    later = NOON + timedelta(minutes=30)
    with clock.at(NOON):
        wakes.ask(7, "mail")
        wakes.take("mail")
        wakes.settle(7, "mail", look=lambda: later)
        assert [row.at for row in Wake.objects.all()] == [later]
        wakes.settle(7, "mail", look=lambda: None)
        assert not Wake.objects.exists()


def test_what_was_asked_while_a_unit_was_looked_at_stays() -> None:
    with clock.at(NOON):
        wakes.ask(7, "mail")
        wakes.take("mail")
        wakes.ask(7, "mail")
        wakes.settle(7, "mail", look=lambda: None)
        assert wakes.take("mail") == [7]

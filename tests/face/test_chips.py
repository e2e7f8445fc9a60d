"""Deadlines and figures in words."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from config import chips
from config.templatetags import tiepdan
from deadlines.models import DueItem
from exchange.enums import EnvelopeStatus, MovementKind
from kernel import clock
from tenants.cases.enums import CaseKind, CaseStatus

TODAY = date(2026, 11, 11)


@pytest.mark.parametrize(
    ("due", "text", "tone"),
    [
        (date(2026, 11, 16), "còn 3 ngày làm việc · 16/11", ""),
        (date(2026, 11, 13), "còn 2 ngày làm việc · 13/11", "warn"),
        (date(2026, 11, 11), "đến hạn hôm nay · 11/11", "warn"),
        (date(2026, 11, 9), "quá hạn 2 ngày · 09/11", "late"),
        (date(2027, 3, 1), "còn 110 ngày · 01/03/2027", ""),
    ],
)
def test_deadline_is_told_in_words(due: date, text: str, tone: str, world: Any) -> None:
    with clock.at(TODAY):
        found = chips.of_deadline(due)
    assert found is not None
    assert (found.text, found.tone) == (text, tone)
    assert found.icon


@pytest.mark.parametrize(
    ("met", "cancelled", "text"),
    [
        (date(2026, 11, 10), None, "đã xong · 10/11"),
        (date(2026, 11, 14), None, "xong trễ · 14/11"),
        (None, date(2026, 11, 10), "không còn tính hạn"),
    ],
)
def test_deadline_that_is_over_says_how(met: date | None, cancelled: date | None, text: str, world: Any) -> None:
    last = date(2026, 11, 12)
    item = DueItem(kind="A3", due_on=last, target_on=last, met_on=met, cancelled_on=cancelled)
    with clock.at(TODAY):
        found = chips.of_deadline(item)
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize(
    ("today", "text", "note", "tone"),
    [
        (date(2026, 11, 11), "mục tiêu: còn 3 ngày làm việc · 16/11", "hạn theo luật 20/11", ""),
        (date(2026, 11, 16), "mục tiêu: đến hạn hôm nay · 16/11", "hạn theo luật 20/11", "warn"),
        (date(2026, 11, 17), "còn 3 ngày làm việc · 20/11", "đã qua mục tiêu 16/11", "warn"),
        (date(2026, 11, 23), "quá hạn 3 ngày · 20/11", "", "late"),
    ],
)
def test_earlier_target_and_legal_day_are_both_shown(today: date, text: str, note: str, tone: str, world: Any) -> None:
    item = DueItem(kind="A3", target_on=date(2026, 11, 16), due_on=date(2026, 11, 20))
    with clock.at(today):
        found = chips.of_deadline(item)
    assert found is not None
    assert (found.text, found.note, found.tone) == (text, note, tone)
    assert note in found.html()


@pytest.mark.parametrize(("kind", "day"), [("C5", "01/03/2027 (dự kiến)"), ("ASSIGN", "01/03/2027")])
def test_day_counted_in_a_year_without_decree_is_only_expected(kind: str, day: str, world: Any) -> None:
    last = date(2027, 3, 1)
    with clock.at(TODAY):
        found = chips.of_deadline(DueItem(kind=kind, target_on=last, due_on=last))
    assert found is not None
    assert found.text == f"còn 110 ngày · {day}"


def test_no_deadline_shows_nothing() -> None:
    assert tiepdan.deadline_chip(None) == ""


@pytest.mark.parametrize("status", [*CaseStatus, *EnvelopeStatus])
def test_every_status_has_words_and_an_icon(status: str) -> None:
    found = chips.of_status(status)
    assert found.icon
    assert found.text not in (status, "")


@pytest.mark.parametrize("kind", [*CaseKind, *MovementKind])
def test_every_kind_has_words_and_an_icon(kind: str) -> None:
    found = chips.of_kind(kind)
    assert found.icon
    assert found.text not in (kind, "")


def test_text_of_a_chip_is_escaped() -> None:
    assert "<b>" not in chips.Chip("<b>", "", "", "javascript:<").html()


def test_dates_and_numbers_are_written_as_in_the_office() -> None:
    moment = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)
    assert tiepdan.moment(moment) == "14:05 21/11/2026"
    assert tiepdan.day(moment) == "21/11/2026"
    assert tiepdan.number(10_794) == "10.794"
    assert tiepdan.number(None) == "–"
    assert tiepdan.file_size(2_200_000) == "2,1 MB"

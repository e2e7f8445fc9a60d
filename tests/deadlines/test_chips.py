"""The words beside a case."""

from datetime import date
from typing import Any

import pytest

from deadlines.chips import chip
from deadlines.models import DueItem


def item(**changes: Any) -> DueItem:
    values = {
        "unit_id": 1,
        "kind": "A3",
        "due_on": date(2026, 11, 16),
        "target_on": date(2026, 11, 16),
        "derivation": {"lines": ["a"]},
    }
    return DueItem(**{**values, **changes})


@pytest.mark.parametrize(
    ("changes", "today", "tone", "words"),
    [
        ({}, date(2026, 11, 2), "", "còn 10 ngày làm việc · 16/11"),
        ({}, date(2026, 11, 11), "warn", "còn 3 ngày làm việc · 16/11"),
        ({}, date(2026, 11, 16), "warn", "đến hạn hôm nay · 16/11"),
        ({}, date(2026, 11, 18), "late", "quá hạn 2 ngày · 16/11"),
        ({}, date(2026, 8, 3), "", "còn 105 ngày · 16/11"),
        ({}, date(2027, 1, 4), "late", "quá hạn 49 ngày · 16/11/2026"),
        ({"target_on": date(2026, 11, 12)}, date(2026, 11, 13), "warn", "quá mục tiêu 1 ngày · hạn 16/11"),
        ({"met_on": date(2026, 11, 14)}, date(2026, 11, 20), "ok", "đã xong · 14/11"),
        ({"met_on": date(2026, 11, 18)}, date(2026, 11, 20), "warn", "xong trễ 2 ngày · 18/11"),
        ({"cancelled_on": date(2026, 11, 14)}, date(2026, 11, 20), "", "không còn tính hạn"),
        (
            {"derivation": {"is_expected": True, "lines": []}},
            date(2026, 11, 16),
            "warn",
            "đến hạn hôm nay · 16/11 (dự kiến)",
        ),
    ],
)
def test_chip_says_how_the_deadline_stands(
    db: None, changes: dict[str, Any], today: date, tone: str, words: str
) -> None:
    made = chip(item(**changes), today)
    assert (made.tone, made.words) == (tone, words)


def test_chip_names_duty_and_date_and_unfolds_the_derivation(db: None) -> None:
    made = chip(item(), date(2026, 11, 18))
    assert made.title == "Trả lời công dân: Thứ Hai 16/11/2026"
    assert made.lines == ["a"]
    assert made.icon == "late"

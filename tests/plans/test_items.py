"""The lists are whole: every item once, in its part, with words and with tests that exist."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.plans.items import ITEMS_A_TEST, LANDED, PARTS, Plan, plans

ROOT = Path(__file__).resolve().parents[2]
COUNTS = {"S0": 44, "S1": 39, "S2": 23, "S3": 27, "S4": 42}

# Which part each item belongs to, as it was agreed; everything not named is D, of S3 it is C.
AGREED = {
    "S0": {"S": [5], "L": [6, 7, 37]},
    "S1": {"-": [4]},
    "S2": {"S": [4, 6, 7, 8, 19, 21, 22], "L": [9], "R": [17]},
    "S3": {"D": [25], "-": [19]},
    "S4": {"-": [2]},
}


@pytest.mark.parametrize("plan", plans(), ids=lambda plan: plan.code)
def test_every_item_stands_once_and_in_its_part(plan: Plan) -> None:
    assert [item.id for item in plan.items] == [f"{plan.code}-{n:02}" for n in range(1, COUNTS[plan.code] + 1)]
    agreed = {n: part for part, numbers in AGREED[plan.code].items() for n in numbers}
    usual = "C" if plan.code == "S3" else "D"
    assert {item.id: item.part for item in plan.items} == {
        f"{plan.code}-{n:02}": agreed.get(n, usual) for n in range(1, COUNTS[plan.code] + 1)
    }


def test_every_item_has_words_and_says_what_its_tests_observe() -> None:
    for plan in plans():
        for item in plan.items:
            assert len(item.words) > 8, item.id
            assert bool(item.tests) == bool(item.observes), item.id


def test_one_test_stands_for_few_items() -> None:
    used = Counter(test for plan in plans() for item in plan.items for test in item.tests)
    assert {test: n for test, n in used.items() if n > ITEMS_A_TEST} == {}


def test_every_named_test_exists() -> None:
    missing = []
    for name in {test for plan in plans() for item in plan.items for test in item.tests}:
        path, _colons, function = name.partition("::")
        file = ROOT / path
        plain = re.escape(function.partition("[")[0])
        if not file.is_file() or not re.search(rf"^def {plain}\(", file.read_text(encoding="utf-8"), re.MULTILINE):
            missing.append(name)
    assert missing == []


def test_landed_parts_are_parts() -> None:
    assert set(PARTS) > LANDED

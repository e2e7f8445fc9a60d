"""The help page speaks of every role, and every page it names exists."""

from typing import Any

import pytest
from django.urls import reverse

from config.guidance import GUIDANCE
from identity.roles import Role


def test_every_role_has_its_lines_and_every_line_a_page_that_exists() -> None:
    assert set(GUIDANCE) == set(Role)
    for role, hints in GUIDANCE.items():
        assert len(hints) <= 6, role
        for hint in hints:
            assert reverse(hint.page, urlconf="config.urls_unit")


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("secretary", "Buổi tiếp của tôi"),
        ("officer", "Tiếp nhận đơn"),
        ("handler", "được giao"),
        ("admin", "Cấp tài khoản"),
    ],
)
def test_help_says_what_this_role_does(world: Any, who: str, says: str) -> None:
    answer = world.client("w111", who).get("/u/w111/desk/help/")
    assert answer.status_code == 200
    assert says in answer.content.decode()


def test_what_a_role_may_not_open_has_no_link(world: Any) -> None:
    text = world.client("w111", "officer").get("/u/w111/desk/help/").content.decode()
    assert "/u/w111/desk/cases/new/" in text
    assert "/u/w111/desk/workload/" not in text

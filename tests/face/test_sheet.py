"""The component sheet renders and keeps the rules of every page."""

import re
from typing import Any

from django.test import RequestFactory

from tests.face import sheets


def sheet(world: Any) -> str:
    request: Any = RequestFactory().get("/u/w111/desk/")
    request.unit = world.unit("w111")
    request.actor = world.actor("w111", "chief")
    request.user = world.account("w111", "chief")
    return sheets.render(request)


def test_sheet_shows_every_component(world: Any) -> None:
    page = sheet(world)
    for name in (
        "chip",
        "btn",
        "card",
        "timeline",
        "road",
        "filters",
        "pager",
        "tabs",
        "empty",
        "error-sum",
        "figures",
    ):
        assert re.search(rf'class="[^"]*\b{name}\b', page), name
    assert "quá hạn 9 ngày" in page
    assert "đến hạn hôm nay" in page
    assert "10.794" in page


def test_sheet_names_the_unit_and_only_the_rooms_of_the_actor(world: Any) -> None:
    page = sheet(world)
    assert "Phường Hòa Bình" in page
    assert "Thành phố Đông Hà, Tỉnh Sông Hồng" in page
    assert "Vụ việc" in page
    assert ">Quản trị<" not in page

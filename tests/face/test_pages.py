"""Public pages and error pages: they answer, say what is safe and what to do, and stay small."""

import gzip
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.test import RequestFactory

from config import navigation
from config.pages import errors
from kernel.errors import Conflict, TooMany, UnitUnavailable
from registry import snapshot
from registry.models import Succession, Unit
from tests.world import Browser

PAGES = ("/", "/units/", "/units/?q=tay+son", "/units/?q=zzz", "/units/w123/", "/u/w111/")
LARGEST_PAGE = 60 * 1024


@pytest.fixture(autouse=True)
def _fresh_picture() -> Iterator[None]:
    """What a test made of the units goes with its transaction; the picture in memory must go, too."""
    yield
    snapshot.forget()


def asked(path: str = "/") -> Any:
    request: Any = RequestFactory().get(path)
    request.unit = request.actor = request.user = None
    return request


@pytest.mark.parametrize("path", PAGES)
def test_public_page_answers_and_is_small(path: str, world: Any, client: Any) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert len(gzip.compress(response.content)) <= LARGEST_PAGE
    assert "default-src 'self'" in response["Content-Security-Policy"]


def test_units_are_found_without_marks_by_code_and_when_planned(world: Any, client: Any) -> None:
    assert "Xã Chưa Mở" in client.get("/units/?q=xa chua mo").content.decode()
    assert "Phường Hòa Bình" in client.get("/units/?q=w111").content.decode()
    assert "chưa mở trên hệ thống" in client.get("/units/?q=w123").content.decode()


def test_unit_page_shows_its_profile_escaped(world: Any, client: Any) -> None:
    Unit.objects.filter(key="w111").update(
        profile={"address": "12 <b>Lê Lợi</b>", "hours": "7:30–11:30", "phone": "0296 3"}
    )
    snapshot.forget()
    page = client.get("/u/w111/").content.decode()
    assert "12 &lt;b&gt;Lê Lợi&lt;/b&gt;" in page
    assert "7:30–11:30" in page


def test_footer_says_by_what_assumption_a_unit_still_works(world: Any, client: Any) -> None:
    assert "giả định" not in client.get("/u/w111/").content.decode()
    Unit.objects.filter(key="w111").update(
        valid_to=date(2025, 6, 30), overlay_valid_to=date(2030, 1, 1), overlay_source="giả định trình diễn"
    )
    snapshot.forget()
    for path in ("/", "/u/w111/", "/u/nowhere/", "/signin/"):
        assert "giả định trình diễn" in client.get(path).content.decode(), path


def test_unit_that_ended_says_when_and_what_follows(world: Any, client: Any) -> None:
    Unit.objects.filter(key="w111").update(valid_to=date(2025, 6, 30))
    Succession.objects.create(
        old=Unit.objects.get(key="w111"), new=Unit.objects.get(key="w112"), on=date(2025, 7, 1), is_default=True
    )
    snapshot.forget()
    for path in ("/u/w111/", "/units/?q=hoa binh", "/units/w111/"):
        page = client.get(path).content.decode()
        assert "Kết thúc hoạt động ngày 30/06/2025." in page, path
        assert "Phường Thống Nhất" in page, path


def test_unknown_and_planned_unit_answer_the_same(world: Any, client: Any) -> None:
    unknown, planned = client.get("/u/x999/desk/"), client.get("/u/w123/desk/")
    assert unknown.status_code == planned.status_code == 404
    assert _without_tokens(unknown, "x999") == _without_tokens(planned, "w123")


def test_unit_that_is_not_there_offers_a_search(world: Any, client: Any) -> None:
    page = client.get("/u/x999/?q=tay son").content.decode()
    assert "Huyện Tây Sơn" in page


def _without_tokens(response: Any, key: str) -> str:
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return text.replace(key, "KEY")


@pytest.mark.parametrize("status", sorted(errors.PAGES))
def test_error_page_says_what_is_safe_and_what_next(status: int, world: Any) -> None:
    response = errors.page(asked(), status)
    page = response.content.decode()
    assert response.status_code == status
    assert "Còn nguyên" in page
    assert "Làm gì tiếp" in page
    assert f"Mã {status}" in page


def test_refusal_becomes_the_page_of_its_status(world: Any) -> None:
    conflict = errors.refused(asked(), Conflict("taken", "Bà Lê Thị Hoa đã tiếp nhận lúc 09:12."))
    assert conflict.status_code == 409
    assert "Bà Lê Thị Hoa đã tiếp nhận lúc 09:12." in conflict.content.decode()
    assert errors.refused(asked(), TooMany("paused", "Chờ 15 phút.", retry_after=900))["Retry-After"] == "900"
    assert errors.refused(asked(), UnitUnavailable("behind", "Đang nâng cấp."))["Retry-After"] == "60"


def test_too_large_request_has_its_own_page(world: Any) -> None:
    assert errors.bad_request(asked(), RequestDataTooBig("x")).status_code == 413
    assert errors.bad_request(asked(), ValueError("secret text")).status_code == 400


def test_error_of_the_server_is_shown_without_a_database(django_assert_num_queries: Any, world: Any) -> None:
    with django_assert_num_queries(0):
        assert errors.server_error(asked()).status_code == 500


def test_permission_denied_says_why(world: Any) -> None:
    page = errors.permission_denied(asked(), PermissionDenied("Chưa được giao quyền “Giám sát”.")).content.decode()
    assert "Chưa được giao quyền “Giám sát”." in page


def test_old_form_is_refused_with_a_page_of_ours(world: Any) -> None:
    response = Browser(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"})
    assert response.status_code == 403
    assert "Biểu mẫu này đã quá cũ" in response.content.decode()


def test_theme_is_kept_and_leads_back_only_here(world: Any, client: Any) -> None:
    response = client.post("/theme/", {"theme": "dark", "next": "https://elsewhere.example/"})
    assert (response.status_code, response["Location"]) == (303, "/")
    assert 'data-theme="dark"' in client.get("/units/").content.decode()


@pytest.mark.parametrize(
    ("name", "rooms"),
    [
        ("officer", ["Hôm nay", "Vụ việc", "Tiếp dân", "Đối thoại", "Nhiệm vụ", "Đến và đi", "Báo cáo", "Sổ"]),
        ("handler", ["Hôm nay", "Vụ việc", "Nhiệm vụ", "Sổ"]),
        (
            "chief",
            ["Hôm nay", "Vụ việc", "Tiếp dân", "Đối thoại", "Nhiệm vụ", "Đến và đi", "Giám sát", "Báo cáo", "Sổ"],
        ),
        ("admin", ["Quản trị"]),
    ],
)
def test_navigation_shows_only_what_the_actor_may_use(name: str, rooms: list[str], world: Any) -> None:
    assert [item.label for item in navigation.rooms(world.actor("w111", name))] == rooms


@pytest.mark.parametrize(
    ("name", "path", "room"),
    [
        ("chief", "desk/", "Hôm nay"),
        ("chief", "desk/workload/", "Hôm nay"),
        ("chief", "desk/oversight/w121/", "Giám sát"),
        ("admin", "desk/admin/roles/", "Quản trị"),
    ],
)
def test_room_that_covers_the_address_is_current(name: str, path: str, room: str, world: Any) -> None:
    items = navigation.rooms(world.actor("w111", name), f"/u/w111/{path}")
    assert [item.label for item in items if item.is_current] == [room]


def test_frame_of_a_public_page_costs_no_query(world: Any, client: Any, django_assert_num_queries: Any) -> None:
    client.get("/")
    with django_assert_num_queries(0):
        client.get("/units/")

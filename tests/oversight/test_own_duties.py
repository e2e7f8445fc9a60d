"""The unit's own board, its word on the national database, and the views a supervisor keeps."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kernel import clock, errors, ids
from kernel.journal.models import Event
from oversight.actions import saved_views as kept
from oversight.actions.national_updates import take_back_update, tick_month
from oversight.models import DutyDay, DutyKind, NationalUpdate
from oversight.queries.saved_views import saved_views
from registry.models import Unit
from tests.api.test_cases import Caller
from tests.oversight.test_duty_board import cells, due_item, duty
from tests.world import World

pytestmark = pytest.mark.django_db

TODAY = date(2026, 10, 15)
SEPTEMBER = date(2026, 9, 1)
PAGE = "/u/w111/desk/oversight/national-updates/"


@pytest.fixture(autouse=True)
def today(world: World) -> Any:
    with clock.at(date(2026, 8, 20)):
        Unit.objects.update(opened_at=clock.now())
    with clock.at(TODAY):
        yield


def tick(world: World, who: str = "chief", key: str = "w111", **told: Any) -> NationalUpdate:
    with world.scope(key):
        return tick_month(
            told.pop("period", SEPTEMBER), **{"done_on": date(2026, 10, 5), **told}, actor=world.actor(key, who)
        )


def test_tick_stands_with_its_day_and_who_said_so(world: World) -> None:
    row = tick(world)
    assert (row.period, row.done_on, row.account_name) == (
        SEPTEMBER,
        date(2026, 10, 5),
        world.account("w111", "chief").full_name,
    )
    with world.scope("w111"):
        assert Event.objects.filter(kind="national_update_told", case_id=row.pk).count() == 1
    board = "/u/w11/desk/oversight/w11/duties/?year=2026&figure=database"
    page = world.client("w11", "supervisor").get(board).content.decode()
    # Owed since the month in which the unit began to work here.
    assert cells(page, "Phường Hòa Bình")[7:11] == ["·", "0/1 ×", "1/1", "·"]
    assert cells(page, "Phường Hòa Bình")[0] == "1/2 thiếu 1"


def test_second_tick_corrects_only_what_was_seen(world: World) -> None:
    row = tick(world)
    with pytest.raises(errors.Conflict, match="05/10/2026"):
        tick(world, done_on=date(2026, 10, 6))
    again = tick(world, done_on=date(2026, 10, 6), version=row.version)
    assert (again.pk, again.done_on, again.version) == (row.pk, date(2026, 10, 6), 2)
    assert NationalUpdate.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"period": date(2026, 11, 1)}, "period"),
        ({"period": date(2022, 9, 1), "done_on": date(2022, 9, 5)}, "period"),
        ({"done_on": date(2026, 10, 16)}, "done_on"),
        ({"done_on": date(2026, 8, 31)}, "done_on"),
    ],
)
def test_tick_of_a_day_that_cannot_be_is_refused_at_its_field(world: World, told: dict[str, Any], field: str) -> None:
    with pytest.raises(errors.Invalid) as refused:
        tick(world, **told)
    assert list(refused.value.fields) == [field]
    assert NationalUpdate.objects.count() == 0


def test_only_the_office_ticks_and_takes_back_with_a_reason(world: World) -> None:
    with pytest.raises(errors.NotPermitted):
        tick(world, "officer")
    row = tick(world)
    with world.scope("w111"):
        with pytest.raises(errors.NotPermitted):
            take_back_update(row.pk, reason="Nhầm", actor=world.actor("w111", "officer"))
        with pytest.raises(errors.Invalid):
            take_back_update(row.pk, reason=" ", actor=world.actor("w111", "chief"))
    with world.scope("w112"), pytest.raises(errors.NotFound):
        take_back_update(row.pk, reason="Nhầm", actor=world.actor("w112", "chief"))
    with world.scope("w111"):
        take_back_update(row.pk, reason="Nhầm tháng", actor=world.actor("w111", "chief"))
        assert Event.objects.get(kind="national_update_taken_back").data["reason"] == "Nhầm tháng"
    assert NationalUpdate.objects.count() == 0


def test_page_ticks_once_however_often_it_is_sent_and_keeps_what_was_refused(world: World) -> None:
    chief = world.client("w111", "chief")
    page = chief.get(PAGE).content.decode()
    assert 'value="2026-09-01"' in page
    told = {"period": "2026-09-01", "done_on": "05/10/2026", "once_key": "a-key"}
    assert [chief.post(PAGE, told).status_code for _click in range(2)] == [303, 303]
    assert NationalUpdate.objects.get().version == 1
    refused = chief.post(PAGE, {**told, "once_key": "another", "done_on": "16/10/2026"})
    assert refused.status_code == 422
    assert "16/10/2026" in refused.content.decode()
    assert "chưa đến" in refused.content.decode()
    assert chief.post(f"{PAGE}{NationalUpdate.objects.get().pk}/removal/", {"reason": "Nhầm"}).status_code == 303
    assert NationalUpdate.objects.count() == 0


def test_own_board_shows_the_year_and_what_comes_next(world: World) -> None:
    duty(world, "w111", in_person=1)
    due_item(world, "w111", "TASK", date(2026, 10, 20), line="PARTY")
    due_item(world, "w111", "TASK", date(2026, 10, 20), line="PARTY")
    due_item(world, "w111", "A3", date(2026, 10, 1), case_kind="COMPLAINT")
    due_item(world, "w111", "A3", date(2026, 10, 2), case_kind="DENUNCIATION")
    due_item(world, "w111", "TASK", date(2026, 10, 21), line="GOVERNMENT")
    DutyDay.objects.create(
        unit_id=world.unit("w111").id, line="PARTY", kind=DutyKind.RECEPTION, object_id=world.account("w111", "chief").pk,
        day=date(2026, 10, 22), status="AHEAD",
    )  # fmt: skip
    page = world.client("w111", "secretary").get("/u/w111/desk/oversight/duties/own/?year=2026").content.decode()
    assert cells(page.split("matrix")[1], "Ngày tiếp công dân")[9] == "1/2 ●"
    coming = page.split('<ul class="rows">')[1].split("</ul>")[0]
    days = [part.split("</b>")[0] for part in coming.split('<b class="nowrap">')[1:]]
    assert days == ["01/10/2026", "15/10/2026", "20/10/2026", "22/10/2026"]
    assert "(2 việc)" in coming
    assert "Xác nhận cập nhật CSDL quốc gia tháng 09/2026" in coming


def test_own_board_of_another_line_is_not_offered(world: World) -> None:
    page = world.client("w111", "secretary").get("/u/w111/desk/oversight/duties/own/?line=GOVERNMENT").content.decode()
    assert 'name="line"' not in page


def test_views_are_kept_by_name_for_their_owner_alone(world: World) -> None:
    supervisor, keep = world.client("w11", "supervisor"), "/u/w11/desk/oversight/duties/views/"
    for query in ("standing=short&evil=1&year=2026", "standing=vacant"):
        assert supervisor.post(keep, {"name": "Xã thiếu", "query": query}).status_code == 303
    with world.scope("w11"):
        (mine,) = saved_views(world.actor("w11", "supervisor"))
        assert (mine.name, mine.query) == ("Xã thiếu", "standing=vacant")
        assert saved_views(world.actor("w11", "chief")) == []
        kept.keep_view("Khác", query="standing=short&evil=1", actor=world.actor("w11", "supervisor"))
    page = supervisor.get("/u/w11/desk/oversight/duties/").content.decode()
    assert "?standing=vacant" in page
    assert supervisor.post(f"{keep}{mine.id}/removal/").status_code == 303
    assert "?standing=vacant" not in supervisor.get("/u/w11/desk/oversight/duties/").content.decode()
    assert supervisor.post(keep, {"name": " ", "query": "standing=short"}).status_code == 303
    assert "Đặt tên cho cách xem" in supervisor.get("/u/w11/desk/oversight/duties/").content.decode()


def test_calls_tell_the_same_as_the_pages_and_tick_once(world: World) -> None:
    row = duty(world, "w111", in_person=1, delegated=1)
    DutyDay.objects.create(
        unit_id=row.unit_id, line="PARTY", kind=DutyKind.RECEPTION, object_id=row.holder_id, day=date(2026, 9, 3),
        status="IN_PERSON", holder_id=row.holder_id, is_posted=True,
    )  # fmt: skip
    above = Caller(world, "w11", "supervisor")
    told = above.get("board/w11/duties/?line=PARTY&year=2026").json()
    mine = next(one for one in told["rows"] if one["unit"] == "w111")
    assert (mine["owed"], mine["done"], mine["delegated"], mine["short"], mine["ratio"]) == (2, 1, 1, 1, 0.5)
    assert mine["months"]["2026-09"]["done"] == 1
    assert mine["red_since"] == "2026-09-01"
    days = above.get("board/w111/duties/days/?line=PARTY&period=2026-09").json()
    assert [(one["day"], one["status"]) for one in days] == [("2026-09-03", "IN_PERSON")]
    assert above.get("board/w121/duties/").status_code == 404
    assert above.get("board/w11/duties/?figure=secrets").status_code == 404
    chief = Caller(world, "w111", "chief")
    body = {"period": "2026-09-01", "done_on": "2026-10-05"}
    answers = [chief.post("national-updates/", body, idempotency_key="a") for _call in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert chief.post("national-updates/", {**body, "done_on": "2026-10-06"}, idempotency_key="b").status_code == 409
    assert [one["done_on"] for one in chief.get("national-updates/?year=2026").json()] == ["2026-10-05"]


def test_start_page_tells_head_and_chief_their_month_in_one_query(world: World) -> None:
    def asked(who: str) -> tuple[str, int]:
        client = world.client("w111", who)
        client.get("/u/w111/desk/")
        with CaptureQueriesContext(connection) as found:
            page = client.get("/u/w111/desk/").content.decode()
        return page, sum("oversight_dutyday" in one["sql"] and "UNION" in one["sql"] for one in found)

    title = "Nghĩa vụ tiếp dân"
    assert title not in asked("secretary")[0]
    holder = world.account("w111", "secretary").pk
    duty(world, "w111", date(2026, 7, 1), holder_id=holder, in_person=2)
    duty(world, "w111", date(2026, 8, 1), holder_id=holder, in_person=1)
    # A vacancy misses nothing and is nobody's.
    duty(world, "w111", date(2026, 8, 1), holder_id=None)
    duty(world, "w111", SEPTEMBER, holder_id=holder, delegated=2)
    duty(world, "w111", date(2026, 10, 1), holder_id=holder, planned=3, in_person=1, delegated=1)
    duty(world, "w112", date(2026, 10, 1), in_person=2)
    for day in (29, 22):
        DutyDay.objects.create(
            unit_id=world.unit("w111").id, line="PARTY", kind=DutyKind.RECEPTION, object_id=ids.new_id(), day=date(2026, 10, day),
            status="AHEAD",
        )  # fmt: skip
    due_item(world, "w111", "A3", date(2026, 10, 2), case_kind="DENUNCIATION")
    due_item(world, "w111", "TASK", date(2026, 10, 20), line="PARTY")
    page, queries = asked("secretary")
    card = page.split(title)[1].split("</section>")[0]
    for words in (
        "Tháng 10/2026: đã tiếp 1/3 ngày", "ủy quyền 1 ngày, tính riêng", "buổi tiếp tới: 22/10/2026",
        "thiếu từ tháng 08/2026", "đến hạn 20/10/2026", "/u/w111/desk/oversight/duties/own/?line=PARTY",
    ):  # fmt: skip
        assert words in card, words
    assert "Kênh" not in card
    assert queries == 1
    page, queries = asked("officer")
    assert title not in page
    assert queries == 0

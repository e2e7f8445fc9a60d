"""Code and PIN: what they open, what they never tell, how guessing is slowed."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exchange import tracking
from exchange.models import TrackingCode, TrackingGuard
from exchange.rules import tracking_codes
from kernel import clock, errors
from tests.factories import cases
from tests.factories.moves import Mover

HERE = "203.0.113.7"


def receipt(world: Any, key: str = "w111", **changes: Any) -> Any:
    with world.scope(key):
        return cases.receipt(world.actor(key, "chief"), **changes)


def wrong(pin: str) -> str:
    return f"{(int(pin) + 1) % 10**6:06d}"


def test_code_has_no_letters_that_look_alike_and_checks_itself() -> None:
    for _ in range(200):
        code = tracking_codes.new_code()
        assert re.fullmatch(r"[2-9A-HJ-NP-Z]{14}", code)
        assert tracking_codes.is_well_formed(code)
        for place in range(len(code)):
            other = "2" if code[place] != "2" else "3"
            assert not tracking_codes.is_well_formed(code[:place] + other + code[place + 1 :])
        for place in range(len(code) - 1):
            swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            assert swapped == code or not tracking_codes.is_well_formed(swapped)


def test_code_and_pin_open_unit_step_and_next(world: Any) -> None:
    done = receipt(world)
    view = tracking.look_up(tracking_codes.grouped(done.code).lower(), done.pin, HERE)
    assert view.unit.startswith("Phường Hòa Bình")
    assert view.step == "Đã tiếp nhận"
    assert view.next_step
    assert [step.text for step in view.steps] == ["Nhận đơn"]


def test_pin_is_nowhere_in_the_row(world: Any) -> None:
    done = receipt(world)
    row = TrackingCode.objects.get(case_id=done.case_id)
    assert done.pin.encode() not in bytes(row.pin_digest)


@pytest.mark.parametrize("pair", ["wrong_pin", "unknown_code", "mistyped_code"])
def test_what_opens_nothing_reads_the_same_and_writes_the_same(world: Any, pair: str) -> None:
    done = receipt(world)
    code, pin = done.code, done.pin
    if pair == "wrong_pin":
        pin = wrong(pin)
    elif pair == "unknown_code":
        code = tracking_codes.new_code()
    else:
        code = code[:-1] + ("2" if code[-1] != "2" else "3")
    with pytest.raises(errors.NotFound) as refused:
        tracking.look_up(code, pin, HERE)
    assert (refused.value.code, str(refused.value)) == ("tracking_unknown", str(tracking.unknown()))
    assert sorted(TrackingGuard.objects.values_list("wrong", flat=True)) == [1, 1]


def test_address_pauses_after_five_wrong_pairs_also_for_the_right_one(world: Any) -> None:
    done = receipt(world)
    with clock.at(clock.now()) as now:
        for _ in range(5):
            with pytest.raises(errors.NotFound):
                tracking.look_up(tracking_codes.new_code(), "123456", HERE)
        with pytest.raises(errors.TooMany) as paused:
            tracking.look_up(done.code, done.pin, HERE)
        assert paused.value.facts["retry_after"] == 15 * 60
        assert "15 phút" in paused.value.message
        # Another address is not held up.
        assert tracking.look_up(done.code, done.pin, "198.51.100.1").unit
    with clock.at(now + timedelta(minutes=15, seconds=1)):
        assert tracking.look_up(done.code, done.pin, HERE).unit


def test_code_that_is_guessed_on_slows_down(world: Any) -> None:
    done = receipt(world)
    moment, waits = clock.now(), []
    for n in range(9):
        with clock.at(moment), pytest.raises(errors.NotFound):
            tracking.look_up(done.code, wrong(done.pin), f"198.51.100.{n}")
        with clock.at(moment):
            try:
                tracking.look_up(done.code, wrong(done.pin), f"203.0.113.{n}")
            except errors.TooMany as paused:
                waits.append(paused.facts["retry_after"])
            except errors.NotFound:
                waits.append(0)
        moment += timedelta(seconds=waits[-1] + 1)
    assert waits[0] == 0
    assert waits[-1] > waits[-2] > 0


def test_new_pin_kills_the_old_one(world: Any) -> None:
    done = receipt(world)
    fresh = tracking.reissue_pin(done.case_id)
    assert fresh != done.pin
    with pytest.raises(errors.NotFound):
        tracking.look_up(done.code, done.pin, HERE)
    assert tracking.look_up(done.code, fresh, HERE).unit


def test_address_stands_only_as_a_digest(world: Any) -> None:
    done = receipt(world)
    with pytest.raises(errors.NotFound):
        tracking.look_up(done.code, wrong(done.pin), HERE)
    for guard in TrackingGuard.objects.all():
        assert HERE.encode() not in bytes(guard.digest)
        assert len(bytes(guard.digest)) == 32


def test_denunciation_is_followed_only_if_asked_for(world: Any) -> None:
    quiet = receipt(world, kind="DENUNCIATION")
    assert quiet.code == ""
    asked = receipt(world, kind="DENUNCIATION", track_allowed=True)
    view = tracking.look_up(asked.code, asked.pin, HERE)
    assert view.unit == "Cơ quan thuộc Tỉnh Sông Hồng"
    page = repr(view)
    for below in ("Hòa Bình", "Đông Hà", "Tố cáo", "tố cáo"):
        assert below not in page


def test_denunciation_shows_no_movement_below_the_province(world: Any) -> None:
    asked = receipt(world, kind="DENUNCIATION", track_allowed=True)
    move = Mover(world)
    move.escalate(asked.case_id, "w111")
    move.accept(asked.case_id, "w11")
    one = tracking.look_up(asked.code, asked.pin, HERE)
    move.escalate(asked.case_id, "w11")
    move.accept(asked.case_id, "w1")
    two = tracking.look_up(asked.code, asked.pin, HERE)
    assert {step.unit for step in two.steps} == {"Cơ quan thuộc Tỉnh Sông Hồng"}
    assert len(one.steps) == len(two.steps)


def test_steps_follow_the_case(world: Any) -> None:
    done = receipt(world)
    move = Mover(world)
    move.transfer(done.case_id, "w111", "w121", deliver=False)
    assert look(done).step == "Đang chuyển hồ sơ tới cơ quan khác"
    move.deliver()
    assert look(done).step == "Đã đến, chờ tiếp nhận"
    assert look(done).unit.startswith("Xã Phú Lâm")
    move.accept(done.case_id, "w121")
    assert look(done).step == "Đã tiếp nhận"
    move.answer(done.case_id, "w121")
    assert look(done).step == "Đã trả lời công dân"
    with world.scope("w121"):
        cases.answering.close_case(move.case(done.case_id), outcome="Xong.", actor=move.actor("w121"))
    assert look(done).is_over
    assert [step.text for step in look(done).steps][-1] == "Kết thúc vụ việc"


def look(done: Any) -> Any:
    return tracking.look_up(done.code, done.pin, HERE)


def test_page_of_a_denunciation_does_not_say_that_it_is_one(world: Any, client: Any) -> None:
    asked = receipt(world, kind="DENUNCIATION", track_allowed=True)
    plain = receipt(world)
    pages = []
    for done in (asked, plain):
        text = client.post("/track/", {"code": done.code, "pin": done.pin}).content.decode()
        assert "tố cáo" not in text.lower()
        pages.append(text)
    assert "Hòa Bình" not in pages[0]
    assert "Hòa Bình" in pages[1]


def test_page_shows_no_name_and_no_content(world: Any, client: Any) -> None:
    done = receipt(world)
    assert client.get("/track/").status_code == 200
    response = client.post("/track/", {"code": done.code, "pin": done.pin})
    text = response.content.decode()
    assert response.status_code == 200
    assert "Phường Hòa Bình" in text
    with world.scope("w111"):
        case = cases.found(done.case_id)
        names = [one.person.full_name for one in case.people.all()]
        assert names
        for hidden in (*names, case.content, case.number, str(case.pk)):
            assert hidden not in text
    assert done.pin not in text
    assert "no-store" in response["Cache-Control"]


def test_page_answers_wrong_pin_and_unknown_code_alike(world: Any, client: Any) -> None:
    done = receipt(world)
    pages = set()
    for code, pin in ((done.code, wrong(done.pin)), (tracking_codes.new_code(), done.pin)):
        response = client.post("/track/", {"code": code, "pin": pin})
        assert response.status_code == 404
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
        pages.add(text.replace(code, "").replace(pin, ""))
    assert len(pages) == 1


def test_page_says_how_long_to_wait(world: Any, client: Any) -> None:
    for _ in range(5):
        client.post("/track/", {"code": tracking_codes.new_code(), "pin": "000000"})
    response = client.post("/track/", {"code": tracking_codes.new_code(), "pin": "000000"})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 800
    assert "thử lại sau" in response.content.decode()


def test_page_without_pin_names_the_field(world: Any, client: Any) -> None:
    response = client.post("/track/", {"code": "ABCD"})
    assert response.status_code == 422


def test_old_guesses_are_forgotten(world: Any) -> None:
    with pytest.raises(errors.NotFound):
        tracking.look_up(tracking_codes.new_code(), "1", HERE)
    with clock.at(clock.now() + timedelta(days=2)):
        assert tracking.forget_old() == 2


def test_case_without_a_code_has_no_pin_to_renew(world: Any) -> None:
    with pytest.raises(errors.NotFound):
        tracking.reissue_pin(UUID(int=1))


def test_unknown_code_and_wrong_pin_cost_the_same_queries(world: Any) -> None:
    done = receipt(world)
    costs = []
    for n, (code, pin) in enumerate(
        ((done.code, wrong(done.pin)), (tracking_codes.new_code(), done.pin), ("nonsense", "x"))
    ):
        with CaptureQueriesContext(connection) as seen, pytest.raises(errors.NotFound):
            tracking.look_up(code, pin, f"198.51.100.{n}")
        costs.append([re.sub(r"\d+", "?", query["sql"])[:60] for query in seen])
    assert costs[0] == costs[1] == costs[2]

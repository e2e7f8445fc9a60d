"""Urging and directing: one numbered letter a unit, its states, the second letter by itself, the proposal, who may."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from deadlines import calendar, due
from deadlines.models import DueItem
from exchange import delivery
from identity.actions.tokens import make_token
from identity.permissions import TOKEN_SCOPES
from kernel import clock
from kernel.errors import Conflict, Invalid, NotFound, NotPermitted
from kernel.journal.models import Event
from oversight.models import Duty, DutyKind, Urging, UrgingKind, UrgingReason
from registry.levels import Line
from tenants.documents.actions import letters
from tenants.documents.models import Document, Letter
from tenants.inspections import jobs
from tenants.inspections.actions.commenting import comment_on_case
from tenants.inspections.actions.urging import Demand, urge
from tests.factories.moves import Mover
from tests.world import Browser, World

DESK = "/u/w11/desk/oversight/urging/"


def body(answer: Any, status: int = 200) -> str:
    text = str(answer.content.decode())
    assert answer.status_code == status, text[:3000]
    return text


def demand(**changes: Any) -> Demand:
    values: dict[str, Any] = {
        "line": Line.GOVERNMENT,
        "reason": UrgingReason.RECEPTION,
        "title": "Đôn đốc tiếp công dân",
        "text": "Đề nghị {đơn vị} thực hiện.",
        "due_on": clock.today() + timedelta(days=5),
        "period": "2026-10",
    }
    return Demand(**{**values, **changes})


def urged(
    world: World, key: str = "w11", to: tuple[str, ...] = ("w111",), who: str = "chief", **changes: Any
) -> list[Letter]:
    with world.scope(key):
        made = urge([world.unit(one) for one in to], demand=demand(**changes), actor=world.actor(key, who))
    for letter in made:
        delivery.deliver_waiting(letter.thread)
    return made


def answer(world: World, key: str, letter: Letter, text: str = "Đã thực hiện.") -> None:
    with world.scope(key):
        letters.answer_letter(letter.pk, text=text, actor=world.actor(key, "chief"))
    delivery.deliver_waiting(letter.thread)


def test_each_unit_gets_its_own_numbered_letter_with_its_own_name(world: World) -> None:
    made = urged(world, to=("w111", "w112"))
    assert [letter.number for letter in made] == ["01/UBND", "02/UBND"]
    assert made[0].text == "Đề nghị Phường Hòa Bình thực hiện."
    assert set(Urging.objects.values_list("to_unit", "level", "reason", "period")) == {
        (world.unit(key).id, 1, "RECEPTION", "2026-10") for key in ("w111", "w112")
    }
    with world.scope("w112"):
        here = Letter.objects.get()
        assert (here.topic, here.number) == ("URGING", f"00001/{clock.today().year}/w112")
    with world.scope("w11"):
        event = Event.objects.get(kind="units_urged")
        assert event.data["units"] == ["w111", "w112"]


def test_public_row_says_no_word(world: World) -> None:
    urged(world, title="DẤU-HIỆU-A", text="DẤU-HIỆU-B")
    assert "DẤU-HIỆU" not in repr(list(Urging.objects.values()))


def test_province_urges_two_levels_down_and_supervisors_may(world: World) -> None:
    made = urged(world, "w1", ("w111",), "supervisor", kind=UrgingKind.DIRECTIVE)
    assert made[0].topic == "DIRECTIVE"


@pytest.mark.parametrize(("key", "who", "to", "error"), [
    ("w11", "chief", "w121", NotFound),
    ("w11", "chief", "w1", NotFound),
    ("w11", "chief", "w11", NotFound),
    ("w11", "officer", "w111", NotPermitted),
    ("w11", "secretary", "w111", NotPermitted),
])  # fmt: skip
def test_who_may_not_urge_is_refused(world: World, key: str, who: str, to: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        urged(world, key, (to,), who)
    with world.scope(key):
        assert not Document.objects.exists()


def test_a_refusal_for_one_unit_sends_to_none(world: World) -> None:
    with pytest.raises(NotFound):
        urged(world, to=("w111", "w121"))
    assert not Urging.objects.exists()
    with pytest.raises(Invalid):
        urged(world, to=())


def test_receiver_acknowledges_and_answers_and_the_public_row_follows(world: World) -> None:
    (letter,) = urged(world)
    with world.scope("w111"):
        letters.acknowledge_letter(letter.pk, actor=world.actor("w111", "chief"))
    row = Urging.objects.get(pk=letter.pk)
    assert (row.acknowledged_on, row.answered_on) == (clock.today(), None)
    answer(world, "w111", letter)
    row.refresh_from_db()
    assert row.answered_on == clock.today()


def test_silence_brings_the_second_letter_next_morning_and_then_the_proposal(world: World) -> None:
    due = clock.today() + timedelta(days=5)
    (letter,) = urged(world)
    with clock.at(due):
        assert jobs.escalate() == 0, "the last day is not over"
    morning = due + timedelta(days=1)
    with clock.at(morning):
        assert jobs.escalate() == 1
        assert jobs.escalate() == 0
        second = Urging.objects.get(thread=letter.thread, level=2)
        first = Urging.objects.get(pk=letter.pk)
        assert (first.escalated_on, first.check_proposed_on) == (morning, None)
        unit = world.unit("w11")
        assert second.due_on == calendar.add_working_days(morning, 3, unit.id)
        delivery.deliver_waiting(letter.thread)
        with world.scope("w111"):
            here = Letter.objects.get(pk=second.pk)
            assert here.title.startswith("Đôn đốc lần 2:")
            assert letter.number in here.text
            assert here.number.startswith("00002/")
    with clock.at(second.due_on + timedelta(days=1)):
        assert jobs.escalate() == 1
        second.refresh_from_db()
        assert second.check_proposed_on == clock.today()
        assert jobs.escalate() == 0, "no third letter"
        page = body(world.client("w11", "chief").get(f"{DESK}?show=proposed"))
        assert "đề nghị kiểm tra trách nhiệm" in page
        today = body(world.client("w11", "chief").get("/u/w11/desk/"))
        assert "không trả lời cả hai lần" in today


def test_answer_at_the_last_moment_stops_the_ladder(world: World) -> None:
    (letter,) = urged(world)
    with clock.at(clock.today() + timedelta(days=6)):
        answer(world, "w111", letter)
        assert jobs.escalate() == 0
    with clock.at(clock.today() + timedelta(days=30)):
        assert jobs.escalate() == 0


def test_answer_to_the_second_letter_settles_both(world: World) -> None:
    (letter,) = urged(world)
    with clock.at(clock.today() + timedelta(days=6)):
        jobs.escalate()
        delivery.deliver_waiting(letter.thread)
        with world.scope("w111"):
            second = Letter.objects.get(facts__level=2)
        answer(world, "w111", second)
        assert not Urging.objects.waiting().exists()


def test_letter_on_paper_is_not_escalated_by_itself_and_its_reply_counts(world: World) -> None:
    (letter,) = urged(world, "w12", ("w123",))
    with clock.at(clock.today() + timedelta(days=9)):
        assert jobs.escalate() == 0
        with world.scope("w12"):
            letters.record_paper_reply(
                letter.pk, number="3/UBND", on=clock.today(), text="Đã làm.", actor=world.actor("w12", "chief")
            )
        assert Urging.objects.get(pk=letter.pk).answered_on == clock.today()


def test_two_clicks_from_a_cell_send_to_several_units(world: World) -> None:
    client = world.client("w11", "chief")
    at = f"{DESK}new/?unit=w111&unit=w112&line=GOVERNMENT&period=2026-10&reason=RECEPTION"
    page = body(client.get(at))
    assert "Đôn đốc thực hiện chế độ tiếp công dân của người đứng đầu, tháng 10/2026" in page
    assert page.count("checked") == 2
    form = client.get(at).context["form"]
    told = {**form.initial, "once_key": str(uuid4()), "case": "", "due_on": f"{form.initial['due_on']:%d/%m/%Y}"}
    assert client.post(at, told).status_code == 303
    assert client.post(at, told).status_code == 303, "a second click changes nothing"
    assert Urging.objects.count() == 2
    text = body(client.get(DESK))
    assert "Phường Hòa Bình" in text
    assert "chờ xác nhận" in text
    assert body(client.get(f"{DESK}?show=answered")).count("Không có văn bản nào khớp") == 1


def test_form_refuses_a_past_day_and_no_unit(world: World) -> None:
    client = world.client("w11", "chief")
    told = {"kind": "URGING", "line": "GOVERNMENT", "reason": "TASK", "title": "Đôn đốc", "text": "Làm ngay."}
    page = body(client.post(f"{DESK}new/", {**told, "due_on": "01/01/2020"}), 422)
    assert "Chọn ít nhất một đơn vị." in page
    page = body(client.post(f"{DESK}new/", {**told, "units": ["w111"], "due_on": "01/01/2020"}), 422)
    assert "Hạn trả lời đã qua." in page
    assert client.get(f"{DESK}new/?unit=w121").status_code == 404
    assert world.client("w11", "officer").get(f"{DESK}new/").status_code == 403


def test_supervisor_reads_the_letters_of_supervision_and_no_other(world: World) -> None:
    from tests.factories import letters as make

    (letter,) = urged(world, who="supervisor")
    other = make.sent(world)
    answer(world, "w111", letter)
    client = world.client("w11", "supervisor")
    page = body(client.get(f"/u/w11/desk/documents/letters/{letter.pk}/"))
    assert "Đã thực hiện." in page
    with world.scope("w11"):
        assert str(Document.objects.get(subject_id=letter.pk).pk) not in page, "no link that refuses"
    assert client.get(f"/u/w11/desk/documents/letters/{other.pk}/").status_code == 404
    assert "đã trả lời" in body(client.get(DESK))


def test_figures_of_last_month_propose_whom_to_urge_once(world: World) -> None:
    month = (clock.today().replace(day=1) - timedelta(days=1)).replace(day=1)
    common = {"line": "GOVERNMENT", "kind": DutyKind.RECEPTION, "period": month, "holder_id": uuid4()}
    Duty.objects.create(unit_id=world.unit("w111").id, legal=2, in_person=1, missed=1, **common)
    Duty.objects.create(unit_id=world.unit("w112").id, legal=2, in_person=2, **common)
    client = world.client("w11", "chief")
    page = body(client.get(DESK))
    assert "tiếp 1/2 ngày" in page
    assert "tiếp 2/2 ngày" not in page
    urged(world, period=f"{month:%Y-%m}")
    assert "tiếp 1/2 ngày" not in body(client.get(DESK))


def test_head_and_office_of_the_receiver_are_told_on_their_first_page(world: World) -> None:
    urged(world, title="Đôn đốc tiếp công dân tháng 10")
    for who in ("chairman", "chief"):
        assert "Đôn đốc tiếp công dân tháng 10" in body(world.client("w111", who).get("/u/w111/desk/"))
    assert "Đôn đốc tiếp công dân tháng 10" not in body(world.client("w111", "secretary").get("/u/w111/desk/"))


def test_page_asks_the_same_number_of_queries_for_one_row_and_for_three(world: World) -> None:
    client = world.client("w11", "chief")

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            body(client.get(DESK))
        return len(asked)

    urged(world)
    count()
    one = count()
    urged(world, to=("w111", "w112"))
    assert count() == one


def test_list_as_a_sheet(world: World) -> None:
    urged(world, who="supervisor")
    answered = world.client("w11", "supervisor").get(f"{DESK}export/csv/")
    text = answered.content.decode("utf-8-sig")
    assert "Phường Hòa Bình,01/UBND,Đôn đốc,1" in text
    assert world.client("w11", "chairman").get(f"{DESK}export/csv/").status_code == 403


def test_case_sent_down_is_urged_from_its_page_and_commented(world: World) -> None:
    move = Mover(world)
    case_id = move.take_in("w11")
    move.assign_down(case_id, "w11", "w111")
    move.accept(case_id, "w111")
    client = world.client("w11", "chief")
    page = body(client.get(f"/u/w11/desk/cases/{case_id}/"))
    assert "Đôn đốc Phường Hòa Bình" in page
    assert "Gửi ý kiến cho đơn vị tham gia" in page
    number = move_number(world, case_id)
    form = body(client.get(f"{DESK}new/?unit=w111&reason=CASE&case={case_id}"))
    assert number in form
    sent = client.post(
        f"/u/w11/desk/oversight/comments/{case_id}/", {"once_key": "c", "unit": "w111", "text": "Lưu ý xác minh kỹ."}
    )
    assert sent.status_code == 303
    delivery.deliver_waiting()
    assert "Lưu ý xác minh kỹ." in body(world.client("w111", "chief").get(f"/u/w111/desk/cases/{case_id}/"))
    assert "Lưu ý xác minh kỹ." in body(client.get(f"/u/w11/desk/cases/{case_id}/"))


def move_number(world: World, case_id: Any) -> str:
    with world.scope("w11"):
        return str(Mover(world).case(case_id).number)


def test_comment_goes_to_no_unit_that_has_no_part(world: World) -> None:
    move = Mover(world)
    case_id = move.take_in("w11")
    with world.scope("w11"), pytest.raises(NotFound):
        comment_on_case(case_id, to=world.unit("w112"), text="?", actor=world.actor("w11", "chief"))
    assert world.client("w11", "chief").get(f"/u/w11/desk/oversight/comments/{case_id}/").status_code == 409


def test_days_are_data(db: None) -> None:
    from tenants.inspections.rules.ladder import due_on, ladder

    assert ladder().days == {1: 5, 2: 3}
    assert ladder().source
    assert due_on(2, date(2026, 11, 27), 1) > date(2026, 11, 30)


def token(world: World, key: str, who: str) -> Browser:
    actor = world.actor(key, who)
    with world.scope(key):
        secret = make_token(name="test", scopes=actor.permissions & TOKEN_SCOPES, days=365, actor=actor).secret
    return Browser(HTTP_AUTHORIZATION=f"Bearer {secret}")


def test_an_urging_withdrawn_after_the_second_letter_stops_everything_and_stands_in_both_logs(world: World) -> None:
    (letter,) = urged(world)
    chief = world.client("w11", "chief")
    at = f"{DESK}{letter.pk}/withdrawal/"
    with clock.at(clock.today() + timedelta(days=6)):
        jobs.escalate()
        delivery.deliver_waiting(letter.thread)
        with world.scope("w111"):
            for one in Letter.objects.incoming():
                letters.acknowledge_letter(one.pk, actor=world.actor("w111", "chief"))
        due.sweep()
        assert DueItem.objects.overdue().of_unit(world.unit("w111").id).count() == 1
        assert f"{letter.pk}/withdrawal/" in body(chief.get(f"{DESK}?show=waiting"))
        body(chief.post(at, {"once_key": str(uuid4()), "reason": "  "}), 422)
        told = {"once_key": str(uuid4()), "reason": "Đơn vị đã tiếp bù ngày 12."}
        assert [chief.post(at, told).status_code for _ in (1, 2)] == [303, 303]
        # At once, before the word of it has arrived: no date, nothing open on the board, no next level.
        assert not DueItem.objects.open().filter(unit_id=world.unit("w111").id, kind="LETTER").exists()
        assert not Urging.objects.waiting().exists()
        assert "Không có văn bản nào khớp" in body(chief.get(f"{DESK}?show=waiting"))
        refused = body(chief.get(at), 409)
        assert "đã được thu hồi" in refused
        with world.scope("w111"), pytest.raises(Conflict):
            letters.answer_letter(letter.pk, text="Đã làm.", actor=world.actor("w111", "chief"))
        delivery.deliver_waiting(letter.thread)
    with clock.at(clock.today() + timedelta(days=40)):
        assert jobs.escalate() == 0
    shown = body(world.client("w111", "chief").get(f"/u/w111/desk/documents/letters/{letter.pk}/"))
    for words in ("Đã thu hồi", "Đơn vị đã tiếp bù ngày 12.", world.account("w11", "chief").full_name):
        assert words in shown
    listed = body(chief.get(f"{DESK}?show=withdrawn"))
    assert listed.count("Đơn vị đã tiếp bù ngày 12.") == 2
    assert letter.number in listed
    for key in ("w11", "w111"):
        with world.scope(key):
            assert Event.objects.filter(kind="letter_withdrawn").count() == 2, key
            rows = Letter.objects.filter(topic="URGING").order_by("made_at")
            assert [one.status for one in rows] == ["WITHDRAWN", "WITHDRAWN"], key
            assert not Letter.objects.waiting().exists()
    with world.scope("w11"):
        # The withdrawal has a number of its own, the withdrawn ones keep theirs.
        assert list(Letter.objects.outgoing().order_by("number").values_list("number", flat=True)) == [
            "01/UBND", "02/UBND", "03/UBND",
        ]  # fmt: skip
        assert Event.objects.get(kind="urging_withdrawn").data["numbers"] == ["01/UBND", "02/UBND"]
    told = token(world, "w111", "chief").get(f"/u/w111/api/v1/letters/{letter.pk}/").json()
    assert (told["status"], told["withdrawn_reason"]) == ("WITHDRAWN", "Đơn vị đã tiếp bù ngày 12.")
    # A program of the sender reads the same.
    program = token(world, "w11", "chief")
    assert [one["withdrawn_on"] is None for one in program.get("/u/w11/api/v1/urgings/").json()["results"]] == [
        False
    ] * 2


def test_an_answered_urging_is_not_withdrawn_and_one_never_delivered_leaves_no_trace_there(world: World) -> None:
    (letter,) = urged(world)
    answer(world, "w111", letter)
    client = world.client("w11", "chief")
    at = f"{DESK}{letter.pk}/withdrawal/"
    assert "đã trả lời ngày" in body(client.get(at), 409)
    assert "đã trả lời ngày" in body(client.post(at, {"once_key": str(uuid4()), "reason": "Nhầm."}), 409)
    with world.scope("w11"):
        (unsent,) = urge([world.unit("w111")], demand=demand(), actor=world.actor("w11", "chief"))
    program = token(world, "w11", "chief")
    call = f"/u/w11/api/v1/urgings/{unsent.pk}/withdrawal/"
    assert program.post(call, {"reason": ""}, content_type="application/json").status_code == 422
    told = program.post(call, {"reason": "Nhầm."}, content_type="application/json")
    assert (told.status_code, told.json()["state"]) == (200, "đã thu hồi")
    delivery.deliver_waiting(unsent.thread)
    with world.scope("w111"):
        assert not Letter.objects.filter(thread=unsent.pk).exists()
    with world.scope("w11"):
        assert Letter.objects.get(pk=unsent.pk).status == "WITHDRAWN"
    # Another unit's, the other line's: not there; who may not urge: forbidden.
    for key, who, code in (
        ("w12", "chief", 404),
        ("w111", "chief", 404),
        ("w11", "secretary", 404),
        ("w11", "officer", 403),
    ):
        answered = world.client(key, who).post(
            f"/u/{key}/desk/oversight/urging/{letter.pk}/withdrawal/", {"reason": "x"}
        )
        assert answered.status_code == code, (key, who)

"""A dossier asked of another unit goes over the exchange, and what it answers is received by itself."""

from datetime import timedelta
from typing import Any

import pytest

from exchange import delivery
from kernel import clock
from registry import tree
from registry.levels import Line
from tenants.conclusions.actions import preparing
from tenants.conclusions.enums import TaskStatus
from tenants.conclusions.models import Task
from tenants.conclusions.queries.units import called, nearby
from tenants.documents import storage
from tenants.documents.actions import letters
from tenants.documents.enums import LetterStatus, LetterTopic
from tenants.documents.models import Letter
from tests.api.test_cases import Caller
from tests.factories import conclusions as make
from tests.factories import letters as made
from tests.factories import receptions
from tests.world import World

DESK = "/u/w11/desk/"


def asked(world: World, **more: Any) -> Task:
    """The district asks a ward before a session; the letter is delivered."""
    with world.scope("w11"):
        session = receptions.session_on(
            world.actor("w11", "chairman"), clock.today() + timedelta(days=9), Line.GOVERNMENT
        )
        told = {"lead_body": None, "lead_unit_id": world.unit("w111").id, "subject_id": session.pk, **more}
        task = make.preparation(world.actor("w11", "chief"), None, **told)
    if task.letter_id:
        delivery.deliver_waiting(task.letter_id)
    return task


def at_asker(world: World, task: Task) -> Task:
    with world.scope("w11"):
        return make.found(task.pk)


def test_letter_stands_in_the_wards_register_and_its_answer_is_received(world: World) -> None:
    task = asked(world)
    with world.scope("w111"):
        letter = Letter.objects.incoming().get()
        assert (letter.topic, letter.text, letter.due_on) == (LetterTopic.DOSSIER_REQUEST, task.text, task.due_on)
        assert "Buổi tiếp công dân" in letter.title
        letters.acknowledge_letter(letter, actor=world.actor("w111", "chief"))
    delivery.deliver_waiting(letter.thread)
    read = at_asker(world, task)
    assert (read.status, read.acknowledged_at is not None) == (TaskStatus.IN_PROGRESS, True)
    with world.scope("w111"):
        files = [made.stored("ho-so.pdf")]
        letters.answer_letter(letter.pk, text="Gửi kèm hồ sơ gốc.", files=files, actor=world.actor("w111", "chief"))
    delivery.deliver_waiting(letter.thread)
    got = at_asker(world, task)
    assert (got.status, got.result, got.reported_on) == (TaskStatus.REPORTED, "Gửi kèm hồ sơ gốc.", clock.today())
    assert [one["name"] for one in got.files] == ["ho-so.pdf"]
    page = world.client("w11", "chief").get(f"{DESK}tasks/{task.pk}/").content.decode()
    assert "Gửi kèm hồ sơ gốc." in page
    assert f'class="btn primary" href="{DESK}tasks/{task.pk}/agreement/"' in page
    assert f"{DESK}tasks/{task.pk}/acknowledgement/" not in page
    assert f"{DESK}tasks/{task.pk}/files/{got.files[0]['digest']}/" in page
    assert f"{DESK}documents/letters/{task.letter_id}/" in page
    with world.scope("w11"):
        assert storage.size_of(world.unit("w11"), got.files[0]["digest"]) == got.files[0]["size"]
        agreed = preparing.agree_position(
            got, text="Giữ nguyên phương án.", agreed_on=clock.today(), actor=world.actor("w11", "chief")
        )
        assert agreed.agreed_on == clock.today()


def test_what_was_received_by_hand_is_not_overwritten_by_a_later_answer(world: World) -> None:
    task = asked(world)
    with world.scope("w11"):
        preparing.receive_preparation(
            task.pk, text="Nhận bản giấy.", received_on=clock.today(), actor=world.actor("w11", "chief")
        )
    with world.scope("w111"):
        letter = Letter.objects.incoming().get()
        letters.answer_letter(letter, text="Bản điện tử.", actor=world.actor("w111", "chief"))
    delivery.deliver_waiting(letter.thread)
    assert at_asker(world, task).result == "Nhận bản giấy."


def test_unit_called_by_its_name_gets_the_letter_and_another_name_is_only_written_down(world: World) -> None:
    ward = tree.get(world.unit("w111").id)
    task = asked(world, lead_unit_id=None, lead_name=ward.name)
    assert (task.lead_unit_id, task.letter_id is not None) == (ward.id, True)
    other = asked(world, lead_unit_id=None, lead_name="Chi nhánh Văn phòng đăng ký đất đai")
    assert (other.lead_unit_id, other.letter_id) == (None, None)
    with world.scope("w11"):
        assert Letter.objects.outgoing().count() == 1


def test_units_nearby_are_those_above_beside_and_below(world: World) -> None:
    district = world.unit("w11")
    keys = {one.key for one in nearby(district.id)}
    assert {"w1", "w12", "w111", "w112"} <= keys
    assert not keys & {"w11", "w121"}
    assert called("không đơn vị nào", district.id) is None


@pytest.mark.parametrize(("unit", "status"), [("w111", 201), ("nowhere", 422)])
def test_api_names_the_unit_by_its_key(world: World, unit: str, status: int) -> None:
    with world.scope("w11"):
        session = receptions.session_on(
            world.actor("w11", "chairman"), clock.today() + timedelta(days=9), Line.GOVERNMENT
        )
    body = {
        "subject": "SESSION",
        "subject_id": str(session.pk),
        "text": "Gửi hồ sơ.",
        "due_on": (clock.today() + timedelta(days=5)).isoformat(),
        "lead_unit": unit,
    }
    answer = Caller(world, "w11", "chief").post("tasks/preparations/", body)
    assert answer.status_code == status, answer.content
    with world.scope("w11"):
        sent = Letter.objects.outgoing()
        assert [one.status for one in sent] == ([LetterStatus.SENT] if status == 201 else [])


def test_form_offers_the_units_nearby(world: World) -> None:
    with world.scope("w11"):
        session = receptions.session_on(
            world.actor("w11", "chairman"), clock.today() + timedelta(days=9), Line.GOVERNMENT
        )
    page = world.client("w11", "chief").get(f"{DESK}tasks/preparations/session/{session.pk}/").content.decode()
    assert f'<option value="{tree.get(world.unit("w111").id).name}">' in page

"""Telling somebody outside: what is written, what is refused, whom nothing has reached."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from kernel import clock
from kernel.errors import Conflict, Invalid, InvalidTransition, NotFound, NotPermitted
from kernel.journal.models import Event
from kernel.wakes import Wake
from registry.levels import Line
from tenants.documents import policies
from tenants.documents.actions import notices
from tenants.documents.enums import NoticeChannel, NoticeStatus, Subject
from tenants.documents.models import Notice
from tenants.documents.queries.notices import untold, untold_by_subject
from tests.world import World

SESSION = uuid4()


def tell(world: World, **more: Any) -> Notice:
    given = {
        "subject": Subject.SESSION,
        "subject_id": SESSION,
        "matter": "session_postponed",
        "channel": NoticeChannel.PHONE,
        "recipient_name": "Nguyễn Thị An",
        "address": "0912 345 678",
        "title": "Hoãn buổi tiếp ngày 15/11",
        "text": "Buổi tiếp chuyển sang ngày 16/11.",
        "actor": world.actor("w111", "officer"),
    }
    with world.scope("w111"):
        return notices.notify(**{**given, **more})


def test_notify_email_waits_with_one_message_id_and_asks_to_be_looked_at(world: World) -> None:
    row = tell(world, channel=NoticeChannel.EMAIL, address="an@vidu.vn")
    assert row.status == NoticeStatus.WAITING
    assert row.message_id.endswith("@w111.tiepdan>")
    assert Wake.objects.filter(unit_id=world.unit("w111").id, job=notices.JOB).count() == 1
    with world.scope("w111"):
        assert Event.objects.filter(kind="notice_written").count() == 1


def test_notify_email_to_no_address_is_refused(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        tell(world, channel=NoticeChannel.EMAIL, address="0912345678")
    assert "address" in refused.value.fields


def test_notify_of_a_confidential_matter_says_only_that_the_office_has_something_to_tell(world: World) -> None:
    row = tell(world, is_confidential=True, title="Tố cáo ông Trần Văn Mật", text="Nội dung mật")
    assert row.is_neutral
    assert "Mật" not in row.title + row.text
    assert "Hoãn" not in row.title


def test_untold_is_red_until_one_channel_reached_the_person(world: World) -> None:
    with world.scope("w111"):
        tell(world, channel=NoticeChannel.EMAIL, address="an@vidu.vn")
        by_phone = tell(world)
        assert [one.recipient_name for one in untold(Subject.SESSION, SESSION)] == ["Nguyễn Thị An"]
        notices.record_delivery(by_phone, at=clock.now(), by="Trần Thị B", actor=world.actor("w111", "officer"))
        assert untold(Subject.SESSION, SESSION) == []
        tell(world, title="Hoãn lần hai")
        assert len(untold_by_subject(Subject.SESSION, [SESSION])[SESSION]) == 1


def test_untold_leaves_out_what_is_no_change_of_a_session(world: World) -> None:
    tell(world, matter="invitation")
    with world.scope("w111"):
        assert untold(Subject.SESSION, SESSION) == []


@pytest.mark.parametrize(
    ("more", "field"),
    [({"by": " "}, "by"), ({"at": "later"}, "at"), ({"number": ""}, "number")],
)
def test_record_delivery_without_its_proof_is_refused(world: World, more: dict[str, Any], field: str) -> None:
    row = tell(world, channel=NoticeChannel.POST, address="Ấp Đông")
    given: dict[str, Any] = {"by": "Bưu tá", "at": clock.now(), "number": "RR123", **more}
    if given["at"] == "later":
        given["at"] = clock.now() + timedelta(hours=1)
    with world.scope("w111"), pytest.raises(Invalid) as refused:
        notices.record_delivery(row, **given, actor=world.actor("w111", "officer"))
    assert field in refused.value.fields


def test_record_delivery_keeps_who_when_number_and_the_masked_address(world: World) -> None:
    row = tell(world, channel=NoticeChannel.POST, address="Số 5, Ấp Đông, xã Phú Lâm")
    with world.scope("w111"):
        done = notices.record_delivery(
            row,
            at=clock.now(),
            by="Lê Thị C",
            number="RR123VN",
            is_confirmed=True,
            actor=world.actor("w111", "officer"),
        )
        assert done.status == NoticeStatus.CONFIRMED
        assert (done.proof["by"], done.proof["number"]) == ("Lê Thị C", "RR123VN")
        assert done.proof["address"].endswith("…")
        with pytest.raises(Conflict):
            notices.record_delivery(done, at=clock.now(), by="X", number="1", actor=world.actor("w111", "officer"))


def test_cancel_notice_of_what_left_is_refused(world: World) -> None:
    row = tell(world)
    with world.scope("w111"):
        officer = world.actor("w111", "officer")
        notices.record_delivery(row, at=clock.now(), by="A", actor=officer)
        with pytest.raises(InvalidTransition):
            notices.cancel_notice(row, reason="Không cần", actor=officer)


def test_notice_of_the_other_line_does_not_exist(world: World) -> None:
    row = tell(world, line=Line.PARTY)
    with world.scope("w111"):
        with pytest.raises(NotFound):
            policies.get_notice(world.actor("w111", "officer"), row.pk)
        assert policies.get_notice(world.actor("w111", "secretary"), row.pk) == row


def test_recording_takes_the_right_to_send(world: World) -> None:
    row = tell(world)
    with world.scope("w111"), pytest.raises(NotPermitted):
        notices.record_delivery(row, at=clock.now(), by="A", actor=world.actor("w111", "chairman"))

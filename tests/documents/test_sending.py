"""Mails against a real SMTP server on loopback: stopped for an hour, taking messages twice, refusing one."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from kernel import clock
from kernel.wakes import Wake
from tenants.documents import hints, sending
from tenants.documents.actions import notices
from tenants.documents.actions.notices import JOB
from tenants.documents.enums import NoticeChannel, NoticeStatus, Subject
from tenants.documents.models import Notice
from tenants.documents.queries.notices import notice_rows
from tenants.documents.rules import tries
from tests.documents.gateway import Gateway, free_port
from tests.factories import documents as made
from tests.world import World

NINE = datetime(2026, 11, 16, 9, 0, tzinfo=clock.OFFICE_ZONE)
MANY = 200


@pytest.fixture
def port(settings: Any) -> Iterator[int]:
    """A port where no gateway listens yet, and mail settings that point to it."""
    number = free_port()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", number
    settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = False, "", ""
    with hints.paused():
        yield number


def tell(world: World, number: int, **more: Any) -> Notice:
    given = {
        "subject": Subject.UNIT,
        "subject_id": None,
        "matter": "session_postponed",
        "channel": NoticeChannel.EMAIL,
        "recipient_name": f"Người {number}",
        "address": f"nguoi{number}@vidu.vn",
        "title": "Hoãn buổi tiếp",
        "text": "Buổi tiếp chuyển sang ngày 23/11.",
        "actor": world.actor("w111", "officer"),
    }
    return notices.notify(**{**given, **more})


def test_gateway_down_for_an_hour_and_dropping_ten_gets_each_message_once_and_doubles_are_told(
    world: World, port: int
) -> None:
    gateway = Gateway(port, drops=10)
    unit = world.unit("w111")
    with world.scope("w111"), clock.at(NINE):
        for number in range(MANY):
            tell(world, number)
    minute = 0
    while minute < 60:
        with clock.at(NINE + timedelta(minutes=minute)):
            assert sending.sweep() == 0
        minute += 5
    with world.scope("w111"):
        waiting = Notice.objects.get(recipient_name="Người 0")
        assert waiting.status == NoticeStatus.WAITING
        assert "Connection refused" in notice_rows([waiting])[0].last_answer
    gateway.start()
    try:
        # Nobody presses anything: the sweep alone brings all of them through.
        while minute < 180 and Wake.objects.filter(unit_id=unit.id, job=JOB).exists():
            with clock.at(NINE + timedelta(minutes=minute)):
                sending.sweep()
            minute += 1
    finally:
        gateway.stop()
    with world.scope("w111"):
        rows = list(Notice.objects.all())
        assert {row.status for row in rows} == {NoticeStatus.SENT}
        arrived = Counter(gateway.ids)
        assert set(arrived) == {row.message_id for row in rows}
        assert len(arrived) == MANY
        doubled = {message_id for message_id, n in arrived.items() if n > 1}
        assert len(doubled) == 10
        assert {row.notice.message_id for row in notice_rows(rows) if row.may_be_double} == doubled
        assert all(row.proof["answer"].startswith("250") for row in rows)
        assert all(len(row.message_digest) == 64 for row in rows)
        one = next(row for row in rows if row.message_id in doubled)
    text = world.client("w111", "officer").get(f"/u/w111/desk/documents/notices/{one.pk}/").content.decode()
    assert "hai lần" in text
    assert "250 2.0.0 queued" in text


def test_same_notice_is_the_same_bytes_each_time(world: World, port: int) -> None:
    gateway = Gateway(port, drops=1)
    gateway.start()
    try:
        with world.scope("w111"):
            with clock.at(NINE):
                document = made.signed(world)
                row = tell(world, 1, document=document)
                sending.send_waiting()
            with clock.at(NINE + timedelta(minutes=2)):
                assert sending.send_waiting() == 1
            digest = Notice.objects.get(pk=row.pk).message_digest
    finally:
        gateway.stop()
    first, second = gateway.accepted
    assert first.as_bytes() == second.as_bytes()
    assert len(digest) == 64
    names = [part.get_filename() for part in first.walk() if part.get_filename()]
    assert names == ["01-TB-UBND.pdf"]


def test_refused_mailbox_fails_at_once_with_the_gateways_words(world: World, port: int) -> None:
    gateway = Gateway(port, refuses=frozenset({"nguoi1@vidu.vn"}))
    gateway.start()
    try:
        with world.scope("w111"), clock.at(NINE):
            bad, good = tell(world, 1), tell(world, 2)
            assert sending.send_waiting() == 1
            bad.refresh_from_db()
            good.refresh_from_db()
    finally:
        gateway.stop()
    assert (bad.status, good.status) == (NoticeStatus.FAILED, NoticeStatus.SENT)
    assert bad.proof["answer"] == "550 5.1.1 no such mailbox"


def test_mail_of_a_process_that_died_is_sent_again_and_told_as_unsure(world: World, port: int) -> None:
    gateway = Gateway(port)
    with world.scope("w111"):
        with clock.at(NINE):
            row = tell(world, 1)
            assert [one.pk for one in sending._claim()] == [row.pk]
        row.refresh_from_db()
        assert notice_rows([row])[0].is_unsure
        gateway.start()
        try:
            with clock.at(NINE + timedelta(minutes=6)):
                assert sending.send_waiting() == 1
        finally:
            gateway.stop()
        row.refresh_from_db()
        assert notice_rows([row])[0].may_be_double


def test_mail_cancelled_while_it_waits_does_not_leave(world: World, port: int) -> None:
    with world.scope("w111"):
        row = tell(world, 1)
        notices.cancel_notice(row, reason="Đã gọi điện", actor=world.actor("w111", "officer"))
        gateway = Gateway(port)
        gateway.start()
        try:
            assert sending.send_waiting() == 0
        finally:
            gateway.stop()
    assert gateway.ids == []


def test_unit_without_waiting_mail_is_looked_at_no_more(world: World, port: int) -> None:
    gateway = Gateway(port)
    gateway.start()
    try:
        with world.scope("w111"):
            tell(world, 1)
        assert sending.sweep() == 1
    finally:
        gateway.stop()
    assert not Wake.objects.filter(job=JOB).exists()
    assert sending.sweep() == 0


def test_confidential_mail_carries_no_paper_and_no_name_of_the_matter(world: World, port: int) -> None:
    gateway = Gateway(port)
    gateway.start()
    try:
        with world.scope("w111"), clock.at(NINE):
            tell(world, 1, document=made.signed(world), title="Tố cáo ông Mật", is_confidential=True)
            sending.send_waiting()
    finally:
        gateway.stop()
    (message,) = gateway.accepted
    assert not message.is_multipart()
    payload = message.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert "Mật" not in payload.decode()


@pytest.mark.parametrize(
    ("number", "pause"), [(1, timedelta(minutes=1)), (3, timedelta(minutes=4)), (40, timedelta(minutes=30))]
)
def test_pauses_double_up_to_half_an_hour(number: int, pause: timedelta) -> None:
    assert tries.next_try(NINE, number) == NINE + pause

"""Alarms by mail over a real SMTP server: when they begin, once a day, when they end; what cannot leave leaves later."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email.header import decode_header, make_header
from typing import Any

import pytest

from config.operating.actions.watching import watch
from config.operating.rules import Limits, Reading, standing
from exchange.models import Envelope
from identity.models import Account
from kernel import clock
from kernel.operating import Alarm, AlarmKind, ChainCheck, Sample
from oversight.models import RecountRun
from registry import epoch
from registry.models import Unit
from tests.documents.gateway import Gateway, free_port
from tests.factories.moves import Mover
from tests.world import World

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=clock.OFFICE_ZONE)
CALM = Reading(
    envelopes=3, envelope_seconds=600, sweep_seconds=0, outbox_rows=5, outbox_seconds=60, units_behind=0,
    disk_free=10, chains_broken=0, recount_again=0,
)  # fmt: skip
LIMITS = Limits(envelope_seconds=600, lag_seconds=60, disk_percent=10)


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    """Not started yet."""
    server = Gateway(free_port())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = False, "", ""
    # What the disk of this machine says is no matter here.
    settings.ALARM_DISK_PERCENT = 0
    yield server
    server.stop()


def subjects(gateway: Gateway) -> list[str]:
    return [str(make_header(decode_header(str(one["Subject"])))) for one in gateway.accepted]


def test_each_threshold_is_passed_only_beyond_it() -> None:
    assert standing(CALM, LIMITS) == {}
    for kind, field, value in (
        (AlarmKind.ENVELOPE, "envelope_seconds", 601),
        (AlarmKind.LAG, "outbox_seconds", 61),
        (AlarmKind.BEHIND, "units_behind", 1),
        (AlarmKind.DISK, "disk_free", 9),
        (AlarmKind.CHAIN, "chains_broken", 1),
        (AlarmKind.RECOUNT, "recount_again", 2),
    ):
        assert standing(replace(CALM, **{field: value}), LIMITS) == {kind: value}


def test_envelope_that_waits_too_long_is_told_once_then_daily_then_when_it_is_gone(
    world: World, operator: Account, gateway: Gateway
) -> None:
    def minute(later: timedelta) -> int:
        with clock.at(NOON + later):
            return watch()

    mover = Mover(world)
    with clock.at(NOON):
        case_id = mover.take_in("w111")
        mover.escalate(case_id, "w111", deliver=False)
    assert minute(timedelta(minutes=10)) == 0
    assert not Alarm.objects.exists()
    # The gateway is away: the alarm stands, and the mail leaves a minute after it is back.
    assert minute(timedelta(minutes=11)) == 0
    assert Alarm.objects.get().told_at is None
    gateway.start()
    assert [minute(timedelta(minutes=12 + n)) for n in range(3)] == [1, 0, 0]
    assert minute(timedelta(days=1, minutes=13)) == 1
    mover.deliver()
    assert [minute(timedelta(days=1, minutes=14 + n)) for n in range(2)] == [1, 0]
    assert subjects(gateway) == [
        "[Tiếp Dân] Cảnh báo: Phong bì chờ quá lâu",
        "[Tiếp Dân] Vẫn còn cảnh báo: Phong bì chờ quá lâu",
        "[Tiếp Dân] Hết cảnh báo: Phong bì chờ quá lâu",
    ]
    first = gateway.accepted[0]
    assert first["To"] == operator.email
    said = first.get_payload(decode=True)
    assert isinstance(said, bytes)
    assert "đã chờ 12 phút, ngưỡng 10 phút" in said.decode()
    assert "/operating/" in said.decode()
    assert str(case_id) not in said.decode()


def test_unit_behind_broken_chain_and_difference_that_came_back_are_told_to_who_is_named(
    world: World, gateway: Gateway, settings: Any
) -> None:
    settings.ALARM_MAIL = ["a@vidu.vn", "b@vidu.vn"]
    gateway.start()
    assert watch() == 0
    w111 = world.unit("w111")
    Unit.objects.filter(pk=w111.id).update(schema_version=1)
    epoch.bump()
    ChainCheck.objects.create(
        ended_at=clock.now(), units=7, findings=[{"unit": w111.id, "number": 3, "problem": "altered"}]
    )
    RecountRun.objects.create(
        started_at=clock.now(), ended_at=clock.now(), differences=[{"fact": "open"}, {"fact": "owed", "again": True}]
    )
    assert watch() == 3
    assert set(Alarm.objects.values_list("kind", "value")) == {("behind", 1), ("chain", 1), ("recount", 1)}
    assert {str(one["To"]) for one in gateway.accepted} == {"a@vidu.vn, b@vidu.vn"}
    assert Sample.objects.order_by("at").values_list("units_behind", flat=True).last() == 1
    # What a later, clean run says ends them.
    Unit.objects.filter(pk=w111.id).update(schema_version=w111.schema_version)
    epoch.bump()
    ChainCheck.objects.create(ended_at=clock.now(), units=7)
    RecountRun.objects.create(started_at=clock.now(), ended_at=clock.now())
    assert watch() == 3
    assert not Alarm.objects.filter(ended_at__isnull=True).exists()
    with clock.at(clock.now() + timedelta(days=settings.SAMPLE_DAYS, minutes=1)):
        watch()
    assert Sample.objects.count() == 1
    assert not Envelope.objects.exists()

"""What the exchange needs may be away: the broker, or the database in the middle of a delivery."""

import contextlib
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import redis  # Celery's client
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, connections

from config.celery import app
from exchange import delivery, ports
from exchange.models import Envelope
from kernel import clock
from oversight.actions.fold import fold_all
from registry.addresses import unit_url
from tests.factories.moves import Mover
from tests.world import World

pytestmark = [pytest.mark.serial]

BEHIND = "các thay đổi sau đó đang được cộng dồn"


#: A request that meets a broker which does not answer may wait this long for it, in seconds.
MOST = 2.0


class Door(threading.Thread):
    """Where the broker should be: nobody there, or somebody who takes connections and never says a word."""

    def __init__(self, *, is_silent: bool) -> None:
        super().__init__(daemon=True)
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.port = int(self.socket.getsockname()[1])
        self.kept: list[socket.socket] = []
        if is_silent:
            self.socket.listen(16)
            self.start()

    def run(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                self.kept.append(self.socket.accept()[0])

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        for one in (self.socket, *self.kept):
            one.close()


@dataclass
class Broker:
    """The broker that is away, and how often it was asked for a connection."""

    name: str
    door: Door
    asked: int = 0


@pytest.fixture(params=["stopped", "silent"])
def broker(request: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    """A broker that refuses connections, and one that takes them and never says a word."""
    found = Broker(request.param, Door(is_silent=request.param == "silent"))
    connect = redis.Connection._connect

    def counted(link: Any) -> Any:
        found.asked += 1
        return connect(link)

    with app.connection_for_write(f"redis://127.0.0.1:{found.door.port}/0") as link:
        monkeypatch.setattr(redis.Connection, "_connect", counted)
        monkeypatch.setattr(app, "connection_for_write", lambda *_args, **_more: link)
        monkeypatch.setattr(app, "_rests_until", 0.0)
        monkeypatch.setattr(app.amqp, "_producer_pool", None)
        yield found
    found.door.close()


def longest_wait(asked: int) -> float:
    """What so many connections to a broker that never answers can cost a request."""
    limits = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    assert (limits["retry_on_timeout"], limits["max_retries"]) == (False, 0)
    return float(asked * (limits["socket_connect_timeout"] + limits["socket_timeout"]))


def test_request_without_a_broker_is_answered_and_the_sweeper_delivers(broker: Broker, committing: World) -> None:
    """Through the page: how long it may wait follows from how often it asks, so no clock is looked at."""
    move = Mover(committing)
    chief = committing.client("w111", "chief")
    case_ids = [move.take_in("w111") for _ in range(3)]
    broker.asked = 0
    for case_id in case_ids:
        sent = chief.post(unit_url("w111", "cases:transfer", case_id), {"to": "w121", "reason": "Theo thẩm quyền."})
        assert sent.status_code == 303, broker
    # The first one asks and waits; after that the broker is left alone for a while.
    assert broker.asked >= 1
    assert longest_wait(broker.asked) < MOST, broker
    board = committing.client("w1", "supervisor")
    assert BEHIND in board.get(unit_url("w1", "oversight:board")).content.decode()

    with clock.at(clock.now() + timedelta(minutes=1)):
        delivery.sweep()
    fold_all()

    page = board.get(unit_url("w1", "oversight:board")).content.decode()
    assert re.search(r"Số liệu đến \d\d:\d\d \d\d/\d\d/\d{4}\.", page)
    assert BEHIND not in page
    assert {move.held(case_id).handling_unit for case_id in case_ids} == {committing.unit("w121").id}


@pytest.mark.parametrize("step", ["read", "copy_files", "receive", "moved"])
def test_connection_lost_in_a_delivery_loses_nothing(
    step: str, committing: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    move = Mover(committing)
    case_id = move.take_in("w111")
    moved = move.transfer(case_id, "w111", "w121", deliver=False)
    port = ports.of("transfer")
    whole = getattr(port, step)

    def broken(*args: Any, **more: Any) -> Any:
        done = whole(*args, **more)
        cut_off()
        return done

    with monkeypatch.context() as patch:
        patch.setattr(port, step, broken)
        with pytest.raises((OperationalError, InterfaceError)):
            delivery.deliver(moved.envelope.pk)
    connections.close_all()

    assert Envelope.objects.get(pk=moved.envelope.pk).attempts == 0
    move.deliver()
    held = move.held(case_id)
    assert held.handling_unit == committing.unit("w121").id
    assert held.transit_id is None


def cut_off() -> None:
    """The server ends this very session, as it does when it is restarted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

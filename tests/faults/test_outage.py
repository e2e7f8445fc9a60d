"""What the exchange needs may be away: the broker, or the database in the middle of a delivery."""

import socket
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection, connections

from config.celery import app
from exchange import delivery, ports
from exchange.models import Envelope
from kernel import clock
from tests.factories.moves import Mover
from tests.world import World

pytestmark = [pytest.mark.serial]


@pytest.fixture(params=["stopped", "silent"])
def broker(request: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A broker that refuses connections, and one that takes them and never says a word."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        if request.param == "silent":
            door.listen(16)
        with app.connection_for_write(f"redis://127.0.0.1:{door.getsockname()[1]}/0") as link:
            monkeypatch.setattr(app, "connection_for_write", lambda *_args, **_more: link)
            monkeypatch.setattr(app, "_rests_until", 0.0)
            monkeypatch.setattr(app.amqp, "_producer_pool", None)
            yield str(request.param)
        if request.param == "silent":
            # It was asked, and waited for in vain.
            door.settimeout(1)
            door.accept()[0].close()


def test_sending_without_a_broker_answers_in_time_and_the_sweeper_delivers(broker: str, committing: World) -> None:
    move = Mover(committing)
    case_id = move.take_in("w111")
    began = time.monotonic()
    move.transfer(case_id, "w111", "w121", deliver=False)
    assert time.monotonic() - began < 2, broker
    with clock.at(clock.now() + timedelta(minutes=1)):
        delivery.sweep()
    assert move.held(case_id).handling_unit == committing.unit("w121").id


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

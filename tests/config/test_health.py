"""Health answers, and the broker is told but not fatal."""

import socket
import time
from collections.abc import Iterator

import pytest
from celery.result import AsyncResult
from django.conf import settings
from django.test import Client

from config import status
from config.celery import PatientCelery
from config.services.ports import free_port


@pytest.mark.django_db
def test_readyz_without_a_broker_is_ready_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "CELERY_BROKER_URL", f"redis://127.0.0.1:{free_port()}/0")
    answer = Client().get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "migrations": "ok", "broker": "stopped"}


def test_healthz_asks_no_database() -> None:
    # No database mark: a query would raise.
    assert Client().get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_status_counts_and_names_no_case() -> None:
    data = status.collect()
    assert data["migrations"] == "ok"
    assert set(data["envelopes"]) == {"≤ 1 min", "≤ 1 h", "≤ 1 d", "> 1 d"}
    # What the disk of this machine says is no matter here.
    assert set(data["alarms"]) <= {"disk"}
    assert "\n".join(status._lines({**data, "alarms": {"lag": 75}})).endswith(
        "Cảnh báo: số liệu cũ nhất chưa cộng đã chờ 75 giây, ngưỡng 60 giây"
    )


@pytest.fixture
def hanging_port() -> Iterator[int]:
    """Somebody who accepts and never says anything."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(8)
        yield server.getsockname()[1]


def publisher(port: int) -> PatientCelery:
    app = PatientCelery("test", broker=f"redis://:x@127.0.0.1:{port}/0", set_as_current=False)
    app.conf.broker_transport_options = {**settings.CELERY_BROKER_TRANSPORT_OPTIONS}
    app.conf.broker_connection_timeout = settings.CELERY_BROKER_CONNECTION_TIMEOUT
    app.conf.task_publish_retry = False
    app.conf.task_ignore_result = True
    return app


def seconds_to_publish(app: PatientCelery) -> float:
    began = time.monotonic()
    assert isinstance(app.send_task("exchange.sweep"), AsyncResult)
    return time.monotonic() - began


def test_publishing_to_a_stopped_broker_neither_fails_nor_waits() -> None:
    assert seconds_to_publish(publisher(free_port())) < 2


def test_publishing_to_a_hanging_broker_waits_once_and_then_leaves_it_alone(hanging_port: int) -> None:
    app = publisher(hanging_port)
    assert seconds_to_publish(app) < 2
    assert seconds_to_publish(app) < 0.1

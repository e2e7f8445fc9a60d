"""The register of a year as a task: asked for on the page, carried by the broker, written by a worker, taken by who asked."""

import io
import threading
from typing import Any

import pytest
from celery.app.trace import build_tracer
from django.db import connection
from openpyxl import load_workbook

from config.celery import app
from kernel import clock
from kernel.jobs import UNIT_HEADER
from kernel.journal.models import Event
from tenants.receptions.jobs import make_register
from tests.factories.registrations import BOB, open_session, received
from tests.world import World

EXPORT = "/u/w111/desk/receptions/register/export/"


@pytest.fixture
def link(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A broker in memory: what is published waits in its queue."""
    with app.connection_for_write("memory://") as found:
        monkeypatch.setattr(app, "connection_for_write", lambda *_args, **_more: found)
        monkeypatch.setattr(app, "_rests_until", 0.0)
        monkeypatch.setattr(app.amqp, "_producer_pool", None)
        yield found


def delivered(link: Any) -> list[Any]:
    """The messages that wait, taken out."""
    queue, found = link.SimpleQueue(app.conf.task_default_queue), []
    while queue.qsize():
        found.append(queue.get(block=False))
    return found


def worked(message: Any) -> Any:
    """What a worker in a process of its own does with a message: message → trace → call."""
    args, kwargs, _embedded = message.payload
    request = {"id": "1", "task": make_register.name, "args": args, "kwargs": kwargs, "is_eager": False}
    request[UNIT_HEADER] = message.headers[UNIT_HEADER]
    outcome: list[Any] = []

    def work() -> None:
        tracer = build_tracer(make_register.name, make_register, app=app, eager=False, propagate=False)
        outcome.append(tracer("1", args, kwargs, request).retval)
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return outcome[0]


def test_a_worker_makes_the_year_once_however_often_its_message_arrives(committing: World, link: Any) -> None:
    officer = committing.actor("w111", "officer")
    with committing.scope("w111"):
        received(officer, open_session(officer), people=(BOB,))
    chief = committing.client("w111", "chief")
    there = chief.post(EXPORT, {"year": str(clock.today().year), "once_key": "e1"})["Location"]
    (message,) = [one for one in delivered(link) if one.headers["task"] == make_register.name]
    assert message.headers[UNIT_HEADER] == [committing.unit("w111").id, "w111"]
    assert BOB.full_name not in repr((message.headers, message.payload))
    assert "Đã lập xong" not in chief.get(there).content.decode()
    assert worked(message) == "done"
    assert "Đã lập xong, 1 dòng." in chief.get(there).content.decode()
    assert worked(message) == "done"
    with committing.scope("w111"):
        assert Event.objects.filter(kind="register_exported").count() == 1
    file = chief.get(f"{there}file/")
    book = load_workbook(io.BytesIO(b"".join(file.streaming_content)))
    file.close()
    assert BOB.full_name in str([list(row) for row in book.active.iter_rows(values_only=True)])
    assert committing.client("w111", "chairman").get(f"{there}file/").status_code in (403, 404)


def test_a_second_click_asks_for_one_file_and_an_officer_who_left_gets_none(committing: World, link: Any) -> None:
    chief = committing.client("w111", "chief")
    sent = {"year": str(clock.today().year), "once_key": "e2"}
    assert chief.post(EXPORT, sent)["Location"] == chief.post(EXPORT, sent)["Location"]
    (message,) = [one for one in delivered(link) if one.headers["task"] == make_register.name]
    account = committing.account("w111", "chief")
    account.memberships.all().delete()
    assert worked(message) == "no such officer"

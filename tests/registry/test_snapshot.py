"""The picture in memory: looked at once a second, and kept while the database does not answer."""

import threading
from typing import Any

import psycopg2
import pytest
from django.db import connection

from kernel.active import unit_scope
from registry import epoch, snapshot, tree
from registry.models import Unit
from tests.world import World


def end_backend() -> None:
    """What a restart of the server does to a connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    at = connection.settings_dict
    other = psycopg2.connect(
        host=at["HOST"], port=at["PORT"], dbname=at["NAME"], user=at["USER"], password=at["PASSWORD"]
    )
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the database was asked for the epoch."""
    count: list[int] = []
    raw = snapshot._raw

    def counted() -> Any:
        count.append(1)
        return raw()

    monkeypatch.setattr(snapshot, "_raw", counted)
    return count


def test_many_requests_in_a_second_look_once(world: World, looks: list[int]) -> None:
    tree.open_units()
    looks.clear()
    for _ in range(50):
        snapshot.renew()
    assert len(looks) <= 1


def test_another_process_learns_of_a_change_by_the_epoch(committing: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert committing.unit("w111").name == "Phường Hòa Bình"

    def elsewhere() -> None:
        Unit.objects.filter(key="w111").update(name="Phường Mới")
        monkeypatch.setattr(snapshot, "doubt", lambda: None)
        epoch.bump()
        connection.close()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert tree.by_key("w111").name == "Phường Hòa Bình"  # type: ignore[union-attr]
    monkeypatch.setattr(snapshot, "SECONDS_BETWEEN_LOOKS", 0.0)
    snapshot.renew()
    assert tree.by_key("w111").name == "Phường Mới"  # type: ignore[union-attr]


def test_a_lost_connection_keeps_the_picture_and_the_next_look_connects_anew(
    committing: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "SECONDS_BETWEEN_LOOKS", 0.0)
    snapshot.renew()
    end_backend()
    snapshot.renew()
    assert committing.unit("w111").name == "Phường Hòa Bình"
    snapshot.renew()
    with unit_scope(None):
        assert Unit.objects.count() > 0


def test_without_picture_and_database_a_unit_answers_503_and_later_again(
    committing: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from registry.wsgi import BEHIND, CLOSED, UnitLayer

    seen: list[dict[str, Any]] = []
    layer = UnitLayer(lambda environ, start: seen.append(environ) or [])  # type: ignore[func-returns-value]
    snapshot.forget()
    good = connection.settings_dict["PORT"]
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")
    layer({"PATH_INFO": "/u/w111/"}, lambda *_: None)
    assert seen[-1][CLOSED] == BEHIND
    monkeypatch.setitem(connection.settings_dict, "PORT", good)
    body = layer({"PATH_INFO": "/u/w111/"}, lambda *_: None)
    assert CLOSED not in seen[-1]
    body.close()  # type: ignore[attr-defined]

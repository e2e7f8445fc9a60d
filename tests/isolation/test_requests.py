"""A request is in its unit from the first byte to the last, and nowhere else."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from kernel import active
from registry import epoch
from registry.models import Unit
from registry.wsgi import UnitLayer
from tests.isolation.planted import citizen, plant
from tests.world import World


@pytest.fixture(autouse=True)
def _bare_pages(settings: Any) -> None:
    settings.ROOT_URLCONF = settings.UNIT_URLCONF = "tests.isolation.urls"
    settings.MIDDLEWARE = ["registry.middleware.UnitMiddleware"]
    settings.ALLOWED_HOSTS = ["testserver"]


class Server:
    """Calls the application the way a web server does and keeps what it said."""

    def __init__(self) -> None:
        handler = WSGIHandler()
        self.application = UnitLayer(handler)
        self.status = ""
        self.headers: dict[str, str] = {}

    def open(self, path: str) -> Iterable[bytes]:
        environ = RequestFactory().get(path).environ

        def start_response(status: str, headers: list[tuple[str, str]], *rest: Any) -> None:
            self.status, self.headers = status, dict(headers)

        return self.application(environ, start_response)

    def get(self, path: str) -> str:
        body = self.open(path)
        try:
            return b"".join(body).decode()
        finally:
            close = getattr(body, "close", None)
            if close:
                close()


def test_each_address_gives_out_its_own_unit(world: World) -> None:
    plant(world)
    server = Server()
    for key in ("w111", "w112", "w1", "w111"):
        assert server.get(f"/u/{key}/names/") == citizen(key)
        assert active.current_or_none() is None


def test_a_stream_stays_in_its_unit_until_it_is_closed(world: World) -> None:
    plant(world)
    server = Server()
    body = server.open("/u/w111/stream/")
    parts = iter(body)
    assert next(parts).decode() == citizen("w111")
    assert active.current().key == "w111"
    assert b"".join(parts) == b"|w111"
    body.close()  # type: ignore[attr-defined]
    assert active.current_or_none() is None


def test_a_stream_broken_off_leaves_the_unit(world: World) -> None:
    plant(world)
    body = Server().open("/u/w111/stream/")
    next(iter(body))
    body.close()  # type: ignore[attr-defined]
    assert active.current_or_none() is None


def test_the_test_client_streams_inside_the_unit(world: World, client: Any) -> None:
    plant(world)
    response = client.get("/u/w112/stream/")
    assert b"".join(response.streaming_content).decode() == f"{citizen('w112')}|w112"
    assert active.current_or_none() is None


def test_a_failing_page_leaves_the_unit(world: World, settings: Any) -> None:
    settings.DEBUG_PROPAGATE_EXCEPTIONS = True
    with pytest.raises(LookupError):
        Server().get("/u/w111/broken/")
    assert active.current_or_none() is None


def test_a_unit_left_behind_by_the_thread_is_not_inherited(world: World) -> None:
    active.enter(world.unit("w112"))
    assert Server().get("/nothing/").startswith("None ")
    assert active.current_or_none() is None


def test_routing_costs_no_query(world: World) -> None:
    server = Server()
    server.get("/u/w111/nothing/")
    with CaptureQueriesContext(connection) as queries:
        assert server.get("/u/w111/nothing/") == "w111 /u/w111/nothing/ postgresql"
        server.get("/u/w12/nothing/")
        server.get("/u/nowhere/nothing/")
    assert len(queries) == 0


def test_addresses_outside_a_unit_belong_to_the_site(world: World) -> None:
    assert Server().get("/nothing/") == "None /nothing/ postgresql"


def test_a_unit_without_a_slash_is_redirected_with_its_method(world: World) -> None:
    server = Server()
    server.get("/u/w111?x=1")
    assert server.status.startswith("308")
    assert server.headers["Location"] == "/u/w111/?x=1"


@pytest.mark.parametrize("key", ["nowhere", "w123", "v1", "vn", "W111", "w111%00", "..", "%C3%A1", "w" * 30, ""])
def test_what_is_no_open_unit_goes_to_the_site(world: World, key: str) -> None:
    server = Server()
    assert server.get(f"/u/{key}/names/") == "no unit"
    assert server.status.startswith("404")
    assert active.current_or_none() is None


def test_an_ended_unit_stays_readable(world: World) -> None:
    plant(world)
    Unit.objects.filter(key="w111").update(status="ended")
    epoch.bump()
    assert Server().get("/u/w111/names/") == citizen("w111")


def test_unit_url_does_not_inherit_the_unit_of_the_request(world: World) -> None:
    from django.urls import set_script_prefix

    from registry.addresses import site_url, unit_url

    set_script_prefix("/u/w111/")
    try:
        assert unit_url(world.unit("w112"), "nothing") == "/u/w112/nothing/"
        assert site_url("nothing") == "/nothing/"
    finally:
        set_script_prefix("/")

"""A real browser against a real server: Debian's Chromium, gunicorn, PostgreSQL, committed data.

`stack` starts the server once a run; every test gets the world anew. Without Chromium the tests are skipped and say so;
with REQUIRE_BROWSER=1 they fail.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest
from django.conf import settings

# The same engine without windows needs less than half the processor time.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
SECONDS_TO_START = 30
LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
# A laptop at 200 %: half the width in CSS pixels (WCAG 1.4.4, 1.4.10).
ZOOMED = {"width": LAPTOP["width"] // 2, "height": LAPTOP["height"] // 2}
# Findings of axe that stop a test.
SERIOUS = ("serious", "critical")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.serial)


@dataclass
class Stack:
    """The running server and the world in its database."""

    url: str
    world: Any
    server: "Server"

    def at(self, key: str, path: str = "") -> str:
        """Address of a page in a unit."""
        return f"{self.url}/u/{key}/{path}"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser; skips, or fails where a browser is demanded."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        said = (
            "no Chromium on this machine: browser tests did not run (Debian: apt-get install chromium-headless-shell)"
        )
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(said)
        pytest.skip(said)
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """One browser for the run; each person gets a context of their own."""
    # Playwright's loop runs in this thread; Django must not take it for an asynchronous caller.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from playwright.sync_api import sync_playwright  # only where there is a browser

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield running
        running.close()


@dataclass
class Server:
    """The web process; it can be stopped in the middle of a test and comes back at the same address."""

    url: str
    folder: Path
    application: str = "config.wsgi:application"
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        database = settings.DATABASES["default"]
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "TIEPDAN_VAR": str(self.folder),
            # One store of files: what a browser sends up is delivered by the test's own process.
            "TIEPDAN_BLOBS": str(settings.BLOBS),
            "TIEPDAN_SITE_URL": self.url,
            "TIEPDAN_DATABASE_HOST": database["HOST"],
            "TIEPDAN_DATABASE_PORT": database["PORT"],
            "TIEPDAN_DATABASE_NAME": database["NAME"],
        }
        address = self.url.removeprefix("http://")
        command = [sys.executable, "-m", "gunicorn", self.application, "-b", address, "--threads", "4"]
        with open(self.folder / "server.log", "ab") as log:
            self.process = subprocess.Popen(
                command, env=environment, stdout=log, stderr=log, cwd=str(settings.BASE_DIR)
            )
        _wait(self.url, self.process, self.folder / "server.log")

    def stop(self) -> None:
        """End it; whoever calls it meanwhile gets no answer."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(10)
            self.process = None


def free_address() -> str:
    """An address on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


@pytest.fixture(scope="session")
def _server(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(free_address(), tmp_path_factory.mktemp("browser"))
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture
def stack(_server: Server, committing: Any) -> Stack:
    """The server with a fresh world; one that a test left stopped is started again."""
    if _server.process is None:
        _server.start()
    return Stack(_server.url, committing, _server)


@pytest.fixture
def visit(browser: Any, stack: Stack) -> Iterator[Callable[..., Any]]:
    """`visit("w111", "officer")` gives a page in which this person has signed in; without a name, an anonymous one."""
    contexts: list[Any] = []

    def open_page(key: str = "", name: str = "", *, size: dict[str, int] = LAPTOP, script: bool = True) -> Any:
        context = browser.new_context(
            viewport=size,
            color_scheme="light",
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            java_script_enabled=script,
        )
        contexts.append(context)
        if name:
            session = stack.world.client(key, name).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": stack.url}])
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        return page

    faults: list[str] = []
    yield open_page
    for context in contexts:
        context.close()
    assert not faults, faults


@pytest.fixture
def assert_accessible() -> Callable[[Any], None]:
    """`assert_accessible(page)`: axe finds nothing serious or critical, nor do the colours of the dark theme hide anything."""
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # only where there is a browser

    def check(page: Any) -> None:
        # The policy of the page forbids foreign script in it; axe is given to the browser from outside.
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        page.emulate_media(color_scheme="dark")
        found += page.evaluate("() => axe.run({runOnly: ['color-contrast'], resultTypes: ['violations']})")[
            "violations"
        ]
        page.emulate_media(color_scheme="light")
        bad = [
            f"{one['id']} ({one['impact']}): {one['help']}: {[node['html'][:160] for node in one['nodes'][:5]]}"
            for one in found
            if one["impact"] in SERIOUS
        ]
        assert not bad, f"{page.url}\n" + "\n".join(bad)

    return check


@pytest.fixture
def assert_fits() -> Callable[[Any], None]:
    """`assert_fits(page)`: neither on a phone nor at 200 % of a laptop is anything to be scrolled sideways."""

    def check(page: Any) -> None:
        before = page.viewport_size
        for size in (PHONE, ZOOMED):
            page.set_viewport_size(size)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= size["width"], f"{page.url}: {wide} px wide where {size['width']} are seen"
        page.set_viewport_size(before)

    return check


def _wait(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=5):
                return
        except (URLError, OSError):
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the server did not start:\n{log.read_text()[-4000:]}") from None
            time.sleep(0.05)

"""What the head's own duty costs in one unit: the sessions of a year, the day's pages, the register, a paper."""

import time
from collections.abc import Callable

from tests.scale.errands import Runner
from tests.scale.figures import Figure, percentile
from tests.scale.installation import Installation
from tests.scale.traffic import Line

REQUESTS = 20
MOST_MS = {
    "session_page": 200.0,
    "queue_page": 200.0,
    "dossier_page": 200.0,
    "register_page": 200.0,
    "minutes_pdf": 300.0,
}
GENERATE_MS, SHEET_SECONDS = 50.0, 5.0


def measure(installation: Installation, key: str, cookie: str, say: Callable[[str], None]) -> list[Figure]:
    """One unit with a year of visits, a session that is going on and a conference; its pages as its chief asks for them."""
    runner = Runner(
        "tests.scale.reception_day", installation.environment(role="owner"), installation.folder / "day.log"
    )
    made = runner.ask("fill", key=key)
    months, weeks = (runner.ask("generate", key=key, rhythm=rhythm) for rhythm in ("monthly", "weekly"))
    seconds = runner.ask("sheet", key=key)
    runner.end()
    found = [
        _figure("year_of_sessions_p95", months["sessions"], percentile(months["ms"], 0.95), "ms", GENERATE_MS),
        Figure("year_of_weekly_sessions_p95", weeks["sessions"], percentile(weeks["ms"], 0.95), "ms"),
        *(
            _figure(f"{name}_p95", made["counts"][name], late, "ms", MOST_MS[name])
            for name, late in _pages(installation.port, made["pages"], cookie).items()
        ),
        _figure("register_year_xlsx", made["counts"]["register_page"], seconds, "s", SHEET_SECONDS),
    ]
    say("reception: " + ", ".join(f"{one.name} {one.ours:.3g} {one.unit}" for one in found))
    return found


def _pages(port: int, pages: dict[str, list[str]], cookie: str) -> dict[str, float]:
    """The p95 of each kind of page in milliseconds; a kind with several addresses takes them in turns."""
    line = Line(port)
    found = {}
    for name, addresses in pages.items():
        spent = []
        # Each of the server's processes fills its caches first.
        for index in range(-4, REQUESTS):
            began = time.perf_counter()
            status, body = line.get(addresses[index % len(addresses)], {"Cookie": cookie})
            spent += [(time.perf_counter() - began) * 1000] if index >= 0 else []
            assert status == 200, f"{name}: {status} {body[:300]!r}"
        found[name] = percentile(spent, 0.95)
    line.close()
    return found


def _figure(name: str, n: int, ours: float, unit: str, most: float) -> Figure:
    return Figure(name, n, ours, unit, target=f"< {most:g} {unit}", met=ours < most)

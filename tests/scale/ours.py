"""Errands of the product itself, as the role that owns the tables: opening, migrating, filling, watching figures.

python -m tests.scale.ours, with the environment of the installation.
"""

import threading
import time
from pathlib import Path
from random import Random
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from django.conf import settings
from django.db import connection

from kernel.active import unit_scope
from registry import fleet, opening, snapshot, tree
from registry.baking import bake
from registry.release import code_migrations
from tests.scale import errands, fill, release, supervision

LOOK_EVERY = 0.02
SECONDS_TO_FOLD = 60.0


def open_many(count: int) -> list[str]:
    """Open the next communes as `tiepdan units open` does; their keys."""
    keys = [unit.key for unit in opening.open_units(fill.next_units(count))]
    snapshot.forget()
    return keys


def open_each(count: int) -> list[float]:
    """Open the next communes, one after the other and each by itself; seconds of each."""
    script = bake()
    seconds = []
    for unit in fill.next_units(count):
        began = time.perf_counter()
        opening.open_unit(unit, script)
        seconds.append(time.perf_counter() - began)
    snapshot.forget()
    return seconds


def fill_units(keys: list[str], count: int) -> list[dict[str, str]]:
    """People and cases in units that another process opened; the people."""
    snapshot.forget()
    seated = fill.seat(keys)
    for key in keys:
        fill.take_in(key, count)
        connection.close_if_unusable_or_obsolete()
    return seated


def migrate() -> dict[str, Any]:
    """Bring public and every opened unit to the release; the whole command but the start of Python."""
    release.use(settings)
    code_migrations.cache_clear()
    began = time.perf_counter()
    outcome = fleet.migrate()
    seconds = time.perf_counter() - began
    assert not outcome.failed, outcome.failed
    return {"seconds": seconds, "migrated": len(outcome.migrated), "opened": len(tree.opened_units())}


def lag(keys: list[str], seconds: float, pause: float) -> list[float]:
    """Take petitions in for some seconds; how long after its commit each stands in the roll-up of its unit."""
    watch = Watch(keys)
    watch.start()
    random = Random("lag")
    until, number = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        key = keys[number % len(keys)]
        number += 1
        fill.take_in(key, 1)
        watch.expect(key)
        # Uneven pauses: no rhythm that falls in with the scheduler's.
        time.sleep(pause * random.uniform(0.5, 1.5))
    return watch.end()


class Watch(threading.Thread):
    """Looks at the roll-ups of some units and notes when an awaited petition is in them."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(daemon=True)
        self._ids = {key: _unit_id(key) for key in keys}
        self._waiting: list[tuple[int, int, float]] = []
        self._lags: list[float] = []
        self._lock = threading.Lock()
        self._is_last = False
        _wait_until_folded()
        self._expected = self._counts()

    def expect(self, key: str) -> None:
        """A petition of this unit was committed just now."""
        now = time.monotonic()
        with self._lock:
            unit = self._ids[key]
            self._expected[unit] = self._expected.get(unit, 0) + 1
            self._waiting.append((unit, self._expected[unit], now))

    def end(self) -> list[float]:
        """Wait for what is awaited still; all lags in seconds."""
        self._is_last = True
        self.join(SECONDS_TO_FOLD)
        assert not self._waiting, f"{len(self._waiting)} petitions were not folded in {SECONDS_TO_FOLD} s"
        return self._lags

    def run(self) -> None:
        while not (self._is_last and not self._waiting):
            time.sleep(LOOK_EVERY)
            found = self._counts()
            now = time.monotonic()
            with self._lock:
                self._lags += [now - since for unit, n, since in self._waiting if found.get(unit, 0) >= n]
                self._waiting = [one for one in self._waiting if found.get(one[0], 0) < one[1]]
        connection.close()

    def _counts(self) -> dict[int, int]:
        with unit_scope(None), connection.cursor() as cursor:
            cursor.execute(
                "SELECT unit_id, sum(own) FROM oversight_rollup WHERE fact = 'taken_in' AND unit_id = ANY(%s) GROUP BY 1",
                [list(self._ids.values())],
            )
            return {unit: int(n) for unit, n in cursor.fetchall()}


def _wait_until_folded() -> None:
    until = time.monotonic() + SECONDS_TO_FOLD
    while time.monotonic() < until:
        with unit_scope(None), connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM kernel_outbox)")
            if not cursor.fetchone()[0]:
                return
        time.sleep(LOOK_EVERY)
    raise AssertionError(f"the outbox was not folded in {SECONDS_TO_FOLD} s")


def _unit_id(key: str) -> int:
    unit = tree.by_key(key)
    assert unit is not None
    return unit.id


if __name__ == "__main__":
    release.begin(Path(settings.VAR) / "releases")
    errands.serve(
        {
            "import_tree": fill.import_tree,
            "open_many": open_many,
            "open_each": open_each,
            "sign_in": fill.sign_in,
            "fill": fill_units,
            "settled": _wait_until_folded,
            "add_column": lambda number: release.add_column(Path(settings.VAR) / "releases", number),
            "migrate": migrate,
            "lag": lag,
            "board": supervision.board,
            "fold": supervision.fold,
            "close_reports": supervision.close_reports,
        }
    )

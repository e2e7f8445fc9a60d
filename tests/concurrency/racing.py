"""Two people at once on one thing, again and again."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import connections

from kernel import errors

Result = list[BaseException | None]


def race(ids: list[UUID], *runners: Callable[[UUID], Any]) -> list[Result]:
    """Let the runners loose on each of them at the same moment; returns what each of them raised."""
    results: list[Result] = [[None] * len(runners) for _ in ids]
    barrier = threading.Barrier(len(runners), timeout=30)

    def run(place: int) -> None:
        try:
            for at, one in enumerate(ids):
                barrier.wait()
                try:
                    runners[place](one)
                except errors.DomainError as refused:
                    results[at][place] = refused
        except BaseException:
            barrier.abort()
            raise
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(runners))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not barrier.broken
    return results

"""How many requests were answered and how long they took, added up over all processes of one web server.

Each process keeps its numbers in a file of the metrics folder; who reads adds the files up. Outside a web server the
numbers stay in the process. The library decides between the two when it is imported, so this module imports it.
"""

import os

from django.conf import settings

FOLDER = "PROMETHEUS_MULTIPROC_DIR"

if settings.PROCESS == "web":
    settings.METRICS_FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ[FOLDER] = str(settings.METRICS_FOLDER)

from prometheus_client import CollectorRegistry, Counter, Histogram  # noqa: E402
from prometheus_client.multiprocess import MultiProcessCollector  # noqa: E402

_own = CollectorRegistry()
_answered = Counter("tiepdan_requests", "Requests answered, by class of status.", ["status"], registry=_own)
_took = Histogram(
    "tiepdan_request_seconds",
    "Time from the first middleware to the answer.",
    buckets=(0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=_own,
)


def note(status: int, seconds: float) -> None:
    """Count one request."""
    _answered.labels(f"{status // 100}xx").inc()
    _took.observe(seconds)


def registry() -> CollectorRegistry:
    """The numbers of all processes of this web server."""
    if FOLDER not in os.environ:
        return _own
    whole = CollectorRegistry()
    MultiProcessCollector(whole)  # type: ignore[no-untyped-call]
    return whole

"""`/metrics` in Prometheus' text format 0.0.4, for loopback and the addresses of the settings; numbers only, no unit by name."""

from collections import Counter
from collections.abc import Iterator
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from config.operating import traffic
from config.operating.queries import state
from config.operating.rules import Reading
from config.status import envelopes_by_age
from exchange.enums import EnvelopeStatus
from exchange.models import Envelope
from kernel import clock
from kernel.operating import Alarm, AlarmKind, Sample
from registry import snapshot
from registry.levels import Level

#: What is counted of the states of envelopes: those that are not over.
OPEN = (EnvelopeStatus.SENT, EnvelopeStatus.DELIVERED, EnvelopeStatus.ACCEPTED)
SINGLE: tuple[tuple[str, str, str], ...] = (
    ("envelopes_waiting", "envelopes", "Envelopes under way."),
    ("envelope_oldest_seconds", "envelope_seconds", "Age of the oldest envelope under way."),
    ("sweep_lag_seconds", "sweep_seconds", "How long the longest due envelope waits for its next try."),
    ("outbox_rows", "outbox_rows", "Deltas of figures not folded yet."),
    ("outbox_lag_seconds", "outbox_seconds", "Age of the oldest delta not folded yet."),
    ("units_behind", "units_behind", "Opened units whose tables are older than this release."),
    ("chains_broken", "chains_broken", "Units whose event chain the last nightly check found broken."),
    ("recount_again", "recount_again", "Differences of the last recount that had been repaired the night before."),
)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """404 for whoever is not told in the settings, and for every request that came through a proxy."""
    if not may_scrape(request):
        raise Http404
    text = b"".join(generate_latest(part) for part in (traffic.registry(), _State()))
    response = HttpResponse(text, content_type=CONTENT_TYPE_PLAIN_0_0_4)
    response["Cache-Control"] = "no-store"
    return response


def may_scrape(request: HttpRequest) -> bool:
    """Whether the request comes straight from loopback or from an address of the settings."""
    # Behind a proxy on the same machine everybody would come from loopback.
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return address.is_loopback or any(address in ip_network(one, strict=False) for one in settings.SCRAPE_ADDRESSES)


class _State(CollectorRegistry):
    """The state of the installation, computed when asked for: the same whichever process answers."""

    def collect(self) -> Iterator[Metric]:
        try:
            # Whole before the first line is written: half an answer would look like zeros.
            found = list(_families(state.take()))
        except DatabaseError:
            yield _gauge("database_up", "Whether the database answers.", 0)
            return
        yield _gauge("database_up", "Whether the database answers.", 1)
        yield from found


def _families(reading: Reading) -> Iterator[Metric]:
    for name, field, help in SINGLE:
        yield _gauge(name, help, getattr(reading, field))
    yield _labelled("envelopes_by_age", "Envelopes under way, by how long.", "age", envelopes_by_age())
    open_ones = Envelope.objects.filter(status__in=OPEN).order_by().values_list("status").annotate(n=Count("pk"))
    yield _labelled("envelopes", "Envelopes that are not over, by status.", "status", dict(open_ones))
    units = [unit for unit in snapshot.current().units.values() if unit.level != Level.NATION]
    yield _labelled("units", "Units by status.", "status", Counter(unit.status for unit in units))
    versions = Counter(str(unit.schema_version) for unit in units if unit.is_opened)
    yield _labelled("units_by_version", "Opened units by the number of their last step.", "version", versions)
    free = {name: state.free_percent(folder) for name, folder in state.volumes().items()}
    yield _labelled("disk_free_percent", "Free room on the volume of data and of files.", "volume", free)
    stand = set(Alarm.objects.filter(ended_at__isnull=True).values_list("kind", flat=True))
    alarms = {kind.value: int(kind.value in stand) for kind in AlarmKind}
    yield _labelled("alarm", "1 while the alarm stands.", "kind", alarms)
    # Grows when worker or scheduler stands still: then no alarm begins either.
    last = Sample.objects.order_by("-at").values_list("at", flat=True).first()
    if last is not None:
        yield _gauge("sample_age_seconds", "Age of the last sample.", (clock.now() - last).total_seconds())


def _gauge(name: str, help: str, value: float) -> Metric:
    return GaugeMetricFamily(f"tiepdan_{name}", help, value=value)


def _labelled(name: str, help: str, label: str, values: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(f"tiepdan_{name}", help, labels=[label])
    for key, value in sorted(values.items()):
        family.add_metric([key], value)
    return family

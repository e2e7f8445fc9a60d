"""The state of the installation now, read from `public`, the tree in memory and the disk; costs five statements."""

import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Min, Q

from config.operating.rules import Limits, Reading
from exchange import stuck
from kernel import clock
from kernel.operating import ChainCheck
from kernel.outbox import OutboxRow
from oversight.models import RecountRun
from registry import tree


def take() -> Reading:
    """Look at everything that may be an alarm."""
    now = clock.now()
    way = stuck.under_way().aggregate(
        n=Count("pk"), oldest=Min("sent_at"), due=Min("next_try_at", filter=Q(next_try_at__lte=now))
    )
    outbox = OutboxRow.objects.aggregate(n=Count("pk"), oldest=Min("written_at"))
    chains, recount = last_chain_check(), last_recount()
    return Reading(
        envelopes=way["n"],
        envelope_seconds=_age(way["oldest"], now),
        sweep_seconds=_age(way["due"], now),
        outbox_rows=outbox["n"],
        outbox_seconds=_age(outbox["oldest"], now),
        units_behind=sum(tree.is_behind(unit) for unit in tree.opened_units()),
        disk_free=min(free_percent(folder) for folder in volumes().values()),
        chains_broken=len({one["unit"] for one in chains.findings}) if chains else 0,
        recount_again=sum(bool(one.get("again")) for one in recount.differences) if recount else 0,
    )


def limits() -> Limits:
    """The thresholds as set."""
    return Limits(
        envelope_seconds=settings.ALARM_ENVELOPE_MINUTES * 60,
        lag_seconds=settings.ALARM_LAG_SECONDS,
        disk_percent=settings.ALARM_DISK_PERCENT,
    )


def last_chain_check() -> ChainCheck | None:
    """The last walk along all chains that came to its end."""
    return ChainCheck.objects.filter(ended_at__isnull=False).order_by("-started_at").first()


def last_recount() -> RecountRun | None:
    """The last recount that came to its end."""
    return RecountRun.objects.filter(ended_at__isnull=False).order_by("-started_at").first()


def volumes() -> dict[str, Path]:
    """Where data and files lie; the volume of a database server elsewhere is watched there."""
    return {"data": settings.VAR, "files": settings.BLOBS}


def free_percent(folder: Path) -> int:
    """Percent of free room on the volume of a folder, or of where it will come to be."""
    while not folder.exists():
        folder = folder.parent
    usage = shutil.disk_usage(folder)
    return int(100 * usage.free / usage.total)


def _age(moment: datetime | None, now: datetime) -> int:
    return max(int((now - moment).total_seconds()), 0) if moment else 0

"""What waits for too long, unit by unit: envelopes, figures, work of units. No case, no number of a document, no person."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min

from exchange.models import Envelope
from kernel import clock
from kernel.active import unit_scope
from kernel.operating import OperatorAct
from kernel.outbox import OutboxRow
from kernel.wakes import Wake
from registry import tree
from registry.tree import UnitInfo
from tenants.documents.actions.notices import JOB
from tenants.documents.enums import NoticeChannel, NoticeStatus
from tenants.documents.models import Notice

MOST = 50
MOST_UNITS = 20
#: What is younger is on its usual way.
PATIENCE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class EnvelopeRow:
    """An envelope under way, as far as an operator may know it."""

    envelope: Envelope
    sender: UnitInfo
    receiver: UnitInfo
    minutes: int


@dataclass(frozen=True, slots=True)
class UnitRow:
    """Rows of one unit that wait, and since when."""

    unit: UnitInfo
    what: str
    waiting: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class MailRow:
    """Mails of one unit that wait: neither to whom nor about what."""

    unit: UnitInfo
    waiting: int
    oldest: datetime
    attempts: int
    outcome: str


def envelope_row(envelope: Envelope) -> EnvelopeRow:
    """One row of the list; the addressee is a unit."""
    assert envelope.to_unit is not None
    minutes = int((clock.now() - envelope.sent_at).total_seconds() // 60)
    return EnvelopeRow(envelope, tree.get(envelope.from_unit), tree.get(envelope.to_unit), minutes)


def figures() -> list[UnitRow]:
    """Figures not added up for longer than usual, the oldest first."""
    rows = (
        OutboxRow.objects.filter(written_at__lt=clock.now() - PATIENCE)
        .order_by()
        .values("unit_id", "fact")
        .annotate(n=Count("pk"), oldest=Min("written_at"))
        .order_by("oldest")[:MOST]
    )
    return [UnitRow(tree.get(row["unit_id"]), row["fact"], row["n"], row["oldest"]) for row in rows]


def work() -> list[UnitRow]:
    """Work of units that nobody looked at when its time had come, the oldest first."""
    rows = (
        Wake.objects.filter(at__lt=clock.now() - PATIENCE)
        .values("unit_id", "job")
        .annotate(n=Count("pk"), oldest=Min("at"))
        .order_by("oldest")[:MOST]
    )
    return [UnitRow(tree.get(row["unit_id"]), row["job"], row["n"], row["oldest"]) for row in rows]


def mails() -> list[MailRow]:
    """Mails that wait in units, the oldest first: counts, tries and the outcome of the last one. At most twenty units are asked."""
    asked = Wake.objects.filter(job=JOB).order_by("unit_id").values_list("unit_id", flat=True).distinct()[:MOST_UNITS]
    found = []
    for unit in map(tree.get, asked):
        if tree.is_behind(unit):
            continue
        with unit_scope(unit):
            waiting = Notice.objects.filter(
                status=NoticeStatus.WAITING, channel=NoticeChannel.EMAIL, made_at__lt=clock.now() - PATIENCE
            ).order_by("made_at")
            count, oldest = waiting.count(), waiting.first()
        if oldest is not None:
            tries = oldest.proof.get("tries") or [{}]
            found.append(MailRow(unit, count, oldest.made_at, oldest.attempts, str(tries[-1].get("outcome", ""))))
    return sorted(found, key=lambda row: row.oldest)


def last_acts(limit: int = 20) -> list[OperatorAct]:
    """What operators did last; the reasons stand in the units' own logs."""
    return list(OperatorAct.objects.order_by("-at")[:limit])

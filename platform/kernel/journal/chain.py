"""The hash chain over the unit's events: history cannot be rewritten quietly.

The sealer gives every committed event the next number, in no promised order: neither keys nor times follow the order of
commits, so anything that read "after the last one" would leave events out. Each hash covers the number, the hash before and the
whole event; the head is kept in ``public`` as well, so that cutting the end off shows.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from kernel import active, clock
from kernel.chain_head import ChainHead
from kernel.journal.models import ChainLink, Event
from kernel.transactions import Lock, atomic

BATCH = 1000
GENESIS = bytes(32)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with the chain at one number: ``altered``, ``missing``, ``cut_off``, ``broken`` or ``head``."""

    number: int
    event_id: UUID | None
    problem: str
    message: str


def seal_pending() -> int:
    """Seal the events of the active unit that have no number yet. Returns how many; 0 when another sealer is at work.

    Batches of 1,000, each in one transaction with the head; the advisory lock of the unit is taken again for each.
    """
    sealed = 0
    while n := _seal_batch():
        sealed += n
        if n < BATCH:
            break
    return sealed


def verify() -> list[Finding]:
    """Walk the active unit's chain from its first number. An empty list means: nothing altered, missing or cut off.

    Stops at the first problem, because everything after it hangs on it; events not sealed yet are no finding.
    """
    with atomic():
        # Against a sealer between our reading of the head and of the links.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [int(Lock.CHAIN), active.current().id])
        head = ChainHead.objects.filter(unit_id=active.current().id).first()
        number, hash_before = 0, GENESIS
        for link, event in _links():
            number += 1
            if problem := _problem_of(link, event, number, hash_before):
                return [problem]
            hash_before = bytes(link.hash)
        return _end_of(head, number, hash_before)


def canonical(event: Event, number: int) -> bytes:
    """The bytes an event is hashed as: JSON with sorted keys, UTC instants, UTF-8."""
    value = {
        "actor": str(event.actor_id) if event.actor_id else None,
        "actor_name": event.actor_name,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "case": str(event.case_id) if event.case_id else None,
        "data": event.data,
        "id": str(event.pk),
        "internal": event.is_internal,
        "kind": event.kind,
        "number": number,
        "unit": event.unit_id,
    }
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def link_hash(event: Event, number: int, hash_before: bytes) -> bytes:
    """SHA-256 over the hash before and the canonical event."""
    return hashlib.sha256(hash_before + canonical(event, number)).digest()


@atomic
def _seal_batch() -> int:
    unit = active.current()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [int(Lock.CHAIN), unit.id])
        if not cursor.fetchone()[0]:
            return 0
    unsealed = ~Exists(ChainLink.objects.filter(event_id=OuterRef("pk")))
    events = list(Event.objects.filter(unsealed)[:BATCH])
    if not events:
        return 0
    last = ChainLink.objects.order_by("-number").first()
    number, hash_before = (last.number, bytes(last.hash)) if last else (0, GENESIS)
    links = []
    for event in events:
        number += 1
        digest = link_hash(event, number, hash_before)
        links.append(ChainLink(number=number, event_id=event.pk, prev_hash=hash_before, hash=digest))
        hash_before = digest
    ChainLink.objects.bulk_create(links)
    ChainHead.objects.update_or_create(
        unit_id=unit.id, defaults={"number": number, "hash": hash_before, "at": clock.now()}
    )
    return len(links)


def _links() -> Iterator[tuple[ChainLink, Event | None]]:
    after = 0
    while links := list(ChainLink.objects.filter(number__gt=after).order_by("number")[:BATCH]):
        events = Event.objects.in_bulk([link.event_id for link in links])
        for link in links:
            yield link, events.get(link.event_id)
        after = links[-1].number


def _problem_of(link: ChainLink, event: Event | None, number: int, hash_before: bytes) -> Finding | None:
    if link.number != number:
        return Finding(number, None, "missing", _("Thiếu mắt xích số %(n)d.") % {"n": number})
    if event is None:
        message = _("Mất sự kiện của mắt xích số %(n)d (%(id)s).") % {"n": number, "id": link.event_id}
        return Finding(number, link.event_id, "missing", message)
    if bytes(link.prev_hash) != hash_before:
        return Finding(number, event.pk, "broken", _("Mắt xích số %(n)d không nối với mắt xích trước.") % {"n": number})
    if bytes(link.hash) != link_hash(event, number, hash_before):
        message = _("Sự kiện số %(n)d (%(id)s) đã bị sửa.") % {"n": number, "id": event.pk}
        return Finding(number, event.pk, "altered", message)
    return None


def _end_of(head: ChainHead | None, number: int, last_hash: bytes) -> list[Finding]:
    kept = head.number if head else 0
    if number < kept:
        message = _("Chuỗi bị cắt sau số %(n)d; đã từng đến số %(kept)d.") % {"n": number, "kept": kept}
        return [Finding(number + 1, None, "cut_off", message)]
    if number > kept or (head and bytes(head.hash) != last_hash):
        message = _("Đầu chuỗi lưu ngoài đơn vị (số %(kept)d) không khớp với chuỗi (số %(n)d).") % {
            "n": number,
            "kept": kept,
        }
        return [Finding(number, None, "head", message)]
    return []

"""The counted facts, and the one way to count one.

A fact is emitted as a signed delta in the transaction that makes it true; nothing here knows a
name or a text of a citizen. Flows belong to the day they happened; stocks are running balances.
"""

from datetime import date
from typing import Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kernel import clock, outbox


class Fact(TextChoices):
    """What a higher unit may see of a lower one, as numbers."""

    TAKEN_IN = "taken_in", pgettext_lazy("chỉ tiêu", "Tiếp nhận")
    RECEIVED = "received", _("Chuyển đến")
    OPEN = "open", _("Đang giữ")
    OWED = "owed", _("Còn nợ trả lời")
    OVERDUE = "overdue", _("Quá hạn")
    SENT_TRANSFER = "sent_transfer", pgettext_lazy("chỉ tiêu", "Chuyển đơn")
    SENT_ESCALATION = "sent_escalation", _("Gửi cấp trên")
    SENT_ASSIGNMENT = "sent_assignment", _("Giao cấp dưới")
    ANSWERED = "answered", _("Đã trả lời")


TAKEN_IN = Fact.TAKEN_IN
RECEIVED = Fact.RECEIVED
OPEN = Fact.OPEN
OWED = Fact.OWED
OVERDUE = Fact.OVERDUE
SENT_TRANSFER = Fact.SENT_TRANSFER
SENT_ESCALATION = Fact.SENT_ESCALATION
SENT_ASSIGNMENT = Fact.SENT_ASSIGNMENT
ANSWERED = Fact.ANSWERED

STOCKS = frozenset({OPEN, OWED, OVERDUE})
FLOWS = frozenset(Fact) - STOCKS
SENT_BY_MOVEMENT = {
    "transfer": SENT_TRANSFER,
    "escalation": SENT_ESCALATION,
    "assignment": SENT_ASSIGNMENT,
}


class HasKind(Protocol):
    """Anything counted by kind and receipt date: a case."""

    kind: str
    received_on: date


def count(fact: Fact, *, unit_id: int, kind: str, day: date | None = None, n: int = 1) -> None:
    """Add ``n`` to ``fact`` of a unit on a business day (today unless told), in this transaction."""
    outbox.emit(unit_id=unit_id, fact=fact.value, kind=kind, day=day or clock.today(), n=n)


def entered(case: HasKind, unit_id: int) -> None:
    """A case begins here with a petition: *taken in* on its day, *open* and *owed* from today."""
    today = clock.today()
    outbox.emit_all(
        [(TAKEN_IN.value, case.received_on, 1), (OPEN.value, today, 1), (OWED.value, today, 1)],
        unit_id=unit_id,
        kind=case.kind,
    )


def ended(case: HasKind, unit_id: int) -> None:
    """The case ends here: neither *open* nor *owed* any more."""
    today = clock.today()
    outbox.emit_all([(OPEN.value, today, -1), (OWED.value, today, -1)], unit_id=unit_id, kind=case.kind)


def taken_in(case: HasKind, unit_id: int, n: int = 1, *, day: date | None = None) -> None:
    """A petition entered from a citizen or an outside body, on the day it was received."""
    count(TAKEN_IN, unit_id=unit_id, kind=case.kind, day=day or case.received_on, n=n)


def received(case: HasKind, unit_id: int, n: int = 1, *, day: date | None = None) -> None:
    """A case delivered by another unit."""
    count(RECEIVED, unit_id=unit_id, kind=case.kind, day=day, n=n)


def opened(case: HasKind, unit_id: int, n: int = 1) -> None:
    """The unit handles the case from today (``n=-1``: no longer)."""
    count(OPEN, unit_id=unit_id, kind=case.kind, n=n)


def owed(case: HasKind, unit_id: int, n: int = 1) -> None:
    """The unit owes the citizen the answer, until the case ends, from today (``n=-1``: no longer)."""
    count(OWED, unit_id=unit_id, kind=case.kind, n=n)


def answered(case: HasKind, unit_id: int, n: int = 1, *, day: date | None = None) -> None:
    """The unit answered the citizen (Law on citizen reception, Art. 28.1)."""
    count(ANSWERED, unit_id=unit_id, kind=case.kind, day=day, n=n)


def sent(case: HasKind, unit_id: int, movement: str, n: int = 1, *, day: date | None = None) -> None:
    """The unit sent the case on; a recall is ``n=-1`` on the day of sending."""
    count(SENT_BY_MOVEMENT[movement], unit_id=unit_id, kind=case.kind, day=day, n=n)

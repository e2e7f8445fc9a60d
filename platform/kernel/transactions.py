"""Transactions, what happens after them, and the locks that exclude each other."""

from collections.abc import Callable
from enum import IntEnum
from typing import Any

from django.db import connection, transaction

from kernel import active

atomic = transaction.atomic


class _Joined(transaction.Atomic):
    @property
    def savepoint(self) -> bool:
        # A test case's own blocks stand for "no transaction yet".
        blocks: Any = connection.atomic_blocks
        return all(block._from_testcase for block in blocks)

    @savepoint.setter
    def savepoint(self, value: bool) -> None:
        """Set by Django's constructor; decided anew at each entry."""


# Like `atomic`, but part of the transaction around it: it fails as a whole, so nobody around it may go on after an error.
# Spares the two statements of a savepoint.
joined = _Joined(using=None, savepoint=False, durable=False)


class Lock(IntEnum):
    """First number of PostgreSQL's two-number advisory locks; the second is the unit's number."""

    WRITES = 7101  # shared by every writing action, exclusive for freezing a unit
    SCHEMA = 7102  # opening and migrating one unit
    CHAIN = 7103  # sealing one unit's log
    DUTIES = 7105  # counting the reception days of one unit again
    FLEET = 7104  # one migration of all units at a time (second number 0)
    WATCH = 7106  # one look at the state of the installation at a time (second number 0)


def on_commit(fn: Callable[[], Any], *, robust: bool = False) -> None:
    """Run `fn` after the commit, in the unit that is active now.

    Django's own runs it in whatever unit is active when the outermost transaction ends.
    """
    unit = active.current_or_none()

    def run() -> None:
        with active.unit_scope(unit):
            fn()

    transaction.on_commit(run, robust=robust)


def lock_unit_writes(unit: active.UnitLike) -> None:
    """Share the lock that freezing a unit takes alone; held until the transaction ends."""
    _xact_lock("pg_advisory_xact_lock_shared", Lock.WRITES, unit.id)


def lock_unit_alone(unit: active.UnitLike) -> None:
    """Wait until no action writes in the unit and keep new ones out until the transaction ends."""
    _xact_lock("pg_advisory_xact_lock", Lock.WRITES, unit.id)


def lock_unit_duties(unit: active.UnitLike) -> None:
    """One counting of the unit's reception days at a time; held until the transaction ends."""
    _xact_lock("pg_advisory_xact_lock", Lock.DUTIES, unit.id)


def _xact_lock(function: str, lock: Lock, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [int(lock), number])

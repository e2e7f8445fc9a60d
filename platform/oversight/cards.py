"""Keeping a case's card true; called by the actions in their own transaction."""

from typing import Any
from uuid import UUID

from oversight.models import CaseCard


def begin(case_id: UUID, **columns: Any) -> None:
    """The first card of a case; names every required column."""
    CaseCard.objects.create(case_id=case_id, **columns)


def put(case_id: UUID, **changes: Any) -> None:
    """Write the named columns of the card of a case; the first call must name the required ones.

    An update first: intake is the only caller that inserts, every later step changes.
    """
    if CaseCard.objects.filter(case_id=case_id).update(**changes):
        return
    CaseCard.objects.create(case_id=case_id, **changes)


def drop(case_id: UUID) -> None:
    """Forget a card: only for a case joined into another, whose own card remains."""
    CaseCard.objects.filter(case_id=case_id).delete()

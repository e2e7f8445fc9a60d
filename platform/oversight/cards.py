"""Keeping a case's card true; called by the actions in their own transaction."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from oversight.models import CaseCard, PetitionCard


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


def dialogue_held(case_id: UUID, on: date) -> None:
    """A dialogue with the citizen took place, wherever it is written down; the latest day stays."""
    earlier = Q(dialogue_on__isnull=True) | Q(dialogue_on__lt=on)
    CaseCard.objects.filter(earlier, case_id=case_id).update(dialogue_on=on)


def tell_crowds(case_ids: list[UUID]) -> None:
    """These cases are of crowds; for cases from before their cards said so."""
    CaseCard.objects.filter(case_id__in=case_ids).update(is_crowd=True)


def drop(case_id: UUID) -> None:
    """Forget a card: only for a case joined into another, whose own card remains."""
    CaseCard.objects.filter(case_id=case_id).delete()


def add_petition(petition_id: UUID, *, case_id: UUID, unit_id: int, received_on: date) -> None:
    """A petition that the figure *taken in* counts; called beside ``facts.entered`` and ``facts.taken_in``."""
    PetitionCard.objects.create(petition_id=petition_id, case_id=case_id, unit_id=unit_id, received_on=received_on)


def correct_petition(petition_id: UUID, *, received_on: date) -> None:
    """The day of receipt was typed wrongly."""
    PetitionCard.objects.filter(petition_id=petition_id).update(received_on=received_on)


def join_petitions(case_id: UUID, *, into: UUID) -> None:
    """The petitions of a joined case belong to the other one; how many were taken in stays the same."""
    PetitionCard.objects.filter(case_id=case_id).update(case_id=into)


def restore_petitions(rows: list[tuple[UUID, UUID, int, date]]) -> None:
    """Petitions from before there were these cards, as (petition, case, unit, day); those that are there stay."""
    PetitionCard.objects.bulk_create(
        [PetitionCard(petition_id=one, case_id=case, unit_id=unit, received_on=day) for one, case, unit, day in rows],
        ignore_conflicts=True,
    )

"""Whom a registration of Party discipline concerns: what the rooms below leave out for that person."""

from typing import Any
from uuid import UUID

from django.db.models import Q

from identity.actors import Actor
from kernel.prepared import Prepared
from tenants.documents.enums import Subject
from tenants.receptions.models import Registration
from tenants.receptions.models.registration import RegistrationQuerySet

# Asked at every step of every case.
_concerned = Prepared(
    lambda case_id: Registration.objects.concerning_somebody().filter(case_id=case_id).values_list("concerned")
)


class ConcernedPeople:
    """The provider of ``documents.withheld``."""

    def registrations(self, actor: Actor) -> Any:
        return about(actor).values("pk")

    def sessions(self, actor: Actor) -> Any:
        return about(actor).exclude(session_id=None).values("session_id")

    def visits(self, actor: Actor) -> Any:
        return about(actor).exclude(visit_id=None).values("visit_id")

    def cases(self, actor: Actor) -> Any:
        return about(actor).exclude(case_id=None).values("case_id")

    def concerned_by(self, case_id: UUID) -> frozenset[str]:
        return frozenset(account for (concerned,) in _concerned.rows(case_id) for account in concerned)


def about(actor: Actor) -> RegistrationQuerySet:
    """The registrations that concern the actor; none for the system."""
    found: RegistrationQuerySet = Registration.objects.concerning_somebody()
    if actor.account_id is None:
        return found.none()
    return found.filter(concerned__contains=[str(actor.account_id)])


def papers(actor: Actor) -> Q:
    """Papers and notices about these registrations and the cases they belong to."""
    known = ConcernedPeople()
    return Q(subject=Subject.REGISTRATION, subject_id__in=known.registrations(actor)) | Q(
        subject=Subject.CASE, subject_id__in=known.cases(actor)
    )

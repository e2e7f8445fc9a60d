"""Whom a registration of Party discipline concerns: what the rooms below leave out for that person."""

from typing import Any

from django.db.models import Q

from identity.actors import Actor
from tenants.documents.enums import Subject
from tenants.receptions.models import Registration
from tenants.receptions.models.registration import RegistrationQuerySet


class ConcernedPeople:
    """The provider of ``documents.withheld``."""

    def registrations(self, actor: Actor) -> Any:
        return about(actor).values("pk")

    def sessions(self, actor: Actor) -> Any:
        return about(actor).exclude(session_id=None).values("session_id")


def about(actor: Actor) -> RegistrationQuerySet:
    """The registrations that concern the actor; none for the system."""
    found: RegistrationQuerySet = Registration.objects.all()
    if actor.account_id is None:
        return found.none()
    return found.filter(concerned__contains=[str(actor.account_id)])


def papers(actor: Actor) -> Q:
    """Papers and notices about these registrations."""
    return Q(subject=Subject.REGISTRATION, subject_id__in=about(actor).values("pk"))

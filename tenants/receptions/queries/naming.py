"""How documents and notices name a session or a registration they are about."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from identity.actors import Actor
from tenants.documents.subjects import SubjectView
from tenants.receptions.policies import registrations as registration_policies
from tenants.receptions.policies import sessions as policies


def name_sessions(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, SubjectView]:
    """The sessions among the ids that the actor sees; one query."""
    rows = policies.visible_sessions(actor).filter(pk__in=list(ids))
    return {
        row.pk: SubjectView(
            _("Buổi tiếp %(day)s") % {"day": f"{row.held_on:%d/%m/%Y}"}, reverse("receptions:session", args=[row.pk])
        )
        for row in rows
    }


def name_registrations(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, SubjectView]:
    """The registrations among the ids that the actor sees; one query."""
    rows = registration_policies.visible_registrations(actor).filter(pk__in=list(ids))
    return {
        row.pk: SubjectView(
            _("Đăng ký gặp %(number)s") % {"number": row.number}, reverse("receptions:registration", args=[row.pk])
        )
        for row in rows
    }

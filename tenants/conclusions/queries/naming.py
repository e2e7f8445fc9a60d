"""How documents and notices name a conclusion or a task they are about; never what a task says of a citizen."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from identity.actors import Actor
from tenants.conclusions import policies
from tenants.documents.subjects import SubjectView


def name_conclusions(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, SubjectView]:
    """The conclusions among the ids that the actor sees; one query."""
    rows = policies.visible_conclusions(actor).filter(pk__in=list(ids)).only("title")
    return {row.pk: SubjectView(row.title, reverse("conclusions:conclusion", args=[row.pk])) for row in rows}


def name_tasks(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, SubjectView]:
    """The tasks among the ids that the actor sees, by the body that leads; one query."""
    rows = policies.visible_tasks(actor).filter(pk__in=list(ids)).only("lead_name")
    return {
        row.pk: SubjectView(
            _("Nhiệm vụ của %(body)s") % {"body": row.lead_name or "–"}, reverse("conclusions:task", args=[row.pk])
        )
        for row in rows
    }

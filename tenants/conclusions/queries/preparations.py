"""What was asked of bodies before a session or a conference, for its checklist and its page."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from kernel import clock
from tenants.conclusions.enums import OPEN_STATUSES, TaskStatus
from tenants.conclusions.models import Task
from tenants.conclusions.models.task import TaskQuerySet


@dataclass(frozen=True)
class Preparations:
    """How far the preparation of one occasion is."""

    asked: int
    received: int
    late: int
    agreed: int

    @property
    def is_complete(self) -> bool:
        """Everything asked for has come, and a position is agreed on each."""
        return self.asked == self.received == self.agreed


def preparations(subject_id: UUID) -> TaskQuerySet:
    """Every request of one session or conference that was not cancelled, nearest date first."""
    found: TaskQuerySet = (
        Task.objects.preparations()
        .filter(subject_id=subject_id)
        .exclude(status=TaskStatus.CANCELLED)
        .select_related("lead_body")
        .order_by("due_on", "id")
    )
    return found


def open_preparations(subject_id: UUID) -> TaskQuerySet:
    """What has not come yet: asked for and neither received nor closed."""
    waiting = [status for status in OPEN_STATUSES if status != TaskStatus.REPORTED]
    return preparations(subject_id).filter(status__in=waiting)


def awaited(subject_id: UUID, registration_ids: Collection[UUID]) -> TaskQuerySet:
    """What keeps an occasion from being ready: not come yet, or come without an agreed position.

    Asked for the whole occasion, or for one of these registrations, whichever session it stood in when it was asked.
    """
    wanted = Q(subject_id=subject_id, registration_id=None) | Q(registration_id__in=list(registration_ids))
    found: TaskQuerySet = (
        Task.objects.preparations()
        .filter(wanted, status__in=OPEN_STATUSES)
        .exclude(status=TaskStatus.REPORTED, agreed_on__isnull=False)
        .order_by("due_on", "id")
    )
    return found


def preparation_state(subject_id: UUID) -> Preparations:
    """The counts for a checklist, in one query."""
    on = clock.today()
    rows = list(preparations(subject_id))
    come = [row for row in rows if row.reported_on is not None]
    return Preparations(
        asked=len(rows),
        received=len(come),
        late=sum(row.reported_on is None and row.is_overdue(on) for row in rows),
        agreed=sum(row.agreed_on is not None for row in rows),
    )

"""What a person who leaves the unit still has in hand of tasks."""

from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.members import names
from identity.protocols import OpenWorkRow
from kernel import active
from kernel.journal import events
from kernel.transactions import atomic
from registry import tree
from registry.addresses import unit_url
from tenants.conclusions.actions import changing
from tenants.conclusions.enums import OPEN_STATUSES, TaskKind, TaskStatus
from tenants.conclusions.models import Task
from tenants.conclusions.models.task import TaskQuerySet


class TaskWork:
    """The open tasks of a person; registered with ``identity.protocols.open_work``."""

    def rows(self, account_id: UUID) -> list[OpenWorkRow]:
        """Kind and body of each task; no text, no name."""
        unit = tree.get(active.current().id)
        return [
            OpenWorkRow(
                object_id=task.pk,
                label=_("Nhiệm vụ · %(kind)s") % {"kind": TaskKind(task.kind).label}
                + (f" · {task.lead_name}" if task.lead_name else ""),
                url=unit_url(unit, "conclusions:task", task.pk),
                due_on=task.due_on,
            )
            for task in _open_of(account_id)
        ]

    @atomic
    def hand_over(self, account_id: UUID, *, to: UUID, actor: Actor) -> int:
        """Give every open task to another member; asks no right on tasks: who ends a membership hands over its work."""
        tasks = list(_open_of(account_id).select_for_update(of=("self",)))
        heir = names([to]).get(to, "")
        # Kept in the timeline: in Vietnamese, whatever the administrator reads.
        with translation.override("vi"):
            note = _("Bàn giao khi thôi giữ nhiệm vụ.")
        for task in tasks:
            task.officer_id = to
            task.acknowledged_at = None
            changing.finish(task, "officer", "acknowledged_at")
            events.record("task_assigned", actor=actor, case_id=task.pk, lead=task.lead_name, to_name=heir, note=note)
        return len(tasks)

    def end_grants(self, account_id: UUID, *, actor: Actor) -> int:
        """Tasks know no rights on single objects."""
        return 0


def _open_of(account_id: UUID) -> TaskQuerySet:
    found: TaskQuerySet = Task.objects.filter(
        officer_id=account_id, status__in=[*OPEN_STATUSES, TaskStatus.DRAFT]
    ).order_by("due_on", "id")
    return found

"""Which conclusions and tasks exist for an actor: by line, then by right. Another line's is 404 unless its head linked it.

What came of a matter of Party discipline does not exist for the member whom it concerns: its tasks, and the conclusion of the
session that heard it, whose words cannot be parted.
"""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import errors
from tenants.conclusions.enums import ConclusionStatus, Source, TaskKind, TaskStatus
from tenants.conclusions.models import Conclusion, Task
from tenants.conclusions.models.conclusion import ConclusionQuerySet
from tenants.conclusions.models.task import TaskQuerySet
from tenants.documents import withheld
from tenants.documents.enums import Subject
from tenants.staff.enums import Power
from tenants.staff.models import Delegation

_OFFICE = (P.TASK_DIRECT, P.RECEPTION_VIEW, P.RECEPTION_RECORD)


def only_observes(actor: Actor) -> bool:
    """An observer (Fatherland Front, mass-mobilisation bloc) reads conclusions and progress, and nothing else."""
    return actor.may(P.CONCLUSION_VIEW) and not any(actor.may(one) for one in (*_OFFICE, P.TASK_WORK))


def visible_tasks(actor: Actor) -> TaskQuerySet:
    """The tasks of the actor's lines and those linked to them; who only works on tasks sees the own ones."""
    tasks = Task.objects.filter(_of_lines(actor)).exclude(_tasks_withheld(actor))
    if any(actor.may(one) for one in _OFFICE):
        return tasks
    if actor.may(P.CONCLUSION_VIEW):
        shown = Q(kind=TaskKind.CONCLUSION) & ~Q(status=TaskStatus.DRAFT)
        return tasks.filter(shown | _mine(actor) if actor.may(P.TASK_WORK) else shown)
    return tasks.filter(_mine(actor)) if actor.may(P.TASK_WORK) else tasks.none()


def visible_conclusions(actor: Actor) -> ConclusionQuerySet:
    """The conclusions of the actor's lines and those linked; drafts only for the office."""
    found = Conclusion.objects.filter(_of_lines(actor)).exclude(_conclusions_withheld(actor))
    if any(actor.may(one) for one in _OFFICE):
        return found
    return found.exclude(status=ConclusionStatus.DRAFT) if actor.may(P.CONCLUSION_VIEW) else found.none()


def get_task(actor: Actor, task_id: UUID | str) -> Task:
    """The task, or NotFound: the same answer for the other line's and a non-existent one."""
    found = visible_tasks(actor).select_related("conclusion", "lead_body").filter(pk=task_id).first()
    if found is None:
        raise task_not_found()
    return found


def get_conclusion(actor: Actor, conclusion_id: UUID | str) -> Conclusion:
    """The conclusion, or NotFound."""
    found = visible_conclusions(actor).select_related("document").filter(pk=conclusion_id).first()
    if found is None:
        raise conclusion_not_found()
    return found


def sees(actor: Actor, row: Task | Conclusion) -> bool:
    """``visible_*`` asked of one row that is at hand."""
    if (row.line not in actor.lines and not row.is_linked) or _is_withheld(actor, row):
        return False
    if any(actor.may(one) for one in _OFFICE):
        return True
    if isinstance(row, Conclusion):
        return actor.may(P.CONCLUSION_VIEW) and row.status != ConclusionStatus.DRAFT
    if actor.may(P.TASK_WORK) and actor.account_id is not None and row.officer_id == actor.account_id:
        return row.status != TaskStatus.DRAFT
    return actor.may(P.CONCLUSION_VIEW) and row.kind == TaskKind.CONCLUSION and row.status != TaskStatus.DRAFT


def sees_names(actor: Actor, row: Task | Conclusion) -> bool:
    """A citizen's name is for the line's own office and for who works on the task."""
    return row.line in actor.lines and not only_observes(actor)


def speaks_for_head(actor: Actor, line: str) -> bool:
    """The head of the line, or who approves for the head by a delegation in force."""
    if line not in actor.lines:
        return False
    if actor.account_id is None or (actor.is_head and actor.may(P.RECEPTION_DECIDE)):
        return True
    held = Delegation.objects.in_force().filter(delegate_id=actor.account_id, line=line)
    return any(Power.APPROVE in powers for powers in held.values_list("powers", flat=True))


def task_not_found() -> errors.NotFound:
    """The one answer for a task that does not exist for the actor."""
    return errors.NotFound("task_not_found", _("Không tìm thấy nhiệm vụ."))


def conclusion_not_found() -> errors.NotFound:
    """The one answer for a conclusion that does not exist for the actor."""
    return errors.NotFound("conclusion_not_found", _("Không tìm thấy kết luận."))


def _of_lines(actor: Actor) -> Q:
    return Q(line__in=[line.value for line in actor.lines]) | Q(is_linked=True)


def _mine(actor: Actor) -> Q:
    return Q(officer_id=actor.account_id) & ~Q(status=TaskStatus.DRAFT) if actor.account_id else Q(pk__in=[])


def papers_withheld(actor: Actor) -> Q:
    """Documents and notices about these conclusions and tasks; for ``documents.withheld``."""
    if withheld.provider_for(actor) is None:
        return Q(pk__in=[])
    tasks = Task.objects.filter(_tasks_withheld(actor)).values("pk")
    conclusions = Conclusion.objects.filter(_conclusions_withheld(actor)).values("pk")
    return Q(subject=Subject.TASK, subject_id__in=tasks) | Q(subject=Subject.CONCLUSION, subject_id__in=conclusions)


def _tasks_withheld(actor: Actor) -> Q:
    provider = withheld.provider_for(actor)
    if provider is None:
        return Q(pk__in=[])
    of_registration = Q(registration_id__isnull=False, registration_id__in=provider.registrations(actor))
    return of_registration | Q(case_id__isnull=False, case_id__in=provider.cases(actor))


def _conclusions_withheld(actor: Actor) -> Q:
    provider = withheld.provider_for(actor)
    if provider is None:
        return Q(pk__in=[])
    return Q(source=Source.SESSION, source_id__in=provider.sessions(actor))


def _is_withheld(actor: Actor, row: Task | Conclusion) -> bool:
    if isinstance(row, Conclusion):
        of_session = row.source == Source.SESSION
        return of_session and Conclusion.objects.filter(_conclusions_withheld(actor), pk=row.pk).exists()
    is_of_somebody = row.registration_id is not None or row.case_id is not None
    return is_of_somebody and Task.objects.filter(_tasks_withheld(actor), pk=row.pk).exists()

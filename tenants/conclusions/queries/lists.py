"""Lists of tasks and conclusions: filters, and what a line shows, in a constant number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q

from identity.actors import Actor
from identity.members import names
from kernel import clock
from tenants.conclusions import policies
from tenants.conclusions.enums import OPEN_STATUSES, TaskKind, TaskStatus
from tenants.conclusions.models import Conclusion, Task
from tenants.conclusions.models.conclusion import ConclusionQuerySet
from tenants.conclusions.models.task import TaskQuerySet
from tenants.conclusions.protocols import Named, subjects


@dataclass(frozen=True)
class TaskFilters:
    """What a list is narrowed to; nothing set means every task out of the draft."""

    #: One of SHOWN: open, overdue, soon, obstacle, reported, unanswered, progress, closed; empty for all.
    show: str = ""
    text: str = ""
    kind: str = ""
    body: UUID | None = None
    officer: UUID | None = None
    subject_id: UUID | None = None


SHOWN = ("open", "overdue", "obstacle", "unanswered", "reported", "progress", "closed")


@dataclass(frozen=True)
class TaskRow:
    """One line of a list of tasks."""

    task: Task
    officer_name: str
    subject: Named | None
    is_overdue: bool

    @property
    def waits_for_answer(self) -> bool:
        """The citizen has no answer yet."""
        task = self.task
        return task.kind == TaskKind.CONCLUSION and task.needs_citizen_answer and task.answered_on is None


def task_list(actor: Actor, filters: TaskFilters) -> TaskQuerySet:
    """The tasks the actor sees, narrowed; open ones with the nearest date first."""
    on = clock.today()
    tasks = policies.visible_tasks(actor).given()
    if filters.show:
        tasks = _shown(tasks, filters.show, on)
    if filters.kind:
        tasks = tasks.filter(kind=filters.kind)
    if filters.body:
        tasks = tasks.filter(Q(lead_body_id=filters.body) | Q(co_bodies__contains=[{"id": str(filters.body)}]))
    if filters.officer:
        tasks = tasks.filter(officer_id=filters.officer)
    if filters.subject_id:
        tasks = tasks.filter(subject_id=filters.subject_id)
    if filters.text:
        tasks = tasks.filter(Q(text__icontains=filters.text) | Q(lead_name__icontains=filters.text))
    ended = filters.show == "closed"
    order = ["-closed_on"] if ended else [F("closed_on").desc(nulls_first=True), "due_on"]
    return tasks.order_by(*order, "id")


def task_rows(actor: Actor, tasks: Sequence[Task]) -> list[TaskRow]:
    """Lines of tasks: two queries and what the rooms above ask, whatever their number."""
    on = clock.today()
    who = names(task.officer_id for task in tasks)
    named = subjects.named(actor, {(task.subject, task.subject_id) for task in tasks})
    return [
        TaskRow(
            task,
            who.get(task.officer_id, "") if task.officer_id else "",
            named.get(task.subject_id),
            task.is_overdue(on),
        )
        for task in tasks
    ]


def _shown(tasks: TaskQuerySet, show: str, on: date) -> TaskQuerySet:
    unanswered = Q(kind=TaskKind.CONCLUSION, needs_citizen_answer=True, answered_on=None)
    ways: dict[str, TaskQuerySet] = {
        "open": tasks.open(),
        "overdue": tasks.overdue(on),
        "obstacle": tasks.filter(status=TaskStatus.OBSTACLE),
        "unanswered": tasks.open().filter(unanswered),
        "reported": tasks.filter(status=TaskStatus.REPORTED),
        "progress": tasks.progress_due(on),
        "closed": tasks.filter(status__in=[TaskStatus.CLOSED, TaskStatus.CANCELLED]),
    }
    return ways.get(show, tasks)


@dataclass(frozen=True)
class ConclusionRow:
    """One line of the list of conclusions, with how far its items are."""

    conclusion: Conclusion
    subject: Named | None
    items: int
    ended: int
    overdue: int
    unanswered: int


COUNTED = ("n_items", "n_ended", "n_late", "n_unanswered")


def conclusion_list(actor: Actor, of: UUID | None = None) -> ConclusionQuerySet:
    """Newest first, each with its counts; of one session or conference when told."""
    on = clock.today()
    is_late = Q(tasks__status__in=OPEN_STATUSES, tasks__due_on__lt=on)
    unanswered = Q(tasks__needs_citizen_answer=True, tasks__answered_on=None, tasks__status__in=OPEN_STATUSES)
    found: ConclusionQuerySet = (
        policies.visible_conclusions(actor)
        .annotate(
            n_items=Count("tasks"),
            n_ended=Count("tasks", filter=Q(tasks__closed_on__isnull=False)),
            n_late=Count("tasks", filter=is_late),
            n_unanswered=Count("tasks", filter=unanswered),
        )
        .order_by("-concluded_on", "-id")
    )
    return found if of is None else found.filter(source_id=of)


def conclusion_rows(actor: Actor, conclusions: Iterable[Conclusion]) -> list[ConclusionRow]:
    """Lines of conclusions as ``conclusion_list`` gives them."""
    rows = list(conclusions)
    named = subjects.named(actor, {(row.source, row.source_id) for row in rows})
    return [ConclusionRow(row, named.get(row.source_id), *(getattr(row, name) for name in COUNTED)) for row in rows]

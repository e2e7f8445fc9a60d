"""The head lets the other line read a conclusion with its tasks, or one preparation; and takes it back."""

from uuid import UUID

from identity.actors import Actor
from kernel.journal import events
from kernel.transactions import atomic
from tenants.conclusions.actions import changing
from tenants.conclusions.models import Conclusion, Task


@atomic
def link_conclusion(conclusion: Conclusion, *, is_linked: bool, actor: Actor, version: int | None = None) -> Conclusion:
    """The other line sees it and its items, for reading. Announces ``conclusion_linked`` or ``conclusion_unlinked``."""
    row = changing.begin_conclusion(conclusion, "link", actor=actor, version=version)
    row.is_linked = is_linked
    for task in row.tasks.select_for_update(of=("self",)).order_by("id"):
        task.is_linked = is_linked
        changing.finish(task, "is_linked")
    events.record("conclusion_linked" if is_linked else "conclusion_unlinked", actor=actor, case_id=row.pk)
    return changing.finish_conclusion(row, "is_linked")


@atomic
def link_task(task: Task | UUID, *, is_linked: bool, actor: Actor, version: int | None = None) -> Task:
    """The same for one task. Announces ``task_linked`` or ``task_unlinked``."""
    row = changing.begin(task, "link", actor=actor, version=version)
    row.is_linked = is_linked
    events.record("task_linked" if is_linked else "task_unlinked", actor=actor, case_id=row.pk)
    return changing.finish(row, "is_linked")

"""Who may what with conclusions and tasks: one truth asked two ways.

``visible_tasks``/``visible_conclusions`` (what exists for an actor: 404 otherwise) and ``may`` (this verb, this row, now).
"""

from tenants.conclusions.policies.deciding import LABELS, VERBS, Verdict, may
from tenants.conclusions.policies.seeing import (
    conclusion_not_found,
    get_conclusion,
    get_task,
    only_observes,
    sees,
    sees_names,
    speaks_for_head,
    task_not_found,
    visible_conclusions,
    visible_tasks,
)

__all__ = [
    "LABELS",
    "VERBS",
    "Verdict",
    "conclusion_not_found",
    "get_conclusion",
    "get_task",
    "may",
    "only_observes",
    "sees",
    "sees_names",
    "speaks_for_head",
    "task_not_found",
    "visible_conclusions",
    "visible_tasks",
]

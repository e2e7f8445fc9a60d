"""One task and one conclusion; and the files of a task."""

from types import SimpleNamespace
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from identity.access import ActorRequest, actor_required
from kernel import errors
from tenants.cases.views.responses import page
from tenants.conclusions import policies
from tenants.conclusions.enums import HowAnswered, TaskKind
from tenants.conclusions.models import Task
from tenants.conclusions.queries.page import conclusion_page, task_page
from tenants.documents import downloads
from tenants.documents.policies import visible_documents

ICONS = {
    "acknowledge": "check", "progress": "edit", "obstacle": "warning", "settle_obstacle": "speak", "result": "paper",
    "receive": "inbox", "agree": "check", "return_result": "back", "answer": "speak", "close": "done", "extend": "clock",
    "urge": "send", "assign": "person", "cancel": "close",
}  # fmt: skip
SELDOM = frozenset({"assign", "cancel", "extend", "urge"})
#: What stands first when it is possible.
PRIMARY = ("settle_obstacle", "close", "acknowledge", "receive", "agree", "answer", "result")


@require_GET
@actor_required()
def page_of_task(request: ActorRequest, task_id: UUID) -> HttpResponse:
    """``/desk/tasks/<id>/``."""
    actor = request.actor
    task = policies.get_task(actor, task_id)
    shown = task_page(actor, task)
    first = next((verb for verb in _likely(task) if verb in shown.possible), "")
    steps = [
        {
            "label": policies.LABELS[verb],
            "icon": ICONS[verb],
            "url": reverse(f"conclusions:{verb}", args=[task.pk]),
            "is_primary": verb == first,
            "is_seldom": verb in SELDOM,
        }
        for verb in shown.possible
    ]
    context = {
        "shown": shown,
        "task": task,
        "steps": [step for step in steps if not step["is_seldom"]],
        "seldom": [step for step in steps if step["is_seldom"]],
        "answer_label": HowAnswered(task.answer_proof["how"]).label if task.answer_proof.get("how") else "",
        "may_link": task.conclusion_id is None and policies.may(actor, "link", task).ok,
    }
    return page(request, "conclusions/task.html", context)


def _likely(task: Task) -> tuple[str, ...]:
    """The steps that may come next, the likeliest first."""
    if task.kind != TaskKind.PREPARATION or task.reported_on is None:
        return PRIMARY
    return ("close",) if task.agreed_on else ("agree", "close")


@require_GET
@actor_required()
def page_of_conclusion(request: ActorRequest, conclusion_id: UUID) -> HttpResponse:
    """``/desk/conclusions/<id>/``."""
    actor = request.actor
    conclusion = policies.get_conclusion(actor, conclusion_id)
    shown = conclusion_page(actor, conclusion)
    items = [
        {"number": number, "row": row, "citizen": shown.citizens.get(row.task.pk)}
        for number, row in enumerate(shown.rows, start=1)
    ]
    notice = conclusion.document
    context = {
        "shown": shown,
        "conclusion": conclusion,
        "items": items,
        "notice": notice if notice and visible_documents(actor).filter(pk=notice.pk).exists() else None,
    }
    return page(request, "conclusions/conclusion.html", context)


@require_GET
@actor_required()
def task_file(request: ActorRequest, task_id: UUID, digest: str) -> HttpResponseBase:
    """``/desk/tasks/<id>/files/<digest>/``: evidence and proofs; observers and the other line read progress, not papers."""
    task = policies.get_task(request.actor, task_id)
    found = next((one for one in files_of(task) if one["digest"] == digest), None)
    if found is None or not policies.sees_names(request.actor, task):
        raise errors.NotFound("file_not_found", _("Không tìm thấy tệp."))
    return downloads.serve(SimpleNamespace(**{name: found[name] for name in ("name", "digest", "media_type")}))


def files_of(task: Task) -> list[dict[str, str]]:
    """Evidence of the result, then the proofs of the answer."""
    return [*task.files, *task.answer_proof.get("files", [])]

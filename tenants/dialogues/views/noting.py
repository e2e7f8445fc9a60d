"""The notes of the meeting, saved while they are typed; as on a reception day, by the same script."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission
from kernel import errors
from tenants.cases.views.responses import page, see_other
from tenants.dialogues import policies
from tenants.dialogues.actions.noting import save_note
from tenants.dialogues.models import Conference


@require_POST
@actor_required(Permission.RECEPTION_RECORD)
def note(request: ActorRequest, conference_id: UUID) -> HttpResponse:
    """Save one field. A script gets the new version, or 409 with the other text; without one a page shows both."""
    conference = policies.get_conference(request.actor, conference_id)
    told, by_script = request.POST, "X-Notes" in request.headers
    step = _number(told.get("step", ""))
    try:
        entry = save_note(
            conference,
            step=step,
            typed=told.get("text", ""),
            version=_number(told.get("version", "")),
            actor=request.actor,
        )
    except errors.Conflict as error:
        return _conflict(request, conference, step, error, by_script=by_script)
    except (errors.InvalidTransition, errors.Invalid) as error:
        if by_script:
            return JsonResponse({"message": error.message}, status=error.status)
        return _refused(request, conference, error)
    if by_script:
        return JsonResponse({"version": entry.version, "at": entry.at.isoformat()})
    messages.success(request, _("Đã lưu diễn biến."))
    return see_other(reverse("dialogues:meeting", args=[conference.pk]) + f"#note-{entry.pk}")


def _conflict(
    request: ActorRequest, conference: Conference, step: int, error: errors.Conflict, *, by_script: bool
) -> HttpResponse:
    theirs, mine = str(error.facts.get("text", "")), request.POST.get("text", "")
    if by_script:
        facts = {name: error.facts.get(name) for name in ("who", "when", "text", "version")}
        return JsonResponse({"message": error.message, **facts}, status=409)
    context = {
        "conference": conference,
        "step": step,
        "message": error.message,
        "theirs": theirs,
        "mine": mine,
        "both": f"{theirs}\n{mine}",
        "version": error.facts.get("version"),
    }
    return page(request, "dialogues/note_conflict.html", context, status=409)


def _refused(request: ActorRequest, conference: Conference, error: errors.DomainError) -> HttpResponse:
    context = {
        "conference": conference,
        "title": _("Ghi diễn biến"),
        "reason": error.message,
        # Nothing that was typed is lost: it stands below the reason, to be copied.
        "typed": request.POST.get("text", ""),
        "back": reverse("dialogues:meeting", args=[conference.pk]),
    }
    return page(request, "dialogues/refused.html", context, status=error.status)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0

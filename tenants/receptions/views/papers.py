"""Drafting the paper that hangs out about a session."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission as P
from kernel.journal import once
from tenants.cases.views.responses import see_other
from tenants.receptions.actions.sessions.papers import draft_session_notice
from tenants.receptions.policies import sessions as policies


@require_POST
@actor_required(P.DOCUMENT_DRAFT)
def draft_notice(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Draft the schedule, or the notice of its change, for signing; a second click drafts no second one."""
    session = policies.get_session(request.actor, session_id)
    asked = once.fingerprint_of(["session-notice", str(session_id)])
    once.run(
        request.POST.get("once_key"),
        actor=request.actor,
        fingerprint=asked,
        fn=lambda: draft_session_notice(session, actor=request.actor).pk,
    )
    messages.success(request, _("Đã soạn dự thảo; xem ở phần Văn bản của buổi tiếp."))
    return see_other(reverse("receptions:session", args=[session_id]) + "#documents")

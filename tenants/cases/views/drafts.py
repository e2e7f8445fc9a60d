"""The door through which a page keeps what is being typed."""

from typing import Any

from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views.generic import View

from identity.access import ActorRequest, actor_required
from kernel.journal import drafts
from kernel.journal.drafts import save as keep
from kernel.text import storable
from tenants.cases.enums import CaseKind
from tenants.cases.forms.intake import IntakeForm
from tenants.cases.views.intake import DRAFT

NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "once_key", "version", "password", "look", "next", "discard"})
MAX_NAME = 120


@method_decorator(actor_required(), name="dispatch")
class KeepDraft(View):
    """``POST /desk/drafts/<form>/``: keeps the fields sent, or forgets the draft with ``discard``."""

    def post(self, request: ActorRequest, form: str) -> HttpResponse:
        if len(form) > MAX_NAME or form != storable(form) or form.startswith(("receipt-", drafts.LASTING)):
            return HttpResponse(status=404)
        if "discard" in request.POST:
            drafts.discard(request.actor, form)
            return HttpResponse(status=204)
        keep(request.actor, form, _fields(request, is_secret=_may_denounce(form, request)))
        return HttpResponse(status=204)


def _fields(request: ActorRequest, *, is_secret: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, values in request.POST.lists():
        if name in NEVER_KEPT or (is_secret and (name in IntakeForm.never_in_drafts or name.startswith("persons-"))):
            continue
        found[name] = values[0] if len(values) == 1 else values
    return found


def _may_denounce(form: str, request: ActorRequest) -> bool:
    # Until the kind is known it may become a denunciation, whose sender's identity is never kept anywhere but sealed.
    return form == DRAFT and request.POST.get("kind", "") in ("", CaseKind.DENUNCIATION)

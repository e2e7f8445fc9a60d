"""Papers around a sealed denunciation: the record to sign before the seal, the cover of the closed envelope after it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission
from kernel import clock
from kernel.text import storable
from tenants.cases.enums import CaseKind, PetitionForm
from tenants.cases.forms.base import MAX_TEXT
from tenants.cases.queries.receipts import sealed_cover
from tenants.cases.views.papers import in_vietnamese, paper_of

ON_THE_RECORD = (
    "full_name",
    "address",
    "id_number",
    "phone",
    "denounced_name",
    "denounced_position",
    "complained_about",
    "place",
)
LONGEST = 250


@require_POST
@actor_required(Permission.CASE_ENTER)
@in_vietnamese
def record(request: ActorRequest) -> HttpResponse:
    """``POST /desk/cases/new/record/``: what was typed so far as a paper to read out and sign. Stores nothing.

    POST, because names belong in no address and no log; whatever is missing stays a line to fill in by hand.
    """
    kind = request.POST.get("kind", "")
    context = {
        "said": {name: storable(request.POST.get(name, ""))[:LONGEST] for name in ON_THE_RECORD},
        "content": storable(request.POST.get("content", ""))[:MAX_TEXT],
        "kind_label": CaseKind(kind).label if kind in CaseKind.values else "",
        "is_denunciation": kind == CaseKind.DENUNCIATION,
        "cannot_write": request.POST.get("who") == PetitionForm.SCRIBED,
        "now": clock.now().astimezone(clock.OFFICE_ZONE),
        "officer": request.actor.name,
        "paper": paper_of(request.actor.unit, is_unnumbered=True),
    }
    response = render(request, "official/record.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_GET
@actor_required()
@in_vietnamese
def cover(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Slip outside the closed envelope; for the officer who typed the denunciation and for nobody else."""
    found = sealed_cover(request.actor, case_id)
    context = {
        "cover": found,
        "officer": request.actor.name,
        "paper": paper_of(request.actor.unit, number=found.outgoing_number, day=found.sent_on),
    }
    response = render(request, "official/cover.html", context)
    response["Cache-Control"] = "no-store"
    return response

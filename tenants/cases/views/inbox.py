"""Đến và đi: accept several at once, check results, decide who is competent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET
from django.views.generic import View

from exchange.enums import HANDOVERS
from exchange.models import CompetenceQuestion, Envelope
from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from identity.permissions import Permission
from kernel import errors, ids
from kernel.journal import once
from registry import tree
from tenants.cases import policies
from tenants.cases.actions import movements
from tenants.cases.forms.base import typed_so_far
from tenants.cases.forms.moving import ArrivalsForm, CompetenceForm
from tenants.cases.models import Parcel
from tenants.cases.models.parcel import Direction
from tenants.cases.queries.inbox import inbox as inbox_page
from tenants.cases.queries.inbox import question_items
from tenants.cases.views.picker import pick
from tenants.cases.views.responses import page, see_other

SENT_SHOWN = 50


@require_GET
@actor_required(Permission.CASE_RECEIVE)
def inbox(request: ActorRequest) -> HttpResponse:
    """``/desk/inbox/``."""
    actor: Actor = request.actor
    context = {
        "shown": inbox_page(actor),
        "sent": _sent(actor),
        "may_decide": actor.may(Permission.COMPETENCE_DECIDE),
        "may_work": actor.may(Permission.CASE_WORK),
        "once_key": ids.new_id(),
    }
    return page(request, "cases/inbox.html", context)


def _sent(actor: Actor) -> list[dict[str, Any]]:
    """What the unit sent, newest first, with where it stands: three queries."""
    parcels = list(
        Parcel.objects.defer("body")
        .filter(direction=Direction.OUT)
        .exclude(kind="event")
        .order_by("-moved_at", "-id")[:SENT_SHOWN]
    )
    envelopes = Envelope.objects.in_bulk([parcel.pk for parcel in parcels])
    cases = policies.visible_cases(actor).in_bulk([parcel.case_id for parcel in parcels])
    return [
        {
            "parcel": parcel,
            "envelope": envelopes.get(parcel.pk),
            "case": cases[parcel.case_id],
            "tells_citizen": parcel.kind in HANDOVERS,
        }
        for parcel in parcels
        if parcel.case_id in cases
    ]


@method_decorator(actor_required(Permission.CASE_RECEIVE), name="dispatch")
class AcceptMany(View):
    """``POST /desk/inbox/acceptance/``: one that was recalled meanwhile does not hold up the others."""

    def post(self, request: ActorRequest) -> HttpResponse:
        actor: Actor = request.actor
        form = ArrivalsForm(request.POST, case_ids=request.POST.getlist("cases"))
        back = reverse("cases:inbox")
        if not form.is_valid():
            messages.error(request, _("Hãy chọn ít nhất một vụ việc để tiếp nhận."))
            return see_other(back)
        found = policies.visible_cases(actor).filter(pk__in=form.chosen()).order_by("received_on", "id")
        results: list[movements.Accepted] = []

        def accept() -> None:
            results.extend(movements.accept_many(list(found), actor=actor))

        fingerprint = once.fingerprint_of(["accept_many", sorted(str(one) for one in form.chosen())])
        try:
            once.run(form.cleaned_data["once_key"] or None, actor=actor, fingerprint=fingerprint, fn=accept)
        except errors.DomainError as error:
            messages.error(request, str(error.message))
            return see_other(back)
        _tell(request, results)
        return see_other(back)


def _tell(request: ActorRequest, results: list[movements.Accepted]) -> None:
    done = [one for one in results if one.ok]
    if done:
        messages.success(
            request,
            ngettext("Đã tiếp nhận %(n)d vụ việc.", "Đã tiếp nhận %(n)d vụ việc.", len(done)) % {"n": len(done)},
        )
    for one in results:
        if not one.ok:
            messages.warning(request, f"{one.case.number}: {one.reason}")


@method_decorator(actor_required(Permission.COMPETENCE_DECIDE), name="dispatch")
class Competence(View):
    """``/desk/inbox/competence/<uuid>/``: the superior names the unit; it sees number and parties, never the dossier."""

    def get(self, request: ActorRequest, question_id: UUID) -> HttpResponse:
        question = self._question(request.actor, question_id)
        initial = {name: request.GET[name] for name in ("unit", "find") if name in request.GET}
        return self._show(request, question, CompetenceForm(initial=initial))

    def post(self, request: ActorRequest, question_id: UUID) -> HttpResponse:
        actor: Actor = request.actor
        question = self._question(actor, question_id)
        if "look" in request.POST:
            return self._show(request, question, CompetenceForm(initial=typed_so_far(CompetenceForm, request.POST)))
        form = CompetenceForm(request.POST)
        if not form.is_valid():
            return self._show(request, question, form, status=422)
        told = form.cleaned_data

        def decide() -> UUID:
            movements.name_competent_unit(question, unit=told["unit"], reason=told["reason"], actor=actor)
            return question_id

        fingerprint = once.fingerprint_of(["competence", str(question_id), told["unit"].key, told["reason"]])
        try:
            once.run(told["once_key"] or None, actor=actor, fingerprint=fingerprint, fn=decide)
        except errors.NotPermitted:
            raise
        except errors.DomainError as error:
            form.refuse(error)
            return self._show(request, question, form, status=error.status)
        messages.success(request, _("Đã xác định đơn vị có thẩm quyền: %(unit)s.") % {"unit": told["unit"].full_name})
        return see_other(reverse("cases:inbox"))

    def _question(self, actor: Actor, question_id: UUID) -> CompetenceQuestion:
        found = CompetenceQuestion.objects.filter(pk=question_id, superior_unit=actor.unit.id).first()
        if found is None:
            raise errors.NotFound("question_not_found", _("Không tìm thấy câu hỏi về thẩm quyền."))
        return found

    def _show(
        self, request: ActorRequest, question: CompetenceQuestion, form: CompetenceForm, *, status: int = 200
    ) -> HttpResponse:
        actor: Actor = request.actor
        key = form["unit"].value()
        chosen = tree.by_key(str(getattr(key, "key", key))) if key else None
        (item,) = question_items([question])
        context = {
            "form": form,
            "item": item,
            "picked": pick(str(form["find"].value() or ""), chosen=chosen, name="unit", within=actor.unit.id),
            "primary": _("Chỉ định %(unit)s") % {"unit": chosen.name} if chosen else _("Chỉ định đơn vị có thẩm quyền"),
        }
        return page(request, "cases/competence.html", context, status=status)

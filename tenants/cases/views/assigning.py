"""Several cases to one person at once, from the list or from the page of workload."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from identity.permissions import Permission
from kernel import errors
from kernel.journal import once
from tenants.cases import policies
from tenants.cases.actions import assigning
from tenants.cases.forms.working import BulkAssignmentForm
from tenants.cases.views.listing import people_of
from tenants.cases.views.responses import see_other


@method_decorator(actor_required(Permission.CASE_ASSIGN), name="dispatch")
class AssignMany(View):
    """``POST /desk/cases/assignment/``: each case by itself; what cannot be given is named, the rest is done."""

    def post(self, request: ActorRequest) -> HttpResponse:
        actor: Actor = request.actor
        form = BulkAssignmentForm(request.POST, people=people_of(actor), case_ids=request.POST.getlist("cases"))
        back = _back(request)
        if not form.is_valid():
            for name, found in form.errors.items():
                messages.error(request, " ".join(str(message) for message in found) or name)
            return see_other(back)
        to = UUID(form.cleaned_data["to"])
        key = form.cleaned_data["once_key"]
        done, refused = 0, []
        for case_id in form.chosen():
            try:
                self._assign(actor, case_id, to, key)
                done += 1
            except errors.DomainError as error:
                refused.append(str(error.message))
        if done:
            messages.success(request, ngettext("Đã giao %(n)d vụ việc.", "Đã giao %(n)d vụ việc.", done) % {"n": done})
        if refused:
            messages.warning(
                request,
                _("%(n)d vụ việc chưa giao được: %(why)s")
                % {"n": len(refused), "why": " ".join(dict.fromkeys(refused))},
            )
        return see_other(back)

    def _assign(self, actor: Actor, case_id: UUID, to: UUID, key: str) -> None:
        case = policies.get_case(actor, case_id)

        def give() -> None:
            assigning.assign_case(case, to=to, actor=actor)

        # One click, one key, many cases: each case has its own part of the key.
        once.run(
            f"{key}:{case_id.hex}" if key else None,
            actor=actor,
            fingerprint=once.fingerprint_of(["assign", str(case_id), str(to)]),
            fn=give,
        )


def _back(request: ActorRequest) -> str:
    wanted = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}) and wanted.startswith("/"):
        return wanted
    return reverse("cases:list")

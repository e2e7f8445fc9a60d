"""A visit without a petition at the counter, on any day: advice, an inquiry."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission as P
from kernel import clock, errors, ids
from kernel.journal import once
from tenants.cases.actions.visits import VisitData, enter_visit
from tenants.cases.rules.intake import PersonData
from tenants.cases.views.responses import page, see_other
from tenants.receptions.forms.day import VisitForm
from tenants.receptions.policies import arrivals


@require_http_methods(["GET", "HEAD", "POST"])
@actor_required(P.CASE_ENTER)
def new(request: ActorRequest) -> HttpResponse:
    """``/desk/visits/new/``: every visit is entered; one with a petition goes through the intake."""
    if request.method != "POST":
        return _show(request, VisitForm(initial={"visited_on": clock.today()}))
    form = VisitForm(request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    new_id = ids.new_id()

    def enter() -> UUID:
        return enter_visit(_data(form), actor=request.actor, visit_id=new_id).pk

    asked = once.fingerprint_of(["visit", {name: str(value) for name, value in form.told().items()}])
    try:
        made, _replayed = once.run(
            form.cleaned_data["once_key"], actor=request.actor, fingerprint=asked, fn=enter, object_id=new_id
        )
    except errors.NotPermitted:
        raise
    except errors.DomainError as error:
        form.refuse(error)
        return _show(request, form, status=error.status)
    messages.success(request, _("Đã ghi lượt tiếp vào sổ tiếp công dân."))
    if "arrival" in request.POST:
        return see_other(f"{reverse('receptions:arrival_new')}?visit={made}")
    if "next" in request.POST:
        return see_other(reverse("receptions:visit_new"))
    return see_other(reverse("receptions:reception_register"))


def _data(form: VisitForm) -> VisitData:
    told = form.cleaned_data
    return VisitData(
        purpose=told["purpose"],
        visited_on=told["visited_on"],
        person=PersonData(full_name=told["full_name"], address=told["address"], id_number=told["id_number"]),
        person_count=told["person_count"],
        summary=told["summary"],
        settled_by=told["settled_by"],
        guided_to=told["guided_to"],
    )


def _show(request: ActorRequest, form: VisitForm, *, status: int = 200) -> HttpResponse:
    tells = arrivals.works_arrivals(request.actor) and arrivals.hosts_arrivals(request.actor.unit)
    return page(request, "receptions/visit_new.html", {"form": form, "tells_arrivals": tells}, status=status)

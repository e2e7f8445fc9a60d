"""Pages of delegations: for who configures the unit, and for a head's own."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from identity.access import ActorRequest, actor_required, posted, see_other
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock
from kernel.errors import DomainError, InvalidTransition, NotFound, NotPermitted
from registry.levels import Line
from tenants.staff.actions.delegations import delegate, take_back
from tenants.staff.enums import Power
from tenants.staff.forms.delegations import NewDelegationForm
from tenants.staff.models import Delegation
from tenants.staff.models.delegation import DelegationQuerySet


def visible_delegations(actor: Actor) -> DelegationQuerySet:
    """Every one for who configures the unit; those of their lines for heads."""
    found: DelegationQuerySet = Delegation.objects.order_by("-valid_from", "-id")
    if actor.may(Permission.UNIT_CONFIGURE):
        return found
    return found.filter(line__in=[str(line) for line in actor.lines])


def _enter(actor: Actor) -> None:
    if not actor.is_head:
        actor.require(Permission.UNIT_CONFIGURE)


@require_safe
@actor_required()
def delegations(request: ActorRequest) -> HttpResponse:
    """Those in force and to come, then what is over."""
    _enter(request.actor)
    today = clock.today()
    rows = [
        {
            "row": row,
            "line": Line(row.line).label,
            "powers": ", ".join(str(Power(power).label) for power in row.powers),
            "is_over": row.ended_at is not None or row.valid_to < today,
            "is_coming": row.valid_from > today,
        }
        for row in visible_delegations(request.actor)[:200]
    ]
    context = {
        "open": [row for row in rows if not row["is_over"]],
        "over": [row for row in rows if row["is_over"]],
    }
    return render(request, "staff/delegations.html", context)


@require_http_methods(["GET", "POST"])
@actor_required()
def new_delegation(request: ActorRequest) -> HttpResponse:
    """Hand powers over."""
    _enter(request.actor)
    form = NewDelegationForm(posted(request), actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            delegate(**form.told(), actor=request.actor)
        except NotPermitted:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi ủy quyền."))
            return see_other(reverse("staff:delegations"))
    context = {
        "form": form,
        "title": _("Ủy quyền"),
        "submit": _("Ghi ủy quyền"),
        "back": reverse("staff:delegations"),
    }
    return render(request, "staff/delegation_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@actor_required()
def end_delegation(request: ActorRequest, delegation_id: UUID) -> HttpResponse:
    """Take powers back."""
    _enter(request.actor)
    found = visible_delegations(request.actor).filter(pk=delegation_id).first()
    if found is None:
        raise NotFound("delegation_not_found", _("Không tìm thấy ủy quyền này."))
    if found.ended_at is not None:
        # A second click, or somebody else was faster.
        messages.info(request, _("Ủy quyền này đã được thu hồi trước đó."))
        return see_other(reverse("staff:delegations"))
    if request.method == "POST":
        try:
            take_back(found, actor=request.actor)
        except InvalidTransition as error:
            messages.info(request, error.message)
            return see_other(reverse("staff:delegations"))
        messages.success(request, _("Đã thu hồi ủy quyền."))
        return see_other(reverse("staff:delegations"))
    context = {
        "title": _("Thu hồi ủy quyền"),
        "sentence": _("%(name)s không ký, tiếp, phê duyệt thay nữa. Việc đã làm vẫn giữ nguyên.")
        % {"name": found.delegate_name},
        "submit": _("Thu hồi ngay"),
        "danger": True,
        "back": reverse("staff:delegations"),
    }
    return render(request, "staff/delegation_confirm.html", context)

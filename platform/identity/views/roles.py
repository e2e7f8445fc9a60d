"""The page of rights: roles × permissions, a preview of who is affected, then saving."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from identity.access import ActorRequest, actor_required, see_other
from identity.actions.roles import adjust_roles
from identity.permissions import Permission
from identity.queries.rights import Matrix, matrix, preview
from identity.roles import Role
from kernel.errors import DomainError


@require_http_methods(["GET", "POST"])
@actor_required(Permission.ROLE_MANAGE)
def roles(request: ActorRequest) -> HttpResponse:
    """GET the table; POST shows what would change; POST with `confirmed` saves exactly that."""
    if request.method != "POST":
        return render(request, "identity/roles.html", {"matrix": matrix(request.actor)})
    now = matrix(request.actor)
    is_confirmed = "confirmed" in request.POST
    wanted = _confirmed(request.POST) if is_confirmed else _ticked(request.POST, now)
    try:
        if is_confirmed:
            count = adjust_roles(wanted, actor=request.actor)
            messages.success(request, _("Đã đổi %(count)d quyền. Có hiệu lực ngay.") % {"count": count})
            return see_other(reverse("identity:roles"))
        shown = preview(wanted, actor=request.actor)
    except DomainError as error:
        context = {"matrix": matrix(request.actor, wanted), "error": error.message}
        return render(request, "identity/roles.html", context, status=422)
    if not shown.changes:
        messages.info(request, _("Chưa có gì thay đổi."))
        return see_other(reverse("identity:roles"))
    return render(request, "identity/roles_preview.html", {"preview": shown})


def _ticked(posted: QueryDict, now: Matrix) -> dict[tuple[Role, Permission], bool]:
    ticked = set(posted.getlist("right"))
    # What the page showed as ticked comes back too: a box another administrator changed meanwhile is left alone.
    shown = set(posted.getlist("shown"))
    wanted = {}
    for _title, lines in now.groups:
        for line in lines:
            for cell in line.cells:
                if cell.is_open and (cell.name in ticked) != (cell.name in shown):
                    wanted[cell.role, cell.permission] = cell.name in ticked
    return wanted


def _confirmed(posted: QueryDict) -> dict[tuple[Role, Permission], bool]:
    wanted: dict[tuple[Role, Permission], bool] = {}
    for field, granted in (("grant", True), ("deny", False)):
        for name in posted.getlist(field):
            role, _colon, permission = name.partition(":")
            try:
                wanted[Role(role), Permission(permission)] = granted
            except ValueError:
                continue
    return wanted

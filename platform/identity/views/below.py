"""Helping an administrator of a lower unit: find one account by its exact name."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from identity import policies
from identity.access import ActorRequest, actor_required
from identity.models import Account
from identity.permissions import Permission
from kernel.text import storable
from registry import tree


@require_safe
@actor_required(Permission.ACCOUNT_MANAGE)
def below(request: ActorRequest) -> HttpResponse:
    """No browsing of other units' people: the exact name, and only where a reset would be allowed."""
    name = storable(request.GET.get("q", "")).strip().lower()[:64]
    found = None
    if name:
        account = Account.objects.filter(username=name).first()
        # The same words for a name that does not exist and for one outside the actor's tree.
        found = account if account is not None and policies.may_reset(request.actor, account) else None
    context = {
        "name": name,
        "found": found,
        "home": tree.get(found.home_unit_id) if found and found.home_unit_id else None,
        "title": _("Tài khoản ở đơn vị cấp dưới"),
    }
    return render(request, "identity/below.html", context)

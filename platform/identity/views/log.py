"""The unit's log of accounts and rights, and that of the units below."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from identity.access import ActorRequest, actor_required
from identity.enums import ChangeKind
from identity.forms.accounts import LogFilterForm
from identity.permissions import Permission
from identity.queries.audit import LogFilters, change_rows, event_rows, rights_log, unit_log

PER_PAGE = 50


@require_safe
@actor_required(Permission.AUDIT_VIEW)
def log(request: ActorRequest) -> HttpResponse:
    """`?scope=below` shows the changes of rights in the units below; else the own unit's events."""
    is_below = request.GET.get("scope") == "below"
    form = LogFilterForm(request.GET or None, kinds=[(kind.value, kind.label) for kind in ChangeKind])
    filters = LogFilters()
    if form.is_valid():
        data = form.cleaned_data
        filters = LogFilters(data["kind"], data["q"], data["since"], data["until"])
    number = request.GET.get("page")
    page: Any
    if is_below:
        page = Paginator(rights_log(request.actor, filters), PER_PAGE).get_page(number)
        rows = change_rows(list(page.object_list))
    else:
        page = Paginator(unit_log(filters), PER_PAGE).get_page(number)
        rows = event_rows(list(page.object_list))
    context = {"page": page, "rows": rows, "form": form, "is_below": is_below, "is_filtered": any(request.GET.values())}
    return render(request, "identity/log.html", context)

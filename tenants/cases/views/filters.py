"""A member's own filters of the list of cases: kept, renamed, forgotten."""

from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import View

from identity.access import ActorRequest, actor_required
from kernel import errors
from tenants.cases.actions import saved_filters as action
from tenants.cases.forms.listing import CaseFilterForm, SavedFilterForm
from tenants.cases.queries.saved_filters import SavedFilter, saved_filters
from tenants.cases.views.listing import people_of, words_of
from tenants.cases.views.responses import page, see_other


@method_decorator(actor_required(), name="dispatch")
class SavedFilters(View):
    """``/desk/cases/filters/``: GET shows what is kept; POST keeps the filter that the list shows under a name."""

    def get(self, request: ActorRequest) -> HttpResponse:
        return _page(request)

    def post(self, request: ActorRequest) -> HttpResponse:
        query = _read(request, request.POST.get("query", "")).query
        form = SavedFilterForm(request.POST)
        if form.is_valid():
            try:
                action.keep_filter(form.cleaned_data["name"], query=query, actor=request.actor)
            except errors.Invalid as refused:
                form.refuse(refused)
        if form.errors:
            return _page(request, form=form, query=query, status=422)
        messages.success(request, _("Đã lưu bộ lọc. Bộ lọc của bạn đứng ở đầu danh sách vụ việc."))
        return see_other(f"{reverse('cases:list')}?{query}")


@require_POST
@actor_required()
def rename(request: ActorRequest, filter_id: UUID) -> HttpResponse:
    """Another name."""
    form = SavedFilterForm(request.POST)
    if form.is_valid():
        try:
            action.rename_filter(filter_id, name=form.cleaned_data["name"], actor=request.actor)
        except errors.Invalid as refused:
            form.refuse(refused)
    if form.errors:
        return _page(request, renaming=form, renamed=filter_id, status=422)
    messages.success(request, _("Đã đổi tên bộ lọc."))
    return see_other(reverse("cases:filters"))


@require_POST
@actor_required()
def forget(request: ActorRequest, filter_id: UUID) -> HttpResponse:
    """No longer kept."""
    action.forget_filter(filter_id, actor=request.actor)
    messages.success(request, _("Đã xóa bộ lọc."))
    return see_other(reverse("cases:filters"))


def _page(
    request: ActorRequest,
    *,
    form: SavedFilterForm | None = None,
    query: str = "",
    renaming: SavedFilterForm | None = None,
    renamed: UUID | None = None,
    status: int = 200,
) -> HttpResponse:
    def line(row: SavedFilter) -> dict[str, Any]:
        mine = renaming if renaming is not None and row.id == renamed else None
        fields = mine or SavedFilterForm(initial={"name": row.name}, auto_id=f"name_{row.id.hex}_%s")
        return {"filter": row, "words": words_of(_read(request, row.query)), "form": fields}

    context = {
        "form": form,
        "query": query,
        "words": words_of(_read(request, query)) if query else "",
        "lines": [line(row) for row in saved_filters(request.actor)],
    }
    return page(request, "cases/filters.html", context, status=status)


def _read(request: ActorRequest, query: str) -> CaseFilterForm:
    """A filter as the list reads it: what it does not know is left out."""
    told = QueryDict(mutable=True)
    for name, value in parse_qsl(query[: action.LONGEST_QUERY], max_num_fields=None):
        told[name] = value
    return CaseFilterForm(told, people=people_of(request.actor), me=request.actor.account_id)

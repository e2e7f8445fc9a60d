"""Hot spots of a unit and of those under it: list, print, sheet, page, and what the own unit writes."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from identity import members
from identity.access import ActorRequest, actor_required, posted, see_other
from identity.actors import Actor
from kernel import clock
from kernel.errors import DomainError, NotPermitted
from kernel.journal import once
from kernel.sheets import sheet_response
from oversight.actions import hot_spots as acts
from oversight.forms.hot_spots import ClosingForm, HotSpotForm, NewsForm, OpeningForm
from oversight.models import HotSpot
from oversight.policies import get_hot_spot, keeps_hot_spots, require_hot_spots, takes_hot_spots
from oversight.protocols import linked_cases
from oversight.queries import hot_spots as queries
from oversight.queries.hot_spots import HotSpotFilters
from oversight.rules import hot_spots as rules
from registry import tree
from registry.levels import Line

PAGE, MOST = 50, 5000


@require_GET
@actor_required()
def hot_spots(request: ActorRequest) -> HttpResponse:
    """Open ones of the own unit and below, the riskiest and longest silent first."""
    actor, filters = request.actor, filters_of(request.GET, request.actor)
    found = queries.hot_spot_list(actor, filters)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        **_around(actor, filters),
        "page": page,
        "rows": [queries.hot_spot_row(spot) for spot in page.object_list],
        "units": queries.units_with_hot_spots(actor),
        "keeps": keeps_hot_spots(actor),
        "takes": takes_hot_spots(actor),
        "query": request.GET.urlencode(),
    }
    return render(request, "oversight/hot_spots.html", context)


@require_GET
@actor_required()
def print_hot_spots(request: ActorRequest) -> HttpResponse:
    """The same list on A4 across."""
    actor, filters = request.actor, filters_of(request.GET, request.actor)
    spots = queries.hot_spot_list(actor, filters)[:MOST]
    rows = [queries.hot_spot_row(spot) for spot in spots]
    context = {**_around(actor, filters), "rows": rows, "viewed": filters.unit or actor.unit, "today": clock.today()}
    return render(request, "oversight/hot_spots_print.html", context)


@require_GET
@actor_required()
def export_hot_spots(request: ActorRequest) -> HttpResponse:
    """The same list as a sheet."""
    actor, filters = request.actor, filters_of(request.GET, request.actor)
    found = queries.hot_spot_list(actor, filters)
    if not takes_hot_spots(actor):
        raise NotPermitted("not_permitted", _("Bạn chưa được giao quyền xuất danh sách."))
    rows = [queries.hot_spot_row(spot) for spot in found[:MOST]]
    return sheet_response(
        f"diem-nong-{actor.unit.key}-{clock.today():%Y%m%d}",
        request.GET.get("format", "xlsx"),
        [
            _("Đơn vị"),
            _("Địa bàn"),
            _("Nội dung tóm tắt"),
            _("Lĩnh vực"),
            _("Mức độ"),
            _("Số người"),
            _("Biện pháp"),
            _("Người phụ trách"),
            _("Phát sinh"),
            _("Cập nhật lần cuối"),
            _("Số ngày chưa cập nhật"),
            _("Kết thúc"),
            _("Kết quả"),
        ],
        [
            [
                row.unit.full_name,
                row.spot.place,
                row.spot.matter,
                row.field,
                row.risk.words,
                row.spot.people,
                row.spot.measures,
                row.spot.owner_name,
                row.spot.opened_on,
                row.spot.updated_on,
                row.days_silent if row.spot.is_open else None,
                row.spot.closed_on,
                row.spot.result,
            ]
            for row in rows
        ],
    )


@require_GET
@actor_required()
def hot_spot(request: ActorRequest, hot_spot_id: UUID) -> HttpResponse:
    """One with its news; a unit above reads it."""
    actor = request.actor
    spot = get_hot_spot(actor, hot_spot_id)
    is_own = spot.unit_id == actor.unit.id
    context = {
        "row": queries.hot_spot_row(spot),
        "history": queries.history_of(spot),
        "is_own": is_own,
        "linked": linked_cases(actor, spot.pk) if is_own else [],
        "writes": is_own and spot.is_open and keeps_hot_spots(actor),
    }
    return render(request, "oversight/hot_spot.html", context)


@require_http_methods(["GET", "POST"])
@actor_required()
def new_hot_spot(request: ActorRequest) -> HttpResponse:
    """The form of a new one."""
    actor = request.actor
    require_hot_spots(actor)
    people = [(str(one.account_id), one.account.full_name) for one in members.current(actor.unit.id)]
    form = OpeningForm(posted(request), people=list(dict.fromkeys(people)), lines=_lines(actor))

    def open_it() -> UUID:
        return acts.open_hot_spot(acts.HotSpotData(**form.told()), actor=actor).pk

    if found := _done(request, form, ["hot-spot-new"], open_it):
        messages.success(request, _("Đã ghi điểm nóng; các đơn vị cấp trên xem được."))
        return see_other(reverse("oversight:hot-spot", args=[found]))
    return _form(
        request, form, title=_("Ghi điểm nóng"), submit=_("Ghi điểm nóng"), back=reverse("oversight:hot-spots")
    )


@require_http_methods(["GET", "POST"])
@actor_required()
def update_hot_spot(request: ActorRequest, hot_spot_id: UUID) -> HttpResponse:
    """News of an own one."""
    actor = request.actor
    spot = _own(actor, hot_spot_id)
    now = {"risk": spot.risk, "people": spot.people, "measures": spot.measures, "version": spot.version}
    form = NewsForm(posted(request), initial=now)

    def tell() -> UUID:
        news, version = acts.News(**form.told()), form.cleaned_data["version"]
        return acts.update_hot_spot(spot.pk, news, actor=actor, version=version).pk

    if _done(request, form, ["hot-spot-news", str(spot.pk)], tell):
        messages.success(request, _("Đã cập nhật điểm nóng."))
        return see_other(reverse("oversight:hot-spot", args=[spot.pk]))
    return _form(request, form, title=_("Cập nhật diễn biến"), submit=_("Ghi diễn biến"), spot=spot)


@require_http_methods(["GET", "POST"])
@actor_required()
def close_hot_spot(request: ActorRequest, hot_spot_id: UUID) -> HttpResponse:
    """The end of an own one, with its result."""
    actor = request.actor
    spot = _own(actor, hot_spot_id)
    form = ClosingForm(posted(request), initial={"version": spot.version})

    def close() -> UUID:
        told, version = form.told(), form.cleaned_data["version"]
        return acts.close_hot_spot(spot.pk, result=told["result"], on=told["on"], actor=actor, version=version).pk

    if _done(request, form, ["hot-spot-closing", str(spot.pk)], close):
        messages.success(request, _("Đã kết thúc theo dõi điểm nóng."))
        return see_other(reverse("oversight:hot-spot", args=[spot.pk]))
    return _form(request, form, title=_("Kết thúc theo dõi"), submit=_("Kết thúc theo dõi"), spot=spot)


def filters_of(told: QueryDict, actor: Actor) -> HotSpotFilters:
    """The filters of an address; what is unknown is left out, a unit out of reach, too."""
    key = told.get("unit", "")
    unit = tree.by_key(key) if key else None
    if unit is not None and unit.id != actor.unit.id and not tree.is_under(unit.id, actor.unit.id):
        unit = None
    return HotSpotFilters(
        show=told.get("show", "") if told.get("show") in ("stale", "closed") else "",
        risk=told.get("risk", "") if told.get("risk") in {one.code for one in rules.risks()} else "",
        unit=unit,
    )


def _around(actor: Actor, filters: HotSpotFilters) -> dict[str, Any]:
    return {
        "filters": filters,
        "shows": [("", _("Đang theo dõi")), ("stale", _("Quá hạn cập nhật")), ("closed", _("Đã kết thúc"))],
        "risks": rules.risks(),
        "source": rules.source(),
        "home": actor.unit,
    }


def _own(actor: Actor, hot_spot_id: UUID) -> HotSpot:
    spot = get_hot_spot(actor, hot_spot_id)
    if spot.unit_id != actor.unit.id:
        raise NotPermitted("not_own", _("Chỉ đơn vị đang theo dõi điểm nóng này được cập nhật."))
    require_hot_spots(actor)
    return spot


def _lines(actor: Actor) -> list[tuple[str, Any]]:
    own = [line for line in (Line.GOVERNMENT, Line.PARTY) if line in actor.lines]
    return [(line.value, line.label) for line in [*own, Line.BOTH]]


def _done(request: ActorRequest, form: HotSpotForm, words: list[str], fn: Callable[[], UUID]) -> UUID | None:
    """The id when the change was made; a refusal stands in the form."""
    if request.method != "POST" or not form.is_valid():
        return None
    fingerprint = once.fingerprint_of([*words, {name: str(value) for name, value in form.told().items()}])
    try:
        made, _replayed = once.run(form.cleaned_data["once_key"], actor=request.actor, fingerprint=fingerprint, fn=fn)
    except NotPermitted:
        raise
    except DomainError as refused:
        form.refuse(refused)
        return None
    return made


def _form(
    request: ActorRequest, form: HotSpotForm, *, title: str, submit: str, back: str = "", spot: HotSpot | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "row": queries.hot_spot_row(spot) if spot else None,
        "back": back or (reverse("oversight:hot-spot", args=[spot.pk]) if spot else ""),
    }
    return render(request, "oversight/hot_spot_form.html", context, status=422 if form.errors else 200)

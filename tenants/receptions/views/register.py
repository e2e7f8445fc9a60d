"""The register of reception (form 03/TCD): fifty rows a page, a year printed, a year as a file made beside the request."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock, errors, ids
from kernel.journal import once
from kernel.sheets import XLSX
from tenants.cases.enums import VisitHost
from tenants.cases.models import Visit
from tenants.cases.views.responses import page, see_other
from tenants.documents import downloads
from tenants.receptions.actions import register as act
from tenants.receptions.hints import make_register_soon
from tenants.receptions.policies import arrivals
from tenants.receptions.queries.arrivals import may_be_told
from tenants.receptions.queries.register import Period, all_rows, columns, register_rows, visits_of

ROWS = 50
FIRST_YEAR = 2014


def seen(actor: Actor) -> None:
    """The register is for who enters cases or sees every case of the unit."""
    if not actor.may(P.CASE_VIEW_UNIT):
        actor.require(P.CASE_ENTER)


@require_GET
@actor_required()
def reception_register(request: ActorRequest) -> HttpResponse:
    """``/desk/receptions/register/``: a year, a month or all its months, by host."""
    seen(request.actor)
    period, year, month = _period(request)
    shown = Paginator(visits_of(request.actor, period), ROWS).get_page(request.GET.get("page"))
    heads = columns()
    rows = [
        list(zip(heads, row.cells, strict=True)) for row in register_rows(shown.object_list, shown.start_index() or 1)
    ]
    context = {
        "page": shown,
        "rows": list(zip(rows, _arrival_addresses(request.actor, list(shown.object_list)), strict=True)),
        "columns": heads,
        "year": year,
        "month": month,
        "years": range(clock.today().year, max(FIRST_YEAR, clock.today().year - 6) - 1, -1),
        "months": range(1, 13),
        "hosts": VisitHost.choices,
        "host": period.host,
        "may_export": act.may_export(request.actor),
        "may_enter": request.actor.may(P.CASE_ENTER),
        "once_key": ids.new_id(),
    }
    return page(request, "receptions/register.html", context)


@require_GET
@actor_required()
def register_print(request: ActorRequest) -> HttpResponse:
    """The same period on A4 across, as the form prints it."""
    seen(request.actor)
    period, year, month = _period(request)
    context = {
        "rows": all_rows(request.actor, period),
        "columns": columns(),
        "year": year,
        "month": month,
        "unit": request.unit,
        "period": period,
        "host_words": dict(VisitHost.choices).get(period.host, ""),
        "today": clock.today(),
    }
    return page(request, "receptions/print_register.html", context)


@require_POST
@actor_required(P.CASE_EXPORT)
def export(request: ActorRequest) -> HttpResponse:
    """Ask for the period as a file; a job makes it, the next page says how far it is."""
    actor = request.actor
    period, _year, _month = _period(request)

    def ask() -> UUID:
        key = act.ask_for_register(period, actor=actor)
        make_register_soon(actor.account_id, key)
        return key

    asked = once.fingerprint_of(["register", str(period)])
    key, _replayed = once.run(request.POST.get("once_key", "")[:100] or None, actor=actor, fingerprint=asked, fn=ask)
    return see_other(reverse("receptions:register_export", args=[key]))


@require_http_methods(["GET", "HEAD", "POST"])
@actor_required(P.CASE_EXPORT)
def exported(request: ActorRequest, key: UUID) -> HttpResponse:
    """How far the file is; POST makes it now, where no worker took the job."""
    state = act.state_of(key, actor=request.actor)
    if request.method == "POST":
        act.make_register(key, actor=request.actor)
        return see_other(reverse("receptions:register_export", args=[key]))
    return page(request, "receptions/register_export.html", {"state": state, "key": key}, fragment="progress")


@require_GET
@actor_required(P.CASE_EXPORT)
def download(request: ActorRequest, key: UUID) -> HttpResponseBase:
    """The finished file."""
    state = act.state_of(key, actor=request.actor)
    if state["status"] != act.DONE:
        raise errors.NotFound("export_not_done", _("Tệp chưa lập xong."))
    return downloads.serve(_File(state["name"], state["digest"], XLSX))


def _arrival_addresses(actor: Actor, visits: list[Visit]) -> list[str]:
    """Where an arrival is begun from each visit; empty where nothing may be told of it."""
    if not (arrivals.works_arrivals(actor) and arrivals.hosts_arrivals(actor.unit)):
        return [""] * len(visits)
    begin = reverse("receptions:arrival_new")
    return [f"{begin}?visit={visit.pk}" if may_be_told(visit) else "" for visit in visits]


@dataclass
class _File:
    name: str
    digest: str
    media_type: str


def _period(request: ActorRequest) -> tuple[Period, int, int]:
    told: Any = request.POST if request.method == "POST" else request.GET
    today = clock.today()
    year, month, host = told.get("year", ""), told.get("month", ""), told.get("host", "")
    y = int(year) if year.isdigit() and FIRST_YEAR <= int(year) <= today.year + 1 else today.year
    m = int(month) if month.isdigit() and 1 <= int(month) <= 12 else 0
    host = host if host in VisitHost.values else ""
    if m:
        return Period(date(y, m, 1), date(y, m, monthrange(y, m)[1]), host), y, m
    return Period(date(y, 1, 1), date(y, 12, 31), host), y, 0

"""A unit's own duties on one page, and its word on the national database."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from identity.access import ActorRequest, actor_required, posted, see_other
from identity.permissions import Permission
from kernel import clock, ids
from kernel.errors import DomainError, Invalid, NotPermitted
from kernel.journal import once
from oversight.actions import national_updates as action
from oversight.forms.national_updates import UpdateForm
from oversight.policies import may_tell_updates, require_national_updates, require_own_duties
from oversight.queries.duty_board import cell_words
from oversight.queries.own_duties import coming, matrix, own_lines, updates_of
from oversight.rules.cells import months_of
from oversight.views.asking import line_of, year_of


@require_GET
@actor_required()
def own_board(request: ActorRequest) -> HttpResponse:
    """The year of the head and the office, month by month, with what comes next."""
    actor = request.actor
    require_own_duties(actor)
    lines = own_lines(actor)
    line, year = line_of(request.GET, actor), year_of(request.GET)
    line = line if line in lines else lines[0]
    # Only who watches over units may open the lists behind the cells.
    behind = reverse("oversight:duty-days", args=[actor.unit.key]) if actor.may(Permission.OVERSIGHT_VIEW) else ""
    rows = [
        {
            "figure": figure,
            "line": own,
            "cells": [
                {
                    "cell": cell,
                    "month": month,
                    "words": cell_words(cell),
                    "href": f"{behind}?figure={figure.value}&line={line.value}&period={month:%Y-%m}"
                    if behind and not cell.is_blank
                    else "",
                }
                for month, cell in own.cells
            ],
        }
        for figure, own in matrix(actor, line.value, year)
    ]
    context = {
        "line": line,
        "lines": lines,
        "year": year,
        "months": months_of(year),
        "rows": rows,
        "coming": coming(actor, lines),
        "tells": may_tell_updates(actor),
    }
    return render(request, "oversight/own_duties.html", context)


@require_http_methods(["GET", "POST"])
@actor_required()
def national_updates(request: ActorRequest) -> HttpResponse:
    """The months of a year with the unit's word on each; POST gives the word or corrects its day."""
    actor = request.actor
    require_own_duties(actor)
    year = year_of(request.GET)
    rows = updates_of(actor.unit.id, year)
    told = {month: row for month, row in rows if row is not None}
    months = [month for month, _row in rows]
    chosen = next((month for month in months if request.GET.get("month") == month.isoformat()), None)
    form = UpdateForm(posted(request), months=months, initial=_initial(months, told, chosen))
    if request.method == "POST":
        require_national_updates(actor)
        if form.is_valid() and _tick(request, form):
            messages.success(request, _("Đã ghi xác nhận cập nhật cơ sở dữ liệu quốc gia."))
            return see_other(f"{reverse('oversight:national-updates')}?year={year}")
    context = {"form": form, "rows": rows, "year": year, "tells": may_tell_updates(actor), "chosen": chosen}
    return render(request, "oversight/national_updates.html", context, status=422 if form.errors else 200)


@require_POST
@actor_required()
def take_back_update(request: ActorRequest, update_id: UUID) -> HttpResponse:
    """The tick was a mistake."""
    try:
        once.run(
            request.POST.get("once_key", "")[:100] or None,
            actor=request.actor,
            fingerprint=once.fingerprint_of(["take-back-update", str(update_id)]),
            fn=lambda: action.take_back_update(update_id, reason=request.POST.get("reason", ""), actor=request.actor),
        )
    except Invalid as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Đã rút lại xác nhận."))
    return see_other(reverse("oversight:national-updates"))


def _tick(request: ActorRequest, form: UpdateForm) -> bool:
    told = form.cleaned_data
    fingerprint = once.fingerprint_of(["national-update", told["period"], told["done_on"], told["version"]])
    try:
        once.run(
            told["once_key"],
            actor=request.actor,
            fingerprint=fingerprint,
            fn=lambda: (
                action.tick_month(
                    told["period"], done_on=told["done_on"], version=told["version"], actor=request.actor
                ).pk
            ),
        )
    except NotPermitted:
        raise
    except DomainError as refused:
        form.refuse(refused)
        return False
    return True


def _initial(months: list[date], told: dict[date, Any], chosen: date | None) -> dict[str, Any]:
    missing = [month for month in months if month not in told]
    # The month that ended last comes first: it is the one that is asked for now.
    over = [month for month in missing if month < clock.today().replace(day=1)]
    month = chosen or next(iter([*over, *missing]), None)
    row = told.get(month) if month else None
    return {
        "period": month.isoformat() if month else None,
        "done_on": row.done_on if row else clock.today(),
        "version": row.version if row else None,
        "once_key": str(ids.new_id()),
    }

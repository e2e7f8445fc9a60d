"""Campaigns: the list, one campaign, its roster, the centre's page, its reports, alerts."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock
from oversight import campaign_policies as policies
from oversight.models import Campaign
from oversight.queries import campaigns as queries
from oversight.queries.amendments import amendments_of
from oversight.rules.campaigns import ExpectedReport, expected_reports
from registry import tree
from tenants.documents.queries import letterheads

ROWS = 50


@require_safe
@actor_required()
def campaigns_page(request: ActorRequest) -> HttpResponse:
    """``/desk/campaigns/``: the unit's own campaigns."""
    policies.require_campaigns(request.actor)
    shown = Paginator(queries.campaign_list(request.actor), ROWS).get_page(request.GET.get("page"))
    today = clock.today()
    context = {
        "page": shown,
        "rows": [(row, row.is_active(today)) for row in shown.object_list],
        "may_plan": request.actor.may(P.PLAN_MANAGE),
    }
    return render(request, "inspections/campaigns.html", context)


@require_safe
@actor_required()
def campaign(request: ActorRequest, campaign_id: UUID) -> HttpResponse:
    """One campaign; one of a unit below is read only."""
    row = policies.get_campaign(request.actor, campaign_id)
    shown = queries.campaign_page(row)
    context = {
        "campaign": row,
        "shown": shown,
        "may": possible(request.actor, row),
        "days": queries.shift_days(shown.shifts),
        "amendments": amendments_of(row),
    }
    return render(request, "inspections/campaign.html", context)


@require_safe
@actor_required()
def roster(request: ActorRequest, campaign_id: UUID) -> HttpResponse:
    """The whole roster with the call list."""
    return _roster(request, campaign_id, "inspections/campaign_roster.html")


@require_safe
@actor_required()
def roster_print(request: ActorRequest, campaign_id: UUID) -> HttpResponse:
    """The same on A4, to hang up."""
    return _roster(request, campaign_id, "inspections/campaign_roster_print.html")


@require_safe
@actor_required()
def centre(request: ActorRequest, campaign_id: UUID) -> HttpResponse:
    """The one page of those on duty; asks for its middle part anew by itself, and is reloaded without JavaScript."""
    row = policies.get_campaign(request.actor, campaign_id)
    if row.unit_id != request.actor.unit.id:
        raise Http404
    template = "inspections/campaign_centre.html"
    context = {"campaign": row, "shown": queries.centre(row), "may": possible(request.actor, row)}
    return render(request, f"{template}#now" if request.headers.get("HX-Request") else template, context)


@require_safe
@actor_required()
def reports(request: ActorRequest, campaign_id: UUID) -> HttpResponse:
    """The rhythm with what the unit reported; of one day the reports of units below, side by side and added up."""
    row = policies.get_campaign(request.actor, campaign_id)
    rhythm = queries.reports_of(row)
    chosen = _chosen(row, request.GET.get("kind", ""), request.GET.get("day", ""))
    if chosen is None and row.units:
        chosen = next((one.expected for one in rhythm if one.expected.day <= clock.today()), None)
    context = {
        "campaign": row,
        "unit": tree.get(row.unit_id),
        "rhythm": rhythm,
        "chosen": chosen,
        "consolidated": queries.consolidated(row, chosen) if chosen and row.units else None,
        "may": possible(request.actor, row),
    }
    return render(request, "inspections/campaign_reports.html", context)


@require_safe
@actor_required()
def report(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """One flash report with its figures and recipients."""
    row = policies.get_report(request.actor, report_id)
    context = {
        "report": row,
        "campaign": row.campaign,
        "unit": tree.get(row.unit_id),
        "receipts": list(row.receipts.order_by("name")),
        "may": possible(request.actor, row.campaign),
        "may_receive": queries.receipts_for(request.actor.unit.id, row.pk),
        "now": clock.now(),
    }
    return render(request, "inspections/flash_report.html", context)


@require_safe
@actor_required()
def report_print(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """The report on A4; its number is blank until it is issued. Only the unit itself prints its letterhead."""
    row = policies.get_report(request.actor, report_id)
    if row.unit_id != request.actor.unit.id:
        raise Http404
    with translation.override("vi"):
        head = letterheads.stationery(row.campaign.line).head
        day = clock.day_of(row.issued_at) if row.issued_at else clock.today()
        context = {
            "report": row, "campaign": row.campaign, "head": head, "line": row.campaign.line, "day": day,
            "receipts": list(row.receipts.order_by("name")),
        }  # fmt: skip
        return render(request, "inspections/flash_report_print.html", context)


@require_safe
@actor_required()
def alerts(request: ActorRequest) -> HttpResponse:
    """Alerts of the unit and of units below, the newest first."""
    policies.require_alerts(request.actor)
    shown = Paginator(policies.visible_alerts(request.actor).order_by("-raised_at", "-id"), ROWS).get_page(
        request.GET.get("page")
    )
    rows = [(row, tree.get(row.unit_id)) for row in shown.object_list]
    return render(request, "inspections/alerts.html", {"page": shown, "rows": rows})


def possible(actor: Actor, row: Campaign) -> set[str]:
    """The verbs the actor may do now."""
    return {verb for verb in policies.VERBS if policies.may(actor, verb, row)}


def _roster(request: ActorRequest, campaign_id: UUID, template: str) -> HttpResponse:
    row = policies.get_campaign(request.actor, campaign_id)
    shifts = list(row.shifts.prefetch_related("people"))
    context: dict[str, Any] = {
        "campaign": row,
        "unit": tree.get(row.unit_id),
        "days": queries.shift_days(shifts),
        "calls": queries.call_list(shifts),
        "may": possible(request.actor, row),
        "now": clock.now(),
        "day": clock.today(),
    }
    return render(request, template, context)


def _chosen(row: Campaign, kind: str, day: str) -> ExpectedReport | None:
    try:
        asked = date.fromisoformat(day)
    except ValueError:
        return None
    found = expected_reports(row, row.active_from or row.first)
    return next((one for one in found if (one.kind, one.day) == (kind, asked)), None)

"""Pages of arrivals: list, registration, one arrival, the record of the handing over on paper."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock, errors, ids
from kernel.journal import drafts, once
from oversight.views.showing import urging_address
from registry import tree
from registry.info import UnitInfo
from registry.levels import Level, Line
from tenants.cases.forms.base import typed_so_far
from tenants.cases.models import Visit
from tenants.cases.views.kept import bring_back, kept_as
from tenants.cases.views.picker import pick
from tenants.cases.views.responses import page, see_other
from tenants.documents.queries import letterheads
from tenants.receptions.actions.arrivals import register_arrival
from tenants.receptions.forms.arrivals import ArrivalForm, moment_initial
from tenants.receptions.models import Arrival
from tenants.receptions.policies import arrivals as policies
from tenants.receptions.queries.arrivals import Filters, arrival_list, arrival_page, below_lines, counts, visit_to_tell
from tenants.receptions.queries.gatherings import gatherings
from tenants.receptions.rules.arrivals import levels_reached, often
from tenants.receptions.views.once import stable

ROWS = 50
HOURS_TO_COME = timedelta(hours=4)
"""Proposed to the clerk, who asks for another time where the way is longer."""
DRAFT = "arrival-new"
#: Verb → what its button says, name of its page.
STEPS: dict[str, tuple[Any, str]] = {
    "answer": (gettext_lazy("Trả lời, cử cán bộ"), "arrival_answer"),
    "hear": (gettext_lazy("Ghi tiếp đại diện"), "arrival_hearing"),
    "hand_over": (gettext_lazy("Bàn giao công dân"), "arrival_handover"),
    "end": (gettext_lazy("Xác nhận kết quả"), "arrival_ending"),
    "call": (gettext_lazy("Ghi cuộc gọi"), "arrival_call"),
    "link": (gettext_lazy("Gắn vụ việc của đơn vị"), "arrival_link"),
    "correct": (gettext_lazy("Sửa thông tin"), "arrival_correction"),
    "withdraw": (gettext_lazy("Rút, ghi nhầm"), "arrival_withdrawal"),
}
#: Of a home unit off the platform the host writes down what it was told.
ON_PAPER = {"answer": gettext_lazy("Ghi trả lời của địa phương"), "end": gettext_lazy("Ghi kết quả của địa phương")}
OFTEN = ("answer", "hear", "hand_over", "end")


@require_safe
@actor_required(P.RECEPTION_VIEW)
def arrivals(request: ActorRequest) -> HttpResponse:
    """``/desk/receptions/arrivals/``: both sides, those of units below, who gathers often; constant queries."""
    actor = request.actor
    filters = Filters(side=request.GET.get("side", ""), show=request.GET.get("show", ""))
    shown = Paginator(arrival_list(actor, filters), ROWS).get_page(request.GET.get("page"))
    now = clock.now()
    is_host = policies.hosts_arrivals(actor.unit)
    told = counts(actor)
    context = {
        "page": shown,
        "rows": [(row, row.is_late(now)) for row in shown.object_list],
        "filters": filters,
        "chips": [
            ("", _("Tất cả"), told["all"]),
            ("open", _("Đang diễn ra"), told["open"]),
            ("late", _("Quá giờ hẹn"), told["late"]),
            ("ended", _("Đã xong"), told["ended"]),
        ],
        "below": below_lines(actor),
        "urging": urging_address() if actor.may(P.OVERSIGHT_URGE) else "",
        "gatherings": gatherings() if is_host else [],
        "often": often(),
        "is_host": is_host,
        "may_work": policies.works_arrivals(actor),
    }
    return page(request, "receptions/arrivals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@actor_required(P.RECEPTION_VIEW)
def new(request: ActorRequest) -> HttpResponse:
    """``/desk/receptions/arrivals/new/``; with ``?visit=`` begun from a row of the register of reception."""
    actor = request.actor
    policies.require_host(actor)
    if request.method != "POST":
        initial = _initial(actor)
        if asked := request.GET.get("visit"):
            initial |= _of_visit(visit_to_tell(actor, asked))
        initial |= {name: request.GET[name] for name in ("to", "find") if name in request.GET}
        form = ArrivalForm(initial=initial, levels=_levels(actor))
        has_draft = not asked and bring_back(actor, DRAFT, form)
        return _show(request, form, has_draft=has_draft)
    if "look" in request.POST:
        form = ArrivalForm(initial=typed_so_far(ArrivalForm, request.POST), levels=_levels(actor))
        return _show(request, form)
    form = ArrivalForm(request.POST, levels=_levels(actor))
    if not form.is_valid():
        return _show(request, form, status=422)
    key = ids.new_id()
    told = form.cleaned_data

    def register() -> UUID:
        return register_arrival(told["to"], data=form.data_of(), visit_id=told["visit"], arrival_id=key, actor=actor).pk

    asked_for = once.fingerprint_of(["arrival", {name: stable(value) for name, value in form.told().items()}])
    try:
        made, _replayed = once.run(told["once_key"], actor=actor, fingerprint=asked_for, fn=register, object_id=key)
    except errors.NotPermitted:
        raise
    except errors.DomainError as error:
        form.refuse(error)
        return _show(request, form, status=error.status)
    drafts.discard(actor, DRAFT)
    messages.success(request, _("Đã ghi nhận và báo cho địa phương."))
    return see_other(reverse("receptions:arrival", args=[made]))


@require_safe
@actor_required()
def arrival(request: ActorRequest, arrival_id: UUID) -> HttpResponse:
    """One arrival with what can be done now."""
    actor = request.actor
    row = policies.get_arrival(actor, arrival_id)
    verdicts = {verb: policies.may(actor, verb, row) for verb in STEPS}
    possible = [(_label(verb, row), _url(verb, row), verb) for verb, verdict in verdicts.items() if verdict.ok]
    # Who were received already are rarely written down again.
    often = {"answer", "hand_over", "end"} if row.people else set(OFTEN)
    context = {
        "row": row,
        "shown": arrival_page(actor, row),
        "often": [one for one in possible if one[2] in often],
        "seldom": [one for one in possible if one[2] not in often],
        "impossible": [
            (_label(verb, row), verdict.reason)
            for verb, verdict in verdicts.items()
            if verb in OFTEN and verdict.code == "arrival_status" and row.is_open
        ],
        "sees_letter": actor.may(P.DOCUMENT_VIEW),
    }
    return page(request, "receptions/arrival.html", context)


@require_safe
@actor_required()
def record(request: ActorRequest, arrival_id: UUID) -> HttpResponse:
    """The record of the handing over on A4, for both sides to sign; 409 while nothing was handed over."""
    actor = request.actor
    row = policies.get_arrival(actor, arrival_id)
    if not row.handover:
        raise errors.InvalidTransition("not_handed_over", _("Chưa bàn giao nên chưa có biên bản."))
    line = Line.GOVERNMENT if Line.GOVERNMENT in actor.lines else Line.PARTY
    with translation.override("vi"):
        shown = arrival_page(actor, row)
        assert shown.handed_over_at is not None, "it was handed over at a moment"
        context = {
            "row": row,
            "shown": shown,
            "head": letterheads.stationery(line).head,
            "line": line,
            "day": clock.day_of(shown.handed_over_at),
        }
        return page(request, "receptions/arrival_record.html", context)


def _label(verb: str, row: Arrival) -> Any:
    return ON_PAPER.get(verb, STEPS[verb][0]) if row.is_on_paper else STEPS[verb][0]


def _url(verb: str, row: Arrival) -> str:
    return reverse(f"receptions:{STEPS[verb][1]}", args=[row.pk])


def _levels(actor: Actor) -> list[Level]:
    return levels_reached(actor.unit.level, Level.COMMUNE)


def _initial(actor: Actor) -> dict[str, Any]:
    now = clock.now()
    return {
        **moment_initial("arrived", now),
        **moment_initial("asked", now + HOURS_TO_COME),
        "place": actor.unit.profile.get("address", ""),
    }


def _of_visit(visit: Visit) -> dict[str, Any]:
    told = visit.summary or (visit.petition.content if visit.petition else "")
    return {
        "visit": visit.pk,
        "person_count": visit.person_count,
        "matter": told,
        "arrived_on": visit.visited_on,
    }


def _show(request: ActorRequest, form: ArrivalForm, *, has_draft: bool = False, status: int = 200) -> HttpResponse:
    chosen = _chosen(form)
    context = {
        "form": form,
        "picked": pick(
            str(form["find"].value() or ""),
            chosen=chosen,
            but=request.actor.unit.id,
            within=request.actor.unit.id,
        ),
        "primary": _("Ghi nhận và báo %(unit)s") % {"unit": chosen.name} if chosen else _("Ghi nhận và báo địa phương"),
        **kept_as(DRAFT, has_draft),
    }
    return page(request, "receptions/arrival_new.html", context, status=status)


def _chosen(form: ArrivalForm) -> UnitInfo | None:
    key = form["to"].value()
    return tree.by_key(str(getattr(key, "key", key))) if key else None

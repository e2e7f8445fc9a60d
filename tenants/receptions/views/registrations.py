"""Registrations at the desk: the list, a new one, one of them, and a session's list for the head to decide."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock, errors, ids
from kernel.journal import drafts, once
from tenants.cases.rules import sealing
from tenants.cases.views.kept import bring_back, kept_as
from tenants.cases.views.responses import page, see_other
from tenants.documents import downloads
from tenants.receptions.actions import registrations as act
from tenants.receptions.actions.registrations.entering import neighbours
from tenants.receptions.enums import RegistrationSource
from tenants.receptions.enums import RegistrationStatus as R
from tenants.receptions.forms.registrations import CounterForm, line_choices
from tenants.receptions.policies import registrations as policies
from tenants.receptions.policies import sessions as session_policies
from tenants.receptions.queries.registrations import (
    Filters,
    colleagues_of,
    flag_words,
    proposed_list,
    registration_list,
    registration_page,
)
from tenants.receptions.views.once import once_with, stable
from tenants.staff.queries import setting
from tenants.staff.rules.topics import Topics

ROWS = 50
KEPT = "registration-new"
OFTEN = ("screen", "propose", "invite", "brief", "prepare", "receipt", "tell")
URLS = {
    "screen": "screening", "refuse": "refusal", "guide": "guidance", "settle": "settlement", "tell": "told",
    "propose": "proposal", "defer": "deferral", "invite": "invitation", "receipt": "receipt", "withdraw": "withdrawal",
    "prepare": "dossier", "brief": "brief", "link_case": "case", "concern": "concerned", "unseal": "unsealing",
}  # fmt: skip


def seen(actor: Actor) -> None:
    """Who takes registrations or sees receptions enters these pages."""
    if not actor.may(P.RECEPTION_VIEW):
        actor.require(P.REGISTRATION_ENTER)


@require_GET
@actor_required()
def registrations(request: ActorRequest) -> HttpResponse:
    """``/desk/receptions/registrations/``: what waits first; every one by a filter."""
    actor = request.actor
    seen(actor)
    status = request.GET.get("status", "")
    filters = Filters(
        text=request.GET.get("q", "")[:200],
        status=status,
        line=request.GET.get("line", "") if request.GET.get("line", "") in actor.lines else "",
        waiting=status == "",
    )
    shown = Paginator(registration_list(actor, filters), ROWS).get_page(request.GET.get("page"))
    statuses = [("", _("Cần xử lý")), ("ALL", _("Tất cả")), *((value, label) for value, label in R.choices)]
    context = {
        "page": shown,
        "rows": [(row, flag_words(row.flags)) for row in shown.object_list],
        "statuses": statuses,
        "status": status,
        "q": filters.text,
        "may_enter": actor.may(P.REGISTRATION_ENTER),
    }
    return page(request, "receptions/registrations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@actor_required(P.REGISTRATION_ENTER)
def new(request: ActorRequest) -> HttpResponse:
    """``…/new/``: at the counter, by telephone, from another unit; ``?session=`` for a walk-in on the day."""
    actor = request.actor
    form = _counter_form(actor, request)
    if request.method != "POST":
        # Who comes from the day of a session or from a topic has begun another registration.
        has_draft = not request.GET and bring_back(actor, KEPT, form)
        return _show_new(request, form, has_draft=has_draft)
    if not form.is_valid():
        return _show_new(request, form, status=422)
    made: list[act.Registered] = []
    new_id = ids.new_id()

    def enter() -> UUID:
        made.append(_enter(actor, form, new_id))
        return new_id

    asked = once.fingerprint_of(["register", {name: stable(value) for name, value in form.told().items()}])
    try:
        key, _replayed = once.run(
            form.cleaned_data["once_key"],
            actor=actor,
            fingerprint=sealing.fingerprint(asked),
            fn=enter,
            object_id=new_id,
        )
    except errors.NotPermitted:
        raise
    except errors.DomainError as error:
        form.placed(error)
        return _show_new(request, form, status=error.status)
    assert key is not None
    drafts.discard(actor, KEPT)
    if made:
        messages.success(
            request,
            format_html(
                "{} <b>{}</b>",
                _("Đã nhận đăng ký số %(number)s. Mã xem lịch hẹn, chỉ hiện một lần:")
                % {"number": made[0].registration.number},
                made[0].code,
            ),
        )
    row = policies.get_registration(actor, key)
    if row.source == RegistrationSource.WALK_IN and row.session_id:
        return see_other(reverse("receptions:day", args=[row.session_id]))
    return see_other(reverse("receptions:registration", args=[key]))


@require_GET
@actor_required()
def registration(request: ActorRequest, registration_id: UUID) -> HttpResponse:
    """One registration: what it is about, what was done, what may be done."""
    shown = registration_page(request.actor, registration_id)
    possible = [one for one in shown.actions if one.verdict.ok]
    buttons = [
        (one.label, reverse(f"receptions:registration_{URLS[one.verb]}", args=[registration_id]), one.verb)
        for one in possible
    ]
    order = [button for verb in OFTEN for button in buttons if button[2] == verb]
    reasons: dict[str, list[str]] = {}
    for one in shown.actions:
        if not one.verdict.ok and one.verdict.code != "not_permitted":
            reasons.setdefault(str(one.verdict.reason), []).append(one.label)
    context = {
        "shown": shown,
        "row": shown.row,
        "often": order[:4],
        "seldom": [button for button in buttons if button not in order[:4]],
        "impossible": list(reasons.items()),
    }
    return page(request, "receptions/registration.html", context)


@require_GET
@actor_required()
def paper(request: ActorRequest, registration_id: UUID, digest: str) -> HttpResponseBase:
    """A paper the citizen handed in."""
    row = policies.get_registration(request.actor, registration_id)
    found = next((one for one in row.files if one.get("digest") == digest), None)
    if found is None:
        raise policies.registration_not_found()
    return downloads.serve(Paper(found["name"], found["digest"], found["media_type"]))


@dataclass
class Paper:
    """A file that a registration keeps."""

    name: str
    digest: str
    media_type: str


@require_http_methods(["GET", "HEAD", "POST"])
@actor_required(P.RECEPTION_VIEW)
def selection(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """``…/<session>/selection/``: the head approves the list of a session in one page, sends back, puts off."""
    actor = request.actor
    session = session_policies.get_session(actor, session_id)
    may_decide = session_policies.is_head(actor, session)
    if request.method == "POST":
        if not may_decide:
            raise errors.NotPermitted("not_permitted", _("Chỉ người đứng đầu duyệt danh sách."))
        try:
            done, again = _decide(request, actor, session)
        except errors.NotPermitted:
            raise
        except errors.DomainError as error:
            return _show_selection(request, session, may_decide, problem=error.message, status=error.status)
        if again:
            messages.info(request, _("Danh sách này đã được quyết định ở lần gửi trước."))
        else:
            messages.success(request, _("Đã quyết định %(n)d đăng ký.") % {"n": done})
        return see_other(reverse("receptions:session", args=[session_id]))
    return _show_selection(request, session, may_decide)


def _show_selection(
    request: ActorRequest, session: Any, may_decide: bool, *, problem: str = "", status: int = 200
) -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in request.POST if name.startswith(("decision_", "why_"))}
    rows = [
        (one, typed.get(f"decision_{one.row.pk}", "approve"), typed.get(f"why_{one.row.pk}", ""))
        for one in proposed_list(request.actor, session)
    ]
    context = {
        "session": session,
        "rows": rows,
        "may_decide": may_decide,
        "problem": problem,
        "once_key": ids.new_id(),
    }
    return page(request, "receptions/selection.html", context, status=status)


def _decide(request: ActorRequest, actor: Actor, session: Any) -> tuple[int, bool]:
    """How many were decided, and whether an earlier click had done it."""
    approved: list[UUID] = []
    back: dict[UUID, str] = {}
    off: dict[UUID, str] = {}
    for one in proposed_list(actor, session):
        decision = request.POST.get(f"decision_{one.row.pk}", "")
        why = request.POST.get(f"why_{one.row.pk}", "")
        if decision == "approve":
            approved.append(one.row.pk)
        elif decision == "back":
            back[one.row.pk] = why
        elif decision == "defer":
            off[one.row.pk] = why
    # What was sent, not what of it is still to decide: after the first click nothing is.
    sent = {name: request.POST[name] for name in request.POST if name.startswith(("decision_", "why_"))}

    def run() -> UUID:
        act.decide_list(session, approved=approved, sent_back=back, deferred=off, actor=actor)
        return session.pk  # type: ignore[no-any-return]

    again = once_with(request, actor, ["decide_list", str(session.pk), sent], run)
    return len(approved) + len(back) + len(off), again


def _enter(actor: Actor, form: CounterForm, new_id: UUID) -> act.Registered:
    told = form.cleaned_data
    session = session_policies.get_session(actor, told["session"]) if told["session"] else None
    return act.register(
        form.data_of(),
        source=told["source"],
        session=session,
        from_unit_id=int(told["from_unit"]) if told["from_unit"] else None,
        uploads=tuple(told["attachments"]),
        registration_id=new_id,
        actor=actor,
    )


def _counter_form(actor: Actor, request: ActorRequest) -> CounterForm:
    lines = line_choices(actor.lines)
    sessions = session_policies.visible_sessions(actor).filter(line__in=sorted(actor.lines)).coming(clock.today())[:24]
    topics = setting(Topics)
    arguments: dict[str, Any] = {
        "lines": lines,
        "sessions": [
            (str(one.pk), f"{one.held_on:%d/%m/%Y} · {one.get_line_display()} · {one.get_status_display()}")
            for one in sessions
        ],
        "units": [(str(unit.id), unit.full_name) for unit in neighbours(actor.unit.id)],
        "discipline": {row.code for row in topics.rows if row.is_discipline},
        "colleagues": _colleagues(actor, request, topics),
        "topics": [(row.code, "– " * depth + row.name) for row, depth in topics.walk(actor.lines) if row.is_open],
    }
    if request.method == "POST":
        return CounterForm(request.POST, request.FILES, **arguments)
    wanted = request.GET.get("session", "")
    walk_in = {"source": RegistrationSource.WALK_IN} if wanted else {}
    return CounterForm(initial={"session": wanted, "topic": request.GET.get("topic", ""), **walk_in}, **arguments)


def _colleagues(actor: Actor, request: ActorRequest, topics: Topics) -> list[tuple[str, str]]:
    """Everybody of the unit but who types, asked for only where the topic needs it."""
    chosen = topics.get(request.POST.get("topic") or request.GET.get("topic", ""))
    if chosen is None or not chosen.is_discipline:
        return []
    return colleagues_of(actor)


def _show_new(request: ActorRequest, form: CounterForm, *, status: int = 200, has_draft: bool = False) -> HttpResponse:
    context = {"form": form, **kept_as(KEPT, has_draft)}
    return page(request, "receptions/registration_new.html", context, status=status)

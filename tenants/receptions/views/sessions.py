"""The sessions of a year, one session, a new one, the year's from the plan; the files that prove a posting."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from identity.access import ActorRequest, actor_required, posted
from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock, errors
from kernel.ids import new_id
from kernel.journal import drafts, once
from registry.levels import Line
from tenants.cases.forms.base import KeyedForm
from tenants.cases.views.kept import bring_back, kept_as
from tenants.cases.views.responses import page, see_other
from tenants.documents import downloads
from tenants.receptions.actions import sessions
from tenants.receptions.enums import PlanStatus
from tenants.receptions.forms.sessions import ProposeForm
from tenants.receptions.models import Plan
from tenants.receptions.policies import sessions as policies
from tenants.receptions.queries.sessions import SessionPage, session_page
from tenants.receptions.queries.year import year_page
from tenants.staff.queries import setting
from tenants.staff.rules.settings import Hours, Rooms

FIRST_YEAR = 2014
PROPOSAL = "session-proposal"
# What is done most often stands first; the page shows these as buttons, the others in a list that opens.
OFTEN = ("choose", "approve", "compose", "open", "close", "ready", "post", "participants", "security", "arrange")
ICONS = {
    "choose": "today", "approve": "done", "compose": "people", "open": "right", "close": "done", "ready": "check", "post": "paper",
    "participants": "people", "security": "lock", "arrange": "place", "postpone": "pause", "cancel": "close", "delegate": "person",
    "link": "link",
}  # fmt: skip


@require_GET
@actor_required()
def year(request: ActorRequest) -> HttpResponse:
    """``/desk/receptions/``: the year by months, with what the duty register says, and as a table."""
    actor = request.actor
    if not actor.may(P.SECURITY_PLAN):
        actor.require(P.RECEPTION_VIEW)
    wanted = _year(request.GET.get("year", ""))
    line = request.GET.get("line", "")
    shown, today = year_page(actor, wanted, line), clock.today()
    context = {
        "shown": shown,
        "coming": [row for row in shown.rows if row.session.held_on >= today],
        "passed": [row for row in reversed(shown.rows) if row.session.held_on < today],
        "below": [one for one, months in shown.lines if any(month.is_below for month in months)],
        "year": wanted,
        "line": line,
        "lines": [one for one in (Line.PARTY, Line.GOVERNMENT) if one in actor.lines],
        "is_whole": policies.sees_whole(actor),
        "may_arrange": policies.may_arrange(actor),
        "may_generate": _may_generate(actor),
    }
    return page(request, "receptions/sessions.html", context)


@dataclass(frozen=True)
class Button:
    """One possible step."""

    verb: str
    label: str
    url: str
    icon: str
    is_primary: bool


@require_GET
@actor_required()
def session(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """``/desk/receptions/<uuid>/``; the security liaison gets time, place, security plan and incidents only."""
    shown = session_page(request.actor, session_id)
    often, seldom = _buttons(shown)
    context = {
        "shown": shown,
        "session": shown.session,
        "often": often,
        "seldom": seldom,
        "impossible": _impossible(shown),
        "may_check": any(one.verb == "check" and one.verdict.ok for one in shown.actions),
        "once_key": new_id(),
        "may_draft": request.actor.may(P.DOCUMENT_DRAFT) and shown.session.line in request.actor.lines,
    }
    return page(request, "receptions/session.html", context)


@require_http_methods(["GET", "POST"])
@actor_required()
def propose(request: ActorRequest) -> HttpResponse:
    """Propose an ad hoc session; the head decides it on its own page."""
    actor = request.actor
    if not policies.may_arrange(actor):
        actor.require(P.RECEPTION_ARRANGE)
    rooms = [(str(room.id), room.name) for room in setting(Rooms).open]
    hours = setting(Hours)
    initial = {"starts_at": hours.starts_at, "room_id": rooms[0][0] if rooms else ""}
    form = ProposeForm(posted(request), initial=initial, rooms=rooms, lines=actor.lines)
    has_draft = request.method == "GET" and bring_back(actor, PROPOSAL, form)
    if request.method == "POST" and form.is_valid():
        try:
            made = _propose(form, actor)
        except errors.NotPermitted:
            raise
        except errors.DomainError as error:
            form.refuse(error)
        else:
            drafts.discard(actor, PROPOSAL)
            messages.success(request, _("Đã trình đề xuất; người đứng đầu quyết định."))
            return see_other(reverse("receptions:session", args=[made]))
    context = {"form": form, **kept_as(PROPOSAL, has_draft)}
    return page(request, "receptions/propose.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@actor_required()
def generate(request: ActorRequest) -> HttpResponse:
    """Make the year's sessions from the issued plans of the actor's lines."""
    actor = request.actor
    if not _may_generate(actor):
        actor.require(P.PLAN_MANAGE)
    plans = _issued_plans(actor)
    form = KeyedForm(posted(request))
    if request.method == "POST" and form.is_valid():
        wanted = request.POST.get("plan", "")
        plan = next((one for one in plans if str(one.pk) == wanted), None)
        if plan is None:
            raise errors.NotFound("plan_not_found", _("Không tìm thấy kế hoạch này."))
        try:
            _generate(request, form, plan, actor)
        except errors.DomainError as error:
            form.refuse(error)
        else:
            return see_other(reverse("receptions:sessions") + f"?year={plan.year}")
    context = {"plans": plans, "form": form}
    return page(request, "receptions/generate.html", context, status=422 if form.errors else 200)


@require_GET
@actor_required(P.RECEPTION_VIEW)
def proof(request: ActorRequest, session_id: UUID, digest: str) -> HttpResponseBase:
    """A file that proves a posting, through its session."""
    found = policies.get_session(request.actor, session_id)
    files = [file for one in found.postings for file in one.get("files", ())]
    wanted = next((file for file in files if file["digest"] == digest), None)
    if wanted is None:
        raise errors.NotFound("file_missing", _("Không tìm thấy tài liệu này."))
    return downloads.serve(_File(wanted["name"], wanted["digest"], wanted["media_type"]))


@dataclass
class _File:
    name: str
    digest: str
    media_type: str


def _propose(form: ProposeForm, actor: Actor) -> UUID | None:
    told, made_id = form.cleaned_data, new_id()

    def make() -> UUID:
        return sessions.propose_ad_hoc(
            line=told["line"],
            on=told["on"],
            ground=told["ground"],
            ground_text=told["ground_text"],
            arrangement=form.arrangement(),
            actor=actor,
            session_id=made_id,
        ).pk

    asked = once.fingerprint_of(["propose", {name: str(value) for name, value in form.told().items()}])
    return once.run(told.get("once_key"), actor=actor, fingerprint=asked, fn=make)[0]


def _generate(request: ActorRequest, form: KeyedForm, plan: Plan, actor: Actor) -> None:
    found: list[sessions.Generated] = []

    def make() -> UUID:
        found.append(sessions.generate_sessions(plan, actor=actor))
        return plan.pk

    once.run(
        form.cleaned_data.get("once_key"),
        actor=actor,
        fingerprint=once.fingerprint_of(["generate", str(plan.pk)]),
        fn=make,
    )
    if not found:
        return
    done = found[0]
    n = len(done.made)
    said = ngettext("Đã lập %(n)s buổi tiếp.", "Đã lập %(n)s buổi tiếp.", n) % {"n": n}
    if not done.made and not done.changed and not done.removed:
        said = _("Lịch đã đúng với kế hoạch, không có gì phải đổi.")
    if done.changed or done.removed:
        said += " " + _("Theo kế hoạch điều chỉnh: đổi %(changed)s buổi, bỏ %(removed)s buổi chưa công bố.") % {
            "changed": len(done.changed),
            "removed": done.removed,
        }
    if done.left:
        days = ", ".join(f"{row.held_on:%d/%m}" for row in done.left)
        said += " " + _("Giữ nguyên các buổi đã có người làm việc: %(days)s.") % {"days": days}
    messages.success(request, said)


def _issued_plans(actor: Actor) -> list[Plan]:
    found = Plan.objects.filter(status=PlanStatus.ISSUED, line__in=sorted(actor.lines), year__gte=clock.today().year)
    return list(found.exclude(covers="DIALOGUE").order_by("year", "line"))


def _may_generate(actor: Actor) -> bool:
    return actor.may(P.PLAN_MANAGE) or actor.may(P.RECEPTION_ARRANGE)


def _buttons(shown: SessionPage) -> tuple[list[Button], list[Button]]:
    possible = {one.verb: one for one in shown.actions if one.verdict.ok and one.verb != "check"}
    order = [verb for verb in OFTEN if verb in possible]
    first = next((verb for verb in order if verb in _next(shown)), "")
    buttons = {
        verb: Button(
            verb,
            one.label,
            reverse(f"receptions:{verb}", args=[shown.session.pk]),
            ICONS.get(verb, "right"),
            verb == first,
        )
        for verb, one in possible.items()
    }
    often = [buttons[verb] for verb in ([first] if first else []) + [verb for verb in order if verb != first]]
    return often, [button for verb, button in buttons.items() if verb not in order]


def _next(shown: SessionPage) -> tuple[str, ...]:
    """What a session at this point waits for."""
    row = shown.session
    if row.is_waiting_for_day:
        return ("choose",)
    if row.status == "PROPOSED":
        return ("approve",)
    if row.held_on == clock.today():
        return ("close", "open")
    if row.participants_approved_at is None:
        return ("compose", "post") if row.posted_at is None else ("compose",)
    return ("post",) if row.posted_at is None else ("ready",)


def _impossible(shown: SessionPage) -> list[tuple[str, list[str]]]:
    by_reason: dict[str, list[str]] = {}
    for one in shown.actions:
        if not one.verdict.ok and one.verdict.code != "not_permitted":
            by_reason.setdefault(str(one.verdict.reason), []).append(one.label)
    return list(by_reason.items())


def _year(text: str) -> int:
    this = clock.today().year
    return int(text) if text.isdigit() and FIRST_YEAR <= int(text) <= this + 5 else this

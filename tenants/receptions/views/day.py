"""The day of a session at the desk: its page, the steps of the queue, the notes that save themselves, the screen outside."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission as P
from kernel import errors, ids
from kernel.journal import once
from tenants.cases.views.responses import page, see_other
from tenants.documents.models import Document
from tenants.receptions.actions import day as act
from tenants.receptions.actions import queue
from tenants.receptions.actions.taking import undo_case
from tenants.receptions.enums import EntryKind
from tenants.receptions.policies import registrations as policies
from tenants.receptions.policies import sessions as session_policies
from tenants.receptions.queries.alerts import alert_of
from tenants.receptions.queries.day import day_page
from tenants.receptions.queries.waiting import token_of
from tenants.receptions.views.once import once_with
from tenants.receptions.views.public_registration import show_waiting
from tenants.staff.models import Body

MOVES = {
    "arrive": queue.arrive,
    "call": queue.call,
    "begin": queue.begin_reception,
    "end": queue.end_reception,
    "absent": queue.mark_absent,
}
NOTES = frozenset({EntryKind.STEP, EntryKind.STATEMENT, EntryKind.CLOSING, EntryKind.OPINION})


@require_GET
@actor_required(P.RECEPTION_VIEW)
def day(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """``…/<session>/reception/``."""
    return _show(request, session_id)


@require_POST
@actor_required(P.RECEPTION_RECORD)
def move(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """One step of the queue: arrive, call, begin, end, absent."""
    session = session_policies.get_session(request.actor, session_id)
    row = policies.get_registration(request.actor, request.POST.get("registration", ""))
    step = request.POST.get("step", "")
    if row.session_id != session.pk or step not in MOVES:
        raise policies.registration_not_found()
    try:
        again = once_with(
            request, request.actor, ["queue", step, str(row.pk)], lambda: MOVES[step](row, actor=request.actor).pk
        )
    except (errors.InvalidTransition, errors.Conflict) as error:
        return _show(request, session_id, problem=error.message, status=error.status)
    if again:
        messages.info(request, _("Bước này đã được ghi ở lần bấm trước."))
    return see_other(reverse("receptions:day", args=[session_id]))


@require_POST
@actor_required(P.RECEPTION_RECORD)
def note(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Save one field. A script gets the new version, or 409 with the other text; without one the page shows both."""
    session = session_policies.get_session(request.actor, session_id)
    told = request.POST
    kind, by_script = told.get("kind", ""), "X-Notes" in request.headers
    try:
        if kind not in NOTES:
            raise errors.Invalid("entry_invalid", _("Không nhận ra mục này của biên bản."))
        entry = act.save_note(
            session,
            kind=kind,
            typed=told.get("text", ""),
            version=_number(told.get("version", "")) or 0,
            step=_number(told.get("step", "")),
            registration_id=_uuid(told.get("registration", "")),
            body=_body(told.get("body", "")),
            actor=request.actor,
        )
    except errors.Conflict as error:
        return _conflict(request, session_id, error, by_script=by_script)
    except (errors.InvalidTransition, errors.Invalid) as error:
        if by_script:
            return JsonResponse({"message": error.message}, status=error.status)
        return _show(request, session_id, problem=error.message, status=error.status)
    if by_script:
        return JsonResponse({"version": entry.version, "at": entry.at.isoformat()})
    messages.success(request, _("Đã lưu diễn biến."))
    return see_other(reverse("receptions:day", args=[session_id]) + f"#note-{entry.pk}")


@require_POST
@actor_required(P.RECEPTION_RECORD)
def undo(request: ActorRequest, registration_id: UUID) -> HttpResponse:
    """Take the case of a visit back, until the day is closed."""
    row = policies.get_registration(request.actor, registration_id)
    if row.session_id is None:
        raise policies.registration_not_found()
    try:
        once_with(request, request.actor, ["undo_case", str(row.pk)], lambda: undo_case(row, actor=request.actor).pk)
    except (errors.InvalidTransition, errors.Conflict) as error:
        return _show(request, row.session_id, problem=error.message, status=error.status)
    messages.success(request, _("Đã hoàn tác việc vào sổ của lượt tiếp."))
    return see_other(reverse("receptions:day", args=[row.session_id]))


@require_POST
@actor_required(P.RECEPTION_RECORD)
def minutes(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Draft the minutes from what stands in the fields now."""
    session = session_policies.get_session(request.actor, session_id)
    made: list[Document] = []

    def draft() -> UUID:
        made.append(act.draft_minutes(session, actor=request.actor))
        return made[0].pk

    try:
        once.run(
            request.POST.get("once_key", "")[:100] or None,
            actor=request.actor,
            fingerprint=once.fingerprint_of(["minutes", str(session_id)]),
            fn=draft,
        )
    except (errors.InvalidTransition, errors.Conflict, errors.Invalid) as error:
        return _show(request, session_id, problem=error.message, status=error.status)
    messages.success(request, _("Đã lập dự thảo biên bản từ nội dung đã ghi."))
    return see_other(reverse("receptions:day", args=[session_id]) + "#minutes")


@require_GET
@actor_required(P.RECEPTION_RECORD)
def screen(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """The screen of the waiting room, opened by who records."""
    session = session_policies.get_session(request.actor, session_id)
    return show_waiting(request, session.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@actor_required()
def below(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """The unit above: which unit below has an urgent incident; POST says that somebody has looked after it."""
    alert = alert_of(request.actor, session_id)
    if alert.met_on is not None:
        # A second click, or a colleague was faster.
        messages.info(request, _("Báo động này đã có người ghi nhận."))
        return see_other(reverse("cases:today"))
    if request.method == "POST":
        act.acknowledge_incident(session_id, actor=request.actor)
        messages.success(request, _("Đã ghi nhận báo động sự cố."))
        return see_other(reverse("cases:today"))
    return page(request, "receptions/incident_below.html", {"alert": alert})


def _show(request: ActorRequest, session_id: UUID, *, problem: str = "", status: int = 200) -> HttpResponse:
    shown = day_page(request.actor, session_id)
    context: dict[str, Any] = {
        "shown": shown,
        "session": shown.session,
        "problem": problem,
        "once_key": ids.new_id(),
        "screen_url": _screen_url(request, shown.session) if shown.may_record else "",
    }
    return page(request, "receptions/day.html", context, status=status)


def _screen_url(request: HttpRequest, session: Any) -> str:
    return request.build_absolute_uri(reverse("receptions:waiting", args=[token_of(session)]))


def _conflict(request: ActorRequest, session_id: UUID, error: errors.Conflict, *, by_script: bool) -> HttpResponse:
    theirs, mine = str(error.facts.get("text", "")), request.POST.get("text", "")
    if by_script:
        facts = {name: error.facts.get(name) for name in ("who", "when", "text", "version")}
        return JsonResponse({"message": error.message, **facts}, status=409)
    context = {
        "session_id": session_id,
        "message": error.message,
        "theirs": theirs,
        "mine": mine,
        "both": f"{theirs}\n{mine}",
        "version": error.facts.get("version"),
        "told": request.POST,
    }
    return page(request, "receptions/note_conflict.html", context, status=409)


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdigit() and len(typed) < 9 else None


def _uuid(typed: str) -> UUID | None:
    try:
        return UUID(typed) if typed else None
    except ValueError:
        raise policies.registration_not_found() from None


def _body(typed: str) -> Body | None:
    key = _uuid(typed)
    return Body.objects.filter(pk=key).first() if key else None

"""A citizen sends an opinion for a conference on the unit's page without an account, and sees with the code what became of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exchange import guarding
from exchange.callers import caller
from identity.actors import Actor
from kernel import errors, ids
from kernel.journal import once
from registry.info import UnitInfo
from tenants.cases.rules import sealing
from tenants.cases.views.responses import page
from tenants.dialogues.actions.collecting import Received, send_opinion
from tenants.dialogues.forms.public_opinions import PublicOpinionForm
from tenants.dialogues.queries.public_opinions import Collecting, Sent, collecting_now, status_of
from tenants.receptions.views.public_registration import citizen

SENDING, GUESSING = "opinion", "opinion-code"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """``/u/<key>/opinions/``: the conferences that take opinions; ``?for=`` one of them. POST sends and shows the code once.

    A link or a form kept from before, for one that takes none any more: the page says so, and keeps what was typed.
    """
    unit: UnitInfo = request.unit  # type: ignore[attr-defined]
    there, is_sent = collecting_now(), request.method == "POST"
    # The form names its conference: what was typed for one is never taken for another that was announced meanwhile.
    wanted = request.POST.get("conference", "") or request.GET.get("for", "")
    chosen = next((one for one in there if one.reference == wanted), None)
    if chosen is None and len(there) == 1 and not wanted:
        chosen = there[0]
    if chosen is None:
        context = {"there": there, "is_over": bool(wanted), "typed": request.POST.get("text", "")}
        return page(
            request, "dialogues/public_conferences.html", context, status=409 if is_sent else 404 if wanted else 200
        )
    if not is_sent:
        return _form(request, chosen, PublicOpinionForm(topics=chosen.topics, initial={"conference": chosen.reference}))
    form = PublicOpinionForm(request.POST, topics=chosen.topics)
    if not form.is_valid():
        return _form(request, chosen, form, status=422)
    where = caller(request.META)
    try:
        guarding.refuse_while_paused(SENDING, where)
        made = _send(form, chosen, citizen(unit))
    except errors.TooMany as error:
        form.add_error(None, error.message)
        response = _form(request, chosen, form, status=429)
        response["Retry-After"] = str(error.facts["retry_after"])
        return response
    except errors.DomainError as error:
        form.refuse(error)
        return _form(request, chosen, form, status=error.status)
    guarding.count_sending(SENDING, where)
    return page(request, "dialogues/public_sent.html", {"chosen": chosen, "code": made.code if made else ""})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """``/u/<key>/opinions/status/``: the code in, what became of the opinion out; no name, no content."""
    if request.method != "POST":
        return _status(request)
    where, code = caller(request.META), request.POST.get("code", "")[:40]
    try:
        guarding.refuse_while_paused(GUESSING, where)
    except errors.TooMany as error:
        response = _status(request, refusal=error.message, code=code, status=429)
        response["Retry-After"] = str(error.facts["retry_after"])
        return response
    found = status_of(code)
    if found is None:
        guarding.count_guess(GUESSING, where)
        return _status(request, refusal=_("Không có ý kiến nào mang mã này."), code=code, status=404)
    guarding.forget(GUESSING, where)
    return _status(request, shown=found)


def _send(form: PublicOpinionForm, chosen: Collecting, actor: Actor) -> Received | None:
    made: list[Received] = []
    told, new_id = form.cleaned_data, ids.new_id()

    def enter() -> UUID:
        received = send_opinion(
            chosen.row,
            full_name=told["full_name"],
            address=told["address"],
            phone=told["phone"],
            text=told["text"],
            topic=told.get("topic", ""),
            opinion_id=new_id,
            actor=actor,
        )
        made.append(received)
        return new_id

    asked = once.fingerprint_of(
        ["opinion", chosen.reference, {name: str(value) for name, value in form.told().items()}]
    )
    once.run(told["once_key"], actor=actor, fingerprint=sealing.fingerprint(asked), fn=enter, object_id=new_id)
    return made[0] if made else None


def _form(request: HttpRequest, chosen: Collecting, form: PublicOpinionForm, *, status: int = 200) -> HttpResponse:
    return page(request, "dialogues/public_opinion.html", {"chosen": chosen, "form": form}, status=status)


def _status(
    request: HttpRequest, *, shown: Sent | None = None, refusal: str = "", code: str = "", status: int = 200
) -> HttpResponse:
    context = {"shown": shown, "refusal": refusal, "code": code}
    return page(request, "dialogues/public_status.html", context, status=status)

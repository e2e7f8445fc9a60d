"""A citizen registers on the unit's page without an account, sees with the code what became of it; the screen of the waiting room."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exchange import guarding
from exchange.callers import caller
from identity.actors import Actor
from identity.permissions import Permission
from kernel import errors, ids
from kernel.journal import once
from registry.info import UnitInfo
from registry.levels import Line
from tenants.cases.rules import sealing
from tenants.cases.views.responses import page
from tenants.receptions.actions import registrations as act
from tenants.receptions.enums import RegistrationSource
from tenants.receptions.forms.registrations import PublicRegisterForm, line_choices
from tenants.receptions.queries.public_registration import Status, lines_open, status_of
from tenants.receptions.queries.waiting import session_of, waiting_room
from tenants.receptions.views.once import stable

SENDING, GUESSING = "register", "register-code"


def citizen(unit: UnitInfo) -> Actor:
    """Whoever writes on the unit's page: may register, and nothing else."""
    return Actor(
        account_id=None,
        name=str(_("Công dân (trên trang của đơn vị)")),
        unit=unit,
        roles=frozenset(),
        lines=frozenset({Line.PARTY, Line.GOVERNMENT}),
        permissions=frozenset({Permission.REGISTRATION_ENTER}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """``/u/<key>/registration/``: GET shows the short form, POST registers and shows number and code this once."""
    unit: UnitInfo = request.unit  # type: ignore[attr-defined]
    lines = line_choices(lines_open())
    if request.method != "POST":
        return _form(request, PublicRegisterForm(lines=lines))
    form = PublicRegisterForm(request.POST, request.FILES, lines=lines)
    if not form.is_valid():
        return _form(request, form, status=422)
    where = caller(request.META)
    try:
        guarding.refuse_while_paused(SENDING, where)
        made = _register(form, citizen(unit))
    except errors.TooMany as error:
        form.add_error(None, error.message)
        response = _form(request, form, status=429)
        response["Retry-After"] = str(error.facts["retry_after"])
        return response
    except errors.DomainError as error:
        form.placed(error)
        return _form(request, form, status=error.status)
    guarding.count_sending(SENDING, where)
    context = {"registration": made.registration if made else None, "code": made.code if made else ""}
    return page(request, "receptions/public_registered.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """``/u/<key>/registration/status/``: the code in, what became of the registration out; no name, no content."""
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
        return _status(request, refusal=_("Không có đăng ký nào mang mã này."), code=code, status=404)
    guarding.forget(GUESSING, where)
    return _status(request, shown=found)


@never_cache
@require_safe
def waiting(request: HttpRequest, token: str) -> HttpResponse:
    """``/u/<key>/waiting/<token>/``: the screen of the waiting room by its signed link; numbers and room, no names."""
    session_id = session_of(token)
    if session_id is None:
        raise errors.NotFound("link_over", _("Đường dẫn màn hình chờ không đúng hoặc đã hết hạn."))
    return show_waiting(request, session_id)


def show_waiting(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The screen; asked again by itself, it gives only the part that changes."""
    shown = waiting_room(session_id)
    if shown is None:
        raise errors.NotFound("link_over", _("Đường dẫn màn hình chờ không đúng hoặc đã hết hạn."))
    return page(request, "receptions/waiting.html", {"shown": shown}, fragment="numbers")


def _register(form: PublicRegisterForm, actor: Actor) -> act.Registered | None:
    made: list[act.Registered] = []
    new_id = ids.new_id()

    def enter() -> UUID:
        made.append(
            act.register(
                form.data_of(),
                source=RegistrationSource.ONLINE,
                uploads=tuple(form.cleaned_data["attachments"]),
                registration_id=new_id,
                actor=actor,
            )
        )
        return new_id

    asked = once.fingerprint_of(["register", {name: stable(value) for name, value in form.told().items()}])
    once.run(
        form.cleaned_data["once_key"], actor=actor, fingerprint=sealing.fingerprint(asked), fn=enter, object_id=new_id
    )
    return made[0] if made else None


def _form(request: HttpRequest, form: PublicRegisterForm, *, status: int = 200) -> HttpResponse:
    return page(request, "receptions/public_registration.html", {"form": form}, status=status)


def _status(
    request: HttpRequest, *, shown: Status | None = None, refusal: str = "", code: str = "", status: int = 200
) -> HttpResponse:
    context = {"shown": shown, "refusal": refusal, "code": code}
    return page(request, "receptions/public_status.html", context, status=status)

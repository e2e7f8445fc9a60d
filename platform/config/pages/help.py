"""The help page: what this person's roles do each day, with the page for each."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from config.guidance import GUIDANCE, Hint
from identity.access import ActorRequest, actor_required
from identity.actors import Actor


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One line of the page."""

    when: str
    what: str
    url: str


@require_safe
@actor_required()
def help_page(request: ActorRequest) -> HttpResponse:
    """``/desk/help/``: one short list a role that the person holds here."""
    roles = [
        (role.label, [_line(hint, request.actor) for hint in GUIDANCE[role]]) for role in sorted(request.actor.roles)
    ]
    return render(request, "site/help.html", {"roles": [(label, lines) for label, lines in roles if lines]})


def _line(hint: Hint, actor: Actor) -> HelpLine:
    return HelpLine(str(hint.when), str(hint.what), _url(hint) if hint.needs is None or actor.may(hint.needs) else "")


def _url(hint: Hint) -> str:
    try:
        found = reverse(hint.page)
    except NoReverseMatch:
        return ""
    return f"{found}?{hint.query}" if hint.query else found

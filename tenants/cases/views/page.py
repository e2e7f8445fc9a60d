"""One case: who has it, where it went, what was done, what can be done now; and its files."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from exchange.enums import HANDOVERS, MovementKind
from exchange.models import CompetenceQuestion
from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from identity.permissions import Permission
from kernel import errors
from tenants.cases import policies
from tenants.cases.enums import RequestKind
from tenants.cases.models.parcel import Direction
from tenants.cases.protocols import links_of
from tenants.cases.queries.page import ActionLine, CasePage, case_page, days_open
from tenants.cases.queries.programme import programme_part
from tenants.cases.queries.road import Station
from tenants.cases.views.prints import SLIP_TITLES
from tenants.cases.views.responses import page
from tenants.documents import downloads

# What an officer does most often stands first; what comes seldom lies in a list that opens.
FIRST = (
    "accept",
    "check_result",
    "assign",
    "accept_settlement",
    "answer",
    "report_result",
    "close",
    "note",
    "attach",
    "ask_supplement",
    "ask_opinion",
    "record_paper_reply",
    "escalate",
    "transfer",
    "assign_down",
    "return",
    "recall",
    "ask_sender",
)
# An open request is answered at the request itself: its verbs have no buttons of their own.
AT_THE_REQUEST = frozenset({"settle_request", "send_paper"})
ICONS = {
    "accept": "check",
    "check_result": "check",
    "assign": "person",
    "accept_settlement": "done",
    "answer": "speak",
    "report_result": "send",
    "close": "done",
    "note": "edit",
    "attach": "attach",
    "ask_supplement": "question",
    "ask_opinion": "question",
    "record_paper_reply": "paper",
    "escalate": "up",
    "transfer": "right",
    "assign_down": "down",
    "return": "back",
    "recall": "back",
    "ask_sender": "question",
}


@dataclass(frozen=True)
class Step:
    """One possible action as a button."""

    label: str
    url: str
    icon: str
    is_primary: bool


@require_GET
@actor_required(for_readers=True)
def page_of_case(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """``/desk/cases/<uuid>/``."""
    actor: Actor = request.actor
    shown = case_page(actor, case_id)
    often, seldom = _steps(shown)
    above = [] if shown.is_inspected else links_of(actor, shown.case, shown.custody)
    seldom += [Step(link.label, link.url, link.icon, is_primary=False) for link in above]
    context: dict[str, Any] = {
        "shown": shown,
        "case": shown.case,
        "often": often,
        "seldom": seldom,
        "impossible": _impossible(shown),
        "requests": _requests(actor, shown),
        "slips": _slips(shown),
        "days_open": days_open(shown.case),
        "is_elsewhere": shown.handling_unit is not None and shown.handling_unit.id != actor.unit.id,
        "road": _road(shown),
        "question": CompetenceQuestion.objects.filter(case_id=shown.case.pk, carried_out_at__isnull=True).first(),
        **_programme(actor, shown),
        "is_moving": shown.custody is not None and shown.custody.transit_id is not None,
    }
    return page(request, "cases/page.html", context)


@require_GET
@actor_required(for_readers=True)
def download(request: ActorRequest, case_id: UUID, attachment_id: UUID) -> HttpResponseBase:
    """A file through its row: who may not see the case gets 404, whatever the digest."""
    case = policies.get_case(request.actor, case_id)
    attachment = policies.files_of(request.actor, case).filter(pk=attachment_id).first()
    if attachment is None:
        raise errors.NotFound("attachment_not_found", _("Không tìm thấy tài liệu này."))
    return downloads.serve(attachment)


def _programme(actor: Actor, shown: CasePage) -> dict[str, Any]:
    """What the programme of complex and long-running cases holds, and what the reader may do about it."""
    case, now = shown.case, policies.Situation(shown.case, shown.custody)
    verbs = (*policies.AT_AN_ENTRY, "agree_solution")
    return {
        "part": programme_part(actor, case),
        "can": {verb for verb in verbs if policies.may(actor, verb, case, situation=now).ok},
        "opens_spot": actor.may(Permission.CASE_VIEW_UNIT) or actor.may(Permission.OVERSIGHT_VIEW),
        "lines": [line.value for line in actor.lines],
    }


def _road(shown: CasePage) -> list[tuple[Station, bool]]:
    """The stations; who owes the answer is marked once, at its last station."""
    last = max((index for index, stop in enumerate(shown.road) if stop.owes_answer), default=None)
    return [(stop, index == last) for index, stop in enumerate(shown.road)]


def _steps(shown: CasePage) -> tuple[list[Step], list[Step]]:
    possible = {action.verb: action for action in shown.possible if action.verb not in AT_THE_REQUEST}
    next_verb = _next_verb(shown, possible)
    order = [next_verb, *(verb for verb in FIRST if verb != next_verb)]
    often = [_step(shown, possible.pop(verb), verb == next_verb) for verb in order if verb in possible]
    return often, [_step(shown, action, False) for action in possible.values()]


def _next_verb(shown: CasePage, possible: dict[str, ActionLine]) -> str:
    """The step a case at this point waits for."""
    case = shown.case
    wanted = ["accept", "check_result", "record_paper_reply"]
    if case.assignee_id is None:
        wanted.append("assign")
    wanted += ["close"] if shown.answers else []
    wanted += ["report_result", "answer"]
    return next((verb for verb in wanted if verb in possible), "")


def _step(shown: CasePage, action: ActionLine, is_primary: bool) -> Step:
    url = reverse(f"cases:{action.verb}", args=[shown.case.pk])
    return Step(action.label, url, ICONS.get(action.verb, "right"), is_primary)


def _impossible(shown: CasePage) -> list[tuple[str, list[str]]]:
    """Each reason once, with the steps it stands in the way of."""
    by_reason: dict[str, list[str]] = {}
    for action in shown.impossible:
        if action.verb not in AT_THE_REQUEST:
            by_reason.setdefault(action.reason, []).append(action.label)
    return list(by_reason.items())


def _requests(actor: Actor, shown: CasePage) -> list[dict[str, Any]]:
    rows = []
    for asked in shown.requests:
        # A paper that the receiving unit misses is answered by sending it, not by writing what came back.
        is_paper = asked.kind == RequestKind.MISSING_PAPER
        rows.append(
            {
                "asked": asked,
                "may_settle": asked.is_open and _is_possible(shown, "settle_request"),
                "may_send": asked.is_open and is_paper and policies.may(actor, "send_paper", shown.case).ok,
            }
        )
    return rows


def _slips(shown: CasePage) -> list[dict[str, Any]]:
    return [
        {"parcel": parcel, "title": SLIP_TITLES[MovementKind(parcel.kind)](), "tells_citizen": parcel.kind in HANDOVERS}
        for parcel in shown.parcels
        if parcel.direction == Direction.OUT and parcel.kind in SLIP_TITLES and parcel.cancelled_at is None
    ]


def _is_possible(shown: CasePage, verb: str) -> bool:
    return any(action.verb == verb and action.ok for action in shown.actions)

"""The year, one conference, its dossier."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, sheets
from tenants.cases.views.responses import page
from tenants.dialogues import policies
from tenants.dialogues.enums import ConferenceStatus as S
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.queries.dossier import COLUMNS, DossierRow, dossier_of
from tenants.dialogues.queries.listing import year_page
from tenants.dialogues.queries.page import STATIONS, ActionLine, ConferencePage, conference_page
from tenants.staff.queries import setting

# What is likely at each point, the next step first; what else is possible lies in a list that opens.
_AFTER_MEETING = ("conclude", "review", "notify", "information", "papers")
LIKELY: dict[str, tuple[str, ...]] = {
    S.PLANNED: ("topics", "arrange", "participants", "collection"),
    S.POSTPONED: ("decide", "submit", "arrange", "participants", "collection"),
    S.TOPIC_CHOSEN: ("decide", "submit", "arrange", "participants", "collection", "topics"),
    S.APPROVED: ("announce", "invite", "speak", "papers", "participants"),
    S.ANNOUNCED: ("open", "invite", "speak", "announce", "papers", "participants"),
    S.OPEN: ("question", "speak", "attendance", "information", "adopt"),
    S.HELD: _AFTER_MEETING,
    S.REVIEWED: _AFTER_MEETING,
    S.CONCLUDED: ("review", "results", "close", "papers"),
    S.CLOSED: ("papers",),
}
DOSSIER_ROWS = 100
"""Rows of the dossier on one page; ``?all`` shows it whole, for printing."""
URLS = {"papers": "paper"}
ICONS = {
    "arrange": "edit",
    "topics": "filter",
    "collection": "inbox",
    "participants": "people",
    "papers": "paper",
    "submit": "up",
    "decide": "check",
    "announce": "speak",
    "invite": "send",
    "postpone": "clock",
    "cancel": "close",
    "speak": "speak",
    "question": "question",
    "open": "done",
    "attendance": "people",
    "information": "info",
    "adopt": "done",
    "conclude": "check",
    "review": "edit",
    "notify": "send",
    "results": "up",
    "close": "done",
    "link": "link",
}

OPINION_STEPS = {
    # What is usual at each point stands first; the rest lies in a list that opens.
    "answer": gettext_lazy("Trả lời"),
    "assign": gettext_lazy("Giao giải quyết"),
    "reply": gettext_lazy("Trả lời bằng văn bản"),
    "interim": gettext_lazy("Báo thời gian"),
    "noted": gettext_lazy("Ghi nhận"),
    "classify": gettext_lazy("Phân loại"),
    "prepared": gettext_lazy("Nội dung chuẩn bị"),
    "clear": gettext_lazy("Đã giải quyết trước"),
    "submit_up": gettext_lazy("Trình cấp trên"),
    "withdraw": gettext_lazy("Không phát biểu"),
    "recipients": gettext_lazy("Nơi nhận"),
}


@require_GET
@actor_required()
def year(request: ActorRequest) -> HttpResponse:
    """``/desk/dialogues/?year=``: the plan's quota and the conferences of a year."""
    actor = request.actor
    if not actor.may(Permission.CONCLUSION_VIEW):
        actor.require(Permission.RECEPTION_VIEW)
    this = clock.today().year
    given = request.GET.get("year", "")
    wanted = int(given) if given.isdigit() and 2000 <= int(given) <= 2100 else this
    context = {
        "shown": year_page(actor, wanted),
        "years": [this - 1, this, this + 1],
        "may_arrange": actor.may(Permission.RECEPTION_ARRANGE),
        "observes": policies.only_observes(actor),
    }
    return page(request, "dialogues/list.html", context)


@require_GET
@actor_required()
def conference(request: ActorRequest, conference_id: UUID) -> HttpResponse:
    """``/desk/dialogues/<id>/``; an observer sees conclusions and progress only."""
    actor = request.actor
    found = policies.get_conference(actor, conference_id)
    shown = conference_page(actor, found, request.GET.get("page", ""))
    often, seldom = _steps(shown)
    context = {
        "shown": shown,
        "conference": found,
        "often": often,
        "seldom": seldom,
        "impossible": _impossible(shown),
        "road": _road(found),
        "date_labels": {
            "notice": _("Thông báo công khai"),
            "review": _("Rút kinh nghiệm nội bộ"),
            "conclusion": _("Thông báo kết luận"),
        },
        "may_prepare": policies.may(actor, "topics", found).ok,
        "may_work": policies.may(actor, "topics", found).code != "not_permitted" and not shown.observes,
        "announcements": [(one, date.fromisoformat(one["at"])) for one in found.notices],
        "page": shown.opinions,
        "rows": [] if shown.observes else [(line, _opinion_steps(actor, line.opinion, found)) for line in shown.lines],
    }
    return page(request, "dialogues/observed.html" if shown.observes else "dialogues/page.html", context)


@require_GET
@actor_required(Permission.RECEPTION_VIEW)
def dossier(request: ActorRequest, conference_id: UUID) -> HttpResponse:
    """``/desk/dialogues/<id>/dossier/``: the nine columns of the plan, on the page and on paper."""
    found = policies.get_conference(request.actor, conference_id)
    rows = dossier_of(found)
    whole = "all" in request.GET
    shown = Paginator(rows, max(len(rows), 1) if whole else DOSSIER_ROWS).get_page(request.GET.get("page"))
    context = {
        "conference": found,
        "columns": COLUMNS,
        "page": shown,
        "rows": _cells(list(shown.object_list)),
        "first": shown.start_index(),
        "topics": _topics(found),
    }
    return page(request, "dialogues/dossier.html", context)


@require_GET
@actor_required(Permission.RECEPTION_VIEW)
def dossier_sheet(request: ActorRequest, conference_id: UUID, kind: str) -> HttpResponse:
    """The same as xlsx or csv."""
    if kind not in ("xlsx", "csv"):
        raise Http404
    found = policies.get_conference(request.actor, conference_id)
    rows = [row.cells() for row in dossier_of(found)]
    day = f"{found.held_on:%Y%m%d}" if found.held_on else "du-kien"
    return sheets.sheet_response(f"ho-so-doi-thoai-{day}", kind, [str(column) for column in COLUMNS], rows)


def _cells(rows: list[DossierRow]) -> list[list[tuple[str, str]]]:
    """Each row as (column, text): a dossier of hundreds of opinions stays quick to show."""
    labels = [str(column) for column in COLUMNS]
    return [
        [
            (label, f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell or "–")
            for label, cell in zip(labels, row.cells(), strict=True)
        ]
        for row in rows
    ]


def _topics(row: Conference) -> list[str]:
    names = setting("topics")
    return [names.name_of(code) for code in row.topics]


def _steps(shown: ConferencePage) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    possible = {action.verb: action for action in shown.possible}
    likely = [verb for verb in LIKELY.get(shown.conference.status, ()) if verb in possible]
    if all(one.get("invited_at") for one in shown.invited):
        # Who is invited already is seldom invited again.
        likely.sort(key=lambda verb: verb == "invite")
    seldom = [verb for verb in possible if verb not in likely]
    # At the meeting everything is done at its desk, which stands above.
    first = "" if shown.conference.status == S.OPEN else next(iter(likely), "")
    return (
        [_step(shown.conference, possible[verb], verb == first) for verb in likely],
        [_step(shown.conference, possible[verb], False) for verb in seldom],
    )


def _step(row: Conference, action: ActionLine, is_primary: bool) -> dict[str, Any]:
    name = URLS.get(action.verb, action.verb)
    return {
        "label": action.label,
        "url": reverse(f"dialogues:{name}", args=[row.pk]),
        "icon": ICONS.get(action.verb, "right"),
        "is_primary": is_primary,
    }


def _impossible(shown: ConferencePage) -> list[tuple[str, list[str]]]:
    by_reason: dict[str, list[str]] = {}
    for action in shown.impossible:
        by_reason.setdefault(action.reason, []).append(action.label)
    return list(by_reason.items())


def _road(row: Conference) -> list[tuple[str, str]]:
    """The stations with done, here or next; a conference cancelled or put off stands beside the road."""
    here = row.status if row.status in STATIONS else (S.APPROVED if row.approved_at else S.TOPIC_CHOSEN)
    index = STATIONS.index(S(here))
    return [
        (str(station.label), "here" if number == index else "done" if number < index else "next")
        for number, station in enumerate(STATIONS)
    ]


def _opinion_steps(actor: Actor, opinion: Opinion, found: Conference) -> list[tuple[str, str]]:
    """The possible steps of an opinion, as (words, address)."""
    return [
        (str(label), reverse(f"dialogues:{verb}", args=[opinion.pk]))
        for verb, label in OPINION_STEPS.items()
        if policies.may_with(actor, verb, opinion, found).ok
    ]

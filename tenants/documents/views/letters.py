"""Letters between units: the two registers, one letter, its files and print, and the steps of the receiver."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from kernel import clock
from kernel.errors import NotFound
from registry.levels import Line
from tenants.documents import downloads, uploads
from tenants.documents import letter_policies as policies
from tenants.documents.actions import letters as actions
from tenants.documents.enums import LetterDirection
from tenants.documents.forms.base import KeyedForm
from tenants.documents.forms.letters import LetterAnswerForm, LetterFilterForm, PaperReplyForm
from tenants.documents.models import Letter
from tenants.documents.queries import letterheads
from tenants.documents.queries.letters import Filters, counts, letter_list, letter_page, letter_rows
from tenants.documents.views.page import File
from tenants.documents.views.register import Chip
from tenants.documents.views.steps import Step

ROWS = 50
MOST = 5000
"""Rows of one print; a unit's register of a year stays below."""
NAMES = {LetterDirection.IN: "documents:incoming", LetterDirection.OUT: "documents:letters_sent"}


@require_safe
@actor_required()
def incoming(request: ActorRequest) -> HttpResponse:
    """``/desk/documents/incoming/``: 50 rows a page, the same number of queries for one row and for fifty."""
    return _register(request, LetterDirection.IN)


@require_safe
@actor_required()
def letters_sent(request: ActorRequest) -> HttpResponse:
    """``/desk/documents/letters/``: what this unit wrote to others, and what came of it."""
    return _register(request, LetterDirection.OUT)


def _register(request: ActorRequest, direction: LetterDirection) -> HttpResponse:
    actor = request.actor
    policies.require_reader(actor)
    form = LetterFilterForm(request.GET)
    shown = Paginator(letter_list(actor, direction, form.filters()), ROWS).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": shown,
        "rows": letter_rows(list(shown.object_list)),
        "chips": _chips(actor, direction, form.filters()),
        "query": _query(form.filters()),
        "is_incoming": direction == LetterDirection.IN,
        "url": reverse(NAMES[direction]),
        "tab": "incoming" if direction == LetterDirection.IN else "letters",
    }
    name = "documents/letters_register.html"
    response = render(request, f"{name}#region" if getattr(request, "htmx", False) else name, context)
    response["Vary"] = "HX-Request"
    return response


@require_safe
@actor_required()
def incoming_print(request: ActorRequest) -> HttpResponse:
    """The register of incoming papers on A4 in the columns of Decree 30/2020, annex VI; one line at a time has one head."""
    actor = request.actor
    policies.require_reader(actor)
    filters = LetterFilterForm(request.GET).filters()
    default = Line.GOVERNMENT if Line.GOVERNMENT in actor.lines else Line.PARTY
    line = Line(filters.line) if filters.line else default
    found = list(letter_list(actor, LetterDirection.IN, replace(filters, line=line.value))[:MOST])
    found.reverse()
    with translation.override("vi"):
        context = {
            "letters": found,
            "line": line,
            "head": letterheads.stationery(line).head,
            "today": clock.today(),
            "year": filters.year,
            "back": f"?{_query(filters)}",
        }
        return render(request, "documents/incoming_print.html", context)


@require_safe
@actor_required()
def letter(request: ActorRequest, letter_id: UUID) -> HttpResponse:
    """One letter: what it says, its files, its dates on both sides, everything of its thread, what can be done."""
    actor = request.actor
    policies.require_reader(actor)
    row = policies.get_letter(actor, letter_id)
    context = {
        "letter": row,
        "shown": letter_page(actor, row),
        "may": {verb for verb in policies.VERBS if policies.may(actor, verb, row)},
        "register": reverse(NAMES[LetterDirection(row.direction)]),
    }
    return render(request, "documents/letter_page.html", context)


@require_safe
@actor_required()
def letter_print(request: ActorRequest, letter_id: UUID) -> HttpResponse:
    """The letter on A4: as it was sent, or as it arrived with both numbers."""
    policies.require_reader(request.actor)
    row = policies.get_letter(request.actor, letter_id)
    with translation.override("vi"):
        context = {"letter": row, "line": row.line, "head": letterheads.stationery(row.line).head, "day": row.sent_on}
        return render(request, "documents/letter_print.html", context)


@require_safe
@actor_required()
def letter_file(request: ActorRequest, letter_id: UUID, index: int) -> HttpResponseBase:
    """A file of a letter, from the own store."""
    policies.require_reader(request.actor)
    row = policies.get_letter(request.actor, letter_id)
    if not 0 <= index < len(row.files):
        raise NotFound("file_not_found", _("Không tìm thấy tệp."))
    kept = row.files[index]
    return downloads.serve(File(kept["name"], kept["digest"], kept["media_type"]))


class _LetterStep(Step):
    """A step on one letter."""

    verb: str
    letter: Letter

    def find(self) -> None:
        policies.require_reader(self.actor)
        self.letter = policies.get_letter(self.actor, self.kwargs_of_step["letter_id"])

    def check(self) -> None:
        if self.request.method == "GET" or not policies.works_letters(self.actor):
            policies.require(self.actor, self.verb, self.letter)

    def initial(self) -> dict[str, Any]:
        return {"version": self.letter.version}

    def crumbs(self) -> list[tuple[str, str]]:
        name = _("Văn bản đến") if self.letter.is_incoming else _("Văn bản gửi các đơn vị")
        return [(name, reverse(NAMES[LetterDirection(self.letter.direction)])), (str(self.letter), self.back_url())]

    def back_url(self) -> str:
        return reverse("documents:letter", args=[self.letter.pk])


class AcknowledgeLetter(_LetterStep):
    name, verb = "letter_acknowledge", "acknowledge"
    title = gettext_lazy("Xác nhận đã nhận văn bản")
    primary = gettext_lazy("Xác nhận đã nhận")
    done = gettext_lazy("Đã xác nhận; nơi gửi được báo.")

    def sentence(self) -> str:
        return _("%(unit)s sẽ thấy ai xác nhận và ngày xác nhận.") % {"unit": self.letter.other_name}

    def perform(self, form: KeyedForm) -> UUID:
        row = actions.acknowledge_letter(self.letter, actor=self.actor, version=form.cleaned_data["version"])
        return row.pk


class AnswerLetter(_LetterStep):
    name, verb = "letter_answer", "answer"
    form_class = LetterAnswerForm
    title = gettext_lazy("Trả lời văn bản")
    primary = gettext_lazy("Gửi trả lời")
    done = gettext_lazy("Đã gửi trả lời.")
    multipart = True

    def sentence(self) -> str:
        return _("Trả lời lấy số văn bản đi của đơn vị và gửi ngay tới %(unit)s.") % {"unit": self.letter.other_name}

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        reply = actions.answer_letter(
            self.letter, text=told["text"], files=stored(told["papers"]), actor=self.actor, version=told["version"]
        )
        return reply.pk


class RecordPaperReply(_LetterStep):
    name, verb = "letter_reply", "record_reply"
    form_class = PaperReplyForm
    title = gettext_lazy("Nhập trả lời nhận bằng giấy")
    primary = gettext_lazy("Vào sổ trả lời")
    done = gettext_lazy("Đã vào sổ trả lời.")
    multipart = True

    def sentence(self) -> str:
        return _("Văn bản gửi %(unit)s bằng giấy; trả lời nhận được vào sổ văn bản đến.") % {
            "unit": self.letter.other_name
        }

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        reply = actions.record_paper_reply(
            self.letter,
            number=told["number"],
            on=told["on"],
            text=told["text"],
            files=stored(told["papers"]),
            actor=self.actor,
            version=told["version"],
        )
        return reply.pk


def stored(papers: Sequence[Any]) -> list[dict[str, Any]]:
    """Check and keep the files of a form; what a letter's row needs of them."""
    return [
        {"name": one.name, "digest": one.digest, "size": one.size, "media_type": one.media_type}
        for one in uploads.store_all(list(papers), field="papers")
    ]


def _chips(actor: Actor, direction: LetterDirection, filters: Filters) -> list[Chip]:
    told = counts(actor, direction)
    offered = [("", _("Tất cả"), told["all"]), ("waiting", _("Chờ trả lời"), told["waiting"])]
    offered.append(("late", _("Quá hạn trả lời"), told["late"]))
    if direction == LetterDirection.IN:
        offered.insert(1, ("new", _("Chưa xác nhận"), told["new"]))
    return [Chip(label, _query(replace(filters, show=show)), filters.show == show, n) for show, label, n in offered]


def _query(filters: Filters) -> str:
    return urlencode({name: value for name in Filters.__slots__ if (value := getattr(filters, name))})

"""Notices: the list, those of a subject, one with its proof, the letter for a window envelope, and what became of one."""

from collections.abc import Sequence
from typing import Any
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

from identity import members
from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock
from kernel.errors import Invalid, NotFound
from registry.levels import Line
from tenants.documents import downloads, policies, subjects, uploads
from tenants.documents.actions import notices as actions
from tenants.documents.enums import NoticeChannel, NoticeStatus, Subject
from tenants.documents.forms.base import KeyedForm
from tenants.documents.forms.notices import CancellationForm, DeliveryForm, NoticeFilterForm, RetryForm
from tenants.documents.models import Notice
from tenants.documents.queries import letterheads
from tenants.documents.queries.notices import notice_list, notice_rows, status_counts
from tenants.documents.views.page import File
from tenants.documents.views.steps import Step

ROWS = 50
LETTERS = 200
"""Sheets of one print."""


def _require_reader(actor: Actor) -> None:
    if not policies.reads_notices(actor):
        actor.require(P.NOTICE_SEND)


@require_safe
@actor_required()
def notices_page(request: ActorRequest) -> HttpResponse:
    """``/desk/documents/notices/``: all of the actor's lines."""
    _require_reader(request.actor)
    return _list(request, None)


@require_safe
@actor_required()
def subject_page(request: ActorRequest, subject: str, subject_id: UUID) -> HttpResponse:
    """The notices of one session, conference, task …; a subject without any that the actor sees is not found."""
    _require_reader(request.actor)
    if subject.upper() not in Subject.values:
        raise NotFound("subject_not_found", _("Không tìm thấy."))
    return _list(request, (Subject(subject.upper()), subject_id))


def _list(request: ActorRequest, about: tuple[Subject, UUID] | None) -> HttpResponse:
    actor = request.actor
    form = NoticeFilterForm(request.GET)
    found = policies.visible_notices(actor)
    named = None
    if about is not None:
        found = found.about(*about)
        named = subjects.describe(actor, [about]).get((about[0].value, about[1]))
        if named is None and not found.exists():
            raise NotFound("subject_not_found", _("Không tìm thấy."))
    told = {name: form.cleaned_data.get(name) or "" for name in ("q", "channel", "status")}
    shown = Paginator(notice_list(found, **told), ROWS).get_page(request.GET.get("page"))
    rows = notice_rows(list(shown.object_list))
    pairs = [(row.notice.subject, row.notice.subject_id) for row in rows]
    names = subjects.describe(actor, pairs) if about is None else {}
    context = {
        "form": form,
        "page": shown,
        "rows": [(row, names.get((row.notice.subject, row.notice.subject_id or UUID(int=0)))) for row in rows],
        "subject": named,
        "subject_label": subjects.label(about[0]) if about else "",
        "counts": status_counts(found),
        "may_print": actor.may(P.NOTICE_SEND),
        "tab": "notices",
    }
    return render(request, "documents/notices.html", context)


@require_safe
@actor_required()
def notice_page(request: ActorRequest, notice_id: UUID) -> HttpResponse:
    """One notice: the words as they left, each try with the gateway's answer, who handed it over."""
    _require_reader(request.actor)
    notice = policies.get_notice(request.actor, notice_id)
    can = policies.may_notice(request.actor, notice)
    about = subjects.describe(request.actor, [(notice.subject, notice.subject_id)])
    made_by = members.names([notice.made_by_id])
    is_mail = notice.channel == NoticeChannel.EMAIL
    context = {
        "row": notice_rows([notice])[0],
        "notice": notice,
        "made_by": made_by.get(notice.made_by_id, "") if notice.made_by_id else "",
        "about": about.get((notice.subject, notice.subject_id)) if notice.subject_id else None,
        "subject_label": subjects.label(notice.subject),
        "may_deliver": (can and not is_mail) or (can and notice.status == NoticeStatus.SENT),
        "may_cancel": can and notice.status != NoticeStatus.SENT,
        "may_retry": can and is_mail and notice.status == NoticeStatus.FAILED,
        "files": list(enumerate(notice.proof.get("files", []))),
        "is_letter": notice.channel in (NoticeChannel.POST, NoticeChannel.HAND, NoticeChannel.POSTING),
    }
    return render(request, "documents/notice.html", context)


@require_safe
@actor_required()
def letter(request: ActorRequest, notice_id: UUID) -> HttpResponse:
    """The words on A4 with the address where a window envelope shows it (DIN 5008 B, DL envelope)."""
    _require_reader(request.actor)
    notice = policies.get_notice(request.actor, notice_id)
    line = _line_of(notice)
    with translation.override("vi"):
        head = letterheads.stationery(line).head
        context = {"notice": notice, "head": head, "line": line, "day": clock.day_of(notice.made_at)}
        return render(request, "documents/letter.html", context)


@require_safe
@actor_required(P.NOTICE_SEND)
def letters(request: ActorRequest) -> HttpResponse:
    """Every letter that waits for the post or the messenger, one sheet each, to be printed in one go."""
    found = policies.visible_notices(request.actor).filter(
        status=NoticeStatus.WAITING, channel__in=[NoticeChannel.POST, NoticeChannel.HAND]
    )
    waiting = list(found.select_related("document").order_by("made_at", "id")[:LETTERS])
    with translation.override("vi"):
        heads = {line: letterheads.stationery(line).head for line in {_line_of(one) for one in waiting}}
        sheets = [
            {"notice": one, "line": _line_of(one), "head": heads[_line_of(one)], "day": clock.day_of(one.made_at)}
            for one in waiting
        ]
        return render(request, "documents/letters.html", {"sheets": sheets})


@require_safe
@actor_required()
def proof_file(request: ActorRequest, notice_id: UUID, index: int) -> HttpResponseBase:
    """A photograph or scan that proves the delivery."""
    _require_reader(request.actor)
    files = policies.get_notice(request.actor, notice_id).proof.get("files", [])
    if not 0 <= index < len(files):
        raise NotFound("file_not_found", _("Không tìm thấy tệp."))
    kept = files[index]
    return downloads.serve(File(kept["name"], kept["digest"], kept["media_type"]))


class NoticeStep(Step):
    """A step on one notice."""

    notice: Notice

    def find(self) -> None:
        self.notice = policies.get_notice(self.actor, self.kwargs_of_step["notice_id"])

    def check(self) -> None:
        self.actor.require(P.NOTICE_SEND)

    def crumbs(self) -> list[tuple[str, str]]:
        return [(_("Thông báo"), reverse("documents:notices")), (self.notice.recipient_name, self.back_url())]

    def back_url(self) -> str:
        return reverse("documents:notice", args=[self.notice.pk])


class Delivery(NoticeStep):
    name = "notice-delivery"
    form_class = DeliveryForm
    multipart = True
    title = gettext_lazy("Ghi đã gửi, đã giao")
    primary = gettext_lazy("Ghi kết quả")
    done = gettext_lazy("Đã ghi kết quả gửi.")

    def sentence(self) -> str:
        return f"{self.notice.get_channel_display()} → {self.notice.recipient_name}: {self.notice.title}"

    def initial(self) -> dict[str, Any]:
        now = clock.now().astimezone(clock.OFFICE_ZONE)
        return {"by": self.actor.name, "on": now.date(), "at": now.time().replace(second=0, microsecond=0)}

    def perform(self, form: KeyedForm) -> UUID:
        assert isinstance(form, DeliveryForm)
        told = form.cleaned_data
        try:
            row = actions.record_delivery(
                self.notice,
                at=form.moment(),
                by=told["by"],
                number=told["number"],
                note=told["note"],
                is_confirmed=told["is_confirmed"],
                files=_kept(told["papers"]),
                actor=self.actor,
            )
        except Invalid as refused:
            if set(refused.fields) - set(form.fields):
                raise Invalid(refused.code, refused.message, {"papers": [refused.message]}) from refused
            raise
        return row.pk


class Cancellation(NoticeStep):
    name = "notice-cancellation"
    form_class = CancellationForm
    title = gettext_lazy("Không gửi nữa")
    primary = gettext_lazy("Không gửi thông báo này nữa")
    done = gettext_lazy("Đã dừng thông báo.")

    def perform(self, form: KeyedForm) -> UUID:
        return actions.cancel_notice(self.notice, reason=form.cleaned_data["reason"], actor=self.actor).pk


class Retry(NoticeStep):
    name = "notice-retry"
    form_class = RetryForm
    title = gettext_lazy("Gửi lại thư điện tử")
    primary = gettext_lazy("Gửi lại")
    done = gettext_lazy("Thư được gửi lại ngay.")

    def initial(self) -> dict[str, Any]:
        return {"address": self.notice.address}

    def perform(self, form: KeyedForm) -> UUID:
        return actions.try_again(self.notice, address=form.cleaned_data["address"], actor=self.actor).pk


def _line_of(notice: Notice) -> Line:
    """On whose paper a letter is printed: the Government's where both lines send it."""
    return Line.PARTY if notice.line == Line.PARTY else Line.GOVERNMENT


def _kept(papers: Sequence[Any]) -> list[dict[str, Any]]:
    return [
        {"name": one.name, "digest": one.digest, "size": one.size, "media_type": one.media_type}
        for one in (uploads.store_all(list(papers)) if papers else [])
    ]

"""A document's page, and its files: PDF, docx, filed scans."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from identity import members
from identity.access import ActorRequest, actor_required
from kernel import clock
from kernel.errors import NotFound, NotPermitted
from tenants.documents import downloads, policies, subjects, typesetting, wordfile
from tenants.documents.models import Document
from tenants.documents.queries.letterheads import SigningPower, signing_power, stationery
from tenants.documents.queries.notices import notice_rows
from tenants.documents.queries.papers import paper_of
from tenants.documents.views.register import require_reader

STEPS = ("edit", "submit", "sign", "send_back", "send", "withdraw", "link", "drop")


@dataclass(slots=True)
class File:
    """One file of a document as ``downloads.serve`` gives it out."""

    name: str
    digest: str
    media_type: str
    size: int = 0


@require_safe
@actor_required()
def document_page(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """What the document says, who signed it and how, its files, its notices with their proof, what can be done."""
    actor = request.actor
    require_reader(actor)
    document = policies.get_document(actor, document_id)
    names = members.names([document.drafted_by_id, document.signer_id])
    about = subjects.describe(actor, [(document.subject, document.subject_id)])
    power = _power(request, document)
    told = policies.visible_notices(actor).filter(document=document)
    sees_notices = policies.reads_notices(actor)
    possible = {step for step in STEPS if policies.may(actor, step, document)}
    if power is None:
        possible.discard("sign")
    context = {
        "document": document,
        "drafted_by": names.get(document.drafted_by_id, "") if document.drafted_by_id else "",
        "about": about.get((document.subject, document.subject_id)) if document.subject_id else None,
        "subject_label": subjects.label(document.subject),
        "paper": paper_of(document, power=power),
        "may": possible,
        "cannot_sign": power is None and policies.may(actor, "sign", document),
        "sees_notices": sees_notices,
        "notices": notice_rows(list(told.order_by("made_at", "id")[:200])) if sees_notices else [],
        "files": list(enumerate(document.files)),
        "has_docx": document.kind in wordfile.KINDS,
        "replaces": list(document.replaces.all()[:5]),
    }
    return render(request, "documents/page.html", context)


@require_safe
@actor_required()
def pdf(request: ActorRequest, document_id: UUID) -> HttpResponseBase:
    """The signed PDF as it was stored, to the byte; before the signing a fresh one, marked as a draft."""
    require_reader(request.actor)
    document = policies.get_document(request.actor, document_id)
    if document.pdf_digest:
        return downloads.serve(File(f"{file_name(document)}.pdf", document.pdf_digest, "application/pdf"))
    if document.files:
        return _scan(document, 0)
    with translation.override("vi"):
        data = typesetting.pdf(paper_of(document, power=_power(request, document)), moment=clock.now())
    return downloads.serve_made(data, f"{file_name(document)}.pdf", "application/pdf")


@require_safe
@actor_required()
def docx(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """The words as docx, for kinds that people go on writing in."""
    require_reader(request.actor)
    document = policies.get_document(request.actor, document_id)
    if document.kind not in wordfile.KINDS or document.files:
        raise NotFound("no_docx", _("Loại văn bản này không có bản Word."))
    with translation.override("vi"):
        data = wordfile.docx(paper_of(document, power=_power(request, document)))
    return downloads.serve_made(data, f"{file_name(document)}.docx", wordfile.MEDIA_TYPE)


@require_safe
@actor_required()
def scan(request: ActorRequest, document_id: UUID, index: int) -> HttpResponseBase:
    """A file of a filed instrument."""
    require_reader(request.actor)
    return _scan(policies.get_document(request.actor, document_id), index)


def file_name(document: Document) -> str:
    """A name for the disk: the symbol, else the kind."""
    return (document.symbol or str(document.get_kind_display())).replace("/", "-")


def _scan(document: Document, index: int) -> HttpResponseBase:
    if not 0 <= index < len(document.files):
        raise NotFound("file_not_found", _("Không tìm thấy tệp."))
    kept = document.files[index]
    return downloads.serve(File(kept["name"], kept["digest"], kept["media_type"]))


def _power(request: ActorRequest, document: Document) -> SigningPower | None:
    """As what this actor would sign, shown on the draft; nobody else's signature block is guessed."""
    if document.number is not None:
        return None
    try:
        head = stationery(document.line).head
        return signing_power(request.actor, line=document.line, kind=document.kind, head=head)
    except NotPermitted:
        return None

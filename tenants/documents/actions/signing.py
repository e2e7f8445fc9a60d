"""Signing: number, date and the digest of the PDF are fixed in one transaction, and never change afterwards."""

import io
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from identity import confirmations
from identity.actors import Actor
from identity.confirmations import Confirmation
from kernel import active, clock, text
from kernel.errors import Conflict, Invalid
from kernel.journal import events
from kernel.journal.counters import next_number
from kernel.transactions import atomic
from tenants.documents import storage, typesetting
from tenants.documents.actions.changing import finish, lock
from tenants.documents.enums import DocumentStatus
from tenants.documents.models import Document
from tenants.documents.protocols import tell_signed
from tenants.documents.queries.letterheads import signing_power, stationery
from tenants.documents.queries.papers import paper_of
from tenants.documents.rules import series

PDF = "application/pdf"


@atomic()
def sign_document(
    document: Document | UUID, *, proof: Confirmation, actor: Actor, version: int | None = None
) -> Document:
    """Sign a paper that was put before the signer: it gets the next number of its series, today's date, and its PDF.

    ``proof``: the signer has just confirmed by password or code (``identity.confirmations.confirm``). Records
    `document_signed`. Refuses who neither heads the line nor holds a delegation to sign, a stale proof, another status; a
    refusal at whatever point gives the number back. Rooms above do at once what the paper orders (``protocols``): the notice of
    a conclusion gives its tasks out. The number's row stays locked while the PDF is set (tenths of a second).
    """
    confirmations.require(proof, actor.account_id)
    row = lock(document, "sign", actor=actor, version=version)
    paper = stationery(row.line)
    power = signing_power(actor, line=row.line, kind=row.kind, head=paper.head)
    row.series = series.series_of(row.kind, row.line)
    year = clock.today().year
    number = next_number(f"document.{row.series}", year)
    # Asked after the wait for the number, so that a later number never carries an earlier moment.
    moment = clock.now()
    if clock.day_of(moment).year != year:
        raise Conflict("year_turned", _("Năm mới vừa bắt đầu trong lúc ký; hãy ký lại để lấy số của năm mới."))
    row.year, row.number, row.dated_on = year, number, clock.day_of(moment)
    row.symbol = series.symbol(row.kind, row.line, number, paper.head.code, paper.own_symbol(row.kind))
    row.signer_id, row.signer_name, row.signer_title = actor.account_id, actor.name[:200], power.title[:200]
    row.capacity, row.signed_at, row.signed_how = power.capacity, moment, proof.how
    row.status, row.valid_from = DocumentStatus.SIGNED, row.valid_from or row.dated_on
    row.body = {**row.body, "head": {"block": power.lines, "basis": power.basis}}
    row.sent_back = ""
    with translation.override("vi"):
        data = typesetting.pdf(paper_of(row, power=power, paper=paper), moment=moment)
    stored = storage.put(active.current(), io.BytesIO(data), media_type=PDF)
    row.pdf_digest, row.pdf_size = stored.digest, stored.size
    events.record(
        "document_signed",
        actor=actor,
        document_id=str(row.pk),
        symbol=row.symbol,
        digest=row.pdf_digest,
        capacity=str(row.capacity),
        how=proof.how,
    )
    finish(
        row,
        "series",
        "year",
        "number",
        "symbol",
        "dated_on",
        "valid_from",
        "signer",
        "signer_name",
        "signer_title",
        "capacity",
        "signed_at",
        "signed_how",
        "status",
        "body",
        "sent_back",
        "pdf_digest",
        "pdf_size",
    )
    tell_signed(row, actor)
    return row


@atomic()
def withdraw_document(
    document: Document | UUID,
    *,
    reason: str,
    replaced_by: Document | None = None,
    actor: Actor,
    version: int | None = None,
) -> Document:
    """Withdraw an issued paper: number, date and PDF stay as they were and readable, nobody gets that number again.

    ``replaced_by``: the right one, signed in its stead. Records `document_withdrawn`. Refuses an empty reason.
    """
    row = lock(document, "withdraw", actor=actor, version=version)
    reason = text.clean(reason, field="reason", max_length=2000, multiline=True)
    if not reason:
        message = _("Ghi lý do thu hồi.")
        raise Invalid("reason_missing", message, {"reason": [message]})
    if replaced_by is not None and (replaced_by.pk == row.pk or replaced_by.status not in _IN_FORCE):
        message = _("Văn bản thay thế phải là văn bản khác đang có hiệu lực.")
        raise Invalid("replacement_wrong", message, {"replaced_by": [message]})
    row.status, row.withdrawn_at, row.withdrawn_reason = DocumentStatus.WITHDRAWN, clock.now(), reason
    row.replaced_by = replaced_by
    events.record(
        "document_withdrawn",
        actor=actor,
        document_id=str(row.pk),
        symbol=row.symbol,
        reason=reason,
        replaced_by=replaced_by.symbol if replaced_by else "",
    )
    return finish(row, "status", "withdrawn_at", "withdrawn_reason", "replaced_by")


@atomic()
def link_document(document: Document | UUID, *, linked: bool, actor: Actor) -> Document:
    """The head lets the other line read an issued paper, or no longer. Records `document_linked` or `document_unlinked`."""
    row = lock(document, "link", actor=actor)
    if row.is_linked == linked:
        return row
    row.is_linked = linked
    events.record("document_linked" if linked else "document_unlinked", actor=actor, document_id=str(row.pk))
    return finish(row, "is_linked")


_IN_FORCE = (DocumentStatus.SIGNED, DocumentStatus.FILED)

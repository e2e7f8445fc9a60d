"""Instruments issued on paper or elsewhere: filed with number, date, file and validity, and shown to the levels above."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, text
from kernel.errors import Invalid, NotPermitted
from kernel.journal import events
from kernel.transactions import atomic
from oversight.models import Instrument
from registry.levels import Line
from tenants.documents import uploads
from tenants.documents.actions.changing import begin, searchable
from tenants.documents.actions.drafting import checked_recipients
from tenants.documents.enums import DocumentKind, DocumentStatus, Subject
from tenants.documents.media_types import FileKind
from tenants.documents.models import Document

# What every unit must have (S0-30), and plans.
INSTRUMENTS = (DocumentKind.REGULATION, DocumentKind.HOUSE_RULES, DocumentKind.ADVISORY_TEAM, DocumentKind.PLAN)


@atomic()
def file_instrument(
    kind: DocumentKind,
    *,
    line: Line | str,
    title: str,
    number: str,
    dated_on: date,
    signer_name: str = "",
    files: "Sequence[UploadedFile[bytes]]" = (),
    valid_from: date | None = None,
    valid_to: date | None = None,
    plan_year: int | None = None,
    values: dict[str, Any] | None = None,
    subject: Subject = Subject.UNIT,
    subject_id: UUID | None = None,
    recipients: Sequence[str] = (),
    replaces: Document | None = None,
    actor: Actor,
) -> Document:
    """File an instrument with number, date, files and validity; the levels above see that it exists, not its files.

    Records `instrument_filed`. Refuses a missing number or file, a date to come, an end before the beginning. ``replaces``:
    the instrument that ends the day before the new one begins.
    """
    if not (actor.may(Permission.DOCUMENT_ISSUE) or actor.may(Permission.PLAN_MANAGE)):
        actor.require(Permission.DOCUMENT_ISSUE)
    if line not in actor.lines:
        raise NotPermitted("other_line", _("Bạn không thuộc kênh này nên không lưu văn bản cho kênh này được."))
    begin(actor)
    title = text.clean(title, field="title", max_length=500)
    number = text.clean(number, field="number", max_length=60)
    start = valid_from or dated_on
    problems: dict[str, list[str]] = {}
    if not title:
        problems["title"] = [_("Ghi tên văn bản.")]
    if not number:
        problems["number"] = [_("Ghi số, ký hiệu như trên văn bản.")]
    if dated_on > clock.today():
        problems["dated_on"] = [_("Ngày ban hành chưa đến.")]
    if valid_to is not None and valid_to < start:
        problems["valid_to"] = [_("Ngày hết hiệu lực trước ngày bắt đầu.")]
    if not files:
        problems["papers"] = [_("Đính kèm bản ban hành (PDF).")]
    if problems:
        raise Invalid("instrument_incomplete", next(iter(problems.values()))[0], problems)
    kept = uploads.store_all(list(files))
    if any(one.media_type != FileKind.PDF.media_type for one in kept):
        message = _("Bản ban hành phải là tệp PDF.")
        raise Invalid("instrument_no_pdf", message, {"papers": [message]})
    row = Document(
        kind=kind,
        line=line,
        subject=subject,
        subject_id=subject_id,
        title=title,
        body={},
        recipients=checked_recipients(recipients),
        files=[
            {"name": one.name, "digest": one.digest, "size": one.size, "media_type": one.media_type} for one in kept
        ],
        status=DocumentStatus.FILED,
        symbol=number,
        dated_on=dated_on,
        valid_from=start,
        valid_to=valid_to,
        signer_name=text.clean(signer_name, field="signer_name", max_length=200),
        drafted_by_id=actor.account_id,
        drafted_at=clock.now(),
    )
    row.search_text = searchable(row)
    row.save(force_insert=True)
    _tell_above(row, dated_on, start, plan_year=plan_year, values=values or {})
    if replaces is not None:
        end_instrument(replaces, on=start, actor=actor)
    events.record("instrument_filed", actor=actor, document_id=str(row.pk), document_kind=row.kind, number=number)
    return row


@atomic()
def end_instrument(document: Document, *, on: date, actor: Actor) -> Document:
    """An instrument ends: ``on`` is the first day without it. Records `instrument_ended`."""
    begin(actor)
    row: Document = Document.objects.select_for_update().get(pk=document.pk)
    if row.line not in actor.lines:
        raise NotPermitted("other_line", _("Văn bản thuộc kênh khác; bạn chỉ được xem."))
    last = date.fromordinal(on.toordinal() - 1)
    row.valid_to = last if row.valid_from is None or last >= row.valid_from else row.valid_from
    row.version += 1
    row.save(update_fields=["valid_to", "version"])
    Instrument.objects.filter(pk=row.pk).update(ended_on=on, changed_at=clock.now())
    events.record("instrument_ended", actor=actor, document_id=str(row.pk), on=on.isoformat())
    return row


def _tell_above(
    row: Document, dated_on: date, valid_from: date, *, plan_year: int | None, values: dict[str, Any]
) -> None:
    """The levels above see that the instrument exists: kind, number, date, validity; no file, no person."""
    Instrument.objects.update_or_create(
        pk=row.pk,
        defaults={
            "unit_id": row.unit_id,
            "line": row.line,
            "kind": row.kind,
            "year": plan_year,
            "title": row.title,
            "number": row.symbol,
            "dated_on": dated_on,
            "valid_from": valid_from,
            "valid_to": row.valid_to,
            "values": values,
            "changed_at": clock.now(),
        },
    )

"""A paper before it is signed: drafted, changed, put before the signer, sent back, dropped."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock, text
from kernel.errors import Invalid
from kernel.journal import events
from kernel.transactions import atomic
from registry.levels import Line
from tenants.documents import policies
from tenants.documents.actions.changing import begin, finish, lock, searchable
from tenants.documents.enums import DocumentKind, DocumentStatus, Subject
from tenants.documents.models import Document
from tenants.documents.queries.texts import texts_of
from tenants.documents.rules import bodies, placeholders

MAX_RECIPIENTS = 500
MAX_BODY = 400_000


class MakesBody(Protocol):
    """One of the classes of ``rules.bodies``."""

    def body(self) -> bodies.Body: ...


Recipient = Mapping[str, str] | str


@atomic()
def draft_document(
    kind: DocumentKind,
    *,
    line: Line | str,
    subject: Subject = Subject.UNIT,
    subject_id: UUID | None = None,
    title: str,
    body: Mapping[str, Any] | MakesBody,
    recipients: Iterable[Recipient] = (),
    submit: bool = False,
    actor: Actor,
) -> Document:
    """Draft a paper of a line about a subject; the unit's texts for the kind are filled in and kept as they are today.

    ``recipients``: names, or ``{"name", "address", "email"}``. ``submit`` puts it before the signer at once. Records
    `document_drafted`. Refuses who neither drafts nor decides anything, another line's member and a body of unknown parts.
    """
    policies.require_drafter(actor, line)
    begin(actor)
    row = Document(
        kind=kind,
        line=line,
        subject=subject,
        subject_id=subject_id,
        title=_title(title),
        recipients=checked_recipients(recipients),
        drafted_by_id=actor.account_id,
        drafted_at=clock.now(),
    )
    row.body = filled(kind, line, body)
    if submit:
        row.status, row.submitted_at = DocumentStatus.TO_SIGN, clock.now()
    row.search_text = searchable(row)
    row.save(force_insert=True)
    events.record("document_drafted", actor=actor, document_id=str(row.pk), document_kind=row.kind, line=row.line)
    return row


@atomic()
def change_draft(
    document: Document | UUID,
    *,
    title: str | None = None,
    body: Mapping[str, Any] | MakesBody | None = None,
    recipients: Iterable[Recipient] | None = None,
    actor: Actor,
    version: int | None = None,
) -> Document:
    """Correct a draft. Records `document_changed`. Refuses a paper that lies with the signer or is issued."""
    row = lock(document, "edit", actor=actor, version=version)
    if title is not None:
        row.title = _title(title)
    if body is not None:
        row.body = filled(DocumentKind(row.kind), row.line, body)
    if recipients is not None:
        row.recipients = checked_recipients(recipients)
    events.record("document_changed", actor=actor, document_id=str(row.pk))
    return finish(row, "title", "body", "recipients")


@atomic()
def submit_document(document: Document | UUID, *, actor: Actor, version: int | None = None) -> Document:
    """Put a draft before the signer. Records `document_submitted`."""
    row = lock(document, "submit", actor=actor, version=version)
    row.status, row.submitted_at = DocumentStatus.TO_SIGN, clock.now()
    events.record("document_submitted", actor=actor, document_id=str(row.pk))
    return finish(row, "status", "submitted_at")


@atomic()
def send_back(document: Document | UUID, *, reason: str, actor: Actor, version: int | None = None) -> Document:
    """The signer gives the paper back to who drafted it. Records `document_sent_back`. Refuses an empty reason."""
    row = lock(document, "send_back", actor=actor, version=version)
    row.sent_back = _reason(reason, _("Ghi điều cần sửa để người soạn biết."))
    row.status, row.submitted_at = DocumentStatus.DRAFT, None
    events.record("document_sent_back", actor=actor, document_id=str(row.pk), reason=row.sent_back)
    return finish(row, "status", "submitted_at", "sent_back")


@atomic()
def drop_draft(document: Document | UUID, *, actor: Actor, version: int | None = None) -> Document:
    """Give up a draft; it keeps no number and stays readable for who drafted it. Records `document_dropped`."""
    row = lock(document, "drop", actor=actor, version=version)
    row.status = DocumentStatus.DROPPED
    events.record("document_dropped", actor=actor, document_id=str(row.pk))
    return finish(row, "status")


def filled(kind: DocumentKind, line: Line | str, body: Mapping[str, Any] | MakesBody) -> bodies.Body:
    """The body with the unit's texts of today in it. Raises ``Invalid`` for parts no layout knows."""
    given: bodies.Body = dict(body) if isinstance(body, Mapping) else body.body()
    if unknown := set(given) - bodies.BLOCKS:
        raise Invalid(
            "body_unknown", _("Nội dung văn bản có phần không nhận ra: %(parts)s.") % {"parts": sorted(unknown)}
        )
    texts = texts_of(kind, line)
    values = {name: str(value) for name, value in (given.get("values") or {}).items()}
    given["opening"] = placeholders.fill(texts.opening, values)
    given["closing"] = placeholders.fill(texts.closing, values)
    kept: bodies.Body = storable(given)
    if len(str(kept)) > MAX_BODY:
        raise Invalid("body_too_long", _("Nội dung văn bản quá dài."))
    return kept


def storable(value: Any) -> Any:
    """JSON without what no column holds; dates and lazy texts as words."""
    if isinstance(value, Mapping):
        return {str(name): storable(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [storable(one) for one in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return text.storable(str(value))


def checked_recipients(recipients: Iterable[Recipient]) -> list[dict[str, str]]:
    """Names and addresses fit to be stored and printed."""
    found: list[dict[str, str]] = []
    for one in recipients:
        given = {"name": one} if isinstance(one, str) else dict(one)
        name = text.clean(str(given.get("name", "")), field="recipients", max_length=250)
        if not name:
            continue
        kept = {"name": name}
        for part in ("address", "email"):
            if given.get(part):
                kept[part] = text.clean(str(given[part]), field="recipients", max_length=250)
        found.append(kept)
    if len(found) > MAX_RECIPIENTS:
        message = _("Nhiều nhất %(limit)d nơi nhận một văn bản.") % {"limit": MAX_RECIPIENTS}
        raise Invalid("too_many_recipients", message, {"recipients": [message]})
    return found


def _title(title: str) -> str:
    cleaned = text.clean(title, field="title", max_length=500)
    if not cleaned:
        message = _("Ghi trích yếu nội dung văn bản.")
        raise Invalid("title_missing", message, {"title": [message]})
    return cleaned


def _reason(reason: str, missing: str) -> str:
    cleaned = text.clean(reason, field="reason", max_length=2000, multiline=True)
    if not cleaned:
        raise Invalid("reason_missing", missing, {"reason": [missing]})
    return cleaned

"""The register of outgoing documents, the queue of the signer, and what a document's page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from identity.actors import Actor
from tenants.documents import policies, subjects
from tenants.documents.enums import DocumentStatus, NoticeStatus
from tenants.documents.models import Document, Notice
from tenants.documents.models.document import DocumentQuerySet
from tenants.documents.rules import series
from tenants.documents.subjects import SubjectView


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the register is narrowed to; an empty word narrows nothing. ``status``: empty means what was issued."""

    q: str = ""
    year: str = ""
    family: str = ""
    kind: str = ""
    line: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A document with what became of its notices and what it is about."""

    document: Document
    sent: int
    waiting: int
    failed: int
    subject: SubjectView | None


def document_list(actor: Actor, filters: Filters) -> DocumentQuerySet:
    """The documents the actor sees, newest first; without a number first of all."""
    found = policies.visible_documents(actor)
    if filters.status == "":
        found = found.filter(status__in=policies.ISSUED)
    elif filters.status != "all":
        found = found.filter(status=filters.status)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.line:
        found = found.filter(line=filters.line)
    if filters.family:
        kinds = [kind for kind, family in series.FAMILY.items() if family == filters.family]
        found = found.filter(kind__in=kinds)
    if filters.year:
        first = date(int(filters.year), 1, 1)
        found = found.filter(dated_on__gte=first, dated_on__lt=first.replace(year=first.year + 1))
    if filters.q:
        found = found.searched(filters.q)
    ordered: DocumentQuerySet = found.order_by(
        F("dated_on").desc(nulls_first=True), F("number").desc(nulls_first=True), "-drafted_at", "-id"
    )
    return ordered


def document_rows(actor: Actor, documents: Sequence[Document]) -> list[Row]:
    """The same number of queries for one row and for fifty."""
    counts: dict[object, dict[str, int]] = {}
    told = Notice.objects.filter(document__in=[one.pk for one in documents])
    for document_id, status, n in told.values_list("document_id", "status").annotate(n=Count("id")):
        counts.setdefault(document_id, {})[status] = n
    names = subjects.describe(actor, [(one.subject, one.subject_id) for one in documents])
    rows = []
    for one in documents:
        of_one = counts.get(one.pk, {})
        rows.append(
            Row(
                document=one,
                sent=of_one.get(NoticeStatus.SENT, 0) + of_one.get(NoticeStatus.CONFIRMED, 0),
                waiting=of_one.get(NoticeStatus.WAITING, 0),
                failed=of_one.get(NoticeStatus.FAILED, 0),
                subject=names.get((one.subject, one.subject_id)) if one.subject_id else None,
            )
        )
    return rows


def status_counts(actor: Actor) -> dict[str, int]:
    """How many the actor sees in each status; one query."""
    seen = policies.visible_documents(actor).order_by()
    return dict(seen.values_list("status").annotate(n=Count("id")).values_list("status", "n"))


def to_sign(actor: Actor) -> DocumentQuerySet:
    """What lies before the signers of the actor's lines, the oldest first."""
    own = Q(line__in=[line.value for line in actor.lines])
    found: DocumentQuerySet = (
        policies.visible_documents(actor).filter(own, status=DocumentStatus.TO_SIGN).order_by("submitted_at", "id")
    )
    return found


def replacements(actor: Actor, document: Document) -> list[Document]:
    """Papers in force of the same line and kind, newer first: what may stand in place of a wrong one."""
    found = policies.visible_documents(actor).in_force().filter(line=document.line, kind=document.kind)
    return list(found.exclude(pk=document.pk).order_by("-dated_on", "-number")[:50])

"""Notices of a subject, and whom nothing has reached."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from tenants.documents.enums import NoticeStatus, Subject
from tenants.documents.models import Notice
from tenants.documents.rules import wording

REACHED = (NoticeStatus.SENT, NoticeStatus.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Untold:
    """Somebody whom a change has not reached by any channel."""

    recipient_name: str
    matter: str
    notice_id: UUID
    status: str


def untold(subject: Subject, subject_id: UUID, *, matters: frozenset[str] = wording.CHANGES) -> list[Untold]:
    """Whom no notice of these matters has reached, by no channel; cancelled ones count as reached another way. Red on "Hôm nay".

    People are told apart by name: one told by telephone is told, though the letter still lies in the tray.
    """
    rows = Notice.objects.about(subject, subject_id).filter(matter__in=matters).order_by("made_at", "id")
    return _untold(list(rows))


def untold_by_subject(
    subject: Subject, subject_ids: list[UUID], *, matters: frozenset[str] = wording.CHANGES
) -> dict[UUID, list[Untold]]:
    """``untold`` of many subjects; one query."""
    rows = Notice.objects.filter(subject=subject, subject_id__in=subject_ids, matter__in=matters)
    by_subject: dict[UUID, list[Notice]] = {}
    for row in rows.order_by("made_at", "id"):
        assert row.subject_id is not None
        by_subject.setdefault(row.subject_id, []).append(row)
    return {key: found for key, rows_of in by_subject.items() if (found := _untold(rows_of))}


def counts(subject: Subject, subject_id: UUID) -> dict[str, int]:
    """How many notices of a subject wait, have left, are confirmed, failed."""
    return dict(
        Notice.objects.about(subject, subject_id)
        .values_list("status")
        .annotate(n=Count("id"))
        .values_list("status", "n")
    )


def _untold(rows: list[Notice]) -> list[Untold]:
    # Each change is told anew, under its own title: who knows of the first postponement may not know of the second.
    latest: dict[tuple[str, str], list[Notice]] = {}
    for row in rows:
        told = latest.setdefault((row.recipient_name, row.matter), [])
        if told and told[-1].title != row.title:
            told.clear()
        told.append(row)
    return [
        Untold(name, matter, of_one[-1].pk, of_one[-1].status)
        for (name, matter), of_one in latest.items()
        if not any(row.status in (*REACHED, NoticeStatus.CANCELLED) for row in of_one)
    ]

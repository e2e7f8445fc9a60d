"""Notices of a subject, and whom nothing has reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count

from tenants.documents.enums import NoticeChannel, NoticeStatus, Subject
from tenants.documents.models import Notice
from tenants.documents.models.notice import NoticeQuerySet
from tenants.documents.rules import tries, wording

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


def status_counts(found: NoticeQuerySet) -> dict[str, int]:
    """How many of these wait, have left, are confirmed, failed; one query."""
    rows = found.order_by().values_list("status").annotate(n=Count("id"))
    return dict(rows.values_list("status", "n"))


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


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice with its proof in words."""

    notice: Notice
    matter: str
    address: str
    may_be_double: bool
    is_unsure: bool
    tries: list[dict[str, Any]]
    last_answer: str

    @property
    def is_red(self) -> bool:
        """Nobody was reached and a person must look."""
        return self.notice.status == NoticeStatus.FAILED


def notice_rows(notices: Sequence[Notice]) -> list[NoticeRow]:
    """No query: all is in the rows."""
    rows = []
    for one in notices:
        told = [{**a_try, "at": _moment(a_try.get("at"))} for a_try in one.proof.get("tries", [])]
        is_mail = one.channel == NoticeChannel.EMAIL
        answers = [str(a_try.get("answer", "")) for a_try in told if a_try.get("answer")]
        rows.append(
            NoticeRow(
                notice=one,
                matter=wording.matter_label(one.matter),
                address=wording.masked(one.address),
                may_be_double=is_mail and tries.may_be_double(told),
                is_unsure=is_mail and tries.is_unsure(told),
                tries=told,
                last_answer=answers[-1] if answers else "",
            )
        )
    return rows


def notice_list(found: NoticeQuerySet, *, q: str = "", channel: str = "", status: str = "") -> NoticeQuerySet:
    """The notices narrowed, the newest first. Names are compared as written: notices keep no searchable copy of people."""
    if q:
        found = found.filter(recipient_name__icontains=q)
    if channel:
        found = found.filter(channel=channel)
    if status:
        found = found.filter(status=status)
    ordered: NoticeQuerySet = found.order_by("-made_at", "-id")
    return ordered


def _moment(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else None

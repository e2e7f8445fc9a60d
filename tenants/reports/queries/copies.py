"""The copy of a report for the superior: its words and its paper, made in the unit, kept by the superior as they came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from kernel.errors import NotFound
from oversight.models import PeriodReport
from oversight.queries.reports import hidden_on_paper
from tenants.documents.enums import LetterDirection, LetterTopic
from tenants.documents.models import Letter
from tenants.documents.models.letter import LetterQuerySet
from tenants.documents.queries.papers import copy_of
from tenants.documents.rules.papers import Paper
from tenants.reports.models import Report
from tenants.reports.queries.wording import figures_of, narrative_without, paper_body
from tenants.reports.rules.narrative import Section
from tenants.reports.rules.withholding import without_counts

#: Kept together on one line.
MARK = "(bản gửi cấp trên)".replace(" ", "\u00a0")


@dataclass(frozen=True, slots=True)
class SentCopy:
    """One copy as it lies in the active unit; ``original``: SHA-256 of the signed paper, which stays with its unit."""

    letter: Letter
    sections: Sequence[Section]
    symbol: str
    signer: str
    dated_on: date | None
    original: str

    @property
    def pk(self) -> UUID:
        key: UUID = self.letter.pk
        return key


def copies_of(report: PeriodReport) -> list[SentCopy]:
    """What has arrived of a report in the active unit, the latest first; one query."""
    return [_read(one) for one in _letters(report, LetterDirection.IN)]


def received_copy(report: PeriodReport, letter_id: UUID) -> Letter:
    """One of them, or NotFound: only the unit to which it was sent has it."""
    found: Letter | None = _letters(report, LetterDirection.IN).filter(pk=letter_id).first()
    if found is None or not found.files:
        raise copy_not_found()
    return found


def copy_not_found() -> NotFound:
    """The one answer where there is none for the reader."""
    return NotFound("report_copy_not_found", _("Không tìm thấy bản gửi của báo cáo này."))


def last_sent(report: PeriodReport) -> Letter | None:
    """The letter by which the active unit sent its report last."""
    found: Letter | None = _letters(report, LetterDirection.OUT).first()
    return found


def as_text(sections: Sequence[Section]) -> str:
    """The words as a letter carries them: a heading, its lines, an empty line."""
    return "\n\n".join("\n".join([one["heading"], *_lines(one["text"])]) for one in sections)


def as_sections(text: str) -> list[Section]:
    """Back from a letter."""
    parts = [part.split("\n") for part in text.split("\n\n") if part]
    return [{"heading": lines[0], "text": "\n".join(lines[1:])} for lines in parts]


def words_of(public: PeriodReport, row: Report) -> list[Section]:
    """The narrative as the superior may read it."""
    return narrative_without(public, row, hidden_on_paper(public))


def paper_for_superior(public: PeriodReport, row: Report) -> Paper:
    """The paper of the copy: words, forms without what the superior may not know, and which signed paper it stands for."""
    document = row.document
    assert document is not None, "signed before it is sent"
    hidden = hidden_on_paper(public)
    counts = figures_of(public, row).counts(hidden)
    texts = {
        form: {no: without_counts(text, counts) if hidden else text for no, text in columns.items()}
        for form, columns in row.texts.items()
    }
    notes = [without_counts(one, counts) if hidden else one for one in row.explained.values()]
    body = paper_body(public, row, narrative=words_of(public, row), texts=texts, notes=notes, hidden=hidden)
    signed = f"{document.symbol} ngày {document.dated_on:%d/%m/%Y}, {document.signer_name} ký"
    body["facts"] = [
        ["Bản gửi của văn bản", signed],
        ["SHA-256 của bản ký", _in_groups(document.pdf_digest)],
        *body["facts"],
    ]
    if hidden:
        body["closing_lines"] = [
            *body["closing_lines"],
            "Dấu • thay cho số tố cáo và các tổng tính cả tố cáo của xã, phường, để không suy ra được người tố cáo.",
        ]
    return copy_of(document, about=f"{document.title} {MARK}", body=body)


def _letters(report: PeriodReport, direction: LetterDirection) -> LetterQuerySet:
    found: LetterQuerySet = Letter.objects.filter(
        thread=report.pk, topic=LetterTopic.PERIOD_REPORT, direction=direction
    ).order_by("-made_at", "-id")
    return found


def _read(letter: Letter) -> SentCopy:
    facts = letter.facts
    return SentCopy(
        letter,
        as_sections(letter.text),
        letter.other_number,
        str(facts.get("signer", "")),
        date.fromisoformat(facts["dated_on"]) if facts.get("dated_on") else None,
        str(facts.get("original", "")),
    )


def _in_groups(digest: str) -> str:
    """Sixteen signs at a time, so that it can be read and broken."""
    return " ".join(digest[place : place + 16] for place in range(0, len(digest), 16))


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]

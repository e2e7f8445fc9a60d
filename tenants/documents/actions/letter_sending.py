"""A letter leaves: numbered in the register of outgoing documents, put into its envelope, printed where the addressee is off the platform."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from exchange import hashing
from exchange import sending as exchange
from exchange.sending import Address, Sealed
from identity.actors import Actor
from kernel import clock, text
from kernel.ids import new_id
from kernel.journal import counters, events
from registry import tree
from registry.levels import Line
from tenants.documents import protocols
from tenants.documents.actions.drafting import filled
from tenants.documents.actions.notices import notify
from tenants.documents.enums import (
    DocumentKind,
    DocumentStatus,
    LetterDirection,
    LetterStatus,
    LetterTopic,
    NoticeChannel,
    Subject,
)
from tenants.documents.models import Document, Letter
from tenants.documents.queries.letterheads import stationery
from tenants.documents.rules import bodies, letters, series

DUE = "LETTER"
"""The code of the receiver's due item."""
INCOMING = "incoming"
"""The counter of incoming papers: dossiers and letters stand in one register."""
File = Mapping[str, Any]


def incoming_number(unit_key: str) -> str:
    """The next number of the unit's register of incoming papers: "00012/2026/<key>"."""
    year = clock.today().year
    return f"{counters.next_number(INCOMING, year):05d}/{year}/{unit_key}"


def dispatch(
    topic: LetterTopic,
    *,
    to: Address,
    line: Line | str,
    title: str,
    text: str,
    facts: Mapping[str, Any] | None = None,
    files: Sequence[File] = (),
    due_on: date | None = None,
    thread: UUID | None = None,
    answers: UUID | None = None,
    key: UUID | None = None,
    paper: Document | None = None,
    actor: Actor,
) -> Letter:
    """Write the letter, its document and its envelope, in the caller's transaction; records `letter_sent` of what has a number.

    ``key``: the id of a first letter that its room knows already. ``paper``: a signed document that the letter goes with and
    whose number it carries, so that it takes none of its own.
    """
    if thread is not None:
        exchange.lock_thread(thread)
    name = to.external if to.unit_id is None else tree.get(to.unit_id).full_name
    key = key or new_id()
    row = Letter(
        id=key,
        thread=thread or key,
        number=paper.symbol if paper else "",
        direction=LetterDirection.OUT,
        topic=topic,
        line=line,
        other_unit_id=to.unit_id,
        other_name=name[:250],
        title=title,
        text=text,
        facts=dict(facts or {}),
        files=[dict(one) for one in files],
        answers_id=answers,
        due_on=due_on,
        sent_on=clock.today(),
        status=LetterStatus.ON_PAPER if to.is_on_paper else LetterStatus.SENT,
        made_by_id=actor.account_id,
    )
    document = paper or (_enter(row, actor) if topic != LetterTopic.ACKNOWLEDGEMENT else None)
    keep(row)
    body = letters.body_of(row)
    exchange.send_letter(
        row.thread,
        from_unit=actor.unit.id,
        address=to,
        parcel=Sealed(hashing.digest(body), letters.size_of(body), row.number[:40]),
        sent_by=actor.account_id,
        envelope_id=row.pk,
        due_on=due_on,
    )
    if document is not None:
        if to.is_on_paper:
            _by_post(row, document, actor)
        events.record(
            "letter_sent", actor=actor, letter_id=str(row.pk), topic=str(topic), number=row.number, to=row.other_name,
            due_on=due_on.isoformat() if due_on else None,
        )  # fmt: skip
        protocols.listener_of(topic).sent(row, actor=actor)
    return row


def _enter(row: Letter, actor: Actor) -> Document:
    """The letter stands in the register of outgoing documents, with the next number of its line's letters."""
    kind, today = DocumentKind.LETTER, clock.today()
    paper = stationery(row.line)
    key = series.series_of(kind, row.line)
    number = counters.next_number(f"document.{key}", today.year)
    row.number = series.symbol(kind, row.line, number, paper.head.code, paper.own_symbol(kind))
    told = bodies.Letter(about=row.title, addressees=[row.other_name], paragraphs=row.text.split("\n"))
    document = Document(
        kind=kind,
        line=row.line,
        subject=Subject.LETTER,
        subject_id=row.pk,
        title=row.title,
        body=filled(kind, row.line, told),
        recipients=[{"name": row.other_name}],
        files=[],
        status=DocumentStatus.FILED,
        series=key,
        year=today.year,
        number=number,
        symbol=row.number,
        dated_on=today,
        valid_from=today,
        drafted_by_id=actor.account_id,
        drafted_at=clock.now(),
    )
    document.search_text = text.normalise(f"{row.number} {row.title} {row.other_name}")
    document.save(force_insert=True)
    return document


def _by_post(row: Letter, document: Document, actor: Actor) -> None:
    """Off the platform it goes by post or by hand; the notice waits until somebody writes down how."""
    notify(
        subject=Subject.LETTER,
        subject_id=row.pk,
        matter="document_sent",
        channel=NoticeChannel.POST,
        recipient_name=row.other_name,
        title=row.title[:250],
        text=row.text,
        document=document,
        to_unit_id=row.other_unit_id,
        actor=actor,
    )


def keep(row: Letter) -> None:
    """Insert a new row with what it is found by."""
    row.search_text = letters.searchable(row)
    row.save(force_insert=True)

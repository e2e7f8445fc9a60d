"""Letters between units: sent with a number, acknowledged, answered with evidence; one bridge for all of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from deadlines import due
from exchange import deciding, hashing
from exchange import sending as exchange
from exchange.enums import EnvelopeStatus
from exchange.models import Envelope
from exchange.sending import Address, Sealed
from identity.actors import Actor
from kernel import clock, text
from kernel.errors import Conflict, Invalid
from kernel.ids import new_id
from kernel.journal import counters, events
from kernel.transactions import atomic
from registry import tree
from registry.levels import Line
from tenants.documents import letter_policies as policies
from tenants.documents import protocols
from tenants.documents.actions.changing import begin
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


@atomic()
def send_letter(
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
    actor: Actor,
) -> Letter:
    """Write to another unit or an outside body: the letter takes the next number of the outgoing register and leaves after the commit.

    ``files``: rows of stored files, ``[{name, digest, size, media_type}]``; they are copied into the receiver's store.
    ``thread``: the first letter, where this one follows it. The caller has passed its own policy. An addressee off the platform gets it on
    paper: a notice waits for its proof. Records `letter_sent`. Refuses an empty title or text, a date that has passed, the own
    unit, another line's member.
    """
    policies.require_line(actor, line)
    begin(actor)
    if to.unit_id == actor.unit.id:
        raise _wrong("to", "letter_to_oneself", _("Không gửi văn bản cho chính đơn vị mình."))
    if due_on is not None and due_on < clock.today():
        raise _wrong("due_on", "due_on_past", _("Hạn trả lời đã qua."))
    return _send(
        topic, to=to, line=line, title=_title(title), text=_text(text), facts=facts, files=files, due_on=due_on,
        thread=thread, actor=actor,
    )  # fmt: skip


@atomic()
def acknowledge_letter(letter: Letter | UUID, *, actor: Actor, version: int | None = None) -> Letter:
    """The unit has read the letter; the sender is told by whom and when. Records `letter_acknowledged`."""
    row = _lock(letter, "acknowledge", actor=actor, version=version)
    row.acknowledged_on, row.acknowledged_by = clock.today(), actor.name[:200]
    row.status = LetterStatus.ACKNOWLEDGED if row.is_asking else LetterStatus.FILED
    _decide(row, EnvelopeStatus.ACCEPTED, actor, accepted_at=clock.now())
    _send(
        LetterTopic.ACKNOWLEDGEMENT, to=_back(row), line=row.line, title=row.title, text="", thread=row.thread,
        answers=row.pk, facts={"by": row.acknowledged_by}, actor=actor,
    )  # fmt: skip
    events.record("letter_acknowledged", actor=actor, letter_id=str(row.pk), number=row.number)
    protocols.listener_of(row.topic).acknowledged(row, actor=actor)
    return _finish(row, "acknowledged_on", "acknowledged_by", "status")


@atomic()
def answer_letter(
    letter: Letter | UUID,
    *,
    text: str,
    files: Sequence[File] = (),
    facts: Mapping[str, Any] | None = None,
    actor: Actor,
    version: int | None = None,
) -> Letter:
    """Answer a letter in words, with files as evidence; returns the reply. The duty is met today, and so is whatever was asked
    before it in the same thread (an earlier urging).

    Records `letter_answered`. Refuses an empty text, a letter that asks nothing or is answered.
    """
    row = _lock(letter, "answer", actor=actor, version=version)
    said = _text(text)
    today = clock.today()
    row.acknowledged_on = row.acknowledged_on or today
    row.acknowledged_by = row.acknowledged_by or actor.name[:200]
    row.answered_on, row.status = today, LetterStatus.ANSWERED
    _decide(row, EnvelopeStatus.CLOSED, actor, closed_at=clock.now(), answered_on=today)
    due.meet(row.unit_id, row.pk, on=today)
    _settle_earlier(row, today)
    title = _("Trả lời: %(title)s") % {"title": row.title}
    reply = _send(
        LetterTopic.REPLY, to=_back(row), line=row.line, title=title[:500], text=said, facts=facts, files=files,
        thread=row.thread, answers=row.pk, actor=actor,
    )  # fmt: skip
    events.record("letter_answered", actor=actor, letter_id=str(row.pk), number=row.number, reply=reply.number)
    protocols.listener_of(row.topic).answered(row, reply, actor=actor)
    _finish(row, "acknowledged_on", "acknowledged_by", "answered_on", "status")
    return reply


@atomic()
def record_paper_reply(
    letter: Letter | UUID,
    *,
    number: str,
    on: date,
    text: str,
    files: Sequence[File] = (),
    actor: Actor,
    version: int | None = None,
) -> Letter:
    """Type in the reply that came on paper: it gets a number of the incoming register. Records `letter_reply_recorded`.

    Refuses a day to come or before the letter left, and a missing number or text.
    """
    row = _lock(letter, "record_reply", actor=actor, version=version)
    number = _words(number, "number", 60)
    if not number:
        raise _wrong("number", "number_missing", _("Ghi số, ký hiệu như trên văn bản trả lời."))
    if not row.sent_on <= on <= clock.today():
        raise _wrong("on", "day_wrong", _("Ngày của văn bản trả lời phải từ ngày gửi đến hôm nay."))
    reply = Letter(
        thread=row.thread,
        direction=LetterDirection.IN,
        topic=LetterTopic.REPLY,
        line=row.line,
        other_unit_id=row.other_unit_id,
        other_name=row.other_name,
        number=incoming_number(actor.unit.key),
        other_number=number,
        title=(_("Trả lời: %(title)s") % {"title": row.title})[:500],
        text=_text(text),
        files=[dict(one) for one in files],
        answers_id=row.pk,
        sent_on=on,
        received_on=clock.today(),
        status=LetterStatus.FILED,
        made_by_id=actor.account_id,
    )
    _keep(reply)
    row.answered_on, row.status = clock.today(), LetterStatus.ANSWERED
    Envelope.objects.filter(pk=row.pk).update(
        status=EnvelopeStatus.CLOSED, closed_at=clock.now(), answered_on=row.answered_on
    )
    events.record("letter_reply_recorded", actor=actor, letter_id=str(row.pk), number=number, reply=reply.number)
    protocols.listener_of(row.topic).answered(row, reply, actor=actor)
    _finish(row, "answered_on", "status")
    return reply


def incoming_number(unit_key: str) -> str:
    """The next number of the unit's register of incoming papers: "00012/2026/<key>"."""
    year = clock.today().year
    return f"{counters.next_number(INCOMING, year):05d}/{year}/{unit_key}"


def _send(
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
    actor: Actor,
) -> Letter:
    if thread is not None:
        exchange.lock_thread(thread)
    name = to.external if to.unit_id is None else tree.get(to.unit_id).full_name
    key = new_id()
    row = Letter(
        id=key,
        thread=thread or key,
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
    document = _enter(row, actor) if topic != LetterTopic.ACKNOWLEDGEMENT else None
    _keep(row)
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


def _lock(letter: Letter | UUID, verb: str, *, actor: Actor, version: int | None) -> Letter:
    """The thread, then the row; the policy speaks about what stands there now. Refuses a row changed since ``version``."""
    begin(actor)
    seen = policies.get_letter(actor, letter.pk if isinstance(letter, Letter) else letter)
    exchange.lock_thread(seen.thread)
    row: Letter = Letter.objects.select_for_update(of=("self",)).get(pk=seen.pk)
    policies.require(actor, verb, row)
    if version is not None and version != row.version:
        raise Conflict(
            "letter_changed",
            _("Văn bản vừa được người khác xử lý. Những gì bạn đã nhập vẫn còn; hãy xem lại rồi gửi lại."),
            version=row.version,
        )
    return row


def _decide(row: Letter, status: EnvelopeStatus, actor: Actor, **changes: Any) -> None:
    envelope = Envelope.objects.select_for_update(of=("self",)).get(pk=row.pk)
    expected = (EnvelopeStatus.DELIVERED, EnvelopeStatus.ACCEPTED)
    deciding.decide(envelope, expected=expected, status=status, decided_by=actor.account_id, **changes)


def _settle_earlier(row: Letter, on: date) -> None:
    """What the same sender asked before in this thread is answered with it."""
    earlier = list(Letter.objects.incoming().of_thread(row.thread).waiting().exclude(pk=row.pk).select_for_update())
    for one in earlier:
        one.acknowledged_on = one.acknowledged_on or on
        one.answered_on, one.status = on, LetterStatus.ANSWERED
        due.meet(one.unit_id, one.pk, on=on)
        _finish(one, "acknowledged_on", "answered_on", "status")
    Envelope.objects.filter(pk__in=[one.pk for one in earlier]).update(
        status=EnvelopeStatus.CLOSED, closed_at=clock.now(), answered_on=on
    )


def _back(row: Letter) -> Address:
    return Address(row.other_unit_id, "" if row.other_unit_id else row.other_name)


def _keep(row: Letter) -> None:
    row.search_text = letters.searchable(row)
    row.save(force_insert=True)


def _finish(row: Letter, *changed: str) -> Letter:
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    return row


def _title(typed: str) -> str:
    title = _words(typed, "title", 500)
    if not title:
        raise _wrong("title", "title_missing", _("Ghi trích yếu nội dung văn bản."))
    return title


def _text(typed: str) -> str:
    said = text.clean(typed, field="text", max_length=20_000, multiline=True)
    if not said.strip():
        raise _wrong("text", "text_missing", _("Ghi nội dung văn bản."))
    return said


def _words(typed: str, field: str, longest: int) -> str:
    return text.clean(typed, field=field, max_length=longest)


def _wrong(field: str, code: str, message: str) -> Invalid:
    return Invalid(code, message, {field: [message]})

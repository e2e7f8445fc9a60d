"""Letters between units: sent with a number, acknowledged, answered with evidence; one bridge for all of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from deadlines import due
from exchange import deciding
from exchange import sending as exchange
from exchange.enums import EnvelopeStatus
from exchange.models import Envelope
from exchange.sending import Address
from identity.actors import Actor
from kernel import clock, text
from kernel.errors import Conflict, Invalid
from kernel.journal import events
from kernel.transactions import atomic
from registry.levels import Line
from tenants.documents import letter_policies as policies
from tenants.documents import protocols
from tenants.documents.actions.changing import begin
from tenants.documents.actions.letter_sending import File, dispatch, incoming_number, keep
from tenants.documents.enums import (
    LetterDirection,
    LetterStatus,
    LetterTopic,
)
from tenants.documents.models import Letter


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
    return dispatch(
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
    dispatch(
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
    reply = dispatch(
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
    keep(reply)
    row.answered_on, row.status = clock.today(), LetterStatus.ANSWERED
    Envelope.objects.filter(pk=row.pk).update(
        status=EnvelopeStatus.CLOSED, closed_at=clock.now(), answered_on=row.answered_on
    )
    events.record("letter_reply_recorded", actor=actor, letter_id=str(row.pk), number=number, reply=reply.number)
    protocols.listener_of(row.topic).answered(row, reply, actor=actor)
    _finish(row, "answered_on", "status")
    return reply


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

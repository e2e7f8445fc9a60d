"""Mails leave: claimed under a lock, handed to the gateway outside of any transaction, the answer written down.

Between the two a process may die or a connection may end: then nobody knows whether the gateway took the message. It is
tried again under the same message id, and the proof says so.
"""

import hashlib
import logging
import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage as WireMessage
from email.utils import format_datetime, formataddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.db.models import Min

from identity.actors import system_actor
from kernel import clock, wakes
from kernel.active import current, unit_scope
from kernel.journal import events
from kernel.transactions import atomic
from registry import tree
from registry.levels import Status
from tenants.documents.actions.notices import JOB
from tenants.documents.enums import NoticeChannel, NoticeStatus
from tenants.documents.models import Notice
from tenants.documents.rules import tries, wording
from tenants.documents.rules.tries import Outcome

log = logging.getLogger(__name__)

BATCH = 50
_CLAIM = timedelta(minutes=5)
"""A claimed mail comes again after so long unless its outcome is written: the process died."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the gateway said, or did not say, to one message."""

    outcome: Outcome
    words: str
    at: datetime


def sweep() -> int:
    """Send what waits in every unit that asked to be looked at; returns how many mails left."""
    left = 0
    for unit_id in wakes.take(JOB):
        unit = tree.get(unit_id)
        if tree.is_behind(unit) or unit.status == Status.FROZEN:
            continue  # the lease brings it back
        with unit_scope(unit):
            left += send_waiting()
    return left


def send_waiting() -> int:
    """Send what waits in the active unit; returns how many mails left."""
    left = 0
    # A gateway that does not answer is asked once a round, not once a mail.
    while claimed := _claim():
        sent, is_reachable = _send_all(claimed)
        left += sent
        if not is_reachable or len(claimed) < BATCH:
            break
    with atomic():
        wakes.settle(current().id, JOB, look=_next_look)
    return left


@atomic()
def _claim() -> list[Notice]:
    now = clock.now()
    due = Notice.objects.to_send(now).order_by("next_try_at", "id")
    rows = list(due.select_related("document").select_for_update(skip_locked=True, of=("self",))[:BATCH])
    for row in rows:
        row.attempts += 1
        row.next_try_at = now + _CLAIM
        row.proof = {
            **row.proof,
            "tries": [*row.proof.get("tries", []), {"at": now.isoformat(), "outcome": Outcome.STARTED}],
        }
    Notice.objects.bulk_update(rows, ["attempts", "next_try_at", "proof"])
    return rows


def _send_all(rows: list[Notice]) -> tuple[int, bool]:
    gateway = get_connection(fail_silently=False)
    try:
        gateway.open()
    except (OSError, smtplib.SMTPException) as failure:
        for row in rows:
            _record(row, Answer(Outcome.UNREACHABLE, _words_of(failure), clock.now()))
        return 0, False
    left, is_reachable = 0, True
    try:
        for index, row in enumerate(rows):
            answer = _hand_over(gateway, row)
            _record(row, answer)
            left += answer.outcome is Outcome.ACCEPTED
            if answer.outcome in (Outcome.UNCERTAIN, Outcome.UNREACHABLE) and not _reopened(gateway):
                for rest in rows[index + 1 :]:
                    _record(rest, Answer(Outcome.UNREACHABLE, answer.words, clock.now()))
                is_reachable = False
                break
    finally:
        gateway.close()
    return left, is_reachable


def _hand_over(gateway: Any, row: Notice) -> Answer:
    data = message_of(row)
    digest = hashlib.sha256(data).hexdigest()
    row.message_digest = digest
    if not isinstance(gateway, EmailBackend):
        # The folder of mails of an installation without a gateway, and the memory of tests.
        gateway.send_messages([_plain(row)])
        return Answer(Outcome.ACCEPTED, "250 (không có máy chủ thư: đã ghi vào thư mục thư)", clock.now())
    smtp = gateway.connection
    assert smtp is not None, "opened before"
    try:
        smtp.ehlo_or_helo_if_needed()
        # A gateway that does not let us in at all says nothing about this recipient: come again.
        code, words = smtp.mail(settings.DEFAULT_FROM_EMAIL)
        if code == 250:
            code, words = smtp.rcpt(row.address)
            refused = Outcome.REFUSED if code >= 500 else Outcome.LATER
        else:
            refused = Outcome.LATER
        if code not in (250, 251):
            smtp.rset()
            return Answer(refused, _said(code, words), clock.now())
    except (OSError, smtplib.SMTPException) as failure:
        # Nothing of the message was handed over yet.
        return Answer(Outcome.UNREACHABLE, _words_of(failure), clock.now())
    try:
        code, words = smtp.data(data)
    except smtplib.SMTPDataError as refused:
        return Answer(Outcome.LATER, _said(refused.smtp_code, refused.smtp_error), clock.now())
    except (OSError, smtplib.SMTPException) as failure:
        return Answer(Outcome.UNCERTAIN, _words_of(failure), clock.now())
    if code == 250:
        return Answer(Outcome.ACCEPTED, _said(code, words), clock.now())
    return Answer(Outcome.REFUSED if code >= 500 else Outcome.LATER, _said(code, words), clock.now())


def _reopened(gateway: Any) -> bool:
    try:
        gateway.close()
        gateway.open()
    except (OSError, smtplib.SMTPException):
        return False
    return True


@atomic()
def _record(row: Notice, answer: Answer) -> None:
    locked = Notice.objects.select_for_update(of=("self",)).get(pk=row.pk)
    so_far = list(locked.proof.get("tries", []))
    told = {"at": answer.at.isoformat(), "outcome": answer.outcome.value, "answer": answer.words}
    so_far = [*so_far[:-1], told] if so_far and so_far[-1].get("outcome") == Outcome.STARTED else [*so_far, told]
    locked.proof = {**locked.proof, "tries": so_far, "address": wording.masked(locked.address)}
    locked.message_digest = row.message_digest or locked.message_digest
    changed = ["proof", "message_digest", "next_try_at", "status", "sent_at"]
    if answer.outcome is Outcome.ACCEPTED:
        locked.status, locked.sent_at, locked.next_try_at = NoticeStatus.SENT, answer.at, None
        locked.proof["answer"] = answer.words
    elif locked.status != NoticeStatus.WAITING:
        pass  # somebody reached the person another way meanwhile, or stopped it
    elif answer.outcome is Outcome.REFUSED or locked.attempts >= tries.MOST_TRIES:
        locked.status, locked.next_try_at = NoticeStatus.FAILED, None
        locked.proof["answer"] = answer.words
    else:
        locked.next_try_at = tries.next_try(answer.at, locked.attempts)
    locked.save(update_fields=changed)
    if locked.status in (NoticeStatus.SENT, NoticeStatus.FAILED):
        kind = "notice_sent" if locked.status == NoticeStatus.SENT else "notice_failed"
        events.record(kind, actor=system_actor(current()), notice_id=str(locked.pk), answer=answer.words[:200])


def message_of(row: Notice) -> bytes:
    """The message as it goes over the wire: always the same bytes for one notice."""
    message = WireMessage()
    message["From"] = formataddr((tree.get(current().id).name, settings.DEFAULT_FROM_EMAIL))
    message["To"] = formataddr((row.recipient_name, row.address))
    message["Subject"] = row.title
    message["Date"] = format_datetime(row.made_at)
    message["Message-ID"] = row.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(row.text or row.title, charset="utf-8", cte="base64")
    attached = _attachment(row)
    if attached is not None:
        name, data = attached
        message.add_attachment(data, maintype="application", subtype="pdf", filename=name)
        message.set_boundary(f"=_{row.pk.hex}")
    return message.as_bytes(policy=message.policy.clone(linesep="\r\n", max_line_length=78))


def _attachment(row: Notice) -> tuple[str, bytes] | None:
    from tenants.documents import storage  # only a mail with a paper reads the store

    if row.document is None or row.is_neutral or not row.document.pdf_digest:
        return None
    with storage.open(current(), row.document.pdf_digest) as file:
        return f"{row.document.symbol.replace('/', '-') or 'van-ban'}.pdf", file.read()


def _plain(row: Notice) -> EmailMessage:
    mail = EmailMessage(
        row.title,
        row.text or row.title,
        settings.DEFAULT_FROM_EMAIL,
        [row.address],
        headers={"Message-ID": row.message_id, "Date": format_datetime(row.made_at)},
    )
    attached = _attachment(row)
    if attached is not None:
        mail.attach(attached[0], attached[1], "application/pdf")
    return mail


def _next_look() -> datetime | None:
    waiting = Notice.objects.filter(status=NoticeStatus.WAITING, channel=NoticeChannel.EMAIL, next_try_at__isnull=False)
    found: datetime | None = waiting.aggregate(at=Min("next_try_at"))["at"]
    return found


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"[:300]


def _words_of(failure: Exception) -> str:
    return f"{type(failure).__name__}: {failure}"[:300]

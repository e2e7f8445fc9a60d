"""Telling somebody outside: the word is written with what it tells, then leaves the house, then is proved."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, ids, text, wakes
from kernel.errors import Conflict, Invalid, InvalidTransition
from kernel.journal import events
from kernel.transactions import atomic
from registry.info import UnitInfo
from registry.levels import Line
from tenants.documents import hints, policies
from tenants.documents.actions.changing import begin
from tenants.documents.enums import NoticeChannel, NoticeStatus, Subject
from tenants.documents.models import Document, Notice
from tenants.documents.rules import wording
from tenants.staff.models import Body

JOB = "documents.send_mail"
# What happens the moment it is recorded, or needs nobody to wait for.
SELF_EVIDENT = frozenset({NoticeChannel.UNIT})


@atomic()
def notify(
    *,
    subject: Subject,
    subject_id: UUID | None,
    matter: str,
    channel: NoticeChannel,
    recipient_name: str,
    address: str = "",
    title: str,
    text: str = "",
    document: Document | None = None,
    line: Line | str = Line.BOTH,
    is_confidential: bool = False,
    account_id: UUID | None = None,
    body: Body | None = None,
    to_unit_id: int | None = None,
    actor: Actor,
) -> Notice:
    """Write one word to one recipient by one channel, in the transaction of what it tells; mails leave after the commit.

    The caller has passed its own policy. ``is_confidential`` (denunciation, protection asked for): title and text are
    replaced by neutral words. Of a document the line is the document's. Records `notice_written`. Refuses a mail without an
    address that mail can reach.
    """
    begin(actor)
    row = Notice(
        line=document.line if document is not None else line,
        subject=subject,
        subject_id=subject_id,
        matter=matter[:40],
        document=document,
        channel=channel,
        recipient_name=_words(recipient_name, "recipient_name", 250) or _("Người nhận"),
        account_id=account_id,
        body=body,
        to_unit_id=to_unit_id,
        address=_address(channel, address),
        is_neutral=is_confidential,
        made_by_id=actor.account_id,
        made_at=clock.now(),
    )
    row.title, row.text = _wording(actor.unit, title, text, is_confidential=is_confidential)
    if channel == NoticeChannel.EMAIL:
        row.message_id = f"<{row.pk.hex}.{ids.new_id().hex[-12:]}@{actor.unit.key}.tiepdan>"
        row.next_try_at = clock.now()
        wakes.ask(actor.unit.id, JOB)
        hints.send_soon()
    if channel in SELF_EVIDENT:
        row.status, row.sent_at = NoticeStatus.SENT, clock.now()
    row.save(force_insert=True)
    events.record(
        "notice_written",
        actor=actor,
        notice_id=str(row.pk),
        subject=str(subject),
        matter=row.matter,
        channel=str(channel),
    )
    return row


@atomic()
def send_document(
    document: Document | UUID,
    *,
    to: Iterable[tuple[NoticeChannel, str, str]],
    is_confidential: bool = False,
    actor: Actor,
) -> list[Notice]:
    """Send an issued document to recipients ``(channel, name, address)``. Refuses a draft and one that was withdrawn."""
    begin(actor)
    key = document.pk if isinstance(document, Document) else document
    row = policies.get_document(actor, key)
    policies.require(actor, "send", row)
    made = [
        notify(
            subject=Subject(row.subject),
            subject_id=row.subject_id,
            matter="document_sent",
            channel=channel,
            recipient_name=name,
            address=address,
            title=f"{row.get_kind_display()} {row.symbol}".strip(),
            text=row.title,
            document=row,
            is_confidential=is_confidential,
            actor=actor,
        )
        for channel, name, address in to
    ]
    if not made:
        message = _("Chọn ít nhất một nơi nhận.")
        raise Invalid("no_recipient", message, {"to": [message]})
    return made


@atomic()
def record_delivery(
    notice: Notice | UUID,
    *,
    at: datetime,
    by: str,
    number: str = "",
    note: str = "",
    is_confirmed: bool = False,
    files: list[dict[str, Any]] | None = None,
    actor: Actor,
) -> Notice:
    """Write down that a person handed it over, posted it, telephoned or put it up: who, when, with which number, on what proof.

    ``is_confirmed``: the recipient signed or answered. Records `notice_delivered`. Refuses a future time, a missing name,
    and a letter by post without its number.
    """
    row = lock_notice(notice, actor=actor)
    by = _words(by, "by", 200)
    number = _words(number, "number", 60)
    problems: dict[str, list[str]] = {}
    if not by:
        problems["by"] = [_("Ghi người giao, người gửi hoặc người gọi.")]
    if at > clock.now():
        problems["at"] = [_("Thời điểm này chưa đến.")]
    if row.channel == NoticeChannel.POST and not number and not is_confirmed:
        problems["number"] = [_("Ghi số phiếu gửi của bưu điện.")]
    if problems:
        raise Invalid("proof_incomplete", next(iter(problems.values()))[0], problems)
    row.proof = {
        **row.proof,
        "by": by,
        "at": at.isoformat(),
        "how": row.channel,
        "number": number or row.proof.get("number", ""),
        "note": text.clean(note, field="note", max_length=1000, multiline=True) or row.proof.get("note", ""),
        "address": wording.masked(row.address),
        "files": [*row.proof.get("files", []), *(files or [])],
    }
    row.sent_at = row.sent_at or at
    row.status = NoticeStatus.CONFIRMED if is_confirmed else NoticeStatus.SENT
    row.confirmed_at = at if is_confirmed else row.confirmed_at
    row.next_try_at = None
    row.save(update_fields=["proof", "sent_at", "status", "confirmed_at", "next_try_at"])
    events.record("notice_delivered", actor=actor, notice_id=str(row.pk), channel=row.channel, confirmed=is_confirmed)
    return row


@atomic()
def cancel_notice(notice: Notice | UUID, *, reason: str, actor: Actor) -> Notice:
    """Send it no more (the session is held after all, another channel reached the person). Records `notice_cancelled`.

    Refuses what has left the house already.
    """
    row = lock_notice(notice, actor=actor)
    if row.status == NoticeStatus.SENT:
        raise InvalidTransition("notice_sent", _("Thông báo đã gửi đi, không dừng được nữa."))
    reason = text.clean(reason, field="reason", max_length=500)
    if not reason:
        message = _("Ghi lý do không gửi nữa.")
        raise Invalid("reason_missing", message, {"reason": [message]})
    row.status, row.next_try_at = NoticeStatus.CANCELLED, None
    row.proof = {**row.proof, "note": reason}
    row.save(update_fields=["status", "next_try_at", "proof"])
    events.record("notice_cancelled", actor=actor, notice_id=str(row.pk), reason=reason)
    return row


@atomic()
def try_again(notice: Notice | UUID, *, address: str = "", actor: Actor) -> Notice:
    """Send a mail that failed once more, to a corrected address if given. Records `notice_retried`."""
    row = lock_notice(notice, actor=actor)
    if row.channel != NoticeChannel.EMAIL or row.status != NoticeStatus.FAILED:
        raise InvalidTransition("notice_not_failed", _("Chỉ thư điện tử chưa gửi được mới gửi lại."))
    if address:
        row.address = _address(NoticeChannel.EMAIL, address)
    row.status, row.next_try_at, row.attempts = NoticeStatus.WAITING, clock.now(), 0
    row.save(update_fields=["address", "status", "next_try_at", "attempts"])
    wakes.ask(actor.unit.id, JOB)
    hints.send_soon()
    events.record("notice_retried", actor=actor, notice_id=str(row.pk))
    return row


def lock_notice(notice: Notice | UUID, *, actor: Actor) -> Notice:
    """The locked row, for who may record what became of it. Refuses one that is settled."""
    begin(actor)
    key = notice.pk if isinstance(notice, Notice) else notice
    row = policies.visible_notices(actor).select_for_update(of=("self",)).filter(pk=key).first()
    if row is None:
        raise policies.notice_not_found()
    actor.require(Permission.NOTICE_SEND)
    if row.status in (NoticeStatus.CONFIRMED, NoticeStatus.CANCELLED):
        raise Conflict(
            "notice_settled",
            _("Thông báo này đã ở trạng thái “%(status)s”.") % {"status": NoticeStatus(row.status).label},
        )
    found: Notice = row
    return found


def _wording(unit: UnitInfo, title: str, body: str, *, is_confidential: bool) -> tuple[str, str]:
    if is_confidential:
        profile = unit.profile
        office = str(profile.get("office") or unit.name)
        said = wording.neutral(office, str(profile.get("phone", "")), str(profile.get("address", "")))
        return said.title[:250], said.text
    title = _words(title, "title", 250)
    if not title:
        message = _("Ghi tiêu đề thông báo.")
        raise Invalid("title_missing", message, {"title": [message]})
    return title, text.clean(body, field="text", max_length=20_000, multiline=True)


def _words(value: str, field: str, longest: int) -> str:
    return text.clean(value, field=field, max_length=longest)


def _address(channel: NoticeChannel, address: str) -> str:
    cleaned = _words(address.replace("\n", ", ").replace("\r", ""), "address", 250)
    if channel != NoticeChannel.EMAIL:
        return cleaned
    try:
        validate_email(cleaned)
    except ValidationError:
        message = _("“%(address)s” không phải địa chỉ thư điện tử.") % {"address": cleaned}
        raise Invalid("address_invalid", message, {"address": [message]}) from None
    return cleaned

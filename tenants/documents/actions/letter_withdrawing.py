"""A letter that asks something is taken back by its sender while nobody has answered it."""

from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from deadlines import due
from exchange import deciding
from exchange import sending as exchange
from exchange.enums import EnvelopeStatus as E
from exchange.models import Envelope
from exchange.sending import Address
from identity.actors import Actor
from kernel import clock, text
from kernel.errors import Invalid, InvalidTransition
from kernel.journal import events
from kernel.transactions import atomic
from tenants.documents import letter_policies as policies
from tenants.documents.actions.changing import begin
from tenants.documents.actions.letter_sending import dispatch
from tenants.documents.enums import LetterStatus, LetterTopic
from tenants.documents.models import Letter

_OPEN = (E.SENT, E.DELIVERED, E.ACCEPTED, E.ON_PAPER, E.UNDELIVERABLE)
#: Here the other side has the letter, or will have it on paper: it is told.
_KNOWN = (E.DELIVERED, E.ACCEPTED, E.ON_PAPER)


@atomic()
def withdraw_letter(letter_id: UUID, *, reason: str, actor: Actor) -> list[Letter]:
    """Take back an own letter, and whatever was asked in its thread after it; returns the letters withdrawn.

    Their numbers stay. The receiver's date ends at once, and a numbered letter says why; one that never arrived never will, and
    nothing is written. Records `letter_withdrawn`. The caller has passed its own policy. Refuses an empty reason, a letter that
    asks nothing, and one that was answered: of a withdrawal and an answer at once the second is told who was first.
    """
    begin(actor)
    seen = policies.get_letter(actor, letter_id)
    exchange.lock_thread(seen.thread)
    reason = text.clean(reason, field="reason", max_length=1000, multiline=True)
    if not reason:
        message = _("Ghi lý do thu hồi.")
        raise Invalid("reason_missing", message, {"reason": [message]})
    rows = list(Letter.objects.outgoing().of_thread(seen.thread).select_for_update(of=("self",)))
    asked = [one for one in rows if one.is_asking and one.status not in _ENDED]
    if seen.pk not in {one.pk for one in asked}:
        raise _ended(next((one for one in rows if one.pk == seen.pk), seen))
    is_known = [_take_back(one, actor) for one in asked]
    _close(asked, reason, actor)
    if any(is_known):
        _tell(asked[-1], reason, actor)
    return asked


def withdrawn_here(word: Letter, actor: Actor) -> None:
    """The word of a withdrawal has arrived: what the sender asked in the thread is taken back here, too."""
    rows = list(Letter.objects.incoming().of_thread(word.thread).waiting().select_for_update(of=("self",)))
    _close(rows, str(word.facts.get("reason", "")), actor, by=str(word.facts.get("by", "")), on=word.sent_on)


_ENDED = (LetterStatus.ANSWERED, LetterStatus.WITHDRAWN, LetterStatus.FILED)


def _take_back(row: Letter, actor: Actor) -> bool:
    """One envelope; was it with the receiver? The date ends where it stands in `public`, before the word arrives."""
    envelope = Envelope.objects.select_for_update(of=("self",)).get(pk=row.pk)
    was = envelope.status
    deciding.decide(
        envelope,
        expected=_OPEN,
        status=E.RECALLED,
        decided_by=actor.account_id,
        closed_at=clock.now(),
        next_try_at=None,
    )
    if row.other_unit_id is not None:
        due.cancel(row.other_unit_id, row.pk)
    return was in _KNOWN


def _close(rows: list[Letter], reason: str, actor: Actor, **told: Any) -> None:
    by, on = told.get("by", actor.name), told.get("on", clock.today())
    Letter.objects.filter(pk__in=[one.pk for one in rows]).update(
        status=LetterStatus.WITHDRAWN,
        withdrawn_on=on,
        withdrawn_by=by[:200],
        withdrawn_reason=reason,
        version=F("version") + 1,
    )
    for one in rows:
        events.record(
            "letter_withdrawn", actor=actor, letter_id=str(one.pk), number=one.number, by=by, reason=reason,
        )  # fmt: skip


def _tell(row: Letter, reason: str, actor: Actor) -> None:
    said = _("Thu hồi văn bản số %(number)s ngày %(day)s. Lý do: %(reason)s") % {
        "number": row.number,
        "day": f"{row.sent_on:%d/%m/%Y}",
        "reason": reason,
    }
    dispatch(
        LetterTopic.WITHDRAWAL,
        to=Address(row.other_unit_id, "" if row.other_unit_id else row.other_name),
        line=row.line,
        title=(_("Thu hồi: %(title)s") % {"title": row.title})[:500],
        text=said,
        facts={"by": actor.name[:200], "reason": reason},
        thread=row.thread,
        answers=row.pk,
        actor=actor,
    )


def _ended(row: Letter) -> InvalidTransition:
    if row.status == LetterStatus.ANSWERED and row.answered_on is not None:
        message = _("Đơn vị nhận đã trả lời ngày %(day)s; không thu hồi được nữa.") % {
            "day": f"{row.answered_on:%d/%m/%Y}"
        }
    elif row.status == LetterStatus.WITHDRAWN:
        message = _("Văn bản này đã được thu hồi.")
    else:
        message = _("Văn bản này không yêu cầu trả lời nên không thu hồi ở đây.")
    return InvalidTransition("letter_status", message, letter_status=row.status)

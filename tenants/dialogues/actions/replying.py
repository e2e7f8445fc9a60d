"""The written answer to an opinion: to its four recipients, each with proof; and the word in between where it takes longer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock, errors
from kernel.journal import events
from kernel.transactions import atomic
from tenants.conclusions import policies as task_policies
from tenants.conclusions.actions import finishing, tasks
from tenants.conclusions.rules.recipients import Sent as Sent
from tenants.dialogues.actions import changing
from tenants.dialogues.actions.texts import line, long_text, refuse
from tenants.dialogues.enums import OpinionStatus
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.rules.recipients import Recipient, missing_recipients
from tenants.documents.actions.drafting import draft_document
from tenants.documents.actions.notices import notify
from tenants.documents.enums import DocumentKind, NoticeChannel, Subject


@atomic
def reply_in_writing(
    opinion: Opinion,
    *,
    text: str,
    number: str,
    how: str,
    on: date,
    signed_by: str = "",
    recipients: Mapping[str, Sent],
    legal_basis: str = "",
    actor: Actor,
    version: int | None = None,
) -> Opinion:
    """The written answer has gone to the place of the opinion, the person, the leaders of the level and the chair.

    Ends the task with its report and answer where the actor may; announces ``opinion_replied``. Refuses while one of the
    four has no day or no proof, naming each.
    """
    row, conference = changing.begin_opinion(opinion, "reply", actor=actor, version=version)
    assert conference is not None
    if on > clock.today() or (conference.held_on is not None and on < conference.held_on):
        raise refuse("on", _("Ngày trả lời từ ngày đối thoại đến hôm nay."))
    rows = _rows(recipients)
    missing = missing_recipients(rows)
    if missing:
        raise errors.Invalid(
            "recipients_missing",
            _("Văn bản trả lời phải gửi đủ bốn nơi, có ngày và bằng chứng. Còn thiếu: %(who)s.")
            % {"who": "; ".join(missing)},
            fields={
                f"proof_{role.value}": [_("Chưa có ngày, bằng chứng gửi đến: %(who)s.") % {"who": role.label}]
                for role in Recipient
                if str(role.label) in missing
            },
        )
    row.answer = long_text(text, "text")
    row.legal_basis = line(legal_basis, "legal_basis", length=500) or row.legal_basis
    row.answered_by = row.lead_name or row.answered_by
    row.recipients = rows
    row.replied_on = on
    row.status = OpinionStatus.REPLIED
    changing.finish(row, "answer", "legal_basis", "answered_by", "recipients", "replied_on", "status")
    _draft_answer(row, conference, number, actor)
    if row.task_id is not None:
        sent = [replace(one, role=role) for role, one in recipients.items()]
        _end_task(row, how=how, number=number, signed_by=signed_by, on=on, sent=sent, actor=actor)
    events.record("opinion_replied", actor=actor, opinion=str(row.pk), on=on.isoformat(), number=number)
    return row


@atomic
def complete_recipients(
    opinion: Opinion, *, recipients: Mapping[str, Sent], actor: Actor, version: int | None = None
) -> Opinion:
    """Add the proofs that were missing to an answer given already. Announces ``recipients_completed``."""
    row = changing.begin_opinion(opinion, "recipients", actor=actor, version=version)[0]
    known = {one["role"]: one for one in row.recipients}
    row.recipients = list((known | {one["role"]: one for one in _rows(recipients) if one["proof"]}).values())
    changing.finish(row, "recipients")
    events.record("recipients_completed", actor=actor, opinion=str(row.pk))
    return row


@atomic
def tell_interim(
    opinion: Opinion,
    *,
    until: date,
    body: str,
    text: str,
    how: str = NoticeChannel.POST,
    actor: Actor,
    version: int | None = None,
) -> Opinion:
    """A complex matter takes longer: the person is told until when and which body is responsible (plan S1-31).

    Extends the task; announces ``interim_told``. The last day of the answer stays where it was (S4-42). Refuses a day not
    later than the one told before.
    """
    row, conference = changing.begin_opinion(opinion, "interim", actor=actor, version=version)
    assert conference is not None
    if until < clock.today() or (row.expected_on is not None and until <= row.expected_on):
        raise refuse("until", _("Ngày dự kiến mới phải sau ngày đã hẹn."))
    reason = long_text(text, "text")
    responsible = line(body, "body", required=True)
    if how not in NoticeChannel.values:
        raise refuse("how", _("Chọn cách gửi."))
    row.interim = {
        "on": clock.today().isoformat(),
        "until": until.isoformat(),
        "body": responsible,
        "text": reason,
        "by": actor.name,
    }
    row.interim_on = clock.today()
    row.expected_on = until
    changing.finish(row, "interim", "interim_on", "expected_on")
    if row.task_id is not None:
        assert row.task is not None
        tasks.extend_task(
            row.task,
            to=until,
            reason=reason,
            responsible=responsible,
            how_told=str(NoticeChannel(how).label),
            told_on=clock.today(),
            actor=actor,
        )
    with translation.override("vi"):
        title = _("Thông báo thời hạn giải quyết nội dung nêu tại %(title)s") % {"title": conference.title}
        words = _("Cơ quan giải quyết: %(body)s. Thời gian dự kiến: %(day)s. %(text)s") % {
            "body": responsible,
            "day": f"{until:%d/%m/%Y}",
            "text": reason,
        }
    notify(
        subject=Subject.OPINION,
        subject_id=row.pk,
        matter="interim",
        # No mail address is asked of a speaker.
        channel=NoticeChannel.HAND if how == NoticeChannel.EMAIL else NoticeChannel(how),
        recipient_name=row.person_name or row.source_name or _("Người nêu ý kiến"),
        address=row.person_address,
        title=title[:250],
        text=words,
        line=row.line,
        actor=actor,
    )
    events.record("interim_told", actor=actor, opinion=str(row.pk), until=until.isoformat(), body=responsible)
    return row


def _rows(recipients: Mapping[str, Sent]) -> list[dict[str, Any]]:
    found = []
    for role, sent in recipients.items():
        if role not in Recipient.values:
            raise refuse("recipients", _("Nơi nhận không hợp lệ."))
        if sent.on is not None and sent.on > clock.today():
            raise refuse(f"proof_{role}", _("Ngày gửi không thể sau hôm nay."))
        found.append(
            {
                "role": role,
                "name": line(sent.name, "name"),
                "how": sent.how,
                "sent_on": sent.on.isoformat() if sent.on else "",
                "proof": line(sent.proof, f"proof_{role}", length=500),
            }
        )
    return found


def _draft_answer(row: Opinion, conference: Conference, number: str, actor: Actor) -> None:
    """The paper itself, kept with the opinion."""
    with translation.override("vi"):
        title = _("Trả lời ý kiến tại %(title)s") % {"title": conference.title}
    draft_document(
        DocumentKind.ANSWER,
        line=row.line,
        subject=Subject.OPINION,
        subject_id=row.pk,
        title=title[:500],
        body={
            "values": {"recipient": row.person_name or row.source_name, "matter": row.text[:200]},
            "addressees": [
                ", ".join(part for part in (row.person_name or row.source_name, row.person_address) if part)
            ],
            "basis": [row.legal_basis] if row.legal_basis else [],
            "paragraphs": [row.answer],
        },
        recipients=[{"name": one["name"]} for one in row.recipients if one["name"]],
        actor=actor,
    )


def _end_task(row: Opinion, *, how: str, number: str, signed_by: str, on: date, sent: list[Sent], actor: Actor) -> None:
    """Report to the head and answer to the citizen stand in the task, too; it closes where the actor may close it."""
    task = row.task
    assert task is not None
    if task_policies.may(actor, "result", task).ok:
        to_chair = next((one for one in row.recipients if one["role"] == Recipient.CHAIR), None)
        reported = date.fromisoformat(to_chair["sent_on"]) if to_chair and to_chair["sent_on"] else on
        task = finishing.report_result(task, text=row.answer, reported_on=reported, actor=actor)
    if task.answered_on is None:
        task = finishing.answer_citizen(
            task,
            how=how,
            answered_on=on,
            number=number,
            signed_by=signed_by,
            recipients=sent,
            actor=actor,
        )
    if task_policies.may(actor, "close", task).ok:
        finishing.close_task(task, actor=actor)

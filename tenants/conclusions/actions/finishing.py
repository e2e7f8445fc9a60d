"""A task ends: result with evidence, report to the head, answer to the citizen, closing or cancelling."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from exchange import sending as exchange
from identity.actors import Actor
from kernel import clock, errors
from kernel.journal import events
from kernel.transactions import atomic
from tenants.conclusions.actions import changing, clocks
from tenants.conclusions.enums import DEMANDED, OPEN_STATUSES, ConclusionStatus, HowAnswered, TaskStatus
from tenants.conclusions.models import Conclusion, Task
from tenants.conclusions.protocols import subjects
from tenants.conclusions.rules.recipients import Sent
from tenants.documents import uploads
from tenants.documents.enums import NoticeChannel
from tenants.documents.models import Letter

Uploads = Sequence["UploadedFile[bytes]"]


@atomic
def report_result(
    task: Task | UUID, *, text: str, reported_on: date, files: Uploads = (), actor: Actor, version: int | None = None
) -> Task:
    """The result with its evidence, reported to the head on a day. Announces ``task_reported``.

    Refuses while an obstacle waits for the head, and a day before the task was given.
    """
    row = changing.begin(task, "result", actor=actor, version=version)
    row.result = changing.sentence(text, "text")
    row.reported_on = changing.past_day(reported_on, "reported_on", since=row.assigned_on)
    row.files = [*row.files, *stored(files)]
    row.status = TaskStatus.REPORTED
    row.next_progress_on = None
    events.record(
        "task_reported", actor=actor, case_id=row.pk, text=row.result, on=reported_on.isoformat(), files=len(files)
    )
    return changing.finish(row, "result", "reported_on", "files", "status", "next_progress_on")


@atomic
def return_result(task: Task | UUID, *, reason: str, actor: Actor, version: int | None = None) -> Task:
    """The result does not do: back to work with a reason; the report no longer counts. Announces ``task_returned``."""
    row = changing.begin(task, "return_result", actor=actor, version=version)
    why = changing.sentence(reason, "reason")
    row.returns = [*row.returns, changing.line_of(actor, reason=why, result=row.result)]
    row.reported_on = None
    row.status = TaskStatus.IN_PROGRESS
    events.record("task_returned", actor=actor, case_id=row.pk, reason=why)
    return changing.finish(row, "returns", "reported_on", "status")


@atomic
def answer_citizen(
    task: Task | UUID,
    *,
    how: str,
    answered_on: date,
    number: str = "",
    signed_by: str = "",
    note: str = "",
    files: Uploads = (),
    recipients: Sequence[Sent] = (),
    actor: Actor,
    version: int | None = None,
) -> Task:
    """Record that the citizen has the answer, with its proof: number of the paper, who signed for it, the scan.

    A citizen without an address: hand-over or posting counts with the name of who signed or witnessed. ``recipients``: who
    else has the paper, each with its own proof. Announces ``citizen_answered``. Refuses hand-over and posting without that
    name, a paper without its number, a recipient without name, day or proof.
    """
    row = changing.begin(task, "answer", actor=actor, version=version)
    proof = _proof(how, number, signed_by, note)
    row.answered_on = changing.past_day(
        answered_on, "answered_on", since=row.conclusion.concluded_on if row.conclusion else None
    )
    row.answer_proof = {
        **proof,
        "by": actor.name,
        "at": clock.now().isoformat(),
        "files": stored(files),
        "recipients": _recipients(recipients),
    }
    events.record(
        "citizen_answered", actor=actor, case_id=row.pk, how=how, number=proof["number"], on=answered_on.isoformat()
    )
    changing.finish(row, "answered_on", "answer_proof")
    subjects.changed(row, actor=actor)
    return row


@atomic
def close_task(task: Task | UUID, *, actor: Actor, version: int | None = None) -> Task:
    """Done: the head has the report **and** the citizen the answer; one missing is refused and named.

    Meets what is due; announces ``task_closed``; a conclusion whose last item ends is done.
    """
    _hold_letter(task)
    row = changing.begin(task, "close", actor=actor, version=version)
    row.status = TaskStatus.CLOSED
    row.closed_on = clock.today()
    row.next_progress_on = None
    clocks.meet(row.pk, row.unit_id, _last_day(row))
    changing.finish(row, "status", "closed_on", "next_progress_on")
    events.record("task_closed", actor=actor, case_id=row.pk)
    subjects.changed(row, actor=actor)
    _finish_conclusion(row)
    return row


@atomic
def cancel_task(task: Task | UUID, *, reason: str, actor: Actor, version: int | None = None) -> Task:
    """Not carried out any more, with a reason; nothing is due. Announces ``task_cancelled``."""
    row = changing.begin(task, "cancel", actor=actor, version=version)
    why = changing.sentence(reason, "reason")
    row.status = TaskStatus.CANCELLED
    row.closed_on = clock.today()
    row.next_progress_on = None
    row.returns = [*row.returns, changing.line_of(actor, reason=why)]
    clocks.cancel(row.pk, row.unit_id)
    changing.finish(row, "status", "closed_on", "next_progress_on", "returns")
    events.record("task_cancelled", actor=actor, case_id=row.pk, reason=why)
    subjects.changed(row, actor=actor)
    _finish_conclusion(row)
    return row


def stored(files: Uploads) -> list[dict[str, Any]]:
    """Checked and stored; what the row keeps of each."""
    return [
        {"name": one.name, "digest": one.digest, "size": one.size, "media_type": one.media_type}
        for one in uploads.store_all(files)
    ] if files else []  # fmt: skip


def _hold_letter(task: Task | UUID) -> None:
    """Closing a demanded task answers its letter; who answers by hand locks the letter's thread first, so here too."""
    demanded = Task.objects.filter(pk=task.pk if isinstance(task, Task) else task, subject=DEMANDED)
    thread = Letter.objects.filter(pk__in=demanded.values("subject_id")).values_list("thread", flat=True).first()
    if thread is not None:
        exchange.lock_thread(thread)


def _last_day(row: Task) -> date:
    """The day both outputs stood: what decides whether it was late."""
    return max(day for day in (row.reported_on, row.answered_on) if day is not None)


def _proof(how: str, number: str, signed_by: str, note: str) -> dict[str, Any]:
    proof = {
        "how": how,
        "number": changing.sentence(number, "number", required=False, max_length=60).strip(),
        "signed_by": changing.sentence(signed_by, "signed_by", required=False, max_length=250).strip(),
        "note": changing.sentence(note, "note", required=False, max_length=2000),
    }
    found: dict[str, list[str]] = {}
    if how not in HowAnswered.values:
        found["how"] = [_("Chọn cách trả lời.")]
    if how in (HowAnswered.HAND, HowAnswered.POSTING) and not proof["signed_by"]:
        found["signed_by"] = [_("Trao tay hoặc niêm yết phải có tên người ký nhận, người xác nhận.")]
    if how in (HowAnswered.POST, HowAnswered.EMAIL) and not proof["number"]:
        found["number"] = [_("Ghi số văn bản trả lời.")]
    if found:
        raise errors.Invalid("answer_invalid", _("Chưa ghi được trả lời: xem các ô được đánh dấu."), fields=found)
    return proof


def _recipients(given: Sequence[Sent]) -> list[dict[str, str]]:
    found = []
    for place, one in enumerate(given):
        cleaned = replace(
            one,
            name=changing.sentence(one.name, "recipients", required=False, max_length=250).strip(),
            proof=changing.sentence(one.proof, "recipients", required=False, max_length=500).strip(),
        )
        if not cleaned.is_proved or one.how not in NoticeChannel.values:
            message = _("Nơi nhận thứ %(n)d: ghi đủ tên, cách gửi, ngày gửi và bằng chứng.") % {"n": place + 1}
        elif cleaned.on is not None and cleaned.on > clock.today():
            message = _("Nơi nhận thứ %(n)d: ngày gửi không thể sau hôm nay.") % {"n": place + 1}
        else:
            found.append(cleaned.row())
            continue
        raise errors.Invalid("recipient_unproved", message, fields={"recipients": [message]})
    return found


def _finish_conclusion(task: Task) -> None:
    if task.conclusion_id is None:
        return
    conclusion = Conclusion.objects.select_for_update(of=("self",)).get(pk=task.conclusion_id)
    if conclusion.status == ConclusionStatus.ISSUED and not conclusion.tasks.filter(status__in=OPEN_STATUSES).exists():
        conclusion.status = ConclusionStatus.DONE
        changing.finish_conclusion(conclusion, "status")

"""Answering the citizen, closing, withdrawing."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from deadlines import due
from deadlines.enums import RuleCode
from identity.actors import Actor
from kernel import clock, errors
from kernel.journal import counters, events
from kernel.prepared import Prepared
from kernel.transactions import atomic, joined
from oversight import facts
from tenants.cases.actions import changing, movements
from tenants.cases.actions.texts import required
from tenants.cases.actions.working import cancel_requests
from tenants.cases.enums import AnswerKind, CaseStatus, HowSent
from tenants.cases.models import Answer, Case
from tenants.cases.policies import Situation

SERIES_ANSWER = "answer"
_answers_of = Prepared(
    lambda case_id, unit_id: Answer.objects.filter(case_id=case_id, given_unit_id=unit_id).values_list("id")[:1]
)


@joined
def answer_case(
    case: Case | UUID,
    *,
    kind: str,
    text: str,
    answered_on: date,
    how_sent: str,
    actor: Actor,
    version: int | None = None,
) -> Answer:
    """Give the citizen one of the four answers of the Law on citizen reception, Art. 28.1.

    Meets A3, and B2 or C1 when settlement is refused; announces *answered* once a unit. Refuses a day before receipt or
    after today.
    """
    written = required(text, "text")
    row, now = changing.begin(case, "answer", actor=actor, version=version)
    _check(row, kind, how_sent, answered_on)
    is_first = not _answers_of.rows(row.pk, actor.unit.id)
    answer: Answer = Answer.objects.create(
        case=row,
        kind=kind,
        text=written,
        answered_on=answered_on,
        how_sent=how_sent,
        number=_number(actor),
        given_by_id=actor.account_id,
        given_unit_id=actor.unit.id,
    )
    row.status = CaseStatus.ANSWERED
    # The citizen waits no longer, whichever unit answers: the one that owes is met, too.
    for unit_id in sorted({actor.unit.id, now.custody.answering_unit if now.custody else actor.unit.id}):
        due.meet(unit_id, row.pk, RuleCode.A3, on=answered_on)
    if kind == AnswerKind.REFUSED:
        due.meet(actor.unit.id, row.pk, RuleCode.B2, on=answered_on)
        due.meet(actor.unit.id, row.pk, RuleCode.C1, on=answered_on)
    if is_first:
        facts.answered(row, actor.unit.id, day=answered_on)
    changing.finish(row, "status", has_new_dates=True, answered_on=answered_on, answered_unit_id=actor.unit.id)
    events.record(
        "case_answered",
        actor=actor,
        case_id=row.pk,
        answer=str(answer.pk),
        answer_kind=kind,
        number=answer.number,
        answered_on=answered_on.isoformat(),
        how_sent=how_sent,
    )
    if has_moved(now):
        movements.after_answer(row, answer, actor=actor)
    return answer


@joined
def close_case(case: Case | UUID, *, outcome: str, actor: Actor, version: int | None = None) -> Case:
    """End a case that was answered and waits for nobody; meets what is still due, leaves *open* and *owed*.

    Refuses without an answer or with an open request, naming what is missing; only the unit that owes closes.
    """
    written = required(outcome, "outcome")
    row, now = changing.begin(case, "close", actor=actor, version=version)
    row.outcome = written
    row.status = CaseStatus.CLOSED
    row.closed_at = clock.now()
    due.meet(actor.unit.id, row.pk)
    _leave_figures(row, actor)
    changing.finish(row, "outcome", "status", "closed_at", has_new_dates=True)
    events.record("case_closed", actor=actor, case_id=row.pk, outcome=written)
    if has_moved(now):
        movements.after_end(row, actor=actor)
    return row


@atomic
def withdraw_case(case: Case, *, reason: str, on: date, actor: Actor) -> Case:
    """The citizen withdraws the petition: the case ends, deadlines and open requests are cancelled.

    Law on complaints, Art. 10 and 13; Law on denunciations, Art. 33. Refuses a day before receipt or after today.
    """
    written = required(reason, "reason")
    row, now = changing.begin(case, "withdraw", actor=actor)
    _check_day(row, on, "on")
    row.outcome = written
    row.status = CaseStatus.WITHDRAWN
    row.closed_at = clock.now()
    due.cancel(actor.unit.id, row.pk, on=on)
    cancel_requests(row)
    _leave_figures(row, actor)
    changing.finish(row, "outcome", "status", "closed_at", has_new_dates=True)
    events.record("case_withdrawn", actor=actor, case_id=row.pk, reason=written, on=on.isoformat())
    if has_moved(now):
        movements.after_end(row, actor=actor)
    return row


def has_moved(now: Situation) -> bool:
    """Whether another unit may have a part in the case."""
    return now.custody is None or now.custody.seq > 1


def _leave_figures(case: Case, actor: Actor) -> None:
    facts.ended(case, actor.unit.id)


def _number(actor: Actor) -> str:
    year = clock.today().year
    return f"{counters.next_number(SERIES_ANSWER, year):04d}/{year}/TL-{actor.unit.key}"


def _check(case: Case, kind: str, how_sent: str, answered_on: date) -> None:
    found: dict[str, list[str]] = {}
    if kind not in AnswerKind.values:
        found["kind"] = [_("Chọn một trong bốn loại trả lời (Luật Tiếp công dân, Điều 28).")]
    if how_sent not in HowSent.values:
        found["how_sent"] = [_("Chọn cách gửi.")]
    if found:
        raise errors.Invalid("answer_invalid", _("Chưa trả lời được: hãy xem các ô được đánh dấu."), fields=found)
    _check_day(case, answered_on, "answered_on")


def _check_day(case: Case, day: date, field: str) -> None:
    if case.received_on <= day <= clock.today():
        return
    raise errors.Invalid(
        "day_invalid",
        _("Ngày không hợp lệ."),
        fields={field: [_("Chọn ngày từ ngày nhận đơn đến hôm nay.")]},
    )

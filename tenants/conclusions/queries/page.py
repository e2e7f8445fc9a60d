"""One task, and one conclusion, as their pages show them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from deadlines.enums import RuleCode
from deadlines.models import DueItem
from identity.actors import Actor
from identity.members import names
from kernel.journal import events
from tenants.conclusions import policies
from tenants.conclusions.enums import StartOf, TaskKind
from tenants.conclusions.models import Conclusion, Task
from tenants.conclusions.policies import Verdict
from tenants.conclusions.protocols import Citizen, Named, subjects
from tenants.conclusions.queries.lists import TaskRow, task_rows
from tenants.conclusions.queries.timeline import Entry, entries
from tenants.conclusions.rules.recipients import unproved
from tenants.documents.enums import Subject
from tenants.documents.letter_policies import visible_letters
from tenants.documents.policies import visible_notices
from tenants.documents.queries.letters import LetterRow, letter_rows
from tenants.documents.queries.notices import NoticeRow, notice_rows

#: The steps of a task in the order of its buttons.
STEPS = (
    "acknowledge", "progress", "receive", "agree", "obstacle", "settle_obstacle", "result", "answer", "return_result",
    "close", "extend", "urge", "assign", "cancel",
)  # fmt: skip
OF_PREPARATIONS = frozenset({"receive", "agree"})
NOT_OF_PREPARATIONS = frozenset({"result", "return_result", "answer", "settle_obstacle"})


@dataclass(frozen=True)
class ClockLine:
    """One of the clocks of a task: its words, and its dates with their derivation in the shape of a due item."""

    label: str
    item: DueItem


@dataclass(frozen=True)
class TaskPage:
    """Everything the page of a task shows to one actor."""

    task: Task
    officer_name: str
    subject: Named | None
    citizen: Citizen | None
    is_observed: bool
    clocks: list[ClockLine]
    timeline: list[Entry]
    notices: list[NoticeRow]
    #: What asked the other unit, for who reads letters.
    letter: LetterRow | None
    #: Who of the recipients the plan names has no proof yet; empty before the answer.
    unproved: list[str]
    possible: list[str]
    impossible: dict[str, str] = field(default_factory=dict)


def task_page(actor: Actor, task: Task) -> TaskPage:
    """The page in a constant number of queries."""
    observed = policies.only_observes(actor)
    verdicts = {verb: policies.may(actor, verb, task) for verb in _steps(task)}
    shows_names = policies.sees_names(actor, task)
    return TaskPage(
        task=task,
        officer_name=names([task.officer_id]).get(task.officer_id, "") if task.officer_id else "",
        subject=subjects.named(actor, {(task.subject, task.subject_id)}).get(task.subject_id),
        citizen=subjects.citizens([task]).get(task.pk) if shows_names else None,
        is_observed=observed or task.line not in actor.lines,
        clocks=clocks_of(task),
        timeline=entries(events.of_case(task.pk), with_text=shows_names),
        letter=_letter(actor, task) if shows_names else None,
        notices=_notices(actor, task) if shows_names else [],
        unproved=_unproved(actor, task) if shows_names else [],
        possible=[verb for verb, verdict in verdicts.items() if verdict.ok],
        impossible=_why_not(verdicts),
    )


def clocks_of(task: Task) -> list[ClockLine]:
    """Both clocks where the plan has two: until when to assign, and until when to answer; the second never moves with the first."""
    found = []
    if assign := task.terms.get("assign"):
        found.append(_clock(_("Rút kinh nghiệm, giao việc"), assign, task.assigned_on))
    if first := task.terms.get("first_due"):
        found.append(_clock(_("Hạn ban đầu"), first, None))
    if last := task.terms.get("due"):
        label = _("Hạn gửi báo cáo, hồ sơ") if task.kind == TaskKind.PREPARATION else _("Trả lời, báo cáo kết quả")
        found.append(_clock(label, last, _met(task)))
    return found


@dataclass(frozen=True)
class ConclusionPage:
    """Everything the page of a conclusion shows to one actor."""

    conclusion: Conclusion
    subject: Named | None
    rows: list[TaskRow]
    citizens: dict[Any, Citizen]
    is_observed: bool
    notice_clock: ClockLine | None
    timeline: list[Entry]
    ended: int
    overdue: int
    unanswered: int
    verdicts: dict[str, Verdict]


def conclusion_page(actor: Actor, conclusion: Conclusion) -> ConclusionPage:
    """The page in a constant number of queries, whatever the number of items."""
    tasks = list(conclusion.tasks.select_related("lead_body").order_by("order", "id"))
    rows = task_rows(actor, tasks)
    shows_names = policies.sees_names(actor, conclusion)
    notice = conclusion.terms.get("notice_clock")
    return ConclusionPage(
        conclusion=conclusion,
        subject=subjects.named(actor, {(conclusion.source, conclusion.source_id)}).get(conclusion.source_id),
        rows=rows,
        citizens=subjects.citizens(tasks) if shows_names else {},
        is_observed=policies.only_observes(actor) or conclusion.line not in actor.lines,
        notice_clock=_clock(_("Thông báo kết luận"), notice, conclusion.issued_on) if notice else None,
        timeline=entries(events.of_case(conclusion.pk), with_text=shows_names),
        ended=sum(task.closed_on is not None for task in tasks),
        overdue=sum(row.is_overdue for row in rows),
        unanswered=sum(row.waits_for_answer and row.task.is_open for row in rows),
        verdicts={verb: policies.may(actor, verb, conclusion) for verb in ("edit", "notice", "issue", "link")},
    )


def _notices(actor: Actor, task: Task) -> list[NoticeRow]:
    return notice_rows(list(visible_notices(actor).about(Subject.TASK, task.pk).order_by("made_at", "id")[:50]))


def _letter(actor: Actor, task: Task) -> LetterRow | None:
    if task.letter_id is None:
        return None
    return next(iter(letter_rows(list(visible_letters(actor).filter(pk=task.letter_id)))), None)


def _unproved(actor: Actor, task: Task) -> list[str]:
    if task.answered_on is None:
        return []
    return unproved(subjects.recipients(task, actor=actor), task.answer_proof.get("recipients", []))


def _steps(task: Task) -> list[str]:
    left_out = NOT_OF_PREPARATIONS if task.kind == TaskKind.PREPARATION else OF_PREPARATIONS
    return [verb for verb in STEPS if verb not in left_out]


def _why_not(verdicts: dict[str, Verdict]) -> dict[str, str]:
    """Why a step cannot be done now; what nobody of this role ever does is not named."""
    quiet = {
        "already_acknowledged",
        "no_obstacle",
        "not_reported",
        "already_answered",
        "no_answer_needed",
        "task_ended",
    }
    return {
        str(policies.LABELS[verb]): verdict.reason
        for verb, verdict in verdicts.items()
        if not verdict.ok and verdict.code not in {"not_permitted", *quiet}
    }


def _met(task: Task) -> date | None:
    if task.kind == TaskKind.PREPARATION:
        return task.reported_on
    done = [day for day in (task.reported_on, task.answered_on) if day is not None]
    return max(done) if done and task.closed_on is not None else None


def _clock(label: str, data: dict[str, Any], met_on: date | None) -> ClockLine:
    due_on = date.fromisoformat(data["due_on"])
    # Never saved: the row keeps what the index of the country forgets when a date is replaced.
    item = DueItem(
        kind=RuleCode.ASSIGN if data["event"] == StartOf.BY_HAND else RuleCode.E4,
        started_on=date.fromisoformat(data["started_on"]),
        due_on=due_on,
        target_on=due_on,
        met_on=met_on,
        source=data.get("source", ""),
        derivation={"lines": data["lines"]},
    )
    return ClockLine(label, item)

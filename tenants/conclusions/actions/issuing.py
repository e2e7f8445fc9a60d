"""The conclusion leaves the draft: its notice is drafted and signed, its open items become tasks with their dates."""

from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from deadlines.explanations import length_words
from identity.actors import Actor
from identity.members import names
from kernel import errors
from kernel.journal import events
from kernel.transactions import atomic
from registry import tree
from tenants.cases.actions import movements
from tenants.cases.policies import get_case
from tenants.conclusions.actions import changing, clocks
from tenants.conclusions.enums import ConclusionStatus, Route, StartOf, TaskStatus
from tenants.conclusions.models import Conclusion, Task
from tenants.conclusions.protocols import subjects
from tenants.conclusions.rules import terms
from tenants.conclusions.rules.items import lacking
from tenants.documents.enums import DocumentKind, DocumentStatus
from tenants.documents.models import Document
from tenants.documents.rules.bodies import day


@atomic
def issue_conclusion(
    conclusion: Conclusion,
    *,
    on: date | None = None,
    symbol: str = "",
    actor: Actor,
    version: int | None = None,
) -> Conclusion:
    """Thông báo kết luận: every open item is given out with its dates, the clock of the notice is met.

    Number and date are those of the signed notice; of one issued on paper they are typed (``symbol``, ``on``). Announces
    ``conclusion_issued`` and ``task_assigned`` per item; items of a unit below leave with their case, items to be submitted up
    with a case are escalated (the duty to answer stays here). Refuses open items that lack who or until when, naming each.
    """
    row = changing.begin_conclusion(conclusion, "issue", actor=actor, version=version)
    row.issued_on, row.notice_symbol = _number_and_day(row, on, symbol)
    return _issue(row, actor)


def issue_by_signature(document: Document, actor: Actor) -> None:
    """The notice was signed: the conclusion is issued with its number and date, in the transaction of the signature.

    Listens to ``documents.protocols``. The signature is the right to it, whatever else the signer may do. Does nothing for other
    papers, and for a conclusion that was issued on paper before; refuses like ``issue_conclusion``, and then nothing is signed.
    """
    if document.kind != DocumentKind.CONCLUSION_NOTICE:
        return
    row = Conclusion.objects.select_for_update(of=("self",)).filter(document_id=document.pk).first()
    if row is None or not row.is_draft:
        return
    assert document.dated_on is not None
    row.issued_on, row.notice_symbol = document.dated_on, document.symbol[:60]
    _issue(row, actor)


def _issue(row: Conclusion, actor: Actor) -> Conclusion:
    assert row.issued_on is not None
    items = list(row.tasks.select_for_update(of=("self",)).filter(status=TaskStatus.DRAFT).order_by("order", "id"))
    plan = terms.terms_from(row.terms)
    _refuse_incomplete(items, plan)
    for task in items:
        _give_out(task, row, plan, actor)
    row.status = ConclusionStatus.ISSUED if items else ConclusionStatus.DONE
    clocks.meet(row.pk, row.unit_id, row.issued_on)
    changing.finish_conclusion(row, "issued_on", "notice_symbol", "status")
    events.record(
        "conclusion_issued",
        actor=actor,
        case_id=row.pk,
        symbol=row.notice_symbol,
        on=row.issued_on.isoformat(),
        items=len(items),
    )
    subjects.concluded(row, actor=actor)
    return row


def notice_body(conclusion: Conclusion) -> dict[str, Any]:
    """What the notice says, in the blocks of a document: the chair's words and the open items only (plan S1-27), in order."""
    open_items = conclusion.tasks.exclude(status__in=[TaskStatus.CLOSED, TaskStatus.CANCELLED]).order_by("order", "id")
    plan = terms.terms_from(conclusion.terms)
    people = names(task.officer_id for task in open_items)
    chair = " ".join(part for part in (conclusion.chair_title, conclusion.chair_name) if part)
    with translation.override("vi"):
        return {
            "about": conclusion.title,
            "values": {"day": day(conclusion.concluded_on), "chair": chair, "matter": _occasion(conclusion.title)},
            "paragraphs": [line for line in conclusion.text.split("\n") if line.strip()],
            "items": [
                _block(task, plan, people.get(task.officer_id, "") if task.officer_id else "") for task in open_items
            ],
        }


def _occasion(title: str) -> str:
    """The meeting as it stands in a sentence; a conclusion is named after it."""
    return title.removeprefix("Kết luận ").removeprefix("tại ")


def _block(task: Task, plan: terms.Terms, person: str) -> dict[str, Any]:
    told = [
        [_("Cơ quan chủ trì"), task.lead_name],
        [_("Cơ quan phối hợp"), ", ".join(one["name"] for one in task.co_bodies)],
        [_("Người chịu trách nhiệm"), person],
        [_("Thời hạn"), f"{task.due_on:%d/%m/%Y}" if task.due_on else _term_words(plan, task)],
        [_("Đầu mối liên hệ"), task.contact],
    ]
    return {"text": task.text, "details": [pair for pair in told if pair[1]]}


def _number_and_day(row: Conclusion, on: date | None, symbol: str) -> tuple[date, str]:
    document = row.document
    if document is not None and document.status in (DocumentStatus.SIGNED, DocumentStatus.FILED):
        assert document.dated_on is not None
        return document.dated_on, document.symbol[:60]
    typed = changing.sentence(symbol, "symbol", required=False, max_length=60).strip()
    found = {}
    if not typed:
        found["symbol"] = [_("Ghi số, ký hiệu của thông báo đã ký, hoặc ký thông báo trên hệ thống.")]
    if on is None:
        found["on"] = [_("Ghi ngày của thông báo.")]
    if found:
        raise errors.Invalid("notice_unsigned", _("Thông báo kết luận chưa được ký."), fields=found)
    assert on is not None
    return changing.past_day(on, "on", since=row.concluded_on), typed


def _refuse_incomplete(items: list[Task], plan: terms.Terms) -> None:
    problems = []
    for number, task in enumerate(items, start=1):
        missing = lacking(
            has_lead=bool(task.lead_name) or task.route == Route.SUBMIT_UP,
            has_person=bool(task.officer_id or task.contact or task.lead_unit_id),
            has_date=task.due_on is not None or plan.reply_for(is_complex=task.is_complex) is not None,
            is_complex=task.is_complex,
            has_contact=bool(task.contact),
            lower_without_case=task.lead_unit_id is not None and task.case_id is None,
        )
        if missing:
            problems.append(
                _("Mục %(n)d “%(text)s”: thiếu %(what)s.")
                % {"n": number, "text": task.text[:60], "what": ", ".join(missing)}
            )
    if problems:
        raise errors.Invalid("items_incomplete", _("Chưa thông báo được: có mục chưa đủ."), fields={"items": problems})


def _give_out(task: Task, conclusion: Conclusion, plan: terms.Terms, actor: Actor) -> None:
    assert conclusion.issued_on is not None
    with translation.override("vi"):
        clock = _clock(task, conclusion, plan)
        if plan.assign is not None:
            starts = terms.run(plan.assign, conclusion.concluded_on, task.unit_id)
            task.terms = {**task.terms, "assign": starts.data()}
    clocks.start_task(task, clock)
    task.status = TaskStatus.ASSIGNED
    task.assigned_on = conclusion.issued_on
    task.terms = {**task.terms, "progress_every": plan.progress_every}
    task.next_progress_on = next_progress(task, conclusion.issued_on)
    changing.finish(task, "status", "assigned_on", "due_on", "terms", "next_progress_on")
    _send_case(task, actor)
    events.record(
        "task_assigned",
        actor=actor,
        case_id=task.pk,
        lead=task.lead_name,
        contact=task.contact,
        due_on=clock.due_on.isoformat(),
    )
    subjects.changed(task, actor=actor)


def next_progress(task: Task, after: date) -> date | None:
    """The next day a word on progress is due: so many days after the last one, never after the task's own date."""
    every = task.terms.get("progress_every")
    if not every:
        return None
    return date.fromordinal(after.toordinal() + int(every))


def _clock(task: Task, conclusion: Conclusion, plan: terms.Terms) -> terms.Clock:
    assert conclusion.issued_on is not None
    term = plan.reply_for(is_complex=task.is_complex)
    started = {StartOf.CONCLUDED: conclusion.concluded_on}
    last = terms.run(term, started.get(StartOf(term.event), conclusion.issued_on), task.unit_id) if term else None
    if task.due_on is None:
        assert last is not None
        return last
    if last is not None and task.due_on > last.due_on:
        message = _("Mục “%(text)s”: hạn %(due)s vượt mức kế hoạch cho phép (%(last)s).") % {
            "text": task.text[:60],
            "due": f"{task.due_on:%d/%m/%Y}",
            "last": f"{last.due_on:%d/%m/%Y}",
        }
        raise errors.Invalid("due_on_beyond_plan", message, fields={"items": [message]})
    return terms.by_hand(task.due_on, conclusion.concluded_on, task.unit_id)


def _send_case(task: Task, actor: Actor) -> None:
    """A case goes where its item goes: down with a date, or up for settlement while this unit goes on owing the answer."""
    if task.case_id is None:
        return
    if task.lead_unit_id is not None:
        assert task.due_on is not None
        case = get_case(actor, task.case_id)
        movements.assign_down(case, to=tree.get(task.lead_unit_id), due_on=task.due_on, reason=task.text, actor=actor)
    elif task.route == Route.SUBMIT_UP:
        movements.escalate(get_case(actor, task.case_id), reason=task.text, actor=actor)


def _term_words(plan: terms.Terms, task: Task) -> str:
    term = plan.reply_for(is_complex=task.is_complex)
    if term is None:
        return ""
    return _("%(length)s kể từ %(event)s") % {
        "length": length_words(term.length, term.day_kind),
        "event": StartOf(term.event).label,
    }

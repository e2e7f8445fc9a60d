"""What the chair concluded, written down as items while it is a draft."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from identity.actors import Actor, actor_for
from identity.models import Account
from identity.permissions import Permission
from kernel import clock, errors
from kernel.journal import events
from kernel.transactions import atomic
from registry import tree
from registry.levels import Line
from tenants.cases.policies import get_case
from tenants.conclusions import policies
from tenants.conclusions.actions import changing, clocks
from tenants.conclusions.enums import HowAnswered, Route, Source, TaskKind, TaskStatus
from tenants.conclusions.models import Conclusion, Task
from tenants.conclusions.protocols import subjects
from tenants.conclusions.rules.items import ItemData
from tenants.conclusions.rules.terms import run
from tenants.staff.models import Body


@atomic
def conclude(
    source: str,
    source_id: UUID,
    *,
    line: str,
    title: str,
    concluded_on: date,
    items: Iterable[ItemData] = (),
    text: str = "",
    chair_id: UUID | None = None,
    chair_name: str = "",
    chair_title: str = "",
    actor: Actor,
) -> Conclusion:
    """Begin the conclusion of a session or conference with its items, as a draft.

    Starts the clock of the notice as the plan orders; announces ``conclusion_drafted``. Refuses a second conclusion of one
    occasion, and who neither records nor decides on the line.
    """
    changing.enter(actor)
    refuse_stranger(actor, line)
    if Conclusion.objects.of(Source(source), source_id).exists():
        raise errors.InvalidTransition("already_concluded", _("Buổi này đã có kết luận; hãy sửa bản đang có."))
    terms = subjects.terms(source, source_id)
    row = Conclusion(
        line=Line(line),
        source=Source(source),
        source_id=source_id,
        title=changing.sentence(title, "title", max_length=300),
        text=changing.sentence(text, "text", required=False),
        concluded_on=changing.past_day(concluded_on, "concluded_on"),
        chair_id=chair_id,
        chair_name=chair_name[:200],
        chair_title=chair_title[:200],
        terms=terms.data(),
    )
    row.save(force_insert=True)
    if terms.notice is not None:
        with translation.override("vi"):
            clocks.start_notice(row, run(terms.notice, row.concluded_on, row.unit_id))
        row.save(update_fields=["terms", "notice_due_on"])
    for order, item in enumerate(items, start=1):
        _insert(row, item, order, actor)
    events.record("conclusion_drafted", actor=actor, case_id=row.pk, title=row.title)
    return row


@atomic
def change_conclusion(
    conclusion: Conclusion, *, title: str, text: str, actor: Actor, version: int | None = None
) -> Conclusion:
    """Change the words above the items of a draft. Announces ``conclusion_changed``."""
    row = changing.begin_conclusion(conclusion, "edit", actor=actor, version=version)
    row.title = changing.sentence(title, "title", max_length=300)
    row.text = changing.sentence(text, "text", required=False)
    events.record("conclusion_changed", actor=actor, case_id=row.pk, title=row.title)
    return changing.finish_conclusion(row, "title", "text")


@atomic
def add_item(conclusion: Conclusion, item: ItemData, *, actor: Actor, version: int | None = None) -> Task:
    """One more item of a draft. Announces ``conclusion_item_added``."""
    row = changing.begin_conclusion(conclusion, "edit", actor=actor, version=version)
    last = row.tasks.order_by("-order").values_list("order", flat=True).first() or 0
    task = _insert(row, item, last + 1, actor)
    changing.finish_conclusion(row)
    events.record("conclusion_item_added", actor=actor, case_id=row.pk, task=str(task.pk), text=task.text)
    return task


@atomic
def change_item(task: Task, item: ItemData, *, actor: Actor, version: int | None = None) -> Task:
    """Replace what a draft's item says. Announces ``conclusion_item_changed``; refuses one that was given out."""
    row, conclusion = _draft_item(task, actor, version)
    changed = _fill(row, item, conclusion, actor)
    changing.finish(row, *changed)
    changing.finish_conclusion(conclusion)
    events.record("conclusion_item_changed", actor=actor, case_id=conclusion.pk, task=str(row.pk), text=row.text)
    return row


@atomic
def drop_item(task: Task, *, actor: Actor, version: int | None = None) -> None:
    """Take an item out of a draft. Announces ``conclusion_item_dropped``; refuses one that was given out."""
    row, conclusion = _draft_item(task, actor, version)
    events.record("conclusion_item_dropped", actor=actor, case_id=conclusion.pk, text=row.text)
    row.delete()
    changing.finish_conclusion(conclusion)


def refuse_stranger(actor: Actor, line: str) -> None:
    """Who dictates or records on this line."""
    if line not in actor.lines or not (
        actor.may(Permission.RECEPTION_RECORD) or actor.may(Permission.RECEPTION_DECIDE)
    ):
        raise errors.NotPermitted("not_permitted", _("Vai trò của bạn không ghi kết luận của kênh này."))


def fit_officer(officer: UUID | None, line: str, actor: Actor, field: str = "officer") -> Account | None:
    """A member of the unit, on the line, who works on tasks; ``Invalid`` otherwise."""
    if officer is None:
        return None
    account = Account.objects.filter(pk=officer).first()
    member = actor_for(account, actor.unit) if account else None
    if member is None or not member.may(Permission.TASK_WORK) or line not in member.lines:
        message = _("Chọn cán bộ cùng kênh, đang được giao thực hiện nhiệm vụ của đơn vị.")
        raise errors.Invalid("officer_unfit", message, fields={field: [message]})
    return account


def bodies_named(body_ids: Iterable[UUID], field: str) -> list[Body]:
    """Open bodies of the unit in the order asked; ``Invalid`` for one that is not there."""
    wanted = list(dict.fromkeys(body_ids))
    found = {body.pk: body for body in Body.objects.open().filter(pk__in=wanted)}
    if len(found) != len(wanted):
        message = _("Chọn cơ quan, bộ phận đang hoạt động của đơn vị.")
        raise errors.Invalid("body_unknown", message, fields={field: [message]})
    return [found[body_id] for body_id in wanted]


def refuse_past(due_on: date | None, since: date) -> None:
    """A date for work lies ahead of what it is for."""
    if due_on is not None and due_on < since:
        message = _("Hạn không thể trước ngày kết luận.")
        raise errors.Invalid("due_on_past", message, fields={"due_on": [message]})


def _draft_item(task: Task, actor: Actor, version: int | None) -> tuple[Task, Conclusion]:
    if task.conclusion_id is None:
        raise policies.task_not_found()
    conclusion = changing.begin_conclusion(task.conclusion_id, "edit", actor=actor)
    row = changing.begin(task, "view", actor=actor, version=version)
    return row, conclusion


def _insert(conclusion: Conclusion, item: ItemData, order: int, actor: Actor) -> Task:
    row = Task(
        kind=TaskKind.CONCLUSION,
        line=conclusion.line,
        is_linked=conclusion.is_linked,
        conclusion=conclusion,
        subject=conclusion.source,
        subject_id=conclusion.source_id,
        order=order,
    )
    _fill(row, item, conclusion, actor)
    row.save(force_insert=True)
    return row


def _fill(row: Task, item: ItemData, conclusion: Conclusion, actor: Actor) -> list[str]:
    """Write what an item says into its row; returns the columns."""
    leads = bodies_named([item.lead_body] if item.lead_body else [], "lead_body")
    helpers = bodies_named(item.co_bodies, "co_bodies")
    officer = fit_officer(item.officer, conclusion.line, actor)
    refuse_past(item.due_on, conclusion.concluded_on)
    if item.route not in Route.values:
        raise errors.Invalid("route_invalid", _("Chọn hướng xử lý."), fields={"route": [_("Chọn hướng xử lý.")]})
    if item.case_id is not None:
        get_case(actor, item.case_id)
    values: dict[str, Any] = {
        "text": changing.sentence(item.text, "text"),
        "route": item.route,
        "lead_body": leads[0] if leads else None,
        "lead_unit_id": item.lead_unit_id,
        "lead_name": _lead_name(item, leads, actor),
        "officer_id": officer.pk if officer else None,
        "contact": changing.sentence(item.contact, "contact", required=False, max_length=250),
        "co_bodies": [{"id": str(body.pk), "name": body.name} for body in helpers],
        "is_complex": item.is_complex,
        "needs_citizen_answer": item.needs_citizen_answer,
        "due_on": item.due_on,
        "registration_id": item.registration_id,
        "opinion_id": item.opinion_id,
        "case_id": item.case_id,
        "terms": {"by_hand": True} if item.due_on else {},
        **_settled(item, conclusion, actor),
    }
    for name, value in values.items():
        setattr(row, name, value)
    return [name.removesuffix("_id") if name == "officer_id" else name for name in values]


def _settled(item: ItemData, conclusion: Conclusion, actor: Actor) -> dict[str, Any]:
    """An item that was clear and founded is done at once, before the citizen (plan S2-16)."""
    result = changing.sentence(item.settled, "settled", required=False)
    if not result.strip():
        return {
            "status": TaskStatus.DRAFT, "result": "", "reported_on": None, "answered_on": None, "closed_on": None,
            "answer_proof": {},
        }  # fmt: skip
    day = conclusion.concluded_on
    return {
        "status": TaskStatus.CLOSED,
        "result": result,
        "reported_on": day,
        "answered_on": day if item.needs_citizen_answer else None,
        "answer_proof": {"how": HowAnswered.ON_THE_SPOT, "by": actor.name} if item.needs_citizen_answer else {},
        "closed_on": min(day, clock.today()),
    }


def _lead_name(item: ItemData, leads: list[Body], actor: Actor) -> str:
    if item.lead_unit_id is None:
        return leads[0].name if leads else ""
    if not tree.is_under(item.lead_unit_id, actor.unit.id):
        message = _("Chỉ giao cho đơn vị cấp dưới của mình.")
        raise errors.Invalid("not_lower", message, fields={"lead_unit": [message]})
    return tree.get(item.lead_unit_id).full_name[:250]

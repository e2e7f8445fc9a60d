"""Conclusions and tasks for tests, made through the product's own actions; the caller is inside the unit's scope."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from identity.actors import Actor
from kernel import clock, ids
from registry.levels import Line
from tenants.conclusions.actions import concluding, issuing, preparing
from tenants.conclusions.enums import Source
from tenants.conclusions.models import Conclusion, Task
from tenants.conclusions.rules.items import ItemData
from tenants.staff.actions.bodies import open_body
from tenants.staff.enums import BodyKind
from tenants.staff.models import Body

SOON = timedelta(days=20)


def body(admin: Actor, name: str = "Tổ địa chính", line: str = Line.GOVERNMENT) -> Body:
    """A body of the unit."""
    return open_body(name=name, kind=BodyKind.OFFICE, line=line, contact="", actor=admin)


def item(lead: Body, text: str = "Đo lại ranh thửa đất số 15.", **changes: Any) -> ItemData:
    """An item that can be given out: body, person, date."""
    values: dict[str, Any] = {
        "text": text, "lead_body": lead.pk, "contact": "Ông Tư, 0912 000 009", "due_on": clock.today() + SOON, **changes
    }  # fmt: skip
    return ItemData(**values)


def draft(
    actor: Actor, *items: ItemData, line: str = Line.GOVERNMENT, source: str = Source.SESSION, **more: Any
) -> Conclusion:
    """A conclusion of some session of today."""
    told: dict[str, Any] = {
        "line": line,
        "title": "Kết luận buổi tiếp công dân tháng 11",
        "concluded_on": clock.today(),
        "chair_name": "Chủ tịch Phường",
        "chair_title": "Chủ tịch UBND",
        **more,
    }
    return concluding.conclude(source, ids.new_id(), items=items, actor=actor, **told)


def issued(actor: Actor, *items: ItemData, on: date | None = None, by: Actor | None = None, **more: Any) -> Conclusion:
    """A conclusion whose notice was issued on paper; its items are tasks."""
    row = draft(actor, *items, **more)
    return issuing.issue_conclusion(row, on=on or clock.today(), symbol="15/TB-UBND", actor=by or actor)


def task(actor: Actor, lead: Body, **changes: Any) -> Task:
    """One task that was given out."""
    return found_of(issued(actor, item(lead, **changes)))


def preparation(actor: Actor, lead: Body | None, **more: Any) -> Task:
    """A report asked of a body before a session."""
    told: dict[str, Any] = {
        "line": Line.GOVERNMENT,
        "text": "Báo cáo nguồn gốc thửa đất số 15.",
        "due_on": clock.today() + timedelta(days=5),
        "lead_body": lead.pk if lead else None,
        **more,
    }
    return preparing.request_preparation(Source.SESSION, told.pop("subject_id", ids.new_id()), actor=actor, **told)


def found_of(conclusion: Conclusion) -> Task:
    """Its first task as it stands now."""
    first: Task = (
        conclusion.tasks.order_by("order").get()
        if conclusion.tasks.count() == 1
        else conclusion.tasks.order_by("order")[0]
    )
    return first


def found(task_id: UUID) -> Task:
    """The row as it stands now."""
    return Task.objects.get(pk=task_id)

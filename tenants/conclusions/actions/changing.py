"""How every change of a task or a conclusion begins and ends: locks, version, verdict; then the version."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock, errors, text
from kernel.journal import events
from kernel.transactions import lock_unit_writes
from registry.rules import refuse_if_frozen
from tenants.conclusions import policies
from tenants.conclusions.models import Conclusion, Task

MAX_TEXT = 20_000


def begin(task: Task | UUID, verb: str, *, actor: Actor, version: int | None = None) -> Task:
    """Lock the task and ask the policy about what stands there now; a stale ``version`` is a ``Conflict``."""
    _enter(actor)
    task_id = task.pk if isinstance(task, Task) else task
    row = Task.objects.select_for_update(of=("self",)).filter(pk=task_id).first()
    if row is None or not policies.may(actor, "view", row).ok:
        raise policies.task_not_found()
    _check_version(row.pk, row.version, version)
    policies.may(actor, verb, row).require()
    return row


def finish(task: Task, *changed: str) -> Task:
    """Write the changed columns, one version further."""
    task.version += 1
    task.touched_at = clock.now()
    task.save(update_fields=sorted({*changed, "version", "touched_at"}))
    return task


def begin_conclusion(
    conclusion: Conclusion | UUID, verb: str, *, actor: Actor, version: int | None = None
) -> Conclusion:
    """The same for a conclusion."""
    _enter(actor)
    found_id = conclusion.pk if isinstance(conclusion, Conclusion) else conclusion
    row = Conclusion.objects.select_for_update(of=("self",)).filter(pk=found_id).first()
    if row is None or not policies.may(actor, "view", row).ok:
        raise policies.conclusion_not_found()
    _check_version(row.pk, row.version, version)
    policies.may(actor, verb, row).require()
    return row


def finish_conclusion(conclusion: Conclusion, *changed: str) -> Conclusion:
    """Write the changed columns, one version further."""
    conclusion.version += 1
    conclusion.save(update_fields=sorted({*changed, "version"}))
    return conclusion


def enter(actor: Actor) -> None:
    """Share the unit's lock of writing; refuses a frozen unit."""
    _enter(actor)


def sentence(typed: str, field: str, *, required: bool = True, max_length: int = MAX_TEXT) -> str:
    """The cleaned text of a field; ``Invalid`` naming it when it is required and empty."""
    cleaned = text.clean(typed or "", field=field, max_length=max_length, multiline=True)
    if required and not cleaned.strip():
        message = _("Chưa ghi ô này.")
        raise errors.Invalid(f"{field}_missing", message, fields={field: [message]})
    return cleaned


def past_day(day: date, field: str, *, since: date | None = None) -> date:
    """A day on which something was done: not after today, not before ``since``."""
    if day > clock.today() or (since is not None and day < since):
        message = _("Chọn ngày đến hôm nay.") if since is None else _("Chọn ngày từ ngày giao đến hôm nay.")
        raise errors.Invalid("day_invalid", _("Ngày không hợp lệ."), fields={field: [message]})
    return day


def line_of(actor: Actor, **said: Any) -> dict[str, Any]:
    """One entry of a list kept in the row: when, who, what."""
    return {"at": clock.now().isoformat(), "by": actor.name, **said}


def _enter(actor: Actor) -> None:
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)


def _check_version(object_id: UUID, now: int, seen: int | None) -> None:
    if seen is None or seen == now:
        return
    last = events.of_case(object_id).last()
    who = last.actor_name if last else ""
    at = (last.at if last else clock.now()).astimezone(clock.OFFICE_ZONE)
    raise errors.Conflict(
        "task_changed",
        _("Nội dung vừa được %(who)s thay đổi lúc %(at)s. Những gì bạn đã nhập vẫn còn; hãy xem lại rồi gửi lại.")
        % {"who": who or _("người khác"), "at": f"{at:%H:%M %d/%m/%Y}"},
        who=who,
        when=at.isoformat(),
        what=last.kind if last else "",
        version=now,
    )

"""The list of long-running matters settled to the end of authority, given to a body that asked for it (plan S3-11)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel import errors
from kernel.journal import events
from kernel.transactions import atomic
from tenants.cases.actions.programme.entering import line_of_text, refuse_to_come
from tenants.cases.queries.programme import settled_cases

MOST = 5000


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who asked, by which paper of which day, what for; ``form``: ``xlsx`` or ``print``; ``with_names``: citizens are named."""

    asked_by: str
    number: str
    on: date
    reason: str
    form: str = "xlsx"
    received_from: date | None = None
    received_to: date | None = None
    with_names: bool = False


@atomic
def give_settled_list(asked: Asked, *, actor: Actor) -> UUID:
    """The list may be given: to whom, why and how long it is stands in the unit's log from now on; returns the id of that line.

    Announces ``settled_list_given``. Refuses without a body, a paper and a reason, and names to who may not see the unit's cases.
    """
    actor.require(Permission.CASE_EXPORT)
    if asked.with_names:
        actor.require(Permission.CASE_VIEW_UNIT)
    asked_by = line_of_text(asked.asked_by, "asked_by")
    number = line_of_text(asked.number, "number", most=60)
    reason = line_of_text(asked.reason, "reason", most=500)
    refuse_to_come(asked.on)
    rows = settled_cases(actor, asked.received_from, asked.received_to).count()
    if rows > MOST:
        said = _("Danh sách quá %(most)d vụ việc; chọn khoảng ngày nhận ngắn hơn.") % {"most": MOST}
        raise errors.Invalid("list_too_long", said, fields={"received_from": [said]})
    event = events.record(
        "settled_list_given",
        actor=actor,
        is_internal=True,
        asked_by=asked_by,
        number=number,
        reason=reason,
        on=asked.on.isoformat(),
        form=asked.form,
        rows=rows,
        with_names=asked.with_names,
    )
    return event.pk

"""Saving what the unit sets for itself: one topic at a time, under the version that was seen."""

from typing import Any

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock
from kernel.errors import Conflict
from kernel.journal import events
from kernel.transactions import atomic, lock_unit_writes
from oversight.actions.instruments import mark_set
from oversight.models import InstrumentKind
from registry.levels import Line
from registry.rules import refuse_if_frozen
from tenants.staff.models import Setting
from tenants.staff.rules.settings import Letterheads, Rooms, Topic


@atomic()
def save_setting(
    value: Topic,
    *,
    part: str = "",
    version: int | None = None,
    right: Permission = Permission.UNIT_CONFIGURE,
    actor: Actor,
) -> int:
    """Store a topic; returns its new version. Records `setting_changed`, unless nothing differs.

    Refuses with `Conflict` when another version was seen (0: none was set). Rooms and letterheads are also told to the
    checklist that the units above read.
    """
    actor.require(right)
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)
    name = f"{value.topic}.{part}" if part else value.topic
    row: Setting | None = Setting.objects.select_for_update().filter(topic=name).first()
    held: int = row.version if row else 0
    stored = value.as_value()
    # A second click of the same form finds what the first one saved.
    if row is not None and row.value == stored:
        return held
    if version is not None and version != held:
        raise Conflict("setting_changed", _("Mục này vừa được người khác sửa. Hãy xem lại trước khi lưu."))
    now: dict[str, Any] = {"value": stored, "changed_at": clock.now(), "changed_by_id": actor.account_id}
    if row is None:
        row = Setting(topic=name, **now)
        row.save(force_insert=True)
    else:
        for field, one in now.items():
            setattr(row, field, one)
        row.version += 1
        row.save(update_fields=[*now, "version"])
    _tell_above(value, actor)
    events.record("setting_changed", actor=actor, topic=name, version=row.version)
    return int(row.version)


def _tell_above(value: Topic, actor: Actor) -> None:
    if isinstance(value, Rooms):
        mark_set(actor.unit, InstrumentKind.ROOM, Line.BOTH, is_set=bool(value.open))
    elif isinstance(value, Letterheads):
        for line in (Line.PARTY, Line.GOVERNMENT):
            mark_set(actor.unit, InstrumentKind.LETTERHEAD, line, is_set=value.is_filled(line))

"""A unit's own days off and worked days, each with the paper that ordered it."""

from datetime import date

from django.utils.translation import gettext as _

from deadlines import memory
from deadlines.models import CalendarDay
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock
from kernel.errors import Conflict, InvalidTransition, NotFound
from kernel.journal import events
from kernel.text import clean
from kernel.transactions import atomic


@atomic
def set_own_day(day: date, *, is_working: bool, name: str, source: str, actor: Actor) -> CalendarDay:
    """The unit works, or does not work, on ``day``; deadlines computed from now on count so, open due items keep their dates.

    Announces ``calendar_day_set``. Refuses a day that has a row already (``Conflict``). Needs ``unit_configure``.
    """
    actor.require(Permission.UNIT_CONFIGURE)
    name, source = clean(name, field="name", max_length=200), clean(source, field="source", max_length=300)
    in_force = CalendarDay.objects.filter(unit_id=actor.unit.id, day=day, ended_at__isnull=True)
    if in_force.exists():
        raise Conflict("day_is_set", _("Ngày %(day)s đã được đặt; hãy bỏ dòng cũ trước.") % {"day": f"{day:%d/%m/%Y}"})
    row = CalendarDay.objects.create(unit_id=actor.unit.id, day=day, is_working=is_working, name=name, source=source)
    events.record("calendar_day_set", actor=actor, day=day.isoformat(), is_working=is_working, source=source)
    memory.forget()
    return row


@atomic
def end_own_day(day_id: int, *, actor: Actor) -> None:
    """The national calendar counts again for that day; the row stays for the derivations that used it."""
    actor.require(Permission.UNIT_CONFIGURE)
    row = CalendarDay.objects.filter(pk=day_id, unit_id=actor.unit.id).first()
    if row is None:
        raise NotFound("no_such_day", _("Không có ngày này trong lịch riêng của đơn vị."))
    if row.ended_at is not None:
        raise InvalidTransition("day_ended", _("Ngày này đã được bỏ khỏi lịch riêng trước đó."))
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    events.record("calendar_day_ended", actor=actor, day=row.day.isoformat())
    memory.forget()

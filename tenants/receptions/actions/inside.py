"""What the unit's cells, villages and offices report of their own receptions: summed inside, never the head's days."""

from calendar import monthrange
from datetime import date

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, text
from kernel.errors import Invalid
from kernel.transactions import atomic, lock_unit_alone
from tenants.staff.actions.settings import save_setting
from tenants.staff.models import Body
from tenants.staff.queries import setting
from tenants.staff.rules.settings import BodyCount, BodyReceptions


@atomic()
def report_body(
    body: Body, *, year: int, month: int, days: int, visits: int, people: int, note: str = "", actor: Actor
) -> None:
    """Set what one body reported for one month; the last report counts. Records `setting_changed`.

    Refuses a month that has not begun, more days than the month has, and fewer people than visits.
    """
    actor.require(Permission.RECEPTION_ARRANGE)
    # Two bodies reported at once both stay: the row is read only when nobody else writes.
    lock_unit_alone(actor.unit)
    problems: dict[str, list[str]] = {}
    if not 1 <= month <= 12 or date(year, month, 1) > clock.today():
        problems["month"] = [_("Tháng này chưa bắt đầu.")]
    elif days > monthrange(year, month)[1]:
        problems["days"] = [_("Tháng này không có nhiều ngày như vậy.")]
    if people < visits:
        problems["people"] = [_("Số người không thể ít hơn số lượt.")]
    if problems:
        raise Invalid("report_refused", next(iter(problems.values()))[0], fields=problems)
    held = setting(BodyReceptions, str(year)).rows
    row = BodyCount(str(body.pk), month, days, visits, people, text.clean(note, field="note", max_length=300))
    rest = tuple(one for one in held if (one.body_id, one.month) != (row.body_id, row.month))
    save_setting(BodyReceptions((*rest, row)), part=str(year), right=Permission.RECEPTION_ARRANGE, actor=actor)

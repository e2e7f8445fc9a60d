"""What the start page shows the head and the chief of the office of their own duty: the board's own row, this month."""

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.roles import Role
from kernel import clock
from oversight.queries.own_duties import duty_words, own_lines
from oversight.queries.own_month import NextDue, OwnMonth, own_months
from registry.addresses import here
from tenants.cases.queries.today import TodayGroup, TodayLine

#: Whose duty it is, and who keeps the calendar for them.
FOR = frozenset({Role.SECRETARY, Role.CHAIRMAN, Role.OFFICE_CHIEF})


def own_duties_today(actor: Actor) -> list[TodayGroup]:
    """One query for those roles, none for others."""
    if not FOR & actor.roles or not actor.lines:
        return []
    months, due = own_months(actor.unit.id, own_lines(actor))
    url = here("oversight:own-duties")
    lines = [line for month in months for line in _lines(month, url, with_line=len(months) > 1)]
    if due is not None:
        lines.append(_due(due, url))
    return [TodayGroup(_("Nghĩa vụ tiếp dân"), lines, "today", url)]


def _due(due: NextDue, url: str) -> TodayLine:
    is_late = due.day < clock.today()
    words = _("quá hạn %(day)s") if is_late else _("đến hạn %(day)s")
    chip = words % {"day": f"{due.day:%d/%m/%Y}"}
    return TodayLine(duty_words(due.code), url, "late" if is_late else "", chip)


def _lines(one: OwnMonth, url: str, *, with_line: bool) -> list[TodayLine]:
    address = f"{url}?line={one.line.value}"
    words = _("Tháng %(month)s: đã tiếp %(done)d/%(owed)d ngày") % {
        "month": f"{one.month:%m/%Y}",
        "done": one.cell.done,
        "owed": one.cell.owed,
    }
    notes = [str(one.line.label)] if with_line else []
    if one.cell.delegated:
        notes.append(_("ủy quyền %(n)d ngày, tính riêng") % {"n": one.cell.delegated})
    if one.next_day is not None:
        notes.append(_("buổi tiếp tới: %(day)s") % {"day": f"{one.next_day:%d/%m/%Y}"})
    elif one.cell.done < one.cell.owed:
        notes.append(_("chưa xếp buổi tiếp nào sắp tới"))
    if one.red_since is None:
        return [TodayLine(words, address, note=" · ".join(notes))]
    chip = _("thiếu từ tháng %(month)s") % {"month": f"{one.red_since:%m/%Y}"}
    return [TodayLine(words, address, "late", chip, " · ".join(notes))]

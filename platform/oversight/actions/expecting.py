"""Which reports are owed: one row a unit, form set and period, from the first day of its window on."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from deadlines import due, rules
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock
from kernel.errors import Invalid, NotPermitted
from kernel.transactions import atomic
from oversight.models import PeriodReport, ReportStatus
from oversight.rules.forms import FormSet, sets
from oversight.rules.report_periods import AD_HOC, ReportPeriod, of_year
from registry import tree
from registry.info import UnitInfo
from registry.levels import Level

#: A report is expected from the first day of its window until so long after the last one.
AFTERWARDS = timedelta(days=60)


def expect_all(on: date | None = None) -> int:
    """Every report whose window runs or has just ended, for every unit that is on the platform. Returns how many are new."""
    day = on or clock.today()
    made = 0
    for forms in sets():
        for year in (day.year, day.year + 1):
            for period in of_year(year, forms.periods):
                if period.first <= day <= period.last + AFTERWARDS:
                    made += expect(forms, period)
    return made


@atomic
def expect(
    forms: FormSet, period: ReportPeriod, units: Iterable[UnitInfo] | None = None, due_on: date | None = None
) -> int:
    """One live report of a period for each unit that existed in it, with its due item. Returns how many are new.

    A unit that ended or began within the window reports its own days. ``due_on``: asked for in writing (F4). Where no rule was
    in force on the last day there is no due date. Running it again makes none twice.
    """
    found = [one for one in (tree.opened_units() if units is None else units) if one.level in forms.due]
    known = set(PeriodReport.objects.filter(form_set=forms.code, period=period.code).values_list("unit_id", flat=True))
    rows = [
        _expected(forms, period, unit, due_on)
        for unit in found
        if unit.id not in known and _window(unit, period) is not None
    ]
    PeriodReport.objects.bulk_create(rows, batch_size=500)
    owed: dict[str, list[PeriodReport]] = defaultdict(list)
    for row in rows:
        if row.due_on is not None:
            owed[rule_code(forms, tree.get(row.unit_id), period)].append(row)
    for code, duties in owed.items():
        due.open_each(code, [(one.unit_id, one.pk, one.last) for one in duties], due_on)
    return len(rows)


@atomic
def ask_for(
    forms: FormSet, *, first: date, last: date, due_on: date, units: Iterable[UnitInfo], actor: Actor
) -> ReportPeriod:
    """Ask units directly below for an ad hoc report until a day (circular 06/2025/TT-TTCP, Art. 5–6).

    Refuses who may not decide reports, another line's member, units that do not stand directly below, a window or a day that
    is over before it begins.
    """
    actor.require(Permission.REPORT_DECIDE)
    if forms.line not in actor.lines:
        raise NotPermitted("other_line", _("Báo cáo này thuộc kênh khác."))
    if due_on < max(last, clock.today()):
        message = _("Hạn gửi phải sau ngày chốt số liệu và chưa qua.")
        raise Invalid("due_too_early", message, {"due_on": [message]})
    wanted = list(units)
    below = {one.id for one in tree.children(actor.unit.id)}
    if not wanted or any(one.id not in below for one in wanted):
        message = _("Chọn đơn vị trực thuộc.")
        raise Invalid("no_unit_below", message, {"units": [message]})
    period = ReportPeriod.ad_hoc(first, last)
    expect(forms, period, wanted, due_on)
    return period


def rule_code(forms: FormSet, unit: UnitInfo, period: ReportPeriod) -> str:
    """The deadline rule of a report: ad hoc ones as asked, the others by level."""
    return "F4" if period.kind == AD_HOC else forms.due[unit.level]


def superior_of(unit: UnitInfo, line: str, on: date) -> UnitInfo | None:
    """Who a report goes to: the unit above on the last day of the window; ``None`` where it is not on the platform."""
    above = tree.parent(unit.id, on, line)
    return above if above is not None and above.level != Level.NATION and above.is_opened else None


def settle_window(row: PeriodReport) -> None:
    """Before the figures are closed: the days and the superior as they turned out (a unit ended, or changed its parent)."""
    unit, period = tree.get(row.unit_id), ReportPeriod.parse(row.period)
    window = _window(unit, period)
    if row.status != ReportStatus.LIVE or window is None or row.no > 1:
        return
    above = superior_of(unit, row.line, window[1])
    was = (row.first, row.last, row.superior_id)
    row.first, row.last = window
    row.superior_id = above.id if above else None
    if was != (row.first, row.last, row.superior_id):
        row.save(update_fields=["first", "last", "superior_id"])


def _window(unit: UnitInfo, period: ReportPeriod) -> tuple[date, date] | None:
    """The days of the period on which the unit existed."""
    first, last = max(period.first, unit.valid_from), min(period.last, unit.valid_to or period.last)
    return (first, last) if first <= last else None


def _expected(forms: FormSet, period: ReportPeriod, unit: UnitInfo, due_on: date | None) -> PeriodReport:
    window = _window(unit, period)
    assert window is not None
    above = superior_of(unit, forms.line, window[1])
    return PeriodReport(
        unit_id=unit.id,
        superior_id=above.id if above else None,
        line=forms.line,
        form_set=forms.code,
        forms_version=forms.version,
        period=period.code,
        first=window[0],
        last=window[1],
        due_on=due_on or _due_on(rule_code(forms, unit, period), unit, window[1]),
    )


def _due_on(code: str, unit: UnitInfo, last: date) -> date | None:
    return rules.compute(code, last, unit_id=unit.id).due_on if rules.in_force(code, last, unit.id) else None

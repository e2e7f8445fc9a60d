"""The unit's own figures of a report, each with the list it counts: a cell is the sum of its list by construction."""

from collections.abc import Callable
from datetime import date
from typing import Any

from oversight.rules.forms import FormSet, Origin
from oversight.rules.report_cells import Cells
from oversight.rules.report_periods import ReportPeriod
from tenants.reports.queries import duty, inspections, instruments, petitions, visits
from tenants.reports.rules.items import Item, total

Lists = dict[str, list[Item]]


def lists_of(forms: FormSet, period: ReportPeriod, first: date, last: date) -> Lists:
    """For each counted column's fact what it counts between two days, from the active unit's own rows.

    A constant number of queries, however many rows and columns.
    """
    counted = {one.fact for form in forms.forms for one in form.columns if one.origin == Origin.COMPUTED}
    rooms: tuple[tuple[dict[str, Callable[[Any], list[Item]]], Any], ...] = (
        (visits.FACTS, visits.Visits(first, last, forms.line)),
        (petitions.FACTS, petitions.Petitions(first, last)),
        (instruments.FACTS, instruments.Instruments(first, last)),
        (inspections.FACTS, inspections.Inspections(first, last)),
        (duty.FACTS, duty.Duties(first, last, forms.line, _months(period, first, last))),
    )
    return {fact: count(rows) for facts, rows in rooms for fact, count in facts.items() if fact in counted}


def cells_of(lists: Lists, forms: FormSet) -> Cells:
    """The counted cells alone."""
    return {
        form.code: {str(one.no): total(lists[one.fact]) for one in form.columns if one.origin == Origin.COMPUTED}
        for form in forms.forms
    }


def known_facts() -> frozenset[str]:
    """Every fact that can be counted: what a form's file may name."""
    return frozenset([*visits.FACTS, *petitions.FACTS, *instruments.FACTS, *inspections.FACTS, *duty.FACTS])


def _months(period: ReportPeriod, first: date, last: date) -> list[date]:
    """The months a unit reports on: those whose 14th day lies in its own window."""
    return [month for month in period.months if first <= month.replace(day=14) <= last]

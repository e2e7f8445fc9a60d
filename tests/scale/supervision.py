"""The errands behind `supervising`: a year of duties of every unit there is, in a transaction that is taken back."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection, transaction

from identity.actors import system_actor
from kernel import clock
from kernel.active import unit_scope
from oversight.actions.expecting import expect
from oversight.actions.fold import fold_all
from oversight.enums import Figure
from oversight.models import PeriodReport
from oversight.queries.duty_board import duty_board
from oversight.queries.duty_figures import Asked
from oversight.rules.forms import set_of
from oversight.rules.report_cells import added
from oversight.rules.report_periods import ReportPeriod
from registry import tree
from registry.models import Unit
from tenants.reports.actions.snapshotting import close_due
from tenants.reports.models import Report

YEAR = 2026
ROUNDS = 20
#: Lines of one page of the board.
PAGE = 50
FILL_DUTIES = """
    INSERT INTO oversight_duty (unit_id, line, kind, period, holder_id, holder_name, legal, planned, announced, posted_late,
        unposted, in_person, delegated, postponed, made_up, cancelled, missed, ad_hoc, below_minimum, changed_at)
    SELECT u.id, 'PARTY', 'RECEPTION', m::date, gen_random_uuid(), 'Bí thư ' || u.id, 2, NULL, 2, u.id % 5 / 4, 0,
        u.id % 3, u.id % 2, u.id % 7 / 6, 0, 0, greatest(1 - u.id % 3, 0), 0, false, now()
    FROM registry_unit u, generate_series(date '2026-01-01', date '2026-12-01', interval '1 month') AS m"""
FILL_OUTBOX = """
    INSERT INTO kernel_outbox (unit_id, fact, kind, line, day, n)
    SELECT id, 'taken_in', 'COMPLAINT', 'GOVERNMENT', date '2026-06-01', 1 FROM registry_unit
    WHERE level = 'COMMUNE' ORDER BY id LIMIT %s"""


def board(count: int) -> dict[str, Any]:
    """Milliseconds of the first page over ``count`` units, or over every unit the registry ever had."""
    ids = list(Unit.objects.order_by("-id").values_list("id", flat=True))
    asked = Asked(Figure.RECEPTION, "PARTY", YEAR, tuple(ids[:count] if count else ids))
    above = next(iter(tree.opened_units()))
    taken = []
    with _taken_back(FILL_DUTIES), clock.at(date(YEAR, 11, 28)):
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE oversight_duty")
        for _round in range(ROUNDS):
            began = time.perf_counter()
            shown = duty_board(above, asked, size=PAGE)
            taken.append((time.perf_counter() - began) * 1000)
        assert shown.found == len(asked.units)
    return {"ms": taken, "units": len(asked.units)}


def fold(count: int) -> float:
    """Seconds to fold so many rows of as many communes, with everything above them."""
    with _taken_back(FILL_OUTBOX, count):
        began = time.perf_counter()
        assert fold_all() >= count
        return time.perf_counter() - began


def close_reports(keys: list[str]) -> float:
    """Seconds to close the half-year's report of each unit and to add their figures up."""
    period = ReportPeriod.parse(f"{YEAR}-6M")
    forms = set_of("TT06", period.first)
    units = [unit for unit in map(tree.by_key, keys) if unit is not None]
    expect(forms, period, units)
    began = time.perf_counter()
    for unit in units:
        with unit_scope(unit):
            assert close_due(actor=system_actor(unit)) >= 1
        connection.close_if_unusable_or_obsolete()
    cells = []
    for row in PeriodReport.objects.filter(form_set=forms.code, period=period.code):
        with unit_scope(tree.get(row.unit_id)):
            cells.append(Report.objects.get(pk=row.pk).own)
    assert added(cells, forms)
    return time.perf_counter() - began


@contextmanager
def _taken_back(statement: str, *given: Any) -> Iterator[None]:
    with unit_scope(None), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement, given or None)
        yield
        transaction.set_rollback(True)

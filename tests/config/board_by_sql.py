"""The duty board against SQL of its own over a unit's sessions, conclusions and tasks, month by month, after a year was lived."""

from datetime import date
from typing import Any

from django.db import connection

from config.simulate.office import Cast
from kernel import clock
from oversight.enums import Figure
from oversight.queries.duty_days import Span, items
from oversight.queries.duty_figures import Asked, cells_of, page_of

Months = dict[date, tuple[int, ...]]

GOOD = """
    SELECT held_on, kind, host_mode FROM receptions_receptionsession s
    WHERE line = %(line)s AND extract(year FROM held_on) = %(year)s AND status = 'HELD' AND (
        EXISTS (SELECT 1 FROM receptions_registration r WHERE r.session_id = s.id AND r.status = 'RECEIVED')
        OR (posted_at IS NOT NULL AND head_present IS NOT FALSE))"""
RECEPTION = f"""
WITH good AS ({GOOD} AND kind = 'PERIODIC')
SELECT date_trunc('month', held_on)::date, count(DISTINCT held_on) FILTER (WHERE host_mode = 'IN_PERSON'),
    count(DISTINCT held_on) FILTER (
        WHERE host_mode = 'DELEGATED' AND held_on NOT IN (SELECT held_on FROM good WHERE host_mode = 'IN_PERSON'))
FROM good GROUP BY 1"""
CONCLUSION = """
SELECT date_trunc('month', notice_due_on)::date, count(*) FILTER (WHERE issued_on <= notice_due_on),
    count(*) FILTER (WHERE issued_on > notice_due_on)
FROM conclusions_conclusion WHERE line = %(line)s AND extract(year FROM notice_due_on) = %(year)s GROUP BY 1"""
# An item that was settled before the citizen was never given out: nobody owed it by a date.
TASK = """
WITH t AS (
    SELECT *, CASE WHEN kind = 'PREPARATION' THEN reported_on WHEN status = 'CLOSED' THEN greatest(reported_on, answered_on) END AS done
    FROM conclusions_task
    WHERE line = %(line)s AND extract(year FROM due_on) = %(year)s AND status NOT IN ('DRAFT', 'CANCELLED')
        AND assigned_on IS NOT NULL
)
SELECT date_trunc('month', due_on)::date, count(*) FILTER (WHERE done <= due_on), count(*) FILTER (WHERE done > due_on),
    count(*) FILTER (WHERE done IS NULL AND due_on < %(today)s)
FROM t GROUP BY 1"""
ANSWER = """
SELECT date_trunc('month', d.due_on)::date, count(*) FILTER (WHERE c.answered_on <= d.due_on),
    count(*) FILTER (WHERE c.answered_on > d.due_on)
FROM deadlines_dueitem d JOIN oversight_casecard c ON c.case_id = d.case_id
WHERE d.kind = 'A3' AND d.unit_id = %(unit)s AND d.cancelled_on IS NULL AND c.kind <> 'DENUNCIATION'
    AND extract(year FROM d.due_on) = %(year)s GROUP BY 1"""


def check_board(cast: Cast, year: int) -> None:
    """Every cell of the unit equals the count, every list adds up to its cell; raises where one does not."""
    with clock.at(date(year + 1, 1, 5)):
        told = {"line": str(cast.line), "year": year, "unit": cast.unit.id, "today": clock.today()}
        _same(_cells(cast, year, Figure.RECEPTION, "done", "delegated"), _by_month(RECEPTION, told), Figure.RECEPTION)
        _same(_cells(cast, year, Figure.CONCLUSION, "done", "late"), _by_month(CONCLUSION, told), Figure.CONCLUSION)
        _same(_cells(cast, year, Figure.TASK, "done", "late", "missed"), _by_month(TASK, told), Figure.TASK)
        _same(_cells(cast, year, Figure.ANSWER, "done", "late"), _by_month(ANSWER, told), Figure.ANSWER)
        for figure in (Figure.CONCLUSION, Figure.TASK, Figure.ANSWER):
            for month, (owed,) in _cells(cast, year, figure, "owed").items():
                assert len(items(cast.unit, figure, str(cast.line), Span.of_month(month))) == owed, (figure, month)
        for month, (done,) in _cells(cast, year, Figure.RECEPTION, "done").items():
            listed = items(cast.unit, Figure.RECEPTION, str(cast.line), Span.of_month(month))
            own = {one.day for one in listed if one.status == "IN_PERSON" and "đột xuất" not in one.notes}
            assert len(own) == done, month
        (row,), _n = page_of(_asked(cast, year, Figure.RECEPTION))
        assert row.done == sum(done for (done,) in _cells(cast, year, Figure.RECEPTION, "done").values())


def _same(shown: Months, counted: Months, figure: Figure) -> None:
    differing = {
        month: (shown.get(month), counted.get(month))
        for month in shown.keys() | counted.keys()
        if shown.get(month) != counted.get(month)
    }
    assert not differing, f"{figure.value}: month → (board, SQL): {differing}"


def _asked(cast: Cast, year: int, figure: Figure) -> Asked:
    return Asked(figure, str(cast.line), year, (cast.unit.id,))


def _cells(cast: Cast, year: int, figure: Figure, *names: str) -> Months:
    cells = cells_of(_asked(cast, year, figure), [cast.unit.id])[cast.unit.id]
    found = {month: tuple(getattr(cell, name) for name in names) for month, cell in cells.items() if month.year == year}
    return {month: counts for month, counts in found.items() if any(counts)}


def _by_month(sql: str, told: dict[str, Any]) -> Months:
    with connection.cursor() as cursor:
        cursor.execute(sql, told)
        return {month: tuple(counts) for month, *counts in cursor.fetchall() if any(counts)}

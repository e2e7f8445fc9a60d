"""Human numbers. Keys are UUIDs; what people quote comes from a counter row per series and year."""

from django.db import connection

from kernel import active, ids


def next_number(series: str, year: int) -> int:
    """The next number of the series, from 1. The row stays locked until the transaction ends, so a rolled-back number is given again."""
    active.current()  # without a unit: NoActiveUnit instead of "relation does not exist"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_counter (id, series, year, last) VALUES (%s, %s, %s, 1)"
            " ON CONFLICT (series, year) DO UPDATE SET last = journal_counter.last + 1 RETURNING last",
            [ids.new_id(), series, year],
        )
        row = cursor.fetchone()
    return int(row[0])

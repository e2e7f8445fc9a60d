"""Folding: outbox deltas become roll-ups, exactly once, in any order, in one statement."""

from django.conf import settings
from django.db import connection

_FOLD = """
WITH batch AS (
    DELETE FROM kernel_outbox
    WHERE id IN (
        SELECT id FROM kernel_outbox ORDER BY id LIMIT %(batch)s FOR UPDATE SKIP LOCKED
    )
    RETURNING unit_id, fact, kind, line, day, n
), sums AS (
    SELECT unit_id, fact, kind, line, day, sum(n) AS n
    FROM batch GROUP BY unit_id, fact, kind, line, day
), spread AS (
    SELECT unit_id, fact, kind, line, day, n AS own, n AS tree FROM sums
    UNION ALL
    SELECT above.ancestor_id, s.fact, s.kind, s.line, s.day, 0, s.n
    FROM sums s
    JOIN LATERAL (
        SELECT DISTINCT c.ancestor_id FROM registry_unitclosure c
        WHERE c.descendant_id = s.unit_id AND c.depth > 0
          AND c.line IN (s.line, 'BOTH')
          AND c.valid_from <= s.day AND (coalesce(c.overlay_valid_to, c.valid_to) IS NULL
               OR coalesce(c.overlay_valid_to, c.valid_to) >= s.day)
    ) above ON true
), written AS (
    INSERT INTO oversight_rollup AS r (unit_id, fact, kind, line, day, own, tree)
    SELECT unit_id, fact, kind, line, day, sum(own), sum(tree)
    FROM spread GROUP BY unit_id, fact, kind, line, day
    ORDER BY unit_id, fact, kind, line, day
    ON CONFLICT (unit_id, fact, kind, line, day)
    DO UPDATE SET own = r.own + excluded.own, tree = r.tree + excluded.tree
    RETURNING 1
)
SELECT (SELECT count(*) FROM batch), (SELECT count(*) FROM written)
"""


def fold_batch(size: int | None = None) -> int:
    """Fold up to ``size`` deltas; return how many were taken.

    The rows are deleted and added up in one statement, so a crash leaves both or neither. Rows are
    upserted in the order of the key: two folders wait for each other instead of deadlocking.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FOLD, {"batch": size or settings.FOLD_BATCH})
        taken: int = cursor.fetchone()[0]
    return taken


def fold_all(limit: int = 1000) -> int:
    """Fold until nothing is left (or ``limit`` batches): the sweep's door."""
    total = 0
    for _ in range(limit):
        taken = fold_batch()
        total += taken
        if taken == 0:
            break
    return total

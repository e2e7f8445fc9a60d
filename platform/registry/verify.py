"""Does each unit's schema look like the template? One statement a unit over the catalogue."""

from dataclasses import dataclass

from django.db import connections

from kernel.active import UnitLike, schema_name, unit_scope
from kernel.fields import TEMPLATE_UNIT_ID
from registry.models import Unit
from registry.release import owner_alias

_SHAPE = """
SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
       || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END || ' ' || a.attidentity::text
       || COALESCE(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relnamespace = %(schema)s::regnamespace AND c.relkind = 'r' AND c.relname <> 'django_migrations'
UNION ALL
SELECT 'constraint ' || c.relname || ' ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
FROM pg_class c JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype <> 'n'
WHERE c.relnamespace = %(schema)s::regnamespace AND c.relkind = 'r' AND c.relname <> 'django_migrations'
UNION ALL
SELECT 'index ' || pg_get_indexdef(i.indexrelid)
FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid
WHERE c.relnamespace = %(schema)s::regnamespace AND c.relkind = 'r' AND c.relname <> 'django_migrations'
UNION ALL
SELECT 'rights ' || c.relname || ' ' || COALESCE(array_to_string(ARRAY(
    SELECT g.grantee::regrole || '=' || g.privilege_type FROM aclexplode(c.relacl) g
    WHERE g.grantee <> c.relowner ORDER BY 1), ' '), '')
FROM pg_class c
WHERE %(rights)s AND c.relnamespace = %(schema)s::regnamespace AND c.relkind = 'r'
"""

# Where a schema names its own unit: before a table, in the CHECK and the DEFAULT of unit_id.
_NUMBERED = ("u{}.", "(unit_id = {})", ".unit_id integer NOT NULL  DEFAULT {}")


@dataclass(frozen=True)
class Difference:
    """What a unit's schema lacks and what it has beyond the template."""

    unit: str
    missing: tuple[str, ...]
    surplus: tuple[str, ...]


def shape(unit_id: int, *, rights: bool = False) -> frozenset[str]:
    """The schema as a set of lines in which the template's number stands for the unit's."""
    with unit_scope(None), connections[owner_alias()].cursor() as cursor:
        cursor.execute(_SHAPE, {"schema": schema_name(unit_id), "rights": rights})
        return frozenset(_neutral(str(row[0]), unit_id) for row in cursor.fetchall())


def _neutral(line: str, unit_id: int) -> str:
    for numbered in _NUMBERED:
        line = line.replace(numbered.format(unit_id), numbered.format(TEMPLATE_UNIT_ID))
    return line


def verify(unit: Unit | UnitLike, wanted: frozenset[str] | None = None) -> Difference | None:
    """The differences of one unit from the template, or None; units behind the release differ, of course."""
    wanted = wanted or shape(TEMPLATE_UNIT_ID)
    found = shape(unit.id)
    if found == wanted:
        return None
    return Difference(unit.key, tuple(sorted(wanted - found)), tuple(sorted(found - wanted)))

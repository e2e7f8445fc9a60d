"""Lookups that Django lacks."""

from typing import Any

from django.db.models import Field, Lookup
from django.db.models.fields.related import ForeignObject


@Field.register_lookup
@ForeignObject.register_lookup
class AnyOf(Lookup):
    """``id__any=ids``: like ``__in``, but the ids are one value, so that the SQL is the same for any number of them.

    Takes a list of values as the column holds them; an empty one finds nothing.
    """

    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*params, list(self.rhs)]

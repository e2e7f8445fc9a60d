"""Fields of tables that live in a unit's schema."""

from typing import Any

from django.db import models

# Stands for the unit's number in the template schema, in compiled migrations and in the baked script; every
# one of them is a text in which this number is replaced. No id, count or length comes near it.
TEMPLATE_UNIT_ID = 2147480777


class PublicRef(models.ForeignKey):  # type: ignore[type-arg]
    """A reference from a unit's table to a row in `public`.

    No constraint (thousands of schemas pointing at one table put 10^5 triggers on it), nothing happens on deletion (such
    rows are ended, never deleted), no way back, always null=True: a dangling NOT NULL reference turns select_related,
    filter and order_by into inner joins and the row vanishes from lists. Never joined.
    """

    def __init__(self, to: Any, on_delete: Any = models.DO_NOTHING, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        kwargs["related_name"] = "+"
        kwargs["null"] = True
        kwargs.setdefault("blank", True)
        kwargs.setdefault("db_index", False)
        super().__init__(to, models.DO_NOTHING, **kwargs)
        self.has_index = bool(kwargs["db_index"])

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("db_constraint", "related_name", "null", "on_delete"):
            kwargs.pop(fixed, None)
        # ForeignKey leaves db_index out when it is True; here False is what is usual.
        if self.has_index:
            kwargs["db_index"] = True
        else:
            kwargs.pop("db_index", None)
        if self.blank:
            kwargs.pop("blank", None)
        else:
            kwargs["blank"] = False
        return name, path, args, kwargs


class UnitIdField(models.IntegerField):  # type: ignore[type-arg]
    """The number of the unit a row belongs to: DEFAULT and CHECK are baked per schema, so no row can be copied across."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["db_default"] = TEMPLATE_UNIT_ID
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("db_default", "editable"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs

    def db_check(self, connection: Any) -> str:
        return f"{connection.ops.quote_name(self.column)} = {TEMPLATE_UNIT_ID}"

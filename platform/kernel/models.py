"""Base classes of every table in a unit's schema, and the kernel's own tables in `public`."""

from typing import Any

from django.db import models

from kernel import active
from kernel.chain_head import ChainHead
from kernel.fields import PublicRef, UnitIdField
from kernel.ids import new_id
from kernel.operating import Alarm, ChainCheck, OperatorAct, Sample
from kernel.outbox import OutboxRow
from kernel.querysets import UnitManager, UnitQuerySet, refuse_other_unit, stamp_of
from kernel.wakes import Wake

__all__ = [
    "Alarm",
    "ChainCheck",
    "ChainHead",
    "OperatorAct",
    "OutboxRow",
    "PublicRef",
    "Sample",
    "UnitIdField",
    "UnitManager",
    "UnitModel",
    "UnitQuerySet",
    "UnitRoot",
    "Wake",
]


class UnitModel(models.Model):
    """Base of every table in a unit's schema: an instance remembers its unit and is refused in another.

    Own managers come from a `UnitQuerySet` and are named `objects` (related managers use the same one).
    """

    objects = UnitManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._state.unit_id = active.current_id()  # type: ignore[attr-defined]

    def _refuse_other_unit(self) -> None:
        refuse_other_unit(stamp_of(self), type(self).__name__)

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_other_unit()
        super().save_base(*args, **kwargs)

    save_base.alters_data = True  # type: ignore[attr-defined]

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_other_unit()
        return super().delete(*args, **kwargs)

    delete.alters_data = True  # type: ignore[attr-defined]

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_other_unit()
        super().refresh_from_db(*args, **kwargs)


class UnitRoot(UnitModel):
    """A table whose rows stand for themselves: UUIDv7 key and the unit's number, checked by the database."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit_id = UnitIdField()

    class Meta(UnitModel.Meta):
        abstract = True

"""Which table stands where: each app is of the site (`public`) or of the units (every unit's schema)."""

from typing import Any

from kernel import active
from kernel.placement import is_unit_model, site_labels, unit_labels


class UnitRouter:
    """Fails closed: a unit's table without an active unit is refused before any SQL is written."""

    def db_for_read(self, model: Any, **hints: Any) -> None:
        self._refuse_without_unit(model)

    def db_for_write(self, model: Any, **hints: Any) -> None:
        self._refuse_without_unit(model)

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        in_a_unit = active.current_or_none() is not None
        return app_label in (unit_labels() if in_a_unit else site_labels())

    def _refuse_without_unit(self, model: Any) -> None:
        if is_unit_model(model) and active.current_or_none() is None:
            raise active.NoActiveUnit(f"{model._meta.label} is a unit's table and no unit is active")

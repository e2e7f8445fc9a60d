"""System checks of tenancy: what would break in every unit is refused before it exists in one.

Each rule is a function over what it judges, so that tests can show it a bad case.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import models

from kernel import budget
from kernel.placement import is_unit_model, labels_of, unit_models

PLATFORM = Path(__file__).resolve().parents[1]


@register(Tags.models)
def check_tenancy(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Run every rule over this installation."""
    tables = unit_models()
    return [
        *apps_in_both(settings.SHARED_APPS, settings.TENANT_APPS),
        *apps_in_neither(),
        *(message for model in tables for message in model_messages(model)),
        *site_models_pointing_down(),
        *over_budget([model._meta.db_table for model in tables]),
        *platform_is_a_package(PLATFORM),
    ]


def apps_in_both(shared: Sequence[str], tenant: Sequence[str]) -> list[CheckMessage]:
    """Each app stands in exactly one list: its tables would come into being twice."""
    return [
        Error(f"{label} is in SHARED_APPS and in TENANT_APPS.", id="tiepdan.E001")
        for label in sorted(labels_of(shared) & labels_of(tenant))
    ]


def apps_in_neither() -> list[CheckMessage]:
    """An app in no list would have its tables nowhere."""
    placed = labels_of(settings.SHARED_APPS) | labels_of(settings.TENANT_APPS)
    return [
        Error(f"{config.label} is in neither SHARED_APPS nor TENANT_APPS.", id="tiepdan.E002")
        for config in apps.get_app_configs()
        if config.label not in placed
    ]


def model_messages(model: Any) -> list[CheckMessage]:
    """Everything wrong with one table of the units."""
    return [*base_messages(model), *reference_messages(model), *index_messages(model)]


def base_messages(model: Any) -> list[CheckMessage]:
    """A unit's table derives from UnitModel and every one of its managers stamps the unit."""
    from kernel.models import UnitModel  # models are not loaded when checks are registered
    from kernel.querysets import UnitQuerySet

    if not issubclass(model, UnitModel):
        return [
            Error(
                f"{model._meta.label} lives in units' schemas but does not derive from UnitModel.",
                hint="An automatic table of a ManyToManyField needs a `through` model of its own.",
                obj=model,
                id="tiepdan.E010",
            )
        ]
    managers = {*model._meta.managers, model._base_manager, model._default_manager}
    return [
        Error(
            f"The manager {manager.name} of {model._meta.label} makes querysets without the unit's stamp.",
            obj=model,
            id="tiepdan.E011",
        )
        for manager in sorted(managers, key=lambda manager: manager.name)
        if not issubclass(manager._queryset_class, UnitQuerySet)
    ]


def reference_messages(model: Any) -> list[CheckMessage]:
    """A reference from a unit into `public` has no constraint and joins that drop no rows, as a PublicRef does.

    Only a table that guardian finds by the way back may write out the same as a ForeignKey with a related name.
    """
    return [
        Error(
            f"{model._meta.label}.{field.name} points into public and is not a PublicRef.",
            obj=model,
            id="tiepdan.E012",
        )
        for field in model._meta.local_fields
        if field.is_relation
        and isinstance(field.related_model, type)
        and not is_unit_model(field.related_model)
        and (field.db_constraint or not field.null or field.remote_field.on_delete is not models.DO_NOTHING)
    ]


def index_messages(model: Any) -> list[CheckMessage]:
    """No field-level unique or db_index on text: Django adds a second index for LIKE, in every unit."""
    text = (models.CharField, models.TextField)
    return [
        Error(
            f"{model._meta.label}.{field.name} is text with a field-level key, unique or db_index.",
            hint="Use Meta.constraints or Meta.indexes.",
            obj=model,
            id="tiepdan.E013",
        )
        for field in model._meta.local_fields
        if isinstance(field, text) and (field.unique or getattr(field, "db_index", False))
    ]


def site_models_pointing_down() -> list[CheckMessage]:
    """A table in `public` cannot point to a table that exists once a unit."""
    return [
        Error(f"{model._meta.label}.{field.name} points from public into units' schemas.", obj=model, id="tiepdan.E014")
        for model in apps.get_models()
        if not is_unit_model(model)
        for field in model._meta.local_fields
        if field.is_relation and isinstance(field.related_model, type) and is_unit_model(field.related_model)
    ]


def over_budget(tables: Iterable[str], limit: int | None = None) -> list[CheckMessage]:
    """No more tables than the ladder allows at this stage."""
    names, allowed = sorted(tables), limit or budget.limit()
    if len(names) <= allowed:
        return []
    return [
        Error(
            f"{len(names)} tables in a unit's schema, {allowed} are allowed at the stage “{budget.STAGE}”: "
            + ", ".join(names),
            id="tiepdan.E020",
        )
    ]


def platform_is_a_package(folder: Path) -> list[CheckMessage]:
    """`platform/` is an import root: as a package it would shadow Python's own `platform`."""
    if not (folder / "__init__.py").exists():
        return []
    return [Error("platform/__init__.py shadows Python's own module `platform`.", id="tiepdan.E030")]

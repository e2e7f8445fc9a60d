"""Where an app's tables stand: in `public` (SHARED_APPS) or in every unit's schema (TENANT_APPS)."""

from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings


@cache
def unit_labels() -> frozenset[str]:
    """Labels of the apps whose tables live in every unit's schema."""
    return labels_of(settings.TENANT_APPS)


@cache
def site_labels() -> frozenset[str]:
    """Labels of the apps whose tables live in `public`."""
    return labels_of(settings.SHARED_APPS)


def labels_of(entries: Any) -> frozenset[str]:
    """Entries of INSTALLED_APPS (module or AppConfig path) as labels."""
    named = set(entries)
    return frozenset(
        config.label
        for config in apps.get_app_configs()
        if config.name in named or f"{type(config).__module__}.{type(config).__qualname__}" in named
    )


def is_unit_model(model: Any) -> bool:
    """Does this model's table live in every unit's schema?"""
    return model._meta.app_label in unit_labels()


def unit_models() -> list[Any]:
    """Every model with a table of its own in a unit's schema, the automatic ones of ManyToMany included."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if is_unit_model(model) and not model._meta.proxy and model._meta.managed
    ]

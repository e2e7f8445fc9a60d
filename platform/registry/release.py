"""What this release's code says about the units' tables, read from disk once."""

import pkgutil
from functools import cache
from importlib import import_module

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from kernel.placement import unit_labels


@cache
def code_migrations() -> frozenset[tuple[str, str]]:
    """(app, name) of every migration of the unit apps; names only, nothing is imported but the packages."""
    found: set[tuple[str, str]] = set()
    for label in unit_labels():
        module_name, _explicit = MigrationLoader.migrations_module(label)
        if module_name is None:
            continue
        try:
            package = import_module(module_name)
        except ModuleNotFoundError:
            continue
        for module in pkgutil.iter_modules(package.__path__):
            if not module.ispkg and module.name[0] not in "_~":
                found.add((label, module.name))
    return frozenset(found)


def owner_alias() -> str:
    """The connection that may change tables: the owner's, where the two roles are set apart."""
    return "owner" if "owner" in settings.DATABASES else "default"


class NotOwner(RuntimeError):
    """This process works as the serving role, which changes no tables."""


def require_owner() -> str:
    """The owner's connection; raises `NotOwner` in a process that serves."""
    alias = owner_alias()
    if settings.DATABASES[alias]["USER"] != settings.DATABASE_OWNER:
        raise NotOwner("tables are changed by the owner's role: start the process with TIEPDAN_DATABASE_ROLE=owner")
    return alias


def app_role() -> str | None:
    """The role that serves, when it is not the owner itself."""
    owner = settings.DATABASES[owner_alias()]["USER"]
    serving = str(settings.DATABASE_APP)
    return serving if serving != owner else None

"""What the serving role may do: rows everywhere, tables nowhere, and of what is append-only only the past is out of reach."""

from django.apps import apps

from kernel.placement import unit_models
from registry.release import app_role


def in_schema(schema: str) -> list[str]:
    """Statements that give the serving role its rights in a unit's schema; none where it is the owner itself."""
    role = app_role()
    if role is None:
        return []
    tables = ", ".join(f'{schema}."{model._meta.db_table}"' for model in unit_models() if is_append_only(model))
    given = [
        f"GRANT USAGE ON SCHEMA {schema} TO {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
    ]
    return [*given, f"REVOKE UPDATE, DELETE ON {tables} FROM {role}"] if tables else given


def before_public() -> list[str]:
    """Statements before `public` is migrated: what comes into being there is readable at once, also by hooks after it."""
    role = app_role()
    if role is None:
        return []
    return [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {role}",
    ]


def after_public() -> list[str]:
    """Statements after `public` is migrated: what a release consists of is written by the owner alone."""
    role = app_role()
    if role is None:
        return []
    return [
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}",
        "REVOKE INSERT, UPDATE, DELETE ON public.django_migrations, public.registry_compiledstep, "
        f"public.registry_bakedscript FROM {role}",
        *_narrowed(role),
    ]


def _narrowed(role: str) -> list[str]:
    """Public tables of which the serving role changes some columns only and deletes nothing (``changeable`` of the model: names of columns)."""
    said = []
    for model in apps.get_models():
        columns = getattr(model, "changeable", ())
        if columns:
            table = f'public."{model._meta.db_table}"'
            names = ", ".join(f'"{name}"' for name in columns)
            said += [f"REVOKE UPDATE, DELETE ON {table} FROM {role}", f"GRANT UPDATE ({names}) ON {table} TO {role}"]
    return said


def is_append_only(model: type) -> bool:
    """Rows of this table are inserted and never changed."""
    return bool(getattr(model, "append_only", False))

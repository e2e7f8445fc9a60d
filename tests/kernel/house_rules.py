"""The house rules as functions over a file's syntax tree; the tests show each a good and a bad line."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("platform", "tenants", "api")

# Doors: they ask an action to change something and never change a row themselves.
DOORS = ("views", "api", "forms", "jobs")
CHANGES = frozenset(
    {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
)
# What a method of the same name does on something that is no row.
NO_ROWS = frozenset({"hashlib", "headers", "session", "context", "params", "GET", "POST", "data", "kwargs", "options"})

# django-tenants is a library here: its backend and introspection and nothing that keeps a unit of its own.
FORBIDDEN_NAMES = {
    "TenantSubfolderMiddleware": "the unit comes from registry.wsgi",
    "TenantMainMiddleware": "the unit comes from registry.wsgi",
    "TenantTestCase": "tests use the fixtures of tests/conftest.py",
    "FastTenantTestCase": "tests use the fixtures of tests/conftest.py",
    "TenantClient": "tests use tests.world.Browser",
    "tenant_context": "enter a unit with kernel.active.unit_scope",
    "schema_context": "enter a unit with kernel.active.unit_scope",
    "clone_schema": "a unit is opened by registry.opening",
    "CloneSchema": "a unit is opened by registry.opening",
    "TenantMixin": "the registry's Unit is no tenant model",
    "DomainMixin": "units have addresses, not domains",
    "set_schema": "the search path follows kernel.active",
    "set_schema_to_public": "the search path follows kernel.active",
}
FORBIDDEN_MODULES = ("tenant_schemas_celery", "django_tenants.middleware", "django_tenants.test")
DJANGO_TENANTS_MAY_BE_IMPORTED_BY = ("platform/config/database/base.py",)


@dataclass(frozen=True)
class Breach:
    """One line that breaks a rule."""

    file: str
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.says}"


@cache
def sources() -> list[tuple[str, ast.Module]]:
    """Every module of the product with its path from the root; read once for all rules."""
    return [
        (path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for folder in SOURCES
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "__pycache__" not in path.parts
    ]


def is_door(file: str) -> bool:
    """Is this module one of the faces: a view, a form, a job or the API?"""
    parts = file.removesuffix(".py").split("/")
    return any(part in DOORS for part in parts)


def changes_in_a_door(file: str, tree: ast.Module) -> Iterator[Breach]:
    """Calls of `.save()`, `.create()`, `.update()`, `.delete()` and their like."""
    imported = _imported_modules(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        # A dictionary is updated with another one, rows are updated with keywords.
        is_dict_update = node.func.attr == "update" and bool(node.args)
        if node.func.attr in CHANGES and not is_dict_update and not _is_no_row(node.func.value, imported):
            yield Breach(file, node.lineno, f".{node.func.attr}() belongs into an action")


def forbidden_tenancy(file: str, tree: ast.Module) -> Iterator[Breach]:
    """Features of django-tenants and its companions that keep a unit of their own."""
    for node in ast.walk(tree):
        for name in _names(node):
            if name in FORBIDDEN_NAMES:
                yield Breach(file, node.lineno, f"{name}: {FORBIDDEN_NAMES[name]}")  # type: ignore[attr-defined]
        for module in _modules(node):
            if module.startswith(FORBIDDEN_MODULES):
                yield Breach(file, node.lineno, f"{module} is not used here")  # type: ignore[attr-defined]
            elif module.split(".")[0] == "django_tenants" and file not in DJANGO_TENANTS_MAY_BE_IMPORTED_BY:
                yield Breach(file, node.lineno, f"{module}: only the backend knows it")  # type: ignore[attr-defined]


def unit_blind_on_commit(file: str, tree: ast.Module) -> Iterator[Breach]:
    """`transaction.on_commit` runs in whatever unit is active when the outermost transaction ends."""
    if file in ("platform/kernel/transactions.py", "platform/registry/epoch.py"):
        return
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and node.attr == "on_commit"
            and isinstance(node.value, ast.Name)
            and node.value.id == "transaction"
        ):
            yield Breach(file, node.lineno, "use kernel.transactions.on_commit")


def own_clocks(file: str, tree: ast.Module) -> Iterator[Breach]:
    """All code asks kernel.clock what time it is."""
    if file == "platform/kernel/clock.py":
        return
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
        ):
            called = f"{node.func.value.id}.{node.func.attr}"
            if called in ("timezone.now", "datetime.now", "date.today", "datetime.utcnow", "timezone.localdate"):
                yield Breach(file, node.lineno, f"{called}() is not the office clock")


def _imported_modules(tree: ast.Module) -> frozenset[str]:
    """Names in lower case that were imported: modules with functions of their own, not rows."""
    return frozenset(
        name
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
        if (name := alias.asname or alias.name).islower()
    )


def _is_no_row(value: ast.expr, imported: frozenset[str]) -> bool:
    if isinstance(value, (ast.Dict, ast.Set, ast.DictComp, ast.SetComp, ast.Constant)):
        return True
    if isinstance(value, ast.Name) and value.id in imported:
        return True
    last = value.attr if isinstance(value, ast.Attribute) else value.id if isinstance(value, ast.Name) else ""
    return last in NO_ROWS


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        return [node.attr]
    if isinstance(node, ast.ImportFrom):
        return [alias.name for alias in node.names]
    return []


def _modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module]
    return []

"""Rules of the house that a machine can check, each with a good and a bad line."""

import ast
from collections.abc import Callable, Iterator

import pytest

from tests.kernel import house_rules
from tests.kernel.house_rules import Breach

Rule = Callable[[str, ast.Module], Iterator[Breach]]


def broken_by(rule: Rule, line: str, file: str = "tenants/cases/views/pages.py") -> bool:
    return bool(list(rule(file, ast.parse(line))))


def everywhere(rule: Rule, *, doors_only: bool = False) -> list[str]:
    return [
        str(breach)
        for file, tree in house_rules.sources()
        if not doors_only or house_rules.is_door(file)
        for breach in rule(file, tree)
    ]


def test_doors_change_no_rows() -> None:
    assert everywhere(house_rules.changes_in_a_door, doors_only=True) == []


@pytest.mark.parametrize(
    "line", ["case.save()", "Case.objects.create(x=1)", "rows.filter(a=1).delete()", "q.update(a=1)"]
)
def test_a_change_in_a_door_is_found(line: str) -> None:
    assert broken_by(house_rules.changes_in_a_door, line)


@pytest.mark.parametrize(
    "line",
    [
        "assign_case(case, to=who, actor=actor)",
        "headers.update(a=1)",
        "found.update(pairs)",
        "from kernel.journal import drafts\ndrafts.save(actor, 'form', {})",
    ],
)
def test_what_changes_no_row_is_let_through(line: str) -> None:
    assert not broken_by(house_rules.changes_in_a_door, line)


def test_doors_are_known_by_their_place() -> None:
    for file in (
        "tenants/cases/views/pages.py",
        "tenants/cases/jobs.py",
        "api/v1/cases.py",
        "tenants/cases/forms/a.py",
    ):
        assert house_rules.is_door(file)
    for file in ("tenants/cases/actions/intake.py", "platform/registry/importing.py"):
        assert not house_rules.is_door(file)


def test_django_tenants_is_only_a_library() -> None:
    assert everywhere(house_rules.forbidden_tenancy) == []


@pytest.mark.parametrize(
    "line",
    [
        "from django_tenants.utils import schema_context",
        "from django_tenants.middleware import TenantSubfolderMiddleware",
        "import tenant_schemas_celery",
        "connection.set_schema('u1')",
        "class T(TenantTestCase): pass",
        "from django_tenants.clone import CloneSchema",
        "import django_tenants",
    ],
)
def test_forbidden_tenancy_is_found(line: str) -> None:
    assert broken_by(house_rules.forbidden_tenancy, line)


def test_the_backend_may_import_it() -> None:
    line = "from django_tenants.postgresql_backend import base"
    assert not broken_by(house_rules.forbidden_tenancy, line, "platform/config/database/base.py")
    assert not broken_by(house_rules.forbidden_tenancy, "from kernel.active import unit_scope")


def test_on_commit_captures_the_unit_everywhere() -> None:
    assert everywhere(house_rules.unit_blind_on_commit) == []
    assert broken_by(house_rules.unit_blind_on_commit, "transaction.on_commit(f)")
    assert not broken_by(house_rules.unit_blind_on_commit, "on_commit(f)")


def test_all_code_asks_the_office_clock() -> None:
    assert everywhere(house_rules.own_clocks) == []
    for line in ("timezone.now()", "date.today()", "datetime.now(UTC)"):
        assert broken_by(house_rules.own_clocks, line)
    assert not broken_by(house_rules.own_clocks, "clock.now()")

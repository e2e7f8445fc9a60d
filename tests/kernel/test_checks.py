"""Each system check has a case that breaks it, and the product itself passes all of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.checks import CheckMessage
from django.db import models
from django.test.utils import isolate_apps

from kernel import checks, placement
from kernel.models import PublicRef, UnitModel, UnitRoot

UNIT_APP = "journal"


def ids(messages: list[CheckMessage]) -> list[str]:
    return [str(message.id) for message in messages]


def test_the_product_passes() -> None:
    assert checks.check_tenancy() == []


def test_an_app_in_both_lists_is_refused() -> None:
    assert ids(checks.apps_in_both(["kernel", "registry"], ["registry.apps.RegistryConfig"])) == ["tiepdan.E001"]
    assert checks.apps_in_both(["kernel"], ["kernel.journal"]) == []


def test_an_app_in_no_list_is_refused(settings: Any) -> None:
    settings.TENANT_APPS = [app for app in settings.TENANT_APPS if app != "kernel.journal"]
    assert "tiepdan.E002" in ids(checks.apps_in_neither())


@pytest.fixture
def isolated() -> Iterator[None]:
    with isolate_apps("kernel.journal", "registry"):
        yield


@pytest.mark.usefixtures("isolated")
def test_a_unit_table_without_the_base_is_refused() -> None:
    class Bare(models.Model):
        class Meta:
            app_label = UNIT_APP

    assert ids(checks.base_messages(Bare)) == ["tiepdan.E010"]


@pytest.mark.usefixtures("isolated")
def test_an_automatic_many_to_many_table_is_refused() -> None:
    class Left(UnitRoot):
        class Meta:
            app_label = UNIT_APP

    class Right(UnitRoot):
        lefts = models.ManyToManyField(Left)

        class Meta:
            app_label = UNIT_APP

    assert ids(checks.base_messages(Right.lefts.through)) == ["tiepdan.E010"]


@pytest.mark.usefixtures("isolated")
def test_a_manager_without_the_stamp_is_refused() -> None:
    class Loose(UnitModel):
        objects = models.Manager()

        class Meta:
            app_label = UNIT_APP

    assert set(ids(checks.base_messages(Loose))) == {"tiepdan.E011"}


@pytest.mark.usefixtures("isolated")
def test_a_reference_into_public_with_a_constraint_is_refused() -> None:
    class Pointing(UnitRoot):
        good = PublicRef("registry.Unit")
        bad = models.ForeignKey("registry.Unit", models.CASCADE, related_name="+")

        class Meta:
            app_label = UNIT_APP

    from registry.models import Unit

    Pointing._meta.get_field("bad").remote_field.model = Unit
    Pointing._meta.get_field("good").remote_field.model = Unit
    messages = checks.reference_messages(Pointing)
    assert ids(messages) == ["tiepdan.E012"]
    assert "Pointing.bad" in messages[0].msg


@pytest.mark.usefixtures("isolated")
@pytest.mark.parametrize(
    "options", [{"unique": True}, {"db_index": True}, {"primary_key": True}], ids=["unique", "index", "key"]
)
def test_text_with_an_index_of_its_own_is_refused(options: dict[str, bool]) -> None:
    class Indexed(UnitModel):
        word = models.CharField(max_length=10, **options)

        class Meta:
            app_label = UNIT_APP

    assert ids(checks.index_messages(Indexed)) == ["tiepdan.E013"]


def test_a_site_table_pointing_into_units_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    unit = apps.get_model("registry", "Unit")
    monkeypatch.setattr(checks, "is_unit_model", lambda model: model is unit)
    assert "tiepdan.E014" in ids(checks.site_models_pointing_down())


def test_more_tables_than_the_ladder_allows_are_refused() -> None:
    assert checks.over_budget(f"t{n}" for n in range(16)) == []
    messages = checks.over_budget([f"t{n}" for n in range(17)], limit=16)
    assert ids(messages) == ["tiepdan.E020"]
    assert "17 tables" in messages[0].msg
    assert "t16" in messages[0].msg


def test_platform_as_a_package_is_refused(tmp_path: Path) -> None:
    assert checks.platform_is_a_package(tmp_path) == []
    (tmp_path / "__init__.py").touch()
    assert ids(checks.platform_is_a_package(tmp_path)) == ["tiepdan.E030"]


def test_every_table_of_the_units_is_counted() -> None:
    assert len(placement.unit_models()) <= 34

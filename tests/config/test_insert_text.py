"""The remembered text of an INSERT is the text that Django would have made."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.backends.postgresql.compiler import SQLInsertCompiler as Stock
from django.db.models.sql import InsertQuery

from config.database.compiler import SQLInsertCompiler
from kernel.placement import is_unit_model
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("returns", [True, False], ids=["with what the database fills in", "without"])
def test_every_table_s_row_is_inserted_as_django_would(world: World, returns: bool) -> None:
    looked_at = set()
    with world.scope("w111"):
        for model in apps.get_models():
            row, meta = model(), model._meta
            fields = [field for field in meta.local_concrete_fields if field is not meta.auto_field]
            if not fields or meta.proxy:
                continue
            for _again in range(2):
                assert made(SQLInsertCompiler, model, fields, row, returns) == made(Stock, model, fields, row, returns)
            looked_at.add(is_unit_model(model))
    assert looked_at == {True, False}


def made(compiler: Any, model: Any, fields: Any, row: Any, returns: bool) -> Any:
    query = InsertQuery(model)
    query.insert_values(fields, [row])
    found = compiler(query, connection, "default")
    found.returning_fields = model._meta.db_returning_fields if returns else None
    ((text, values),) = found.as_sql()
    return text, list(map(str, values))

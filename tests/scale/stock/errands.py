"""Errands of the peer: django-tenants' create_schema, its clone and its migrate_schemas, on a sample of schemas.

python -m tests.scale.stock.errands, with the environment of the installation and `tests.scale.stock.settings`.
"""

import io
import time
from contextlib import redirect_stdout

import django

if __name__ == "__main__":
    django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_migrate
from django_tenants.clone import CloneSchema

from tests.scale import errands, release
from tests.scale.stock.models import StockDomain, StockUnit


def prepare() -> None:
    """The peer's own two tables in `public`."""
    # The rules of our deadlines are loaded after each migration of `public`; the peer must not pay for that.
    post_migrate.disconnect(dispatch_uid="deadlines.load", sender=django.apps.apps.get_app_config("deadlines"))
    with connection.schema_editor() as editor:
        editor.create_model(StockUnit)
        editor.create_model(StockDomain)


def create(numbers: list[int]) -> list[float]:
    """Schemas by `create_schema`, which migrates; seconds of each."""
    seconds = []
    for number in numbers:
        unit = StockUnit.objects.create(schema_name=f"stock{number}")
        began = time.perf_counter()
        unit.create_schema(check_if_exists=True, verbosity=0)
        seconds.append(time.perf_counter() - began)
    return seconds


def clone(numbers: list[int]) -> list[float]:
    """Schemas by `clone_schema` from the first one, in its usual mode; seconds of each."""
    seconds = []
    for number in numbers:
        began = time.perf_counter()
        CloneSchema().clone_schema("stock0", f"clone{number}")
        seconds.append(time.perf_counter() - began)
    return seconds


def migrate() -> dict[str, float]:
    """`migrate_schemas` over the sample; the whole command but the start of Python."""
    release.use(settings)
    began = time.perf_counter()
    with redirect_stdout(io.StringIO()):
        call_command("migrate_schemas", tenant=True, verbosity=0)
    return {"seconds": time.perf_counter() - began, "schemas": StockUnit.objects.count()}


if __name__ == "__main__":
    errands.serve({"prepare": prepare, "create": create, "clone": clone, "migrate": migrate})

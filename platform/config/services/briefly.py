"""The embedded PostgreSQL for the time of one command, where nothing of the installation runs: a backup read back, or made."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config import keys, running
from config.services.folder import Plan, alone
from config.services.ports import free_port
from config.services.postgres import Postgres
from config.services.supervisor import APP, DATABASE, OWNER


@contextmanager
def database(var: Path, keys_file: Path) -> Iterator[None]:
    """Start it unless it runs already; raises what a start raises. Never makes keys."""
    if running.read(var):
        yield
        return
    held = keys.load(keys_file)
    plan = Plan(var, keys_file, free_port())
    with alone(plan):
        server = Postgres(var / "postgres", password=held.database_superuser_password).start()
        try:
            server.prepare(
                database=DATABASE,
                owner=(OWNER, held.database_owner_password),
                app=(APP, held.database_app_password),
            )
            running.write(
                var,
                {"supervisor": os.getpid(), "port": plan.port, "database_port": server.port, "broker_port": plan.port},
            )
            yield
        finally:
            running.file(var).unlink(missing_ok=True)
            server.stop()

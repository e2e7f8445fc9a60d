"""One PostgreSQL for a run of the tests, and in it one database that every worker copies.

The first worker that needs a database starts the server and builds `tiepdan_world`; the run's main process stops it.
A server whose run was killed is stopped by the next run.

`TIEPDAN_TEST_KEEP=<folder>`: the server and its world stay for the next run of the same tables and the same world, which then
starts at once. For whoever runs a few tests again and again, and for the three runs of `make test`; runs at the same time
have `TIEPDAN_TEST_NAME`s. `python -m tests.cluster` stops it.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.db import connections

from config.services.leftover import end_leftover
from config.services.postgres import Postgres

RUN_FOLDER = "TIEPDAN_TEST_RUN"
KEEP = "TIEPDAN_TEST_KEEP"
NAME = "TIEPDAN_TEST_NAME"
ROOT = Path(__file__).resolve().parents[1]
PREFIX = "tiepdan-tests-"
WORLD = "tiepdan_world"
# Ends the name of a file with what made a kept database: it is of one run only.
RETURNED = ".returned"
SUPERUSER = "postgres"
PASSWORD = "only-for-tests"

# What this process started; a server that a worker started is stopped by its pid file.
_started: list[Postgres] = []


def begin_run() -> None:
    """Called once by the main process: a folder that the workers find in the environment."""
    _stop_orphans()
    folder = _kept() or tempfile.mkdtemp(prefix=PREFIX)
    Path(folder, "owner").write_text(str(os.getpid()))
    for returned in Path(folder).glob(f"*{RETURNED}"):
        returned.unlink()
    os.environ[RUN_FOLDER] = str(folder)


def end_run() -> None:
    """Stop the server of this run, if one was started and is not to be kept."""
    if os.environ.get(KEEP):
        return
    for server in _started:
        server.stop()
    stop(Path(os.environ.pop(RUN_FOLDER)))


def use_database(worker: str, build: Callable[[], None]) -> None:
    """Point both connections at a fresh copy of the world, built by `build` if this worker is the first to ask."""
    name = "_".join(filter(None, ("tiepdan_test", os.environ.get(NAME), worker)))
    folder = Path(os.environ[RUN_FOLDER])
    with _locked(folder / "lock"):
        ready = folder / "ready.json"
        if ready.exists():
            port = int(json.loads(ready.read_text())["port"])
        else:
            port = _start(folder)
            _connect_to(port, WORLD)
            build()
            connections.close_all()
            ready.write_text(json.dumps({"port": port}))
    _connect_to(port, name)
    copy_world()


def copy_world() -> None:
    """Throw this worker's database away and copy the world anew: what a test committed is gone."""
    _copy(WORLD, settings.DATABASES["default"]["NAME"])


def copy_kept(label: str, build: Callable[[], Any]) -> Any:
    """Copy what `build` makes of the world, kept beside it under a label for this run; the first worker to ask builds it.

    Returns what `build` returned, which must be something that can be pickled.
    """
    folder, name = Path(os.environ[RUN_FOLDER]), settings.DATABASES["default"]["NAME"]
    kept, returned = f"{WORLD}_{label}", folder / f"{label}{RETURNED}"
    with _locked(folder / f"{label}.lock"):
        if not returned.exists():
            made = pickle.dumps(build())
            _copy(name, kept)
            returned.write_bytes(made)
    _copy(kept, name)
    return pickle.loads(returned.read_bytes())


def _copy(source: str, name: str) -> None:
    connections.close_all()
    _admin(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    _admin(f"CREATE DATABASE {name} TEMPLATE {source} OWNER {settings.DATABASE_OWNER} STRATEGY FILE_COPY")


def _connect_to(port: int, name: str) -> None:
    connections.close_all()
    for alias in ("default", "owner"):
        for place in (settings.DATABASES[alias], connections[alias].settings_dict):
            place |= {"HOST": "127.0.0.1", "PORT": str(port), "NAME": name}


def _start(folder: Path) -> int:
    # Not leashed: the worker that starts the server may end before the others.
    server = Postgres(folder, password=PASSWORD, durable=False, leashed=False).start()
    server.prepare(
        database=WORLD,
        owner=(settings.DATABASE_OWNER, settings.KEYS.database_owner_password),
        app=(settings.DATABASE_APP, settings.KEYS.database_app_password),
    )
    _started.append(server)
    return server.port


def _admin(statement: str) -> None:
    connection = psycopg2.connect(
        host="127.0.0.1",
        port=settings.DATABASES["default"]["PORT"],
        user=SUPERUSER,
        password=PASSWORD,
        dbname="postgres",
    )
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    with open(path, "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _kept() -> Path | None:
    """The folder to keep, emptied when its world was built from other tables or its server is gone."""
    if not (told := os.environ.get(KEEP)):
        return None
    folder = Path(told)
    made_of = folder / "made_of"
    if not made_of.exists() or made_of.read_text() != _world_digest() or not (folder / "data/postmaster.pid").exists():
        stop(folder)
        folder.mkdir(parents=True)
        made_of.write_text(_world_digest())
    return folder


def _world_digest() -> str:
    """Of every file the world is built from."""
    sources = [
        *ROOT.glob("platform/*/migrations/*.py"),
        *ROOT.glob("platform/*/data/**/*.json"),
        *ROOT.glob("tests/world.py"),
    ]
    sources += [*ROOT.glob("tenants/*/migrations/*.py"), *ROOT.glob("platform/registry/*.py")]
    digest = hashlib.sha256()
    for source in sorted(sources):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _stop_orphans() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError, ValueError):
            owner = int((folder / "owner").read_text())
            try:
                os.kill(owner, 0)
            except ProcessLookupError:
                stop(folder)


def stop(folder: Path) -> None:
    """End the server of a folder, if one runs, and remove the folder."""
    end_leftover(folder / "data")
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    stop(Path(os.environ[KEEP]))

"""`/healthz` says that the process lives, `/readyz` that it can serve; both answer without a session or a unit."""

import socket
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from kernel.placement import site_labels

# A migrated database stays migrated while this process lives: a newer release is a newer process.
_is_migrated = False


def healthz(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers; asks nothing of anybody."""
    return _answer({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """200 when database and migrations are there, else 503. A stopped broker is told but not fatal."""
    database = database_state()
    migrations = migrations_state() if database == "ok" else "unknown"
    is_ready = database == "ok" and migrations == "ok"
    return _answer(
        {
            "status": "ok" if is_ready else "unavailable",
            "database": database,
            "migrations": migrations,
            "broker": broker_state(),
        },
        status=200 if is_ready else 503,
    )


def database_state() -> str:
    """The word ok, or the class of the error (never its text, which may name hosts)."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return type(error).__name__
    return "ok"


def migrations_state() -> str:
    """The word ok, or how many migrations of the site wait."""
    global _is_migrated
    if _is_migrated:
        return "ok"
    executor = MigrationExecutor(connection)
    site = [node for node in executor.loader.graph.leaf_nodes() if node[0] in site_labels()]
    waiting = len(executor.migration_plan(site))
    _is_migrated = waiting == 0
    return "ok" if _is_migrated else f"{waiting} waiting"


def broker_state() -> str:
    """The word ok or stopped: whether somebody listens at the broker's address."""
    address = urlsplit(settings.CELERY_BROKER_URL)
    try:
        with socket.create_connection((address.hostname or "127.0.0.1", address.port or 6379), timeout=0.5):
            return "ok"
    except OSError:
        return "stopped"


def _answer(content: dict[str, str], status: int = 200) -> JsonResponse:
    response = JsonResponse(content, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response

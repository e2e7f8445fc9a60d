"""The embedded PostgreSQL: loopback and passwords only, ends with who started it, recovers by itself."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings

from config.services import privileges
from config.services.ports import is_listening
from config.services.postgres import Postgres, program
from config.services.valkey import Valkey
from tests.config.processes import is_alive, wait_for

pytestmark = pytest.mark.serial

STARTER = """
import sys, time
from pathlib import Path
from config.services.ports import is_listening
from config.services.postgres import Postgres
server = Postgres(Path(sys.argv[1]), durable=False).start()
print(server.pid, server.port, flush=True)
time.sleep(600)
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Postgres]:
    server = Postgres(tmp_path / "postgres", durable=False).start()
    yield server
    server.stop()


def start_elsewhere(folder: Path) -> "tuple[subprocess.Popen[str], int]":
    """A server started by another process, and its pid."""
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{settings.BASE_DIR}:{settings.BASE_DIR / 'platform'}"},
    )
    assert starter.stdout is not None
    with starter.stdout as printed:
        return starter, int(printed.readline().split()[0])


def ask(server: Postgres, statement: str, user: str = "postgres", password: str | None = None) -> str:
    connection = psycopg2.connect(server.dsn(user, password=password))
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return str(cursor.fetchone()[0])
    finally:
        connection.close()


def test_version_is_18_and_text_is_utf8(server: Postgres) -> None:
    assert ask(server, "SHOW server_version").startswith("18.")
    assert ask(server, "SHOW server_encoding") == "UTF8"
    assert ask(server, "SELECT lower('ĐƠN TỐ CÁO')") == "đơn tố cáo"


def test_only_the_loopback_address_and_only_with_the_password(server: Postgres) -> None:
    assert ask(server, "SHOW listen_addresses") == "127.0.0.1"
    assert ask(server, "SHOW unix_socket_directories") == ""
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        ask(server, "SELECT 1", password="wrong")


def test_prepare_makes_two_roles_once(server: Postgres) -> None:
    for _ in range(2):
        server.prepare(database="office", owner=("owner", "o"), app=("app", "a"))
    connection = psycopg2.connect(server.dsn("app", password="a", database="office"))
    with connection.cursor() as cursor:
        cursor.execute("SHOW search_path")
        assert cursor.fetchone()[0] == '""'
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute("CREATE TABLE public.t (id int)")
    connection.close()


def test_statements_with_what_citizens_wrote_are_never_logged(server: Postgres) -> None:
    with pytest.raises(psycopg2.Error):
        server.execute("SELECT %s::int", "Nguyễn Văn A")
    with pytest.raises(psycopg2.Error):
        server.execute("SELECT * FROM bang_nguyen_van_b")
    assert "Văn" not in server.log.read_text().replace('"Nguyễn Văn A"', "")
    assert "STATEMENT" not in server.log.read_text()


def test_second_start_keeps_the_data(tmp_path: Path) -> None:
    server = Postgres(tmp_path / "postgres").start()
    server.execute("CREATE TABLE kept AS SELECT 42 AS n")
    server.stop()
    again = Postgres(tmp_path / "postgres").start()
    assert ask(again, "SELECT n FROM kept") == "42"
    again.stop()


def test_starter_killed_server_ends_and_the_next_start_recovers(tmp_path: Path) -> None:
    starter, pid = start_elsewhere(tmp_path / "postgres")
    starter.kill()
    starter.wait()
    wait_for(lambda: not is_alive(pid), "the server's end", 10)
    again = Postgres(tmp_path / "postgres", durable=False).start()
    assert ask(again, "SELECT 1") == "1"
    again.stop()


def test_server_killed_with_its_starter_leaves_a_pid_file_that_stops_nobody(tmp_path: Path) -> None:
    starter, pid = start_elsewhere(tmp_path / "postgres")
    os.kill(pid, signal.SIGKILL)
    starter.kill()
    starter.wait()
    wait_for(lambda: not is_alive(pid), "the server's end", 10)
    pid_file = tmp_path / "postgres" / "data" / "postmaster.pid"
    # The number now belongs to somebody else: this very process.
    pid_file.write_text(pid_file.read_text().replace(str(pid), str(os.getpid()), 1))
    again = Postgres(tmp_path / "postgres", durable=False).start()
    assert ask(again, "SELECT 1") == "1"
    again.stop()


def test_server_left_over_is_ended_before_a_new_one_starts(tmp_path: Path) -> None:
    starter, pid = start_elsewhere(tmp_path / "postgres")
    again = Postgres(tmp_path / "postgres", durable=False).start()
    assert not is_alive(pid)
    again.stop()
    starter.kill()
    starter.wait()


def test_half_made_folder_of_a_killed_start_is_made_anew(tmp_path: Path) -> None:
    data = tmp_path / "postgres" / "data" / "base"
    data.mkdir(parents=True)
    (data / "rest").write_text("x")
    server = Postgres(tmp_path / "postgres", durable=False).start()
    assert ask(server, "SELECT 1") == "1"
    server.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down")
def test_root_steps_down_even_inside_a_closed_folder(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    server = Postgres(closed / "var" / "postgres", durable=False).start()
    assert Path(f"/proc/{server.pid}").stat().st_uid != 0
    server.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down")
def test_root_that_cannot_step_down_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privileges, "USERS", ("nobody-of-this-name",))
    with pytest.raises(privileges.CannotStepDown, match="TIEPDAN_DATABASE_HOST"):
        privileges.choose(program("postgres"), tmp_path)


def test_valkey_wants_its_password_and_ends(tmp_path: Path) -> None:
    import redis  # Celery's client

    server = Valkey(tmp_path / "valkey", password="word").start()
    try:
        assert redis.Redis.from_url(server.url).ping()
        with pytest.raises(redis.AuthenticationError):
            redis.Redis(port=server.port).ping()
        assert (tmp_path / "valkey" / "valkey.conf").stat().st_mode & 0o777 == 0o600
    finally:
        server.stop()
    assert not is_listening(server.port)

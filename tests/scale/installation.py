"""The installation that is measured: `tiepdan serve` in a folder of its own, and further web servers beside it.

PostgreSQL is the embedded one with production's settings (fsync on); everything listens on the loopback address.
"""

import http.client
import os
import shutil
import signal
import time
from pathlib import Path

import psycopg2

from config import keys, running
from config.services.ports import LOOPBACK, free_port
from config.services.processes import Child, end_all, program, tiepdan
from config.services.supervisor import APP, DATABASE

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 180
# The same as the supervisor's: what an installation on one machine runs.
WORKERS, THREADS = 2, 4


class Installation:
    """Everything the bench starts; `close()` ends it and removes its folder."""

    def __init__(self) -> None:
        base = Path(os.environ.get("TIEPDAN_VAR") or ROOT / "var").absolute()
        self.folder = base / f"bench-{os.getpid()}"
        # An unprivileged PostgreSQL must be able to pass.
        for folder in (base, self.folder):
            if not folder.exists():
                folder.mkdir(parents=True)
                folder.chmod(0o711)
        self.releases = self.folder / "releases"
        self.port = free_port()
        self._children: list[Child] = []

    def start(self) -> None:
        """PostgreSQL, Valkey, migrations, web server, worker and scheduler, as `make demo` starts them."""
        environment = self.environment() | {"PORT": str(self.port)}
        child = Child("serve", tiepdan("serve"), environment, self.folder / "serve.out", signal.SIGTERM)
        self._children.append(child.start())
        _wait_for(self.port, child)

    def start_web(
        self, name: str, settings: str, *, application: str = "config.wsgi:application",
        workers: int = WORKERS, threads: int = THREADS,
    ) -> int:  # fmt: skip
        """One more web server over the same database; returns its port. Its backends are named `tiepdan <name>`."""
        port = free_port()
        argv = [program("gunicorn"), application, "--worker-class", "gthread", "--workers", str(workers)]
        argv += ["--threads", str(threads), "--bind", f"{LOOPBACK}:{port}", "--no-control-socket", "--keep-alive", "60"]
        child = Child(name, argv, self.environment(settings), self.folder / f"{name}.out")
        self._children.append(child.start())
        _wait_for(port, child)
        return port

    def environment(self, settings: str = "config.settings", *, role: str = "app") -> dict[str, str]:
        """For a process of this installation; nothing of the shell points it elsewhere."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("TIEPDAN_", "PG", "DJANGO_", "BENCH_")) and name != "PORT"
        }
        return {
            **kept,
            "TIEPDAN_VAR": str(self.folder),
            "TIEPDAN_KEYS_FILE": str(self.folder / "keys.json"),
            "TIEPDAN_DATABASE_ROLE": role,
            "DJANGO_SETTINGS_MODULE": settings,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "platform"), str(self.releases)]),
            "PYTHONUNBUFFERED": "1",
        }

    def connect(self) -> "psycopg2.extensions.connection":
        """A connection of the serving role, for looking."""
        found = running.read(self.folder)
        assert found is not None, "the installation does not run"
        password = keys.load(self.folder / "keys.json").database_app_password
        line = psycopg2.connect(
            host=LOOPBACK, port=found["database_port"], user=APP, password=password, dbname=DATABASE
        )
        line.autocommit = True
        return line

    def backends(self, name: str) -> list[int]:
        """Process ids of the PostgreSQL backends of a web server."""
        line = self.connect()
        try:
            with line.cursor() as cursor:
                cursor.execute("SELECT pid FROM pg_stat_activity WHERE application_name = %s", [f"tiepdan {name}"])
                return [row[0] for row in cursor.fetchall()]
        finally:
            line.close()

    def end(self, *names: str) -> None:
        """End some of the web servers."""
        leaving = [child for child in self._children if child.name in names]
        self._children = [child for child in self._children if child.name not in names]
        end_all(leaving, 5)

    def last_words(self) -> str:
        """The last lines of every log that has any."""
        said = []
        for log in sorted(path for path in self.folder.glob("**/*") if path.suffix in (".out", ".log")):
            lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
            if lines:
                said += [f"--- {log.relative_to(self.folder)}", *lines]
        return "\n".join(said)

    def close(self) -> None:
        end_all(self._children, 10)
        self._children = []
        shutil.rmtree(self.folder, ignore_errors=True)


def _wait_for(port: int, child: Child) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        if child.exit_code is not None:
            break
        line = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
        try:
            line.request("GET", "/healthz")
            if line.getresponse().status == 200:
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        finally:
            line.close()
    raise RuntimeError(f"{child.name} did not start:\n{child.last_lines(25)}")

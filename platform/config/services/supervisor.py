"""One command, everything: PostgreSQL, Valkey, migrations, the demo's units, web server, worker and scheduler.

Starts in order, says what it does, prints READY when the site answers, keeps everything running, ends everything.
"""

import json
import os
import shutil
import signal
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType
from typing import NoReturn

from config import keys, running
from config.services.folder import ACCOUNTS_FILE, Plan, Refused, alone, has_data
from config.services.ports import LOOPBACK
from config.services.postgres import Postgres, PostgresFailed
from config.services.privileges import CannotStepDown
from config.services.processes import Child, end_all, program, tiepdan
from config.services.valkey import Valkey, ValkeyFailed
from config.terminal import _, complain, say

DATABASE, OWNER, APP = "tiepdan", "tiepdan_owner", "tiepdan_app"
SECONDS_TO_ANSWER = 60
RESTARTS_A_MINUTE = 3


class Ended(Exception):
    """Somebody asked the supervisor to end."""


def run(plan: Plan) -> int:
    """Start and stay until asked to end; returns the exit code."""
    for sent in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sent, _end)
    try:
        with alone(plan):
            Supervisor(plan).run()
    except Ended:
        return 0
    except (Refused, keys.KeysRefused, CannotStepDown, PostgresFailed, ValkeyFailed) as refused:
        complain(str(refused))
        return 1
    return 0


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    # A second Ctrl-C must not break the ending.
    for sent in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sent, signal.SIG_IGN)
    raise Ended


class Supervisor:
    """The start in order, the watch, and the end."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.began = time.monotonic()
        self.children: list[Child] = []
        self.keys = keys.load_or_make(plan.keys_file, has_data=has_data(plan.var))
        self.postgres = Postgres(plan.var / "postgres", password=self.keys.database_superuser_password)
        self.valkey = Valkey(plan.var / "valkey", password=self.keys.broker_password)
        self.env = self._environment()
        self._server_restarts: dict[str, list[float]] = {"PostgreSQL": [], "Valkey": []}

    def run(self) -> None:
        try:
            self._start()
            self._watch()
        finally:
            self._stop()

    def _start(self) -> None:
        self._say(_("PostgreSQL 18 …"))
        self.postgres.start()
        self.postgres.prepare(
            database=DATABASE,
            owner=(OWNER, self.keys.database_owner_password),
            app=(APP, self.keys.database_app_password),
        )
        self._say(_("Valkey …"))
        self.valkey.start()
        running.write(
            self.plan.var,
            {
                "supervisor": os.getpid(),
                "port": self.plan.port,
                "database_port": self.postgres.port,
                "broker_port": self.valkey.port,
            },
        )
        self._say(_("Cập nhật cơ sở dữ liệu …"))
        self._run_step("units", "migrate")
        if self.plan.size:
            # Before the servers: each of them would look at the tree anew for every unit opened.
            self._say(_("Mở các đơn vị trình diễn …"))
            self._run_step("demo", "open", "--size", self.plan.size)
            # 17,000 new files: too many for the second that PostgreSQL has when it is asked to end.
            self.postgres.checkpoint_behind()
        self._say(_("Máy chủ web, xử lý nền và lịch …"))
        self._start_servers()
        if self.plan.size:
            self._say_accounts()
            # Behind READY: the product serves, whatever of the past is still to be filled in.
            filling = Child("fill", tiepdan("demo", "fill"), self.env, self._log("fill"), signal.SIGKILL)
            self.children.append(filling.start())
        say(f"READY {self.plan.address}")

    def _start_servers(self) -> None:
        # The requests of a server that has ended are not added to this one's.
        shutil.rmtree(self.plan.var / "run" / "metrics", ignore_errors=True)
        web = [
            *[program("gunicorn"), "config.wsgi:application", "--worker-class", "gthread"],
            *["--workers", "2", "--threads", "4", "--bind", f"{LOOPBACK}:{self.plan.port}"],
            *["--timeout", "60", "--graceful-timeout", "1", "--no-control-socket", "--name", "tiepdan"],
        ]
        celery = [program("celery"), "--quiet", "-A", "config.celery"]
        worker = [
            *[*celery, "worker", "--pool", "threads", "--concurrency", "2", "--loglevel", "WARNING"],
            *["--without-gossip", "--without-mingle", "--without-heartbeat"],
        ]
        beat_file = self.plan.var / "run" / "beat"
        beat = [*celery, "beat", "--loglevel", "WARNING", "--schedule", str(beat_file), "--pidfile", ""]
        # Jobs are done at least once, so a worker may be killed at any moment.
        for name, argv, ends_by in (
            ("web", web, signal.SIGTERM),
            ("worker", worker, signal.SIGKILL),
            ("scheduler", beat, signal.SIGKILL),
        ):
            self.children.append(Child(name, argv, self.env, self._log(name), ends_by).start())
            if name == "web":
                # Four programs that read the whole product at once take two cores twice as long: people come first.
                self._wait_until_ready()

    def _run_step(self, *words: str) -> None:
        """One command to its end, its lines shown; the start fails with it."""
        log = self._log("start")
        step = Child("start", tiepdan(*words), self.env, log, signal.SIGKILL)
        shown = log.stat().st_size if log.exists() else 0
        self.children.append(step.start())
        while step.exit_code is None:
            shown = self._show(log, shown)
            self._refuse_if_servers_ended()
            time.sleep(0.05)
        self._show(log, shown)
        self.children.remove(step)
        if step.exit_code != 0:
            raise Refused(_("Lệnh `tiepdan %s` không thành công.") % " ".join(words))

    def _show(self, log: Path, shown: int) -> int:
        with open(log, "rb") as lines:
            lines.seek(shown)
            for line in lines:
                if not line.endswith(b"\n"):
                    break
                shown += len(line)
                say("         " + line.decode("utf-8", "replace").rstrip())
        return shown

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + SECONDS_TO_ANSWER
        complaint = ""
        while time.monotonic() < until:
            self._refuse_if_servers_ended()
            try:
                with urllib.request.urlopen(f"{self.plan.address}readyz", timeout=5):
                    return
            except urllib.error.HTTPError as error:
                complaint = error.read(2000).decode("utf-8", "replace")
            except OSError as error:
                complaint = str(error)
            time.sleep(0.05)
        raise Refused(_("Máy chủ web chưa sẵn sàng sau %d giây: %s") % (SECONDS_TO_ANSWER, complaint))

    def _refuse_if_servers_ended(self) -> None:
        if self.postgres.has_ended():
            raise Refused(_("PostgreSQL đã tự dừng; xem %s") % self.postgres.log)
        for child in self.children:
            if child.exit_code not in (None, 0):
                if child.name == "start":
                    return
                raise Refused(_("%s đã tự dừng:\n%s") % (child.name, child.last_lines()))

    def _watch(self) -> None:
        """Start again what ends by itself; give up when it happens too often."""
        fill_log = self._log("fill")
        shown = 0
        while True:
            if fill_log.exists():
                shown = self._show(fill_log, shown)
            for child in list(self.children):
                if child.exit_code is None:
                    continue
                if child.name == "fill":
                    self.children.remove(child)
                    if child.exit_code != 0:
                        self._say(_("Việc nạp dữ liệu trình diễn dừng giữa chừng; lần khởi động sau sẽ làm tiếp."))
                    continue
                self._note_restart(child.name, child.restarts)
                child.signal_all(signal.SIGKILL)
                child.start()
            if self.postgres.has_ended():
                self._note_restart("PostgreSQL", self._server_restarts["PostgreSQL"])
                self.postgres.start(port=self.postgres.port)
            if self.valkey.has_ended():
                self._note_restart("Valkey", self._server_restarts["Valkey"])
                self.valkey.start(port=self.valkey.port)
            time.sleep(0.2)

    def _note_restart(self, name: str, moments: list[float]) -> None:
        now = time.monotonic()
        moments[:] = [moment for moment in moments if now - moment < 60]
        if len(moments) >= RESTARTS_A_MINUTE:
            raise Refused(_("%s dừng liên tục; xem nhật ký trong %s.") % (name, self.plan.var / "log"))
        moments.append(now)
        self._say(_("%s đã dừng, khởi động lại …") % name)

    def _say_accounts(self) -> None:
        accounts = json.loads((self.plan.var / ACCOUNTS_FILE).read_text(encoding="utf-8"))
        say("")
        say(_("Tài khoản trình diễn (đầy đủ: .venv/bin/tiepdan demo accounts):"))
        shown = {account["unit"] for account in accounts} & {"30301", "883", "89"}
        for account in accounts:
            if account["unit"] in shown:
                say(f"  {account['unit']:<6} {account['role']:<18} {account['username']:<24} {account['password']}")
        say("")

    def _stop(self) -> None:
        """Everything within three seconds: programs first, then the servers they use."""
        for sent in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sent, signal.SIG_IGN)
        end_all(self.children, 1.0)
        self.valkey.stop(0.3)
        self.postgres.stop(1.2)
        running.file(self.plan.var).unlink(missing_ok=True)

    def _environment(self) -> dict[str, str]:
        # What points elsewhere, or at keys that are not this installation's, must not leak in from the shell.
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("TIEPDAN_DATABASE_", "TIEPDAN_BROKER_", "TIEPDAN_THROWAWAY", "PG", "DJANGO_"))
        }
        frame = str(Path(__file__).resolve().parents[2])
        root = str(Path(frame).parent)
        return {
            **kept,
            "TIEPDAN_VAR": str(self.plan.var),
            "TIEPDAN_KEYS_FILE": str(self.plan.keys_file),
            "TIEPDAN_SITE_URL": os.environ.get("TIEPDAN_SITE_URL") or self.plan.address.rstrip("/"),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONPATH": os.pathsep.join([root, frame]),
            "PYTHONUNBUFFERED": "1",
            "PYTHONIOENCODING": "utf-8",
        }

    def _log(self, name: str) -> Path:
        return self.plan.var / "log" / f"{name}.out"

    def _say(self, message: str) -> None:
        say(f"{time.monotonic() - self.began:6.1f} s {message}")

"""The whole product as `tiepdan serve` starts it, with servers of its own, and programs that work in it."""

import contextlib
import json
import os
import signal
import threading
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connections

from config import running
from config.keys import load
from config.services.supervisor import APP, DATABASE, OWNER
from identity import tokens
from identity.models import Token
from identity.permissions import TOKEN_SCOPES
from kernel import clock
from registry import snapshot
from tests import world
from tests.config.installation import Installation
from tests.config.processes import children, is_alive, wait_for

#: A program gives up on a request after this long and repeats it with the same key.
SECONDS_A_TRY = 20.0
#: What a program reads while the product cannot work: never that it did something wrong.
AWAY = frozenset({"no connection", 500, 502, 503, 504})


@dataclass
class Office:
    """The running product, seen from outside by its programs and from inside by this process's models."""

    installation: Installation
    secrets: dict[str, str] = field(default_factory=dict)

    def ask(self, key: str, method: str, path: str, body: Any = None, once: str = "") -> tuple[int | str, Any]:
        """One call of the API of a unit: the status and what was said; "no connection" where nobody answered."""
        headers = {"Authorization": f"Bearer {self.secrets[key]}", "Content-Type": "application/json"}
        if once:
            headers["Idempotency-Key"] = once
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.installation.port}/u/{key}/api/v1/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers=headers,
            method=method,
        )
        try:
            with urllib.request.urlopen(asked, timeout=SECONDS_A_TRY) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read()
        except OSError:
            return "no connection", None

    @property
    def postgres(self) -> int:
        return self._pid("postgres")

    @property
    def valkey(self) -> int:
        return self._pid("valkey-server")

    def restart_postgres(self, sent: signal.Signals) -> None:
        """End the server as this signal ends it; the supervisor starts it again."""
        before = self.postgres
        os.kill(before, sent)
        wait_for(lambda: not is_alive(before), "the server's end")
        wait_for(self.is_ready, "a ready site")
        connections.close_all()

    def is_ready(self) -> bool:
        try:
            return self.installation.ask("/readyz") == 200
        except OSError:
            return False

    def _pid(self, name: str) -> int:
        process = self.installation.process
        assert process is not None
        [pid] = [pid for pid in children(process.pid) if _program_of(pid) == name]
        return pid


@dataclass
class Program(threading.Thread):
    """Takes petitions in at w111, sends each to w121 and accepts it there, whatever happens to the servers."""

    office: Office
    name_of_run: str
    rounds: int
    done: list[UUID] = field(default_factory=list)
    answers: Counter[int | str] = field(default_factory=Counter)
    failure: BaseException | None = None

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        try:
            for number in range(self.rounds):
                self.done.append(self._one(f"{self.name_of_run}-{number}"))
        except BaseException as failure:
            self.failure = failure

    def _one(self, name: str) -> UUID:
        taken = self.insist("w111", "cases/", petition(name), f"{name}-in")
        path = f"cases/{taken['case_id']}"
        self.insist("w111", f"{path}/transfer/", {"to": "w121", "reason": "Theo thẩm quyền."}, f"{name}-out")
        # Until the worker has delivered, w121 does not know the case.
        self.insist("w121", f"{path}/acceptance/", {}, f"{name}-accept", meanwhile=AWAY | {404})
        return UUID(taken["case_id"])

    def insist(self, key: str, path: str, body: Any, once: str, meanwhile: frozenset[int | str] = AWAY) -> Any:
        """The same request with the same key until it is answered."""
        said: list[Any] = []

        def is_answered() -> bool:
            status, told = self.office.ask(key, "POST", path, body, once)
            self.answers[status] += 1
            said[:] = [told]
            assert status in {200, 201} | meanwhile, (once, status, told)
            return status in (200, 201)

        wait_for(is_answered, once, 60)
        return said[0]


def petition(name: str) -> dict[str, Any]:
    return {
        "kind": "REFLECTION",
        "field": "other",
        "content": f"Loa hát gây ồn sau 22 giờ. ({name})",
        "channel": "IN_PERSON",
        "received_on": clock.today().isoformat(),
        "people": [{"full_name": f"Nguyễn Thị An {name}", "address": "Ấp Đông"}],
    }


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Office]:
    """Start the product, open the small world in it, give a token to the chief of each unit."""
    installation = Installation(folder / "var")
    try:
        installation.start_until_ready("serve")
        with _connected_to(installation):
            world.build()
            office = Office(installation)
            for key in world.KEYS:
                office.secrets[key] = _token(key)
            yield office
    finally:
        installation.end()


@contextlib.contextmanager
def _connected_to(installation: Installation) -> Iterator[None]:
    """This process's models look at the installation's database; afterwards at that of the tests again."""
    served = running.read(installation.var)
    assert served is not None
    keys = load(installation.var / "keys.json")
    before = {alias: dict(settings.DATABASES[alias]) for alias in ("default", "owner")}
    place = {"HOST": "127.0.0.1", "PORT": str(served["database_port"]), "NAME": DATABASE}
    there = {
        "default": {**place, "USER": APP, "PASSWORD": keys.database_app_password},
        "owner": {**place, "USER": OWNER, "PASSWORD": keys.database_owner_password},
    }
    _connect(there)
    try:
        yield
    finally:
        _connect(before)


def _connect(places: dict[str, dict[str, Any]]) -> None:
    connections.close_all()
    for alias, place in places.items():
        for kept in (settings.DATABASES[alias], connections[alias].settings_dict):
            kept |= place
    snapshot.forget()


def _token(key: str) -> str:
    small, secret = world.World(), tokens.new_secret()
    Token.objects.create(
        account=small.account(key, "chief"),
        unit_id=small.unit(key).id,
        name="fault test",
        prefix=secret[:9],
        digest=tokens.digest(secret),
        scopes=sorted(TOKEN_SCOPES),
        expires_at=clock.now() + timedelta(days=1),
    )
    return secret


def _program_of(pid: int) -> str:
    try:
        return Path(os.readlink(f"/proc/{pid}/exe")).name
    except FileNotFoundError:
        return ""  # ended and not yet waited for

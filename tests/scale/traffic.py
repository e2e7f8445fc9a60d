"""HTTP to the loopback address: one kept-open line a user, and users who do whole cases one after the other."""

import http.client
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from config.services.ports import LOOPBACK

SECONDS_TO_ANSWER = 30


class Line:
    """A kept-open connection of one user; opened again when the server closed it between two requests."""

    def __init__(self, port: int) -> None:
        self._http = http.client.HTTPConnection(LOOPBACK, port, timeout=SECONDS_TO_ANSWER)

    def get(self, path: str, headers: dict[str, str]) -> tuple[int, bytes]:
        """Status and body."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, body: Any, headers: dict[str, str]) -> tuple[int, bytes]:
        """Status and body of the answer to a JSON body."""
        return self._ask("POST", path, json.dumps(body), {**headers, "Content-Type": "application/json"})

    def close(self) -> None:
        self._http.close()

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, bytes]:
        try:
            return self._once(method, path, body, headers)
        except (http.client.RemoteDisconnected, ConnectionError):
            self._http.close()
            return self._once(method, path, body, headers)

    def _once(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, bytes]:
        self._http.request(method, path, body=body, headers=headers)
        answer = self._http.getresponse()
        return answer.status, answer.read()


@dataclass
class Load:
    """What some users did together: how many whole cases in how many seconds, and what went wrong."""

    done: int = 0
    seconds: float = 0.0
    errors: list[str] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return self.done / self.seconds


def run(cases: list[Callable[[], str]], seconds: float) -> Load:
    """Each user does one case after the other until the time is up; a case returns its error, or nothing."""
    load = Load()
    lock = threading.Lock()
    began = time.perf_counter()
    until = began + seconds

    def work(do_case: Callable[[], str]) -> None:
        while time.perf_counter() < until:
            try:
                error = do_case()
            except (OSError, http.client.HTTPException) as failure:
                error = type(failure).__name__
            with lock:
                if error:
                    load.errors.append(error)
                else:
                    load.done += 1

    users = [threading.Thread(target=work, args=(case,)) for case in cases]
    for user in users:
        user.start()
    for user in users:
        user.join()
    load.seconds = time.perf_counter() - began
    return load

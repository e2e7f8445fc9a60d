"""Whole cases a second: take in, assign, answer, close, each an authenticated call, by eight users at once."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from random import Random
from typing import Any

from tests.scale.figures import Figure, middle
from tests.scale.installation import Installation
from tests.scale.opening import ROUNDS
from tests.scale.traffic import Line, Load, run

A_SECOND_AT_LEAST, A_SECOND_WISHED = 20, 40
OFFICE_ZONE = timezone(timedelta(hours=7))
MATTER = "Không đồng ý với diện tích đo lại khi thu hồi đất mở rộng đường liên thôn."
# Both get the same head start: connections, imports at the first request, rules read into memory.
SHARE_TO_WARM = 0.05


def measure(
    installation: Installation,
    people: list[dict[str, str]],
    users: int,
    n: int,
    seconds: float,
    say: Callable[[str], None],
) -> list[Figure]:
    """A third of the time in each round, then half as long the bare views; client, servers and database share the cores."""
    floor = installation.start_web("bare", "tests.scale.bare.settings", application="tests.scale.bare.wsgi:application")
    for port in (installation.port, floor):
        load(port, people, users, seconds * SHARE_TO_WARM)
    ours: list[Load] = []
    bare: list[Load] = []
    for _round in range(ROUNDS):
        ours.append(load(installation.port, people, users, seconds / ROUNDS))
        bare.append(load(floor, people, users, seconds / ROUNDS / 2))
        say(
            f"case lifecycle: {ours[-1].per_second:.1f}/s, bare views {bare[-1].per_second:.1f}/s, errors {len(ours[-1].errors)}"
        )
        for error in ours[-1].errors[:3]:
            say(f"  {error}")
        # A peer that fails is no peer: its tables follow the product's.
        assert not bare[-1].errors, bare[-1].errors[0]
    installation.end("bare")
    mine, theirs = (middle([one.per_second for one in loads]) for loads in (ours, bare))
    errors = sum(len(one.errors) for one in ours)
    return [
        Figure(
            name="case_lifecycle",
            n=n,
            ours=mine,
            unit="cases/s",
            peer=theirs,
            peer_sample=sum(one.done for one in bare),
            ratio=mine / theirs,
            target=f"≥ {A_SECOND_AT_LEAST} (wished {A_SECOND_WISHED})",
            met=mine >= A_SECOND_AT_LEAST,
        ),
        Figure(
            name="case_lifecycle_errors",
            n=n,
            ours=errors,
            unit=f"of {sum(one.done for one in ours) + errors} cases",
            target="0",
            met=errors == 0,
        ),
    ]


class CaseWorker:
    """One user: the counter's and the handler's tokens of one unit, over one line."""

    def __init__(self, port: int, person: dict[str, str], seed: int) -> None:
        self._line = Line(port)
        self._person = person
        self._base = f"/u/{person['key']}/api/v1/cases/"
        self._random = Random(seed)
        self._names = count()

    def do_case(self) -> str:
        """The four calls; the first error in words, or nothing."""
        today = datetime.now(UTC).astimezone(OFFICE_ZONE).date().isoformat()
        status, body = self._call("officer", "", self._petition(today))
        if status != 201:
            return f"intake {status} {body[:200]!r}"
        case = f"{json.loads(body)['case_id']}/"
        answer = {"kind": "ACCEPTED", "text": "Đã giải quyết xong.", "answered_on": today, "how_sent": "POST"}
        for name, path, given in (
            ("officer", "assignment/", {"to": self._person["handler_id"]}),
            ("handler", "answers/", answer),
            ("handler", "closing/", {"outcome": "Công dân đồng ý."}),
        ):
            status, body = self._call(name, case + path, given)
            if status != 200:
                return f"{path} {status} {body[:200]!r}"
        return ""

    def close(self) -> None:
        self._line.close()

    def _petition(self, today: str) -> dict[str, Any]:
        name = f"Nguyễn Văn {next(self._names)}"
        who = {"full_name": name, "address": f"Tổ {self._random.randint(1, 40)}", "phone": "0900000000"}
        return {
            "kind": "COMPLAINT",
            "field": "land",
            "content": MATTER,
            "channel": "IN_PERSON",
            "received_on": today,
            "people": [who],
        }

    def _call(self, name: str, path: str, given: Any) -> tuple[int, bytes]:
        headers = {
            "Authorization": f"Bearer {self._person[name]}",
            "Idempotency-Key": f"{self._random.getrandbits(96):024x}",
        }
        return self._line.post(self._base + path, given, headers)


def load(port: int, people: list[dict[str, str]], users: int, seconds: float) -> Load:
    """So many users work for so long, spread over the units there are."""
    seed = Random().getrandbits(32)
    workers = [CaseWorker(port, people[number % len(people)], seed + number) for number in range(users)]
    try:
        return run([worker.do_case for worker in workers], seconds)
    finally:
        for worker in workers:
            worker.close()

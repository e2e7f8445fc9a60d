"""The list of cases and the memory of a backend, after 10 units were visited and after all."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from tests.scale.figures import Figure, middle, percentile, times_faster
from tests.scale.installation import Installation
from tests.scale.opening import ROUNDS
from tests.scale.traffic import Line

FEW = 10
SPANS = ("10", "n")
# The servers take turns in pieces of so many requests, so that a disturbance meets all of them.
PIECE = 20
GROWTH_AT_MOST = 1.2
MEGABYTES_AT_MOST = 150
SETTINGS = {"ours": "config.settings", "stock": "tests.scale.stock.web"}


@dataclass
class Visits:
    """One web server of one worker and one thread, so that one backend visits every unit; what its visits cost."""

    name: str
    cookies: dict[str, str]
    line: Line
    rounds: list[list[float]] = field(default_factory=list)
    megabytes: float = 0.0

    def __post_init__(self) -> None:
        self._next = cycle(self.cookies)

    def visit(self, count: int) -> list[float]:
        """The case lists of the next units; seconds of each."""
        return [self._list(key) for key in islice(self._next, count)]

    def share(self, share: float) -> float:
        """A percentile of the list in milliseconds, the median of the rounds."""
        return middle([percentile(seconds, share) * 1000 for seconds in self.rounds])

    def _list(self, key: str) -> float:
        began = time.perf_counter()
        status, body = self.line.get(f"/u/{key}/desk/cases/", {"Cookie": self.cookies[key]})
        seconds = time.perf_counter() - began
        # A page of a sign-in or an error would be quick, too.
        assert status == 200, f"{self.name} answered {status} for {key}"
        assert b"/desk/cases/" in body, f"{self.name} showed no list for {key}"
        return seconds


def measure(
    installation: Installation, cookies: dict[str, str], requests: int, say: Callable[[str], None]
) -> list[Figure]:
    """Four servers: ours and the peer's wrapper, with few and with all units; requests in turns."""
    visited = dict(zip(SPANS, (dict(islice(cookies.items(), FEW)), cookies), strict=True))
    servers = {
        (who, span): _start(installation, f"{who}-{span}", SETTINGS[who], chosen)
        for who in SETTINGS
        for span, chosen in visited.items()
    }
    for server in servers.values():
        # The first visit of a unit fills the cache of the backend, the first of a page that of the process.
        server.visit(len(server.cookies) + PIECE)
    for _round in range(ROUNDS):
        for server in servers.values():
            server.rounds.append([])
        for begin in range(0, requests, PIECE):
            for server in servers.values():
                server.rounds[-1] += server.visit(min(PIECE, requests - begin))
        say(
            "case list p95: "
            + ", ".join(
                f"{server.name} {percentile(server.rounds[-1], 0.95) * 1000:.0f} ms" for server in servers.values()
            )
        )
    for server in servers.values():
        server.megabytes = max(private_megabytes(pid) for pid in installation.backends(server.name))
        server.line.close()
    installation.end(*(server.name for server in servers.values()))
    return [*_times(servers), *_memory(servers)]


def private_megabytes(pid: int) -> float:
    """Memory that only this process has; shared buffers do not count."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    return sum(int(kilobytes) for kilobytes in re.findall(r"^Private_\w+:\s+(\d+) kB", text, re.MULTILINE)) / 1024


def _start(installation: Installation, name: str, settings: str, cookies: dict[str, str]) -> Visits:
    return Visits(name, cookies, Line(installation.start_web(name, settings, workers=1, threads=1)))


def _times(servers: dict[tuple[str, str], Visits]) -> list[Figure]:
    found = []
    for span in SPANS:
        ours, stock = servers["ours", span], servers["stock", span]
        for label, share in (("p50", 0.5), ("p95", 0.95)):
            mine, theirs = ours.share(share), stock.share(share)
            found.append(
                Figure(
                    name=f"case_list_{label}_at_{span}",
                    n=len(ours.cookies),
                    ours=mine,
                    unit="ms",
                    peer=theirs,
                    peer_sample=len(stock.cookies),
                    ratio=times_faster(mine, theirs),
                )
            )
    growth, stock_growth = (servers[who, "n"].share(0.95) / servers[who, "10"].share(0.95) for who in SETTINGS)
    found.append(
        Figure(
            name="case_list_p95_growth",
            n=len(servers["ours", "n"].cookies),
            ours=growth,
            unit="p95 at n / at 10",
            peer=stock_growth,
            peer_sample=len(servers["stock", "n"].cookies),
            ratio=stock_growth / growth,
            target=f"≤ {GROWTH_AT_MOST}",
            met=growth <= GROWTH_AT_MOST,
        )
    )
    return found


def _memory(servers: dict[tuple[str, str], Visits]) -> list[Figure]:
    found = []
    for span in SPANS:
        ours, stock = servers["ours", span], servers["stock", span]
        found.append(
            Figure(
                name=f"backend_memory_at_{span}",
                n=len(ours.cookies),
                ours=ours.megabytes,
                unit="MB",
                peer=stock.megabytes,
                peer_sample=len(stock.cookies),
                ratio=stock.megabytes / ours.megabytes,
                target=f"≤ {MEGABYTES_AT_MOST} MB",
                met=ours.megabytes <= MEGABYTES_AT_MOST,
            )
        )
    return found

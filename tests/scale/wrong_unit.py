"""How long the answer to a wrong address of a unit takes, whether the unit exists or not: `python -m tests.scale.wrong_unit`.

The product as `tiepdan serve` starts it; requests of every kind take turns, so that other work on the machine strikes all alike.
"""

import argparse
import http.client
import statistics
import tempfile
import time
from pathlib import Path

KINDS = {
    "planned": "/u/w123/desk/",
    "planned, elsewhere": "/u/v1/desk/",
    "unknown": "/u/nowhere/desk/",
    "unknown code": "/u/w999/desk/",
    "malformed": "/u/w111;x/desk/",
}


def measure(port: int, requests: int) -> dict[str, list[float]]:
    """Milliseconds of each request by kind, over one connection kept open."""
    spent: dict[str, list[float]] = {kind: [] for kind in KINDS}
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for turn in range(requests + 20):
        for kind, path in KINDS.items():
            began = time.perf_counter()
            link.request("GET", path)
            answer = link.getresponse()
            answer.read()
            if turn >= 20:  # the first ones warm up
                spent[kind].append((time.perf_counter() - began) * 1000)
            assert answer.status == 404, (kind, answer.status)
    link.close()
    return spent


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--requests", type=int, default=500, help="of each kind")
    requests = asked.parse_args().requests
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from tests.faults.office import opened

    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as office:
        spent = measure(office.installation.port, requests)
    print(f"{'ms':20} {'p25':>8} {'median':>8} {'p75':>8}   of {requests}")
    for kind, times in spent.items():
        low, middle, high = statistics.quantiles(times, n=4)
        print(f"{kind:20} {low:8.2f} {middle:8.2f} {high:8.2f}")


if __name__ == "__main__":
    main()

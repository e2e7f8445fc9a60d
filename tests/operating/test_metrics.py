"""`/metrics`: whom it answers, that its numbers are the state, and that several processes add up."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings as product
from prometheus_client.parser import text_string_to_metric_families

from identity.models import Account
from kernel import clock
from tests.factories.moves import Mover
from tests.isolation.markers import traces
from tests.world import Browser, World

TWO_PROCESSES = """
import sys
from config.operating import traffic
for status in map(int, sys.argv[1:]):
    traffic.note(status, 0.2)
from prometheus_client.exposition import generate_latest
print(generate_latest(traffic.registry()).decode())
"""


def numbers(text: str) -> dict[tuple[str, ...], float]:
    """Every sample of the text by name and values of its labels."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_metrics_say_the_state_in_numbers_and_name_nobody(world: World, operator: Account) -> None:
    mover = Mover(world)
    with clock.at(clock.now() - timedelta(hours=2)):
        case_id = mover.take_in("w111")
        mover.escalate(case_id, "w111", deliver=False)
    before = numbers(Browser().get("/metrics").content.decode())
    answer = Browser().get("/metrics")
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    text = answer.content.decode()
    found = numbers(text)
    assert found["tiepdan_database_up",] == 1
    assert found["tiepdan_envelopes_waiting",] == 1
    assert 7190 < found["tiepdan_envelope_oldest_seconds",] < 7300
    assert found["tiepdan_envelopes_by_age", "≤ 1 d"] == 1
    assert found["tiepdan_envelopes", "sent"] == 1
    assert found["tiepdan_units", "active"] == 7
    assert found["tiepdan_outbox_rows",] > 0
    assert 0 <= found["tiepdan_disk_free_percent", "files"] <= 100
    assert found["tiepdan_alarm", "chain"] == 0
    assert found["tiepdan_requests_total", "2xx"] == before.get(("tiepdan_requests_total", "2xx"), 0) + 1
    assert found["tiepdan_request_seconds_count",] == before["tiepdan_request_seconds_count",] + 1
    assert not list(traces(["Nguyễn Thị An", "Ấp Đông", str(case_id), "w111", "Hòa Bình"], text, "metrics"))


def test_metrics_answer_loopback_and_who_is_named_and_nobody_through_a_proxy(db: None, settings: Any) -> None:
    def status(address: str, **headers: str) -> int:
        return int(Browser(REMOTE_ADDR=address).get("/metrics", headers=headers).status_code)

    assert [status(one) for one in ("127.0.0.1", "::1", "10.0.0.7", "")] == [200, 200, 404, 404]
    assert status("127.0.0.1", **{"X-Forwarded-For": "203.0.113.9"}) == 404
    settings.SCRAPE_ADDRESSES = ["10.0.0.0/24", "2001:db8::5"]
    assert [status(one) for one in ("10.0.0.7", "2001:db8::5", "10.0.1.7")] == [200, 200, 404]
    assert status("10.0.0.7", **{"X-Forwarded-For": "10.0.0.7"}) == 404
    # Plain http from inside is answered where the site is reached by https only.
    settings.SECURE_SSL_REDIRECT = True
    assert status("127.0.0.1") == 200


def test_requests_of_several_processes_of_one_server_add_up(tmp_path: Path) -> None:
    env = {
        **os.environ,
        "TIEPDAN_PROCESS": "web",
        "TIEPDAN_METRICS_FOLDER": str(tmp_path / "metrics"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": f"{product.BASE_DIR}:{product.BASE_DIR / 'platform'}",
    }

    def process(*statuses: str) -> dict[tuple[str, ...], float]:
        done = subprocess.run(
            [sys.executable, "-c", TWO_PROCESSES, *statuses], env=env, capture_output=True, text=True, check=True
        )
        return numbers(done.stdout)

    assert process("200", "204", "404")["tiepdan_requests_total", "2xx"] == 2
    found = process("200", "503")
    assert {key: found["tiepdan_requests_total", key] for key in ("2xx", "4xx", "5xx")} == {
        "2xx": 3,
        "4xx": 1,
        "5xx": 1,
    }
    assert found["tiepdan_request_seconds_count",] == 5
    assert found["tiepdan_request_seconds_bucket", "0.1"] == 0
    assert found["tiepdan_request_seconds_bucket", "0.25"] == 5

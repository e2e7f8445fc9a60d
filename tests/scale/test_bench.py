"""The bench itself, with three units and seconds instead of minutes: every row is measured. No time is asserted."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.serial, pytest.mark.long]

ROOT = Path(__file__).resolve().parents[2]
SECONDS_AT_MOST = 600
ROWS = {
    "open_unit",
    "open_unit_vs_clone",
    "migrate_noop_all",
    "migrate_noop",
    "migrate_column_all",
    "migrate_column",
    "case_list_p50_at_10",
    "case_list_p95_at_10",
    "case_list_p50_at_n",
    "case_list_p95_at_n",
    "case_list_p95_growth",
    "backend_memory_at_10",
    "backend_memory_at_n",
    "case_lifecycle",
    "case_lifecycle_errors",
    "rollup_lag_p95",
    "rollup_lag_p95_under_load",
    "duty_board_p95",
    "duty_board_country_p95",
    "fold_1000",
    "close_reports",
    "year_of_sessions_p95",
    "year_of_weekly_sessions_p95",
    "session_page_p95",
    "queue_page_p95",
    "dossier_page_p95",
    "register_page_p95",
    "minutes_pdf_p95",
    "register_year_xlsx",
}
PROMISED = {
    "open_unit",
    "migrate_noop_all",
    "migrate_column",
    "case_list_p95_growth",
    "backend_memory_at_n",
    "case_lifecycle",
    "case_lifecycle_errors",
    "rollup_lag_p95",
    "duty_board_p95",
    "duty_board_country_p95",
    "fold_1000",
    "close_reports",
    "year_of_sessions_p95",
    "session_page_p95",
    "queue_page_p95",
    "dossier_page_p95",
    "register_page_p95",
    "minutes_pdf_p95",
    "register_year_xlsx",
}


def test_bench_writes_every_row(tmp_path: Path) -> None:
    written = tmp_path / "bench.json"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TIEPDAN_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "tests.scale.bench"],
        cwd=ROOT,
        env={
            **kept,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "platform")]),
            "TIEPDAN_VAR": str(tmp_path / "var"),
            "N": "3",
            "SECONDS": "6",
            "BENCH_JSON": str(written),
        },
        capture_output=True,
        text=True,
        timeout=SECONDS_AT_MOST,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = {row["name"]: row for row in json.loads(written.read_text(encoding="utf-8"))}
    assert set(rows) == ROWS
    for row in rows.values():
        assert set(row) == {"name", "n", "ours", "peer", "peer_sample", "unit", "ratio", "target", "met"}
        assert row["n"] >= 3
        assert row["ours"] > 0 or row["name"] == "case_lifecycle_errors"
        assert row["peer"] is None or row["peer"] > 0
    assert {name for name in PROMISED if rows[name]["met"] is None} == set()
    assert rows["case_lifecycle_errors"]["ours"] == 0
    # The folder of the installation is gone, and with it everything that was started.
    assert list((tmp_path / "var").iterdir()) == []

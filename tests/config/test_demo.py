"""The small demonstration holds what a demonstration must show; made by the one command, read from its own database."""

import json
from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest

from config import running
from config.keys import load
from config.services.supervisor import APP, DATABASE
from tests.config.installation import Installation
from tests.config.processes import wait_for

pytestmark = pytest.mark.serial

# A ceiling for a machine with other work; alone it takes a minute.
SECONDS_TO_FILL = 600


class Shown:
    """The demonstration's database, seen by the serving role."""

    def __init__(self, installation: Installation) -> None:
        served = running.read(installation.var)
        assert served is not None
        keys = load(installation.var / "keys.json")
        self.connection = psycopg2.connect(
            host="127.0.0.1",
            port=served["database_port"],
            dbname=DATABASE,
            user=APP,
            password=keys.database_app_password,
        )
        self.connection.autocommit = True
        self.printed = installation.text
        self.accounts: list[dict[str, str]] = json.loads(
            (installation.var / "demo-accounts.json").read_text(encoding="utf-8")
        )

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())

    def values(self, sql: str) -> set[Any]:
        return {row[0] for row in self.rows(sql)}

    def every_unit(self, sql: str) -> list[tuple[Any, ...]]:
        """``sql`` in each opened unit's own tables; the unit's schema stands for ``{s}``."""
        found = []
        for (unit,) in self.rows("SELECT id FROM public.registry_unit WHERE status = 'active' AND schema_version > 0"):
            found += self.rows(sql.format(s=f"u{unit}"))
        return found


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    installation = Installation(tmp_path_factory.mktemp("demo") / "var")
    try:
        process = installation.start_until_ready("demo", "--size", "small")
        wait_for(
            lambda: "tạm đóng băng" in installation.text or process.poll() is not None,
            "the demonstration's past",
            SECONDS_TO_FILL,
        )
        assert process.poll() is None, installation.text
        yield Shown(installation)
    finally:
        installation.end()


def test_product_serves_and_names_its_sign_ins_before_the_past_is_filled_in(demo: Shown) -> None:
    in_order = ["chutich.89", "READY http://", "đã nạp dữ liệu trình diễn 1/7", "đã nạp dữ liệu trình diễn 7/7"]
    places = [demo.printed.index(words) for words in in_order]
    assert places == sorted(places)


def test_seven_units_are_open_and_every_earlier_one_is_planned(demo: Shown) -> None:
    opened = "SELECT status, count(*) FROM public.registry_unit WHERE schema_version > 0 GROUP BY 1 ORDER BY 1"
    assert demo.rows(opened) == [("active", 6), ("frozen", 1)]
    earlier = "SELECT count(*) FROM public.registry_unit WHERE valid_to = '2025-06-30'"
    assert demo.rows(earlier) == [(10_794,)]
    assert demo.rows(f"{earlier} AND status = 'planned'") == [(10_787,)]
    assert demo.values("SELECT overlay_source FROM public.registry_unit WHERE status = 'active'") == {
        "giả định trình diễn"
    }


def test_accounts_name_unit_role_password_token_and_second_factor(demo: Shown) -> None:
    assert {frozenset(row) for row in demo.accounts} == {
        frozenset(("unit", "code", "level", "role", "username", "password", "token", "totp_secret"))
    }
    assert {row["unit"] for row in demo.accounts} == {"89", "883", "884", "30301", "30304", "30316", "30325"}
    assert all(
        row["totp_secret"]
        for row in demo.accounts
        if row["role"] in ("secretary", "chairman", "unit_admin", "supervisor", "platform_operator")
    )
    assert [row["unit"] for row in demo.accounts if row["role"] == "platform_operator"] == ["89"]


def test_every_unit_has_petitions_of_the_past_year(demo: Shown) -> None:
    counts = dict(demo.rows("SELECT home_unit_id, count(*) FROM public.oversight_casecard GROUP BY 1"))
    assert len(counts) == 7
    assert min(counts.values()) >= 3
    assert sum(n >= 18 for n in counts.values()) == 6


def test_every_kind_and_form_is_there(demo: Shown) -> None:
    kinds = demo.values("SELECT kind FROM public.oversight_casecard")
    assert kinds == {"COMPLAINT", "DENUNCIATION", "PROPOSAL", "REFLECTION"}
    forms = {row[0] for row in demo.every_unit("SELECT DISTINCT form FROM {s}.cases_petition")}
    assert forms == {"ONE", "SEVERAL", "GROUP", "SCRIBED"}


def test_every_status_of_a_movement_is_there(demo: Shown) -> None:
    found = demo.values(
        "SELECT DISTINCT status FROM public.exchange_envelope WHERE kind IN ('transfer', 'escalation', 'assignment')"
    )
    assert {"sent", "delivered", "accepted", "returned", "recalled", "on_paper"} <= found
    returns = [
        n for (n,) in demo.rows("SELECT count(*) FROM public.exchange_envelope WHERE kind = 'return' GROUP BY case_id")
    ]
    assert 1 in returns
    assert max(returns) >= 2


def test_a_case_stays_in_transit_to_the_frozen_unit_without_counting_attempts(demo: Shown) -> None:
    waiting = (
        "SELECT f.key, u.key, e.attempts, c.transit_id = e.id FROM public.exchange_envelope e"
        " JOIN public.registry_unit f ON f.id = e.from_unit JOIN public.registry_unit u ON u.id = e.to_unit"
        " JOIN public.exchange_custody c ON c.case_id = e.case_id WHERE e.status = 'sent' AND u.status = 'frozen'"
    )
    assert ("883", "30325", 0, True) in demo.rows(waiting)


def test_due_overdue_and_answered_are_there(demo: Shown) -> None:
    assert demo.rows(
        "SELECT 1 FROM public.deadlines_dueitem WHERE overdue_since IS NOT NULL AND met_on IS NULL AND cancelled_on IS NULL LIMIT 1"
    )
    assert demo.rows(
        "SELECT 1 FROM public.deadlines_dueitem WHERE overdue_since IS NULL AND met_on IS NULL AND cancelled_on IS NULL LIMIT 1"
    )
    assert demo.rows("SELECT 1 FROM public.oversight_casecard WHERE answered_on IS NOT NULL LIMIT 1")


def test_a_sealed_denunciation_and_a_group_of_twelve_with_representatives(demo: Shown) -> None:
    assert demo.rows("SELECT 1 FROM public.exchange_envelope WHERE is_sealed_up LIMIT 1")
    groups = demo.every_unit(
        "SELECT p.person_count, (SELECT count(*) FROM {s}.cases_caseperson r WHERE r.petition_id = p.id AND r.capacity = 'REPRESENTATIVE')"
        " FROM {s}.cases_petition p WHERE p.form = 'GROUP'"
    )
    assert any(count == 12 and 1 <= representatives <= 5 for count, representatives in groups)


def test_supervision_is_there(demo: Shown) -> None:
    """A group of twelve brought home and six persons still standing there, hot spots, inspections, flash reports, directives."""
    arrivals = "SELECT status, person_count FROM public.oversight_arrivalcard"
    assert sorted(demo.rows(arrivals)) == [("ENDED", 12), ("REPORTED", 6)]
    risks = "SELECT risk FROM public.oversight_hotspot WHERE closed_on IS NULL"
    assert demo.values(risks) == {"HIGH", "MEDIUM"}
    assert demo.values("SELECT status FROM public.oversight_inspectioncard") == {"CONCLUDED", "UNDER_WAY"}
    assert demo.rows("SELECT count(*) FROM public.oversight_flashreport WHERE issued_at IS NOT NULL") == [(3,)]
    directives = demo.every_unit("SELECT principal FROM {s}.cases_programmeentry WHERE kind = 'DIRECTIVE'")
    assert {principal for (principal,) in directives} == {"PARTY_COMMITTEE", "PEOPLES_COMMITTEE"}

"""Arrivals for programs: registered once, answered under the version that was seen, names for who sees cases, counts for units between."""

from datetime import timedelta
from typing import Any

import pytest

from exchange import delivery
from identity.actions.memberships import add_membership
from identity.roles import Role
from kernel import clock
from oversight.models import ArrivalCard
from tests.api.test_cases import Caller
from tests.world import World

pytestmark = pytest.mark.django_db


def test_program_walks_an_arrival_and_names_stay_in_the_two_units(world: World) -> None:
    now = clock.now()
    told: dict[str, Any] = {
        "home_unit": "w111", "level_reached": "PROVINCE", "arrived_at": now.isoformat(), "person_count": 12,
        "asked_until": (now + timedelta(hours=4)).isoformat(), "matter": "Đất đai.",
    }  # fmt: skip
    host, home = Caller(world, "w1", "chief"), Caller(world, "w111", "chief")
    first, again = (host.post("arrivals/", told, Idempotency_Key="a1") for _call in range(2))
    assert (first.status_code, again.json()["id"]) == (201, first.json()["id"])
    assert ArrivalCard.objects.count() == 1
    wrong = host.post("arrivals/", {**told, "home_unit": "khong-co"})
    assert (wrong.status_code, "home_unit" in wrong.json()["fields"]) == (422, True)
    assert home.post("arrivals/", told).json()["code"] == "no_unit_below"
    at = f"arrivals/{first.json()['id']}/"
    heard = {"people": [{"name": "Đặng Thị Dấu-Hiệu"}], "at": clock.now().isoformat()}
    assert host.post(f"{at}hearing/", heard, If_Match=first["ETag"]).json()["people"][0]["name"] == "Đặng Thị Dấu-Hiệu"
    early = host.post(f"{at}handover/", {"at": now.isoformat(), "giver": "A", "taker": "B", "persons": 12})
    assert (early.status_code, early.json()["code"]) == (409, "arrival_status")
    delivery.deliver_waiting()
    plan = {"text": "Đón về.", "officers": [{"name": "Ông Năm", "position": "Phó Chủ tịch"}]}
    stale = home.post(f"{at}answer/", plan, If_Match='"v1"')
    assert (stale.status_code, stale.json()["code"]) == (409, "arrival_changed")
    assert home.post(f"{at}answer/", plan).json()["status"] == "ANSWERED"
    with world.scope("w111"):
        add_membership(world.account("w111", "handler"), role=Role.MINUTES_TAKER, actor=world.actor("w111", "admin"))
    clerk = Caller(world, "w111", "handler")
    assert clerk.get(at).json()["people"] is None, "who sees no case of the unit sees no name"
    assert clerk.post(f"{at}ending/", {"result": "DISPUTED", "at": now.isoformat()}).status_code == 403

    between = Caller(world, "w11", "chief")
    (line,) = between.get("arrivals/below/").json()
    assert (line["home_unit"], line["host_unit"], line["person_count"], line["officer_count"]) == ("w111", "w1", 12, 1)
    year = clock.today().year
    figures = between.get(f"over-level/?period={year}")
    assert figures.json()[0]["by_level"]["PROVINCE"]["persons"] == 12
    assert between.get(f"over-level/?period={year}&unit=w121").status_code == 404
    assert between.get("over-level/").status_code == 422
    stranger = Caller(world, "w12", "chief")
    assert stranger.get("arrivals/below/").json() == []
    for caller in (between, stranger):
        assert caller.get(at).status_code == 404
        assert caller.get("arrivals/").json()["results"] == []
    assert "Dấu-Hiệu" not in str(line) + figures.content.decode()

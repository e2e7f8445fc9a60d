"""Reception sessions for programs: proposed once, decided by the head, put off with the new session as the answer."""

from datetime import timedelta
from typing import Any

import pytest

from deadlines import calendar
from identity.actions.memberships import add_membership
from identity.roles import Role
from kernel import clock
from tenants.receptions.actions import sessions
from tenants.receptions.models import ReceptionSession
from tests.api.test_cases import Caller
from tests.factories import receptions as make
from tests.world import World

pytestmark = pytest.mark.django_db


def ad_hoc(days: int = 20) -> dict[str, Any]:
    day = calendar.of_unit(None).next_working_day(clock.today() + timedelta(days=days))
    return {"line": "GOVERNMENT", "on": day.isoformat(), "ground": "PROMINENT", "ground_text": "Khiếu nại đông người."}


def test_a_replayed_proposal_is_one_session_and_the_head_decides_it(world: World) -> None:
    chief, head = Caller(world, "w111", "chief"), Caller(world, "w111", "chairman")
    first, again = (chief.post("sessions/", ad_hoc(), Idempotency_Key="a1") for _call in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["id"] == again.json()["id"]
    with world.scope("w111"):
        assert ReceptionSession.objects.count() == 1
    place = f"sessions/{first.json()['id']}/decision/"
    assert chief.post(place, {"approved": True}).status_code == 403
    assert head.post(place, {"approved": False}).status_code == 422
    decided = head.post(place, {"approved": True}, If_Match=first["ETag"])
    assert (decided.status_code, decided.json()["status"]) == (200, "PLANNED")
    assert head.post(place, {"approved": True}).status_code == 409


def test_an_unknown_ground_and_the_other_line_are_refused(world: World) -> None:
    chief = Caller(world, "w111", "chief")
    wrong = chief.post("sessions/", {**ad_hoc(), "ground": "OTHER"})
    assert (wrong.status_code, "ground" in wrong.json()["fields"]) == (422, True)
    assert chief.post("sessions/", {**ad_hoc(), "line": "PARTY"}).status_code == 403


def test_the_day_is_posted_put_off_and_read_back(world: World) -> None:
    chief = Caller(world, "w111", "chief")
    with world.scope("w111"):
        row = make.session_on(world.actor("w111", "chief"), clock.today() + timedelta(days=20), "GOVERNMENT")
        sessions.approve_ad_hoc(row, actor=world.actor("w111", "chairman"))
    posted = chief.post(f"sessions/{row.pk}/postings/", {"where": "Bảng tin"})
    assert (posted.status_code, posted.json()["status"], posted.json()["is_posted_late"]) == (200, "PUBLISHED", False)
    stale = chief.post(f"sessions/{row.pk}/cancellation/", {"reason": "WORK", "why": "x"}, If_Match='"v1"')
    assert (stale.status_code, stale.json()["code"]) == (409, "session_changed")
    to = (calendar.of_unit(None).next_working_day(row.held_on + timedelta(days=3))).isoformat()
    told = {"to": to, "reason": "WORK", "why": "Họp tại tỉnh"}
    new, again = (chief.post(f"sessions/{row.pk}/postponement/", told, Idempotency_Key="p1") for _call in range(2))
    assert (new.status_code, new.json()["moved_from"], new.json()["held_on"]) == (200, str(row.pk), to)
    assert again.json()["id"] == new.json()["id"]
    year = chief.get(f"sessions/?year={row.held_on.year}&status=POSTPONED").json()
    assert [one["id"] for one in year] == [str(row.pk)]


def test_readiness_names_what_is_missing(world: World) -> None:
    chief = Caller(world, "w111", "chief")
    with world.scope("w111"):
        row = make.session_on(world.actor("w111", "chief"), clock.today() + timedelta(days=20), "GOVERNMENT")
        sessions.approve_ad_hoc(row, actor=world.actor("w111", "chairman"))
    refused = chief.post(f"sessions/{row.pk}/readiness/")
    assert refused.status_code == 409
    assert "an ninh" in refused.json()["detail"]


def test_the_security_liaisons_program_reads_time_and_place_only(world: World) -> None:
    with world.scope("w111"):
        row = make.session_on(world.actor("w111", "chief"), clock.today() + timedelta(days=20), "GOVERNMENT")
        sessions.approve_ad_hoc(row, actor=world.actor("w111", "chairman"))
    add_membership(world.account("w111", "handler"), role=Role.SECURITY_LIAISON, actor=world.actor("w111", "admin"))
    shown = Caller(world, "w111", "handler").get(f"sessions/{row.pk}/").json()
    assert (shown["held_on"], shown["venue"]) == (row.held_on.isoformat(), "Phòng tiếp")
    assert (shown["ground_text"], shown["host_name"], shown["expected"]) == ("", "", "")


def test_generation_says_how_many_and_a_second_call_makes_none(world: World) -> None:
    chief = Caller(world, "w111", "chief")
    with world.scope("w111"):
        plan = make.issued_plan(clock.today().year + 1, "GOVERNMENT")
        party = make.issued_plan(clock.today().year + 1, "PARTY")
    assert chief.post("sessions/generation/", {"plan": str(plan.pk)}).json()["made"] == 12
    assert chief.post("sessions/generation/", {"plan": str(plan.pk)}).json()["made"] == 0
    assert chief.post("sessions/generation/", {"plan": str(party.pk)}).status_code == 404

"""The API does what the pages do, through the same actions, and refuses in problem documents."""

from typing import Any
from uuid import uuid4

import pytest

from exchange import delivery, hints
from identity.actions.tokens import make_token
from identity.permissions import TOKEN_SCOPES
from kernel import clock
from tenants.cases.models import Case
from tests.world import Browser, World

pytestmark = pytest.mark.django_db


class Caller:
    """A program with one member's token."""

    def __init__(self, world: World, key: str, name: str) -> None:
        self.browser = Browser()
        self.key = key
        actor = world.actor(key, name)
        with world.scope(key):
            self.token = make_token(name="test", scopes=actor.permissions & TOKEN_SCOPES, days=1, actor=actor).secret

    def call(self, method: str, path: str, body: Any = None, *, unit: str = "", **headers: str) -> Any:
        extra = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        return self.browser.generic(
            method.upper(),
            f"/u/{unit or self.key}/api/v1/{path}",
            data=b"" if body is None else __import__("json").dumps(body),
            content_type="application/json",
            HTTP_AUTHORIZATION=f"Bearer {self.token}",
            **extra,
        )

    def get(self, path: str, **options: Any) -> Any:
        return self.call("get", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> Any:
        return self.call("post", path, body if body is not None else {}, **options)


def petition(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "REFLECTION",
        "field": "other",
        "content": "Loa hát gây ồn sau 22 giờ.",
        "channel": "IN_PERSON",
        "received_on": clock.today().isoformat(),
        "people": [{"full_name": "Nguyễn Thị An", "address": "Ấp Đông"}],
        **changes,
    }


@pytest.fixture
def officer(world: World) -> Caller:
    return Caller(world, "w111", "officer")


@pytest.fixture
def chief(world: World) -> Caller:
    return Caller(world, "w111", "chief")


def take_in(caller: Caller, **changes: Any) -> dict[str, Any]:
    answer = caller.post("cases/", petition(**changes))
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_case_taken_in_assigned_answered_and_closed(world: World, officer: Caller, chief: Caller):
    receipt = take_in(officer)
    assert len(receipt["pin"]) == 6
    path = f"cases/{receipt['case_id']}"
    handler = world.account("w111", "handler").pk
    assert chief.post(f"{path}/assignment/", {"to": str(handler)}).json()["status"] == "ASSIGNED"
    refused = chief.post(f"{path}/closing/", {"outcome": "Xong."})
    assert refused.status_code == 409
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["code"] == "closing_incomplete"
    answered = chief.post(
        f"{path}/answers/",
        {"kind": "ACCEPTED", "text": "Đã giải quyết.", "answered_on": clock.today().isoformat(), "how_sent": "POST"},
    )
    assert answered.status_code == 200, answered.content
    assert chief.post(f"{path}/closing/", {"outcome": "Xong."}).json()["status"] == "CLOSED"
    kinds = [event["kind"] for event in chief.get(f"{path}/events/").json()]
    assert kinds[0] == "case_taken_in"
    assert "case_closed" in kinds


def test_case_goes_up_and_is_accepted(world: World, officer: Caller, chief: Caller):
    receipt = take_in(officer)
    with hints.paused():
        sent = chief.post(f"cases/{receipt['case_id']}/escalation/", {"reason": "Vượt thẩm quyền."})
        assert sent.status_code == 200, sent.content
        delivery.deliver_waiting()
    above = Caller(world, "w11", "chief")
    assert [row["case_id"] for row in above.get("inbox/").json()["new"]] == [receipt["case_id"]]
    accepted = above.post(f"cases/{receipt['case_id']}/acceptance/")
    assert accepted.status_code == 200, accepted.content
    assert accepted.json()["handling_unit"] == "w11"
    assert accepted.json()["answering_unit"] == "w111"


def test_same_key_twice_is_one_petition(world: World, officer: Caller):
    key = str(uuid4())
    body = petition()
    first = officer.post("cases/", body, idempotency_key=key)
    second = officer.post("cases/", body, idempotency_key=key)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["number"] == second.json()["number"]
    assert second.json()["pin"] == ""
    with world.scope("w111"):
        assert Case.objects.count() == 1
    other = officer.post("cases/", petition(content="Nội dung khác."), idempotency_key=key)
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")


def test_note_with_same_key_twice_is_one_note(officer: Caller):
    receipt = take_in(officer)
    key = str(uuid4())
    for _ in range(2):
        assert (
            officer.post(f"cases/{receipt['case_id']}/notes/", {"text": "Đã gọi."}, idempotency_key=key).status_code
            == 200
        )
    kinds = [event["kind"] for event in officer.get(f"cases/{receipt['case_id']}/events/").json()]
    assert kinds.count("note_added") == 1


def test_stale_entity_tag_is_refused_with_who_and_when(world: World, officer: Caller, chief: Caller):
    receipt = take_in(officer)
    path = f"cases/{receipt['case_id']}/"
    seen = officer.get(path)["ETag"]
    handler = str(world.account("w111", "handler").pk)
    assert chief.post(f"{path}assignment/", {"to": handler}, if_match=seen).status_code == 200
    late = officer.call("patch", path, {"changes": {"place": "Ấp Tây"}, "reason": "Ghi nhầm."}, if_match=seen)
    assert late.status_code == 409
    assert late.json()["code"] == "case_changed"
    assert late.json()["facts"]["who"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "JOKE"}, "kind"),
        ({"content": ""}, "content"),
        ({"content": "a\x00b"}, "content"),
        ({"people": []}, "people"),
        ({"received_on": "2999-01-01"}, "received_on"),
    ],
)
def test_what_cannot_be_entered_names_its_field(officer: Caller, changes: dict[str, Any], field: str):
    answer = officer.post("cases/", petition(**changes))
    assert answer.status_code == 422, answer.content
    assert field in answer.json()["fields"]


def test_sealed_petition_answers_with_its_number_only(world: World, officer: Caller, chief: Caller):
    head = str(world.account("w111", "chairman").pk)
    body = petition(kind="DENUNCIATION", field="administrative", denounced_heads=[head], denounced=[])
    with hints.paused():
        receipt = officer.post("cases/", body).json()
    assert receipt["sealed"] is True
    assert receipt["case_id"] is None
    assert chief.get("cases/").json()["results"] == []


def test_no_token_is_401_and_stranger_s_token_404(world: World, officer: Caller):
    receipt = take_in(officer)
    anonymous = Browser().get("/u/w111/api/v1/cases/")
    assert anonymous.status_code == 401
    assert anonymous["WWW-Authenticate"] == "Bearer"
    stranger = Caller(world, "w121", "officer")
    assert stranger.get(f"cases/{receipt['case_id']}/", unit="w111").status_code == 404
    assert stranger.get(f"cases/{receipt['case_id']}/").status_code == 404


def test_colleague_without_the_right_is_403(world: World, officer: Caller):
    receipt = take_in(officer)
    handler = Caller(world, "w111", "handler")
    assert handler.post("cases/", petition()).status_code == 403
    assert (
        handler.get(f"cases/{receipt['case_id']}/").status_code == 404
    )  # not assigned: does not exist for the handler


def test_list_pages_by_cursor_and_finds_without_marks(officer: Caller):
    for n in range(3):
        take_in(officer, content=f"Đèn đường hỏng số {n}")
    page = officer.get("cases/?page_size=2").json()
    assert len(page["results"]) == 2
    assert page["next"]
    assert len(officer.get("cases/?q=den+duong").json()["results"]) == 3


def test_list_is_a_constant_number_of_queries(officer: Caller, django_assert_max_num_queries: Any):
    take_in(officer)
    with django_assert_max_num_queries(4):
        officer.get("cases/")
    for _ in range(4):
        take_in(officer)
    with django_assert_max_num_queries(4):
        officer.get("cases/")


def test_site_knows_units_of_both_trees(world: World):
    browser = Browser()
    found = browser.get("/api/v1/units/?q=hoa binh").json()
    assert [unit["key"] for unit in found] == ["w111"]
    assert browser.get("/api/v1/units/w111/").json()["parent"] == "w11"
    assert browser.get("/api/v1/units/none/").status_code == 404


def test_tracking_tells_the_step_and_answers_every_wrong_pair_alike(world: World, officer: Caller):
    receipt = take_in(officer)
    browser = Browser()

    def ask(code: str, pin: str) -> Any:
        return browser.post("/api/v1/tracking/", {"code": code, "pin": pin}, content_type="application/json")

    right = ask(receipt["code"], receipt["pin"])
    assert right.status_code == 200, right.content
    assert "Hòa Bình" in right.json()["unit"]
    assert "Loa" not in right.content.decode()
    wrong_pin = ask(receipt["code"], "000000" if receipt["pin"] != "000000" else "111111")
    unknown = ask("ABCDEFGHJKLM22", "123456")
    assert (wrong_pin.status_code, unknown.status_code) == (404, 404)
    assert wrong_pin.json() == unknown.json()


def test_schema_is_served_and_names_errors_of_every_operation(db: None):
    document = Browser().get("/api/v1/schema/", HTTP_ACCEPT="application/json").json()
    assert document["openapi"].startswith("3.1")
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            refused = {code for code in operation["responses"] if code >= "400"}
            assert refused or path == "/api/v1/units/", (path, method)
            assert operation["servers"]

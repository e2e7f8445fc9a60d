"""The administrator's pages: who gets in, what they do, how many queries a list costs."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from identity.actions.accounts import open_account
from identity.actions.memberships import add_membership
from identity.models import Account, Invitation, Membership
from identity.roles import Role
from kernel.ids import new_id
from tests.world import Browser

ADMIN = "/u/w111/desk/admin/"


def pages(account_id: UUID, membership_id: UUID) -> list[str]:
    person = f"people/{account_id}/"
    return [
        "people/",
        "people/new/",
        "people/existing/",
        "people/below/",
        person,
        person + "details/",
        person + "roles/",
        person + "code/",
        person + "home/",
        person + "closing/",
        f"memberships/{membership_id}/ending/",
        "roles/",
        "log/",
        "log/?scope=below",
    ]


@pytest.fixture
def addresses(world: Any) -> list[str]:
    handler = world.account("w111", "handler")
    return pages(handler.pk, Membership.objects.get(account=handler).pk)


def test_administrator_reads_every_page(world: Any, addresses: list[str]) -> None:
    browser = world.client("w111", "admin")
    assert {a: browser.get(ADMIN + a).status_code for a in addresses} == dict.fromkeys(addresses, 200)


def test_anonymous_is_sent_to_the_sign_in(world: Any, addresses: list[str]) -> None:
    for address in addresses:
        answer = Browser().get(ADMIN + address)
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/signin/?next=")


def test_colleague_without_the_right_gets_403(world: Any, addresses: list[str]) -> None:
    for name in ("officer", "secretary"):
        browser = world.client("w111", name)
        assert {browser.get(ADMIN + a).status_code for a in addresses} == {403}


def test_administrator_of_another_unit_gets_404(world: Any, addresses: list[str]) -> None:
    for key in ("w112", "w11"):
        browser = world.client(key, "admin")
        assert {browser.get(ADMIN + a).status_code for a in addresses} == {404}


def test_object_of_another_unit_is_404_under_the_own_address(world: Any) -> None:
    stranger = world.account("w121", "handler")
    browser = world.client("w111", "admin")
    mine = pages(stranger.pk, Membership.objects.get(account=stranger).pk)
    answers = {a: browser.get(ADMIN + a).status_code for a in mine if str(stranger.pk) in a or "memberships" in a}
    assert set(answers.values()) == {404}
    assert browser.get(f"{ADMIN}people/{new_id()}/").status_code == 404


def test_superior_opens_an_account_of_below_and_resets_it(world: Any) -> None:
    handler = world.account("w111", "handler")
    browser = world.client("w11", "admin")
    found = browser.get("/u/w11/desk/admin/people/below/?q=handler.w111").content.decode()
    assert str(handler.pk) in found
    assert browser.get(f"/u/w11/desk/admin/people/{handler.pk}/").status_code == 200
    page = browser.post(f"/u/w11/desk/admin/people/{handler.pk}/code/")
    assert page.status_code == 200
    assert Invitation.objects.get(account=handler).unit_id == world.unit("w11").id


def test_search_below_says_the_same_of_a_stranger_and_of_nobody(world: Any) -> None:
    browser = world.client("w11", "admin")
    stranger = browser.get("/u/w11/desk/admin/people/below/?q=handler.w121").content.decode()
    nobody = browser.get("/u/w11/desk/admin/people/below/?q=handler.w129").content.decode()
    assert "Không tìm thấy" in stranger
    assert (
        stranger.replace("w121", "w129").split("<main")[1].split("</main")[0]
        == nobody.split("<main")[1].split("</main")[0]
    )


def test_opening_an_account_ends_with_a_code_to_print(world: Any) -> None:
    browser = world.client("w111", "admin")
    page = browser.post(
        ADMIN + "people/new/",
        {
            "full_name": "Nguyễn Thị Lan",
            "username": "Lan.Nguyen",
            "role": "handler",
            "line": "GOVERNMENT",
            "position": "Chuyên viên",
            "valid_from": "01/06/2026",
        },
    )
    account = Account.objects.get(username="lan.nguyen")
    assert "lan.nguyen" in page.content.decode()
    assert page.headers["Cache-Control"].find("no-store") >= 0
    assert account.memberships.get().role == Role.HANDLER
    assert Invitation.objects.open().filter(account=account).count() == 1


def test_refused_opening_keeps_what_was_typed_and_opens_nothing(world: Any) -> None:
    browser = world.client("w111", "admin")
    typed = {
        "full_name": "Nguyễn Thị Lan",
        "username": "officer.w111",
        "role": "handler",
        "line": "GOVERNMENT",
        "valid_from": "31/02/2026",
    }
    page = browser.post(ADMIN + "people/new/", typed)
    assert page.status_code == 422
    assert "dd/mm/yyyy" in page.content.decode()
    page = browser.post(ADMIN + "people/new/", typed | {"valid_from": "01/06/2026"})
    text = page.content.decode()
    assert page.status_code == 422
    assert "Nguyễn Thị Lan" in text
    assert "đã có người dùng" in text
    assert not Account.objects.filter(full_name="Nguyễn Thị Lan").exists()


def test_role_for_somebody_who_has_an_account(world: Any) -> None:
    browser = world.client("w111", "admin")
    answer = browser.post(
        ADMIN + "people/existing/",
        {"username": "HANDLER.w112", "role": "handler", "line": "BOTH", "valid_from": "01/06/2026"},
    )
    assert answer.status_code == 303
    page = browser.get(answer.headers["Location"]).content.decode()
    assert "Phường Thống Nhất" in page
    assert "Cấp lại mật khẩu" not in page


def test_ending_a_role_by_the_page(world: Any) -> None:
    membership = Membership.objects.get(account=world.account("w111", "handler"))
    browser = world.client("w111", "admin")
    answer = browser.post(f"{ADMIN}memberships/{membership.pk}/ending/", {"on": "01/01/2026"})
    assert answer.status_code == 303
    membership.refresh_from_db()
    assert membership.ended_at is not None


def test_detail_text_is_shown_harmlessly(world: Any) -> None:
    handler = world.account("w111", "handler")
    browser = world.client("w111", "admin")
    details = {"full_name": "<script>alert(1)</script>", "email": "", "phone": "=1+1"}
    assert browser.post(f"{ADMIN}people/{handler.pk}/details/", details).status_code == 303
    assert "<script>alert(1)" not in browser.get(f"{ADMIN}people/").content.decode()
    page = browser.post(f"{ADMIN}people/{handler.pk}/details/", details | {"full_name": "a\u202eb"})
    assert page.status_code == 422


def test_list_costs_the_same_with_1_and_with_20_more_accounts(world: Any) -> None:
    browser = world.client("w111", "admin")
    browser.get(ADMIN + "people/")

    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(ADMIN + "people/?state=all").status_code == 200
        return len(caught)

    before = count()
    with world.scope("w111"):
        for n in range(20):
            account = open_account(username=f"nguoi.{n}", full_name=f"Người {n}", actor=world.actor("w111", "admin"))
            add_membership(account, role=Role.HANDLER, actor=world.actor("w111", "admin"))
    assert count() == before


@pytest.mark.parametrize(
    "query", ["q=lan&role=handler&state=waiting", "state=past", "role=khongco", "page=99", "q=%00"]
)
def test_list_takes_any_filter(world: Any, query: str) -> None:
    assert world.client("w111", "admin").get(f"{ADMIN}people/?{query}").status_code == 200


def test_log_filters(world: Any) -> None:
    with world.scope("w111"):
        open_account(username="lan.nguyen", full_name="Nguyễn Thị Lan", actor=world.actor("w111", "admin"))
    browser = world.client("w111", "admin")
    assert "Nguyễn Thị Lan" in browser.get(f"{ADMIN}log/?q=thị lan").content.decode()
    assert "Nguyễn Thị Lan" not in browser.get(f"{ADMIN}log/?kind=code_issued").content.decode()
    assert "Nguyễn Thị Lan" not in browser.get(f"{ADMIN}log/?until=01/01/2020").content.decode()
    assert browser.get(f"{ADMIN}log/?since=khong").status_code == 200

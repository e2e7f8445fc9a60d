"""A person leaves with real cases in hand: the page lists them, a colleague takes them over, single rights end."""

from typing import Any

from django.contrib.auth.models import Permission

from identity.actors import actor_for
from identity.models import Membership
from kernel import clock
from tenants.cases.models import Case, CaseGrant
from tenants.cases.models.grant import VIEW
from tests.factories import cases


def test_cases_of_who_leaves_go_to_a_colleague(world: Any) -> None:
    handler, chief = world.account("w111", "handler"), world.account("w111", "chief")
    with world.scope("w111"):
        officer, boss = world.actor("w111", "officer"), world.actor("w111", "chief")
        mine = cases.assigned(officer, boss, handler.pk)
        other = cases.assigned(officer, boss, boss.account_id)
    membership = Membership.objects.get(account=handler)
    browser = world.client("w111", "admin")
    address = f"/u/w111/desk/admin/memberships/{membership.pk}/ending/"
    page = browser.get(address).content.decode()
    assert mine.number in page
    assert other.number not in page
    assert "Nguyễn Văn" not in page.split("<main")[1].split("<form")[0]
    today = f"{clock.today():%d/%m/%Y}"
    refused = browser.post(address, {"on": today})
    assert refused.status_code == 422
    assert actor_for(handler, world.unit("w111")) is not None
    done = browser.post(address, {"on": today, "successor": str(chief.pk)})
    assert done.status_code == 303
    with world.scope("w111"):
        assert Case.objects.get(pk=mine.pk).assignee_id == chief.pk
    assert actor_for(handler, world.unit("w111")) is None


def test_rights_on_single_cases_end_too(world: Any) -> None:
    handler = world.account("w111", "handler")
    with world.scope("w111"):
        case = cases.take_in(world.actor("w111", "officer"))
        right = Permission.objects.get(codename=VIEW)
        CaseGrant.objects.create(user=handler, permission=right, content_object=case, reason="thử")
    membership = Membership.objects.get(account=handler)
    browser = world.client("w111", "admin")
    today = f"{clock.today():%d/%m/%Y}"
    assert browser.post(f"/u/w111/desk/admin/memberships/{membership.pk}/ending/", {"on": today}).status_code == 303
    with world.scope("w111"):
        assert not CaseGrant.objects.filter(user=handler).exists()

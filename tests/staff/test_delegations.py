"""Powers handed over: who, to whom, for how long; never changed, only taken back."""

from datetime import date, timedelta
from typing import Any

import pytest

from identity.models import Membership
from kernel import clock
from kernel.errors import Conflict, DomainError, Invalid, InvalidTransition, NotPermitted
from kernel.journal.models import Event
from registry.levels import Line
from tenants.staff.actions.delegations import delegate, take_back
from tenants.staff.enums import DelegationForm, Power
from tenants.staff.queries import delegated, holder_of

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 10)


def hand_over(world: Any, **changes: Any) -> Any:
    terms = {
        "to": world.account("w111", "chief").pk,
        "line": Line.GOVERNMENT,
        "powers": [Power.SIGN, Power.RECEIVE],
        "form": DelegationForm.TUQ,
        "basis": "",
        "valid_from": FIRST,
        "valid_to": LAST,
        "actor": world.actor("w111", "chairman"),
        **changes,
    }
    with clock.at(date(2026, 11, 28)):
        return delegate(**terms)


def test_a_head_hands_powers_over_and_both_days_count(world: Any) -> None:
    with world.scope("w111"):
        made = hand_over(world)
        assert delegated(Power.SIGN, Line.GOVERNMENT, FIRST) == made
        assert delegated(Power.RECEIVE, Line.GOVERNMENT, LAST) == made
        assert delegated(Power.APPROVE, Line.GOVERNMENT, FIRST) is None
        assert delegated(Power.SIGN, Line.PARTY, FIRST) is None
        assert delegated(Power.SIGN, Line.GOVERNMENT, LAST + timedelta(days=1)) is None
        assert Event.objects.filter(kind="powers_delegated").count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"to": "chairman"}, "to"),
        ({"to": "w112"}, "to"),
        ({"valid_from": date(2026, 11, 1)}, "valid_from"),
        ({"valid_to": date(2026, 11, 30)}, "valid_to"),
        ({"powers": []}, "powers"),
    ],
)
def test_what_no_head_may_hand_over(world: Any, changes: dict[str, Any], field: str) -> None:
    if changes.get("to") == "chairman":
        changes = {"to": world.account("w111", "chairman").pk}
    elif changes.get("to") == "w112":
        changes = {"to": world.account("w112", "chief").pk}
    with world.scope("w111"), pytest.raises(Invalid) as refused:
        hand_over(world, **changes)
    assert field in refused.value.fields


def test_a_delegate_must_stay_and_the_head_must_hold_the_position_throughout(world: Any) -> None:
    Membership.objects.filter(account=world.account("w111", "chief")).update(valid_to=date(2026, 12, 5))
    with world.scope("w111"), pytest.raises(Invalid) as refused:
        hand_over(world)
    assert "to" in refused.value.fields
    Membership.objects.filter(account=world.account("w111", "chief")).update(valid_to=None)
    Membership.objects.filter(account=world.account("w111", "chairman")).update(valid_to=date(2026, 12, 5))
    with world.scope("w111"), pytest.raises(Invalid) as refused:
        hand_over(world)
    assert "valid_to" in refused.value.fields


def test_one_power_goes_to_one_person_at_a_time(world: Any) -> None:
    with world.scope("w111"):
        first = hand_over(world)
        with pytest.raises(Conflict):
            hand_over(
                world, to=world.account("w111", "officer").pk, powers=[Power.RECEIVE], valid_from=LAST, valid_to=LAST
            )
        hand_over(world, to=world.account("w111", "officer").pk, powers=[Power.APPROVE])
        chairman = world.actor("w111", "chairman")
        take_back(first, actor=chairman)
        assert delegated(Power.SIGN, Line.GOVERNMENT, FIRST) is None
        with pytest.raises(InvalidTransition):
            take_back(first, actor=chairman)
        hand_over(world, to=world.account("w111", "officer").pk, powers=[Power.RECEIVE])


def test_the_administrator_needs_the_paper_and_others_may_not(world: Any) -> None:
    with world.scope("w111"):
        with pytest.raises(NotPermitted):
            hand_over(world, actor=world.actor("w111", "officer"))
        with pytest.raises(NotPermitted):
            hand_over(world, actor=world.actor("w111", "secretary"))
        with pytest.raises(Invalid) as refused:
            hand_over(world, actor=world.actor("w111", "admin"))
        assert "basis" in refused.value.fields
        hand_over(world, actor=world.actor("w111", "admin"), basis="Giấy ủy quyền số 5")


def test_no_head_no_delegation(world: Any) -> None:
    Membership.objects.filter(account=world.account("w111", "chairman")).update(valid_to=date(2026, 11, 30))
    with world.scope("w111"):
        assert holder_of(Line.GOVERNMENT, FIRST) is None
        with pytest.raises(DomainError):
            hand_over(world, actor=world.actor("w111", "admin"), basis="Giấy")


def test_pages_of_delegations(world: Any) -> None:
    admin, secretary = world.client("w111", "admin"), world.client("w111", "secretary")
    page = "/u/w111/desk/admin/delegations/"
    assert world.client("w111", "officer").get(page).status_code == 403
    today = clock.today()
    typed = {
        "line": "GOVERNMENT", "to": str(world.account("w111", "chief").pk), "powers": ["sign"], "form": "KT",
        "basis": "Giấy ủy quyền số 7", "valid_from": f"{today:%d/%m/%Y}", "valid_to": f"{today:%d/%m/%Y}",
    }  # fmt: skip
    assert admin.post(page + "new/", typed).status_code == 303
    again = admin.post(page + "new/", typed)
    assert again.status_code == 422
    assert "đã được ủy quyền" in again.content.decode()
    assert "Giấy ủy quyền số 7" in admin.get(page).content.decode()
    # The head of the other line sees nothing of it.
    assert "Giấy ủy quyền số 7" not in secretary.get(page).content.decode()
    with world.scope("w111"):
        row = delegated(Power.SIGN, Line.GOVERNMENT, today)
    assert secretary.post(f"{page}{row.pk}/ending/").status_code == 404
    assert admin.post(f"{page}{row.pk}/ending/").status_code == 303

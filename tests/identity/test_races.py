"""Two at once: one effect."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from identity.actions.accounts import open_account
from identity.actions.invitations import invite, use_invitation
from identity.actions.memberships import add_membership, end_membership
from identity.actors import actor_for
from identity.models import Membership
from identity.permissions import Permission
from identity.roles import Role
from kernel import clock
from kernel.active import unit_scope
from kernel.errors import DomainError


def together(*works: Callable[[], object]) -> list[object]:
    """Run all at once; what each returned, or the code of its refusal."""
    gate = threading.Barrier(len(works))
    results: list[object] = [None] * len(works)

    def run(number: int, work: Callable[[], object]) -> None:
        try:
            gate.wait(30)
            results[number] = work()
        except DomainError as error:
            results[number] = error.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def test_two_administrators_who_end_each_other_leave_one(committing: Any) -> None:
    world = committing
    unit = world.unit("w111")

    def end(membership: Membership, by: Any) -> Callable[[], object]:
        def work() -> object:
            with unit_scope(unit):
                return end_membership(membership, on=clock.today(), actor=by)

        return work

    for turn in range(6):
        administrators = Membership.objects.in_unit(unit.id).in_force().filter(role=Role.UNIT_ADMIN)
        mine = administrators.get()
        first = actor_for(mine.account, unit)
        assert first is not None
        with unit_scope(unit):
            other = open_account(username=f"quantri.{turn}", full_name="Quản trị", actor=first)
            theirs = add_membership(other, role=Role.UNIT_ADMIN, actor=first)
        second = actor_for(other, unit)
        assert second is not None
        results = together(end(theirs, first), end(mine, second))
        assert sorted(map(str, results)) == ["0", "last_administrator"]
        left = actor_for(administrators.get().account, unit)
        assert left is not None
        assert left.may(Permission.ROLE_MANAGE)


def test_code_used_twice_at_once_sets_one_password(committing: Any) -> None:
    world = committing
    handler = world.account("w111", "handler")
    with world.scope("w111"):
        issued = invite(handler, actor=world.actor("w111", "admin"))

    def use(password: str) -> Callable[[], object]:
        return lambda: use_invitation(issued.invitation.pk, password=password).username

    results = together(use("mot cau de nho 1"), use("mot cau de nho 2"))
    assert sorted(map(str, results)) == ["code_unusable", "handler.w111"]


def test_same_username_at_once_opens_one_account(committing: Any) -> None:
    world = committing

    def work() -> object:
        with unit_scope(world.unit("w111")):
            return open_account(username="lan.nguyen", full_name="Lan", actor=world.actor("w111", "admin")).username

    assert sorted(map(str, together(work, work))) == ["lan.nguyen", "username_taken"]

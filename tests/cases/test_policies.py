"""One truth asked three ways: may, visible_cases and holders agree, for everybody, in every status."""

from datetime import timedelta

import pytest

from identity.actors import actor_for
from kernel import clock, errors
from tenants.cases import policies, queries
from tenants.cases.actions import sealing as unsealing
from tenants.cases.actions import working
from tenants.cases.enums import CaseKind
from tenants.cases.models import Case, CaseGrant, RefusedGroupGrant, RefusedUserGrant
from tenants.cases.models.grant import GrantRefused
from tests.factories import cases as make
from tests.world import PEOPLE, World

NAMES = [name for name in PEOPLE if name != "supervisor"]


def situations(world: World) -> dict[str, Case]:
    """Cases in different places of their life; the caller is inside w111."""
    officer, chief, handler = (world.actor("w111", name) for name in ("officer", "chief", "handler"))
    assert handler.account_id
    chairman = world.account("w111", "chairman")
    waiting = make.assigned(officer, chief, handler.account_id)
    working.ask_supplement(waiting, text="Giấy tờ.", due_on=clock.today(), actor=handler)
    granted = make.take_in(officer, kind=CaseKind.DENUNCIATION)
    unsealing.grant_access(granted, to=handler.account_id, until=None, reason="Phối hợp.", actor=chief)
    sealed = make.receipt(officer, kind=CaseKind.DENUNCIATION, denounced_heads=(chairman.pk,))
    return {
        "entered": make.take_in(officer),
        "assigned": make.assigned(officer, chief, handler.account_id, kind=CaseKind.PROPOSAL),
        "waiting": make.found(waiting.pk),
        "answered": make.answer(make.assigned(officer, chief, handler.account_id), handler),
        "closed": make.close(make.assigned(officer, chief, handler.account_id), handler),
        "granted": make.found(granted.pk),
        "sealed": make.found(sealed.case_id),
    }


def test_may_visible_and_holders_agree_for_everybody(world: World) -> None:
    unit = world.unit("w111")
    with world.scope("w111"):
        cases = situations(world)
        for name in NAMES:
            actor = world.actor("w111", name)
            seen = set(policies.visible_cases(actor).values_list("pk", flat=True))
            for status, case in cases.items():
                sees = policies.may(actor, "view", case).ok
                assert sees == (case.pk in seen), (name, status)
                if not sees:
                    assert not any(policies.may(actor, verb, case).ok for verb in policies.VERBS), (name, status)
        for status, case in cases.items():
            for verb in policies.VERBS:
                held = {account.pk for account in policies.holders(verb, case)}
                for name in NAMES:
                    account = world.account("w111", name)
                    actor = actor_for(account, unit)
                    assert actor is not None
                    assert policies.may(actor, verb, case).ok == (account.pk in held), (name, verb, status)


def test_every_refusal_has_a_sentence_and_every_verb_a_word(world: World) -> None:
    with world.scope("w111"):
        for case in situations(world).values():
            for name in NAMES:
                for verb in policies.VERBS:
                    verdict = policies.may(world.actor("w111", name), verb, case)
                    assert verdict.ok or (verdict.reason and verdict.code)
    assert set(policies.VERB_LABELS) == set(policies.VERBS) - {"view"}


@pytest.mark.parametrize(
    ("name", "count"), [("officer", 6), ("chief", 6), ("secretary", 6), ("chairman", 6), ("handler", 5), ("admin", 0)]
)
def test_each_role_sees_its_share(world: World, name: str, count: int) -> None:
    with world.scope("w111"):
        situations(world)
        assert queries.case_list(world.actor("w111", name)).count() == count


def test_handler_loses_sight_with_the_assignment(world: World) -> None:
    officer, chief, handler = (world.actor("w111", name) for name in ("officer", "chief", "handler"))
    assert handler.account_id
    assert officer.account_id
    with world.scope("w111"):
        case = make.assigned(officer, chief, handler.account_id)
        assert policies.get_case(handler, case.pk)
        make.assigning.assign_case(case, to=officer.account_id, actor=chief)
        with pytest.raises(errors.NotFound):
            policies.get_case(handler, case.pk)
        with pytest.raises(errors.NotFound):
            make.note(case, handler)


def test_grant_lets_read_and_not_work(world: World) -> None:
    chief, handler = world.actor("w111", "chief"), world.actor("w111", "handler")
    assert handler.account_id
    with world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"))
        unsealing.grant_access(case, to=handler.account_id, until=None, reason="Phối hợp.", actor=chief)
        assert policies.get_case(handler, case.pk)
        with pytest.raises(errors.NotPermitted):
            make.note(case, handler)


def test_grant_counts_from_its_first_day_to_its_last_and_is_swept(world: World) -> None:
    chief, handler = world.actor("w111", "chief"), world.actor("w111", "handler")
    assert handler.account_id
    today = clock.today()
    with world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"))
        unsealing.grant_access(case, to=handler.account_id, until=today, reason="Phối hợp.", actor=chief)
        assert policies.may(handler, "view", case).ok
        with clock.at(today + timedelta(days=1)):
            assert not policies.may(handler, "view", case).ok
            assert not policies.visible_cases(handler).exists()
            assert unsealing.delete_ended_grants() == 1
        assert not CaseGrant.objects.exists()


def test_grant_to_a_stranger_is_refused(world: World) -> None:
    with world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"))
        with pytest.raises(errors.Invalid):
            unsealing.grant_access(
                case,
                to=world.account("w112", "handler"),
                until=None,
                reason="Phối hợp.",
                actor=world.actor("w111", "chief"),
            )


def test_guardian_has_no_other_place_for_grants(world: World) -> None:
    from guardian.shortcuts import assign_perm  # here alone
    from guardian.utils import get_user_obj_perms_model

    handler = world.account("w111", "handler")
    with world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"))
        assert get_user_obj_perms_model(case) is CaseGrant
        with pytest.raises(GrantRefused):
            assign_perm("identity.add_account", handler, handler)
        for refused in (RefusedUserGrant(), RefusedGroupGrant()):
            with pytest.raises(GrantRefused):
                refused.save()


def test_nobody_of_another_unit_acts_here(world: World) -> None:
    with world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"))
    for key, name in (("w112", "secretary"), ("w11", "secretary"), ("w1", "secretary")):
        with world.scope(key), pytest.raises(errors.NotFound):
            policies.get_case(world.actor(key, name), case.pk)

"""A matter of Party discipline: it goes the Party way, and for the member whom it concerns it does not exist, whatever the role."""

from typing import Any

import pytest

from identity.actors import Actor
from identity.models import Account
from kernel import errors
from registry.levels import Line
from tenants.conclusions.models import Conclusion, Task
from tenants.documents.models import Document
from tenants.receptions.actions import day, queue
from tenants.receptions.actions.registrations import invite
from tenants.receptions.actions.taking import make_case
from tenants.receptions.enums import EntryKind, RegistrationSource
from tenants.receptions.models import Registration
from tenants.receptions.policies.registrations import get_registration, visible_registrations
from tenants.receptions.queries.register import Period, visits_of
from tests.factories import conclusions as bodies
from tests.factories.dialogues import party_office
from tests.factories.registrations import ALICE, open_session, registered
from tests.world import World

DESK = "/u/w111/desk/"
NEW = DESK + "receptions/registrations/new/"
MATTER = "Cán bộ chi bộ suy thoái đạo đức, lối sống."
TYPED = {
    "source": "COUNTER", "line": "PARTY", "full_name": ALICE.full_name, "address": ALICE.address, "kind": "REFLECTION",
    "matter": MATTER, "person_count": "1", "topic": "member_ethics",
}  # fmt: skip


@pytest.fixture
def office(world: World) -> Actor:
    return party_office(world)


def concerns(office: Actor, who: Actor | None, **changes: Any) -> Registration:
    """A walk-in about somebody of this unit."""
    told = {"line": Line.PARTY, "topic": "member_ethics", "matter": MATTER, **changes}
    return registered(office, concerned=(str(who.account_id),) if who else (), **told)


def heard(world: World, office: Actor) -> Registration:
    """The secretary's own conduct was spoken of in an open session: noted, concluded, in the minutes."""
    session = open_session(office, line=Line.PARTY)
    row = concerns(office, world.actor("w111", "secretary"), source=RegistrationSource.WALK_IN, session=session)
    queue.begin_reception(row, actor=office)
    lead = bodies.body(world.actor("w111", "admin"), "Ủy ban Kiểm tra", Line.PARTY)
    day.conclude_item(session, bodies.item(lead, "Kiểm tra dấu hiệu vi phạm."), registration=row, actor=office)
    day.save_note(session, kind=EntryKind.STATEMENT, typed=MATTER, version=0, registration_id=row.pk, actor=office)
    day.draft_minutes(session, actor=office)
    return Registration.objects.get(pk=row.pk)


def test_pages_of_the_member_concerned_show_nothing_of_it(world: World, office: Actor) -> None:
    with world.scope("w111"):
        row = heard(world, office)
        task = Task.objects.get(registration_id=row.pk)
        conclusion, minutes = Conclusion.objects.get(), Document.objects.get(kind="MINUTES")
    alone = [
        f"receptions/registrations/{row.pk}/",
        f"receptions/registrations/{row.pk}/brief/",
        f"tasks/{task.pk}/",
        f"conclusions/{conclusion.pk}/",
        f"documents/{minutes.pk}/",
    ]
    among = [
        "receptions/registrations/?status=ALL",
        "receptions/registrations/?status=ALL&q=suy+thoai",
        f"receptions/{row.session_id}/",
        f"receptions/{row.session_id}/reception/",
        "receptions/register/",
        "receptions/mine/",
        "tasks/?status=ALL",
        "conclusions/",
        "documents/",
    ]
    clerk, member = world.client("w111", office_name(office)), world.client("w111", "secretary")
    assert [clerk.get(DESK + one).status_code for one in alone] == [200] * 5
    assert [member.get(DESK + one).status_code for one in alone] == [404] * 5
    secrets = (MATTER, ALICE.full_name, "Kiểm tra dấu hiệu vi phạm.", str(row.pk), str(task.pk), str(minutes.pk))
    for address in among:
        shown = member.get(DESK + address)
        assert shown.status_code == 200, address
        text = shown.content.decode()
        assert [one for one in secrets if one in text] == [], address
    assert MATTER in clerk.get(DESK + among[2]).content.decode()


def office_name(office: Actor) -> str:
    return Account.objects.get(pk=office.account_id).username.partition(".")[0]


def test_actions_of_the_member_concerned_do_not_find_it(world: World, office: Actor) -> None:
    secretary = world.actor("w111", "secretary")
    with world.scope("w111"):
        row, other = concerns(office, secretary), concerns(office, None)
        assert list(visible_registrations(secretary)) == [other]
        assert visible_registrations(office).count() == 2
        with pytest.raises(errors.NotFound):
            get_registration(secretary, row.pk)
        with pytest.raises(errors.NotFound):
            invite(row, channel="PHONE", actor=secretary)


def test_visit_about_oneself_is_not_in_ones_register(world: World, office: Actor) -> None:
    secretary = world.actor("w111", "secretary")
    with world.scope("w111"):
        row = heard(world, office)
        queue.end_reception(row, actor=office)
        on = row.session.held_on  # type: ignore[union-attr]
        assert visits_of(office, Period(on, on)).count() == 1
        assert visits_of(secretary, Period(on, on)).count() == 0


def test_it_stays_on_the_party_line_even_in_a_linked_session_and_makes_no_shared_case(
    world: World, office: Actor
) -> None:
    chief = world.actor("w111", "chief")
    with world.scope("w111"):
        with pytest.raises(errors.Invalid) as refused:
            registered(chief, topic="member_ethics", concerned=())
        assert "topic" in refused.value.fields
        row = heard(world, office)
        queue.end_reception(row, actor=office)
        assert row.session is not None
        row.session.is_linked = True
        row.session.save(update_fields=["is_linked"])
        assert not visible_registrations(chief).exists()
        with pytest.raises(errors.InvalidTransition) as no_case:
            make_case(row, field="land", actor=office)
        assert no_case.value.code == "party_discipline"


def test_the_counter_asks_who_is_concerned_only_for_such_a_topic(world: World, office: Actor) -> None:
    clerk = world.client("w111", office_name(office))
    secretary = world.account("w111", "secretary")
    assert 'name="concerned"' not in clerk.get(NEW).content.decode()
    asked = clerk.post(NEW, {**TYPED, "once_key": "k1"})
    assert asked.status_code == 422
    page = asked.content.decode()
    assert 'name="concerned"' in page
    assert MATTER in page
    assert secretary.full_name in page
    assert str(office.account_id) not in page
    both = clerk.post(NEW, {**TYPED, "once_key": "k1", "concerned": ["NOBODY", str(secretary.pk)]})
    assert both.status_code == 422
    done = clerk.post(NEW, {**TYPED, "once_key": "k1", "concerned": [str(secretary.pk)]})
    assert done.status_code == 303
    with world.scope("w111"):
        assert Registration.objects.get().concerned == [str(secretary.pk)]
    plain = clerk.post(NEW, {**TYPED, "topic": "", "once_key": "k2"})
    assert plain.status_code == 303


def test_who_is_concerned_does_not_enter_it_and_strangers_are_refused(world: World, office: Actor) -> None:
    stranger = world.account("w112", "officer")
    with world.scope("w111"):
        for concerned in (None, (str(office.account_id),), (str(stranger.pk),)):
            with pytest.raises(errors.Invalid) as refused:
                registered(office, line=Line.PARTY, topic="member_ethics", concerned=concerned)
            assert "concerned" in refused.value.fields
        assert not Registration.objects.exists()

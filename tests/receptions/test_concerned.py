"""Whom a matter of Party discipline concerns is corrected; no number, sum or case tells that person of it."""

from datetime import timedelta
from typing import Any

import pytest

from identity.actors import Actor
from kernel import clock, errors
from kernel.journal import events
from registry.levels import Line
from tenants.cases import policies as case_policies
from tenants.cases.actions.assigning import assign_case
from tenants.cases.queries.counters import counters
from tenants.documents.withheld import provider_for
from tenants.receptions.actions import queue
from tenants.receptions.actions.registrations import correct_concerned, link_case
from tenants.receptions.enums import RegistrationSource
from tenants.receptions.models import Registration
from tenants.receptions.policies.registrations import get_registration, visible_registrations
from tenants.receptions.queries.day import day_page
from tenants.receptions.queries.mine import mine
from tenants.receptions.queries.register import Period, count
from tenants.receptions.queries.sessions import session_page
from tests.api.test_cases import Caller
from tests.factories import cases
from tests.factories.dialogues import party_office
from tests.factories.registrations import open_session, registered
from tests.receptions.test_party_discipline import concerns, office_name
from tests.world import World

DESK = "/u/w111/desk/"


@pytest.fixture
def office(world: World) -> Actor:
    return party_office(world)


def correct(row: Registration, who: Actor | None, actor: Actor, **more: Any) -> Registration:
    told = (str(who.account_id),) if who else ()
    return correct_concerned(row, concerned=told, reason="Công dân nói rõ thêm.", actor=actor, **more)


def test_who_is_concerned_is_corrected_by_the_office_and_by_the_head(world: World, office: Actor) -> None:
    secretary, chairman = world.actor("w111", "secretary"), world.actor("w111", "chairman")
    with world.scope("w111"):
        row = concerns(office, None)
        correct(get_registration(secretary, row.pk), chairman, secretary)
        row = get_registration(secretary, row.pk)
        assert row.concerned == [str(chairman.account_id)]
        correct(row, secretary, office)
        with pytest.raises(errors.NotFound):
            get_registration(secretary, row.pk)
        with pytest.raises(errors.NotFound):
            correct(row, None, secretary)
        told = [one.data for one in events.of_case(row.pk) if one.kind == "concerned_corrected"]
        assert [(one["before"], one["after"]) for one in told] == [(0, 1), (1, 1)]
        assert str(secretary.account_id) not in str(told)


def test_nobody_names_the_own_self_a_stranger_or_concerned_people_of_another_matter(
    world: World, office: Actor
) -> None:
    stranger = world.actor("w112", "officer")
    with world.scope("w111"):
        row = concerns(office, None)
        for who in (office, stranger):
            with pytest.raises(errors.Invalid) as refused:
                correct(row, who, office)
            assert "concerned" in refused.value.fields
        plain = registered(office, line=Line.PARTY)
        with pytest.raises(errors.InvalidTransition) as other:
            correct(plain, None, office)
        assert other.value.code == "not_discipline"
        with pytest.raises(errors.Conflict):
            correct(row, None, office, version=row.version + 5)


def test_the_page_corrects_it_shows_whom_it_concerns_and_is_not_there_for_who_was_named(
    world: World, office: Actor
) -> None:
    secretary = world.actor("w111", "secretary")
    with world.scope("w111"):
        row = concerns(office, None)
    one = f"{DESK}receptions/registrations/{row.pk}/"
    clerk, member = world.client("w111", office_name(office)), world.client("w111", "secretary")
    assert "không có ai" in clerk.get(one).content.decode()
    form = clerk.get(one + "concerned/").content.decode()
    assert str(secretary.account_id) in form
    assert str(office.account_id) not in form
    empty = clerk.post(one + "concerned/", {"concerned": [str(secretary.account_id)], "reason": ""})
    assert empty.status_code == 422
    assert (
        clerk.post(one + "concerned/", {"concerned": [str(secretary.account_id)], "reason": "Nêu rõ tên."}).status_code
        == 303
    )
    assert world.account("w111", "secretary").full_name in clerk.get(one).content.decode()
    assert member.get(one).status_code == 404
    assert member.get(one + "concerned/").status_code == 404
    assert world.client("w111", "officer").get(one + "concerned/").status_code == 404


def test_no_number_of_the_day_tells_the_person_concerned(world: World, office: Actor) -> None:
    secretary = world.actor("w111", "secretary")
    with world.scope("w111"):
        session = open_session(office, line=Line.PARTY)
        first = registered(office, line=Line.PARTY, source=RegistrationSource.WALK_IN, session=session)
        hidden = concerns(office, secretary, source=RegistrationSource.WALK_IN, session=session)
        second = registered(office, line=Line.PARTY, source=RegistrationSource.WALK_IN, session=session)
        for row in (first, hidden, second):
            queue.begin_reception(row, actor=office)
            queue.end_reception(row, actor=office)
        assert [line.row.queue_no for line in day_page(secretary, session.pk).queue] == [1, 2]
        assert [line.row.queue_no for line in day_page(office, session.pk).queue] == [1, 2, 501]
        for actor, expected in ((secretary, 2), (office, 3)):
            assert day_page(actor, session.pk).counters.visits == expected
            assert session_page(actor, session.pk).row.registered == expected
            assert count(actor, Period(session.held_on, session.held_on)) == expected
        assert counters(office.unit, session.held_on, session.held_on).visits == 3
    today = world.client("w111", "secretary").get(DESK)
    assert hidden.number not in today.content.decode()


def test_a_place_in_the_queue_moves_apart_when_somebody_turns_out_to_be_concerned(world: World, office: Actor) -> None:
    with world.scope("w111"):
        session = open_session(office, line=Line.PARTY)
        row = concerns(office, None, source=RegistrationSource.WALK_IN, session=session)
        assert row.queue_no == 1
        assert correct(row, world.actor("w111", "secretary"), office).queue_no == 501
        called = concerns(office, None, source=RegistrationSource.WALK_IN, session=session)
        queue.call(called, actor=office)
        assert correct(called, world.actor("w111", "secretary"), office).queue_no == called.queue_no


def linked(world: World, office: Actor, who: Actor) -> Any:
    """A case of the Government line to which a matter about ``who`` belongs."""
    case = cases.take_in(world.actor("w111", "officer"))
    row = concerns(office, who)
    link_case(row, number=case.number, actor=office)
    return case


def test_a_case_it_belongs_to_does_not_exist_for_the_person_concerned(world: World, office: Actor) -> None:
    chief, officer = world.actor("w111", "chief"), world.actor("w111", "officer")
    with world.scope("w111"):
        case, other = linked(world, office, chief), cases.take_in(officer)
        assert set(case_policies.visible_cases(officer)) == {case, other}
        assert set(case_policies.visible_cases(chief)) == {other}
        with pytest.raises(errors.NotFound):
            case_policies.get_case(chief, case.pk)
        assert not case_policies.may(chief, "view", cases.found(case.pk)).ok
        assert world.account("w111", "chief") not in case_policies.holders("view", cases.found(case.pk))
        on = clock.today()
        assert counters(chief.unit, on, on, seen_by=chief).cases == 1
        assert counters(chief.unit, on, on, seen_by=officer).cases == 2
        assert count(chief, Period(on, on)) == 1
        with clock.at(on + timedelta(days=90)):
            assert (mine(officer).overdue, mine(chief).overdue) == (2, 1)
        assert case.pk not in set(visible_registrations(chief).values_list("case_id", flat=True))
    for path in ("", "cases/", "cases/?q=" + case.number, "receptions/register/", f"cases/?status=ALL&q={case.number}"):
        shown = world.client("w111", "chief").get(DESK + path)
        assert shown.status_code == 200
        assert str(case.pk) not in shown.content.decode(), path
    assert world.client("w111", "chief").get(f"{DESK}cases/{case.pk}/").status_code == 404
    assert world.client("w111", "officer").get(f"{DESK}cases/{case.pk}/").status_code == 200


def test_a_case_is_neither_handled_by_nor_given_to_whom_its_matter_concerns(world: World, office: Actor) -> None:
    chief, handler = world.actor("w111", "chief"), world.actor("w111", "handler")
    with world.scope("w111"):
        case = cases.take_in(world.actor("w111", "officer"))
        assign_case(case, to=handler.account_id, actor=chief)
        row = concerns(office, handler)
        with pytest.raises(errors.Invalid) as handled:
            link_case(row, number=case.number, actor=office)
        assert handled.value.code == "handler_concerned"
        row = correct(row, None, office)
        link_case(row, number=case.number, actor=office)
        with pytest.raises(errors.Invalid) as corrected:
            correct(row, handler, office)
        assert corrected.value.code == "handler_concerned"
        free = linked(world, office, handler)
        with pytest.raises(errors.Invalid) as given:
            assign_case(free, to=handler.account_id, actor=chief)
        assert given.value.code == "assignee_concerned"


def test_asking_about_one_case_costs_one_query_whoever_asks_and_finds_nothing_of_others(
    world: World, office: Actor, django_assert_num_queries: Any
) -> None:
    with world.scope("w111"):
        case = cases.found(linked(world, office, world.actor("w111", "chief")).pk)
        provider = provider_for(office)
        assert provider is not None
        assert provider.concerned_by(case.pk) == {str(world.actor("w111", "chief").account_id)}
        assert provider.concerned_by(cases.take_in(world.actor("w111", "officer")).pk) == frozenset()
        people = [world.account("w111", name).pk for name in ("chief", "officer", "handler")]
        with django_assert_num_queries(1):
            assert [case_policies.is_withheld(case, one) for one in people] == [True, False, False]


def test_the_api_corrects_it_and_answers_as_if_it_were_not_there(world: World, office: Actor) -> None:
    secretary, chairman = world.account("w111", "secretary"), world.account("w111", "chairman")
    with world.scope("w111"):
        row = concerns(office, None)
    path = f"registrations/{row.pk}/concerned/"
    head, clerk = Caller(world, "w111", "secretary"), Caller(world, "w111", office_name(office))
    sent = {"concerned": [str(chairman.pk)], "reason": "Nói rõ thêm."}
    first, again = (head.post(path, sent, Idempotency_Key="c1") for _call in range(2))
    assert (first.status_code, again.json()["version"]) == (200, first.json()["version"])
    assert clerk.post(path, {**sent, "concerned": [str(office.account_id)]}).status_code == 422
    assert clerk.post(path, {**sent, "concerned": [str(secretary.pk)]}).status_code == 200
    assert head.post(path, sent).status_code == 404
    assert Caller(world, "w111", "officer").post(path, sent).status_code == 404
    entered = clerk.post(
        "registrations/",
        {
            "line": "PARTY", "kind": "REFLECTION", "topic": "member_ethics", "concerned": [str(secretary.pk)],
            "matter": "Lối sống.", "people": [{"full_name": "Lê Thị Cúc", "address": "Ấp Tây"}],
        },
    )  # fmt: skip
    assert entered.status_code == 201, entered.content
    assert head.get(f"registrations/{entered.json()['id']}/").status_code == 404

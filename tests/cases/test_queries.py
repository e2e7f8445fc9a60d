"""Lists, pages and figures: what they find, and that their queries do not grow with the rows."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from identity.actors import Actor
from kernel import clock, errors
from tenants.cases import queries
from tenants.cases.actions import working
from tenants.cases.enums import CaseKind, CaseStatus, Channel
from tenants.cases.queries import CaseFilters
from tests.factories import cases as make
from tests.world import World


def counted(read: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        read()
    return len(seen)


@pytest.mark.parametrize(
    "words", ["hoà bình", "Hòa Bình", "HOA BINH", "đường hoa bình", "duong hòa", "000001", "nguyen an"]
)
def test_search_finds_with_and_without_marks(world: World, words: str) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        case = make.take_in(officer, content="Đèn đường Hoà Bình hỏng.")
        make.take_in(officer, content="Rác thải.", people=(make.BOB,))
        assert list(queries.case_list(officer, CaseFilters(text=words))) == [case]


def test_search_looks_for_every_word(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        make.take_in(officer)
        assert not queries.case_list(officer, CaseFilters(text="bồi thường trăng sao")).exists()


def test_each_filter_narrows(world: World) -> None:
    officer, chief, handler = (world.actor("w111", name) for name in ("officer", "chief", "handler"))
    assert handler.account_id
    with world.scope("w111"):
        with clock.at(date(2026, 1, 5)):
            old = make.take_in(officer, channel=Channel.POST)
        proposal = make.take_in(officer, kind=CaseKind.PROPOSAL)
        mine = make.assigned(officer, chief, handler.account_id, field="policy")
        closed = make.close(make.take_in(officer), chief)

        def found(**filters: object) -> set[object]:
            return set(queries.case_list(officer, CaseFilters(**filters)))  # type: ignore[arg-type]

        assert found() == {old, proposal, mine, closed}
        assert found(status=(CaseStatus.CLOSED,)) == {closed}
        assert found(kind=(CaseKind.PROPOSAL,)) == {proposal}
        assert found(field=("policy",)) == {mine}
        assert found(channel=(Channel.POST,)) == {old}
        assert found(assignee=handler.account_id) == {mine}
        assert found(assignee="nobody") == {old, proposal, closed}
        assert found(due="overdue") == {old}
        assert found(due="none") == {closed}
        assert found(received_to=date(2026, 1, 31)) == {old}
        assert found(received_from=date(2026, 2, 1), kind=(CaseKind.COMPLAINT,)) == {mine, closed}
        assert found(direction="here") == {old, proposal, mine}
        assert found(direction="ended") == {closed}
        assert found(direction="in") == found(direction="out") == set()


@pytest.mark.parametrize(
    "read",
    [
        lambda actor: queries.case_rows(actor, list(queries.case_list(actor))),
        queries.today,
        queries.inbox,
        queries.workload,
    ],
    ids=["list", "today", "inbox", "workload"],
)
def test_queries_do_not_grow_with_the_rows(world: World, read: Callable[[Actor], object]) -> None:
    officer, chief, handler = (world.actor("w111", name) for name in ("officer", "chief", "handler"))
    assert handler.account_id
    with world.scope("w111"):

        def one_more(people: make.PersonData) -> None:
            with clock.at(date(2026, 3, 2)):
                case = make.assigned(officer, chief, handler.account_id, people=(people,))
                working.ask_supplement(case, text="Giấy tờ.", due_on=date(2026, 3, 9), actor=handler)
                make.take_in(officer, people=(people,))

        one_more(make.ALICE)
        once = counted(lambda: read(chief))
        one_more(make.BOB)
        one_more(make.CHARLIE)
        assert counted(lambda: read(chief)) == once


def test_case_page_queries_do_not_grow_with_what_happened(world: World) -> None:
    officer, chief = world.actor("w111", "officer"), world.actor("w111", "chief")
    with world.scope("w111"):
        case = make.take_in(officer)
        make.note(case, officer)
        once = counted(lambda: queries.case_page(chief, case.pk))
        for _ in range(3):
            make.note(case, officer)
            working.ask_supplement(case, text="Giấy tờ.", due_on=clock.today(), actor=officer)
        assert counted(lambda: queries.case_page(chief, case.pk)) == once
        assert once <= 30


def test_case_page_shows_what_is_possible_and_why_not(world: World) -> None:
    officer, chief = world.actor("w111", "officer"), world.actor("w111", "chief")
    with world.scope("w111"):
        case = make.take_in(officer)
        page = queries.case_page(chief, case.pk)
        assert {"assign", "answer", "escalate", "transfer"} <= {action.verb for action in page.possible}
        refused = {action.verb: action.reason for action in page.impossible}
        assert "chưa trả lời công dân" in refused["close"]
        assert "accept" in refused
        # What the role never may is not even listed.
        assert "answer" not in {action.verb for action in queries.case_page(officer, case.pk).impossible}
        assert [station.name for station in page.road] == ["Phường Hòa Bình"]
        assert page.road[0].is_now
        assert page.nearest_due is not None
        assert page.senders[0].full_name == make.ALICE.full_name
        assert [entry.title for entry in page.timeline] == ["Vào sổ"]


def test_workload_says_who_has_how_much_and_what_is_forgotten(world: World) -> None:
    officer, chief, handler = (world.actor("w111", name) for name in ("officer", "chief", "handler"))
    assert handler.account_id
    with world.scope("w111"):
        with clock.at(clock.now() - timedelta(days=6)):
            forgotten = make.assigned(officer, chief, handler.account_id)
            make.take_in(officer)
        make.assigned(officer, chief, handler.account_id)
        rows = {row.name: row for row in queries.workload(chief)}
        assert (rows[handler.name].open, rows[handler.name].untouched) == (2, 1)
        assert rows[handler.name].oldest_on == forgotten.received_on
        assert (rows[""].open, rows[""].untouched) == (1, 1)
        assert rows[officer.name].open == 0
        assert queries.open_counts(chief) == {handler.account_id: 2}
        with pytest.raises(errors.NotPermitted):
            queries.workload(officer)


def test_today_shows_each_actor_their_own_day(world: World) -> None:
    officer, chief, handler = (world.actor("w111", name) for name in ("officer", "chief", "handler"))
    assert handler.account_id
    with world.scope("w111"):
        with clock.at(date(2026, 1, 5)):
            late = make.assigned(officer, chief, handler.account_id)
        fresh = make.take_in(officer)
        mine = queries.today(handler)
        assert mine.overdue.ids == mine.mine.ids == [late.pk]
        assert mine.pressing[0].row.is_overdue
        assert mine.unassigned.count == 0
        unit = queries.today(chief)
        assert unit.unassigned.ids == [fresh.pk]
        assert unit.untouched.ids == [late.pk]
        assert [one.row.case for one in mine.pressing] == [late]
        assert [one.row.case for one in unit.pressing] == [late, fresh]
        assert unit.pressing[1].reasons == ["chưa phân công"]


def test_today_shows_a_case_once_with_all_its_reasons_the_latest_first(world: World) -> None:
    officer, chief = world.actor("w111", "officer"), world.actor("w111", "chief")
    with world.scope("w111"):
        made = []
        for day in (date(2026, 3, 9), date(2026, 1, 5)):
            with clock.at(day):
                made.append(make.take_in(officer))
        page = queries.today(chief)
        assert [one.row.case for one in page.pressing] == made[::-1]
        assert {page.overdue.count, page.unassigned.count, page.untouched.count} == {2}
        for one in page.pressing:
            assert one.row.is_overdue
            assert one.reasons[0] == "chưa phân công"
            assert "ngày chưa ai động đến" in one.reasons[1]
    shown = world.client("w111", "chief").get("/u/w111/desk/").content.decode()
    for case in made:
        assert shown.count(f"<b>{case.number}</b>") == 1


def test_list_row_names_the_first_sender_and_how_many_more(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        make.take_in(officer, make.group(12, 3))
        (row,) = queries.case_rows(officer, list(queries.case_list(officer)))
        assert row.people == "Người đại diện 0 (+11)"
        assert row.field_label == "Đất đai"


def test_people_lookup_needs_the_right_and_some_letters(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        make.take_in(officer)
        assert [hit.full_name for hit in queries.people_lookup(officer, "089185001234")] == [make.ALICE.full_name]
        assert queries.people_lookup(officer, "n") == []
        with pytest.raises(errors.NotPermitted):
            queries.people_lookup(world.actor("w111", "handler"), "nguyen")
    with world.scope("w112"):
        assert queries.people_lookup(world.actor("w112", "officer"), "nguyen") == []

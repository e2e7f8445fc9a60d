"""A session from the plan to the day: made, given its day, posted, put off, approved, held or missed."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from deadlines.models import DueItem
from identity.actors import Actor, system_actor
from kernel import clock
from kernel.errors import Conflict, Invalid, InvalidTransition, NotFound, NotPermitted
from kernel.journal import events
from registry.levels import Line
from tenants.conclusions.actions.preparing import agree_position, receive_preparation
from tenants.documents.actions.notices import record_delivery
from tenants.documents.models import Notice
from tenants.receptions.actions import registrations, sessions
from tenants.receptions.actions.sessions import Arrangement, Participant
from tenants.receptions.enums import ChangeReason, Ground, HostMode, PlanStatus, SessionMode, SessionStatus
from tenants.receptions.models import Plan, ReceptionSession, Registration
from tenants.receptions.policies import sessions as policies
from tenants.receptions.queries.conflicts import conflicts_of
from tenants.receptions.queries.duties import session_facts
from tenants.receptions.queries.sessions import untold_sessions
from tenants.staff.models import Delegation
from tests.factories import receptions as make
from tests.world import World

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
JANUARY = date(2026, 1, 6)


@pytest.fixture
def office(world: World) -> Actor:
    """The secretary's own right hand: the chief of the Party line."""
    return party(world, "chief")


def party(world: World, who: str) -> Actor:
    """A person of the ward who works on the Party line, too."""
    from dataclasses import replace

    actor = world.actor("w111", who)
    return replace(actor, lines=frozenset({Line.PARTY, Line.GOVERNMENT}))


def due_of(row: ReceptionSession) -> dict[str, tuple[date, bool]]:
    return {
        item.kind: (item.due_on, item.is_open) for item in DueItem.objects.filter(case_id=row.pk, is_superseded=False)
    }


def november(office: Actor) -> ReceptionSession:
    return next(row for row in make.year_of(office) if row.planned_on.month == 11)


def test_a_year_of_the_fifteenth_is_made_once_and_the_fifteenth_of_november_waits_for_the_head(
    world: World, office: Actor
) -> None:
    with world.scope("w111"), clock.at(JANUARY):
        plan = make.issued_plan()
        made = sessions.generate_sessions(plan, actor=office).made
        assert [row.planned_on.month for row in made] == list(range(1, 13))
        assert sessions.generate_sessions(plan, actor=office) == sessions.Generated()
        assert ReceptionSession.objects.count() == 12
        row = made[10]
        assert row.is_waiting_for_day
        assert [one["on"] for one in row.proposals] == ["2026-11-13", "2026-11-16", "2026-11-17"]
        assert due_of(row) == {"A1": (date(2026, 11, 9), True)}
        assert (made[9].held_on, made[9].head_name) == (
            date(2026, 10, 15),
            world.account("w111", "secretary").full_name,
        )
        assert [one["name"] for one in row.participants] == ["Đại diện lãnh đạo UBND phường", "Ủy ban Mặt trận Tổ quốc"]


def test_a_year_takes_as_many_statements_for_twelve_sessions_as_for_fifty_two(world: World, office: Actor) -> None:
    with world.scope("w111"), clock.at(JANUARY):
        counts = []
        for line, values in (
            (Line.PARTY, {}),
            (Line.GOVERNMENT, {"reception_per": "WEEK", "reception_on": [{"weekday": 3}]}),
        ):
            plan = make.issued_plan(line=line, **values)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                made = sessions.generate_sessions(plan, actor=office).made
            counts.append((len(made), len(asked)))
        (few, asked_few), (many, asked_many) = counts
        assert (few, many) == (12, 52)
        assert asked_many == asked_few < 45


def test_a_draft_and_another_lines_plan_make_no_sessions(world: World, office: Actor) -> None:
    with world.scope("w111"), clock.at(JANUARY):
        plan = make.issued_plan()
        with pytest.raises(NotFound):
            sessions.generate_sessions(plan, actor=world.actor("w111", "chief"))
        with pytest.raises(NotPermitted):
            sessions.generate_sessions(plan, actor=party(world, "handler"))
        Plan.objects.filter(pk=plan.pk).update(status=PlanStatus.REPLACED)
        plan.refresh_from_db()
        with pytest.raises(InvalidTransition, match="chưa có số và ngày"):
            sessions.generate_sessions(plan, actor=office)


def test_an_amendment_moves_only_future_sessions_that_nobody_touched(world: World, office: Actor) -> None:
    with world.scope("w111"), clock.at(JANUARY):
        plan = make.issued_plan()
        made = sessions.generate_sessions(plan, actor=office).made
        sessions.set_security_plan(made[5], text="Hai công an phường.", actor=office)
        make.registration(made[6])
    with world.scope("w111"), clock.at(date(2026, 4, 20)):
        done = sessions.generate_sessions(make.amended_plan(plan, reception_on=[{"day": 20}]), actor=office)
        days = {row.planned_on.month: row.planned_on.day for row in ReceptionSession.objects.all()}
        assert days == {**dict.fromkeys(range(1, 13), 20), 1: 15, 2: 15, 3: 15, 4: 15, 6: 15, 7: 15}
        assert [row.planned_on.month for row in done.left] == [6, 7]
        assert (done.removed, len(done.made), len(done.changed)) == (6, 6, 0)


def test_an_amendment_that_keeps_the_day_changes_hours_of_untouched_sessions(world: World, office: Actor) -> None:
    with world.scope("w111"), clock.at(JANUARY):
        plan = make.issued_plan()
        sessions.generate_sessions(plan, actor=office)
    with world.scope("w111"), clock.at(date(2026, 4, 20)):
        done = sessions.generate_sessions(make.amended_plan(plan, reception_hours=["13:30", "17:00"]), actor=office)
        assert (len(done.made), len(done.changed), done.removed) == (0, 8, 0)
        assert ReceptionSession.objects.get(planned_on__month=10).starts_at == time(13, 30)
        assert ReceptionSession.objects.get(planned_on__month=3).starts_at == time(7, 30)
        assert DueItem.objects.open().filter(kind="A1", due_on__month=10).count() == 1


def test_the_head_chooses_a_proposed_day_and_another_one_only_with_a_reason(world: World, office: Actor) -> None:
    with world.scope("w111"), clock.at(JANUARY):
        row = november(office)
        with pytest.raises(Invalid) as refused:
            sessions.choose_day(row, on=date(2026, 11, 18), actor=office)
        assert "why" in refused.value.fields
        with pytest.raises(Invalid, match="ngày nghỉ"):
            sessions.choose_day(row, on=date(2026, 11, 24), why="x", actor=office)
        row = sessions.choose_day(row, on=date(2026, 11, 13), actor=office)
        assert (row.held_on, row.is_automatic, row.is_waiting_for_day) == (date(2026, 11, 13), False, False)
        assert due_of(row) == {"A1": (date(2026, 11, 6), True)}
        assert events.of_case(row.pk).last().kind == "session_day_chosen"  # type: ignore[union-attr]


def test_nobody_chose_by_the_last_posting_day_so_the_next_working_day_is_taken_and_marked(
    world: World, office: Actor
) -> None:
    system = system_actor(world.unit("w111"))
    with world.scope("w111"), clock.at(JANUARY):
        row = november(office)
    with world.scope("w111"), clock.at(date(2026, 11, 8)):
        sessions.sweep_sessions(actor=system)
        row.refresh_from_db()
        assert row.is_waiting_for_day
    with world.scope("w111"), clock.at(date(2026, 11, 9)):
        assert sessions.sweep_sessions(actor=system) == 1
        assert sessions.sweep_sessions(actor=system) == 0
        row.refresh_from_db()
        assert (row.held_on, row.is_automatic) == (date(2026, 11, 16), True)


def test_posting_meets_the_duty_and_a_late_one_says_so_for_ever(world: World, office: Actor) -> None:
    with world.scope("w111"), clock.at(date(2026, 1, 6)):
        rows = make.year_of(office)
        in_time, late = rows[1], rows[2]
        sessions.choose_day(in_time, on=date(2026, 2, 23), actor=office)
        sessions.choose_day(late, on=date(2026, 3, 16), actor=office)
    with world.scope("w111"), clock.at(date(2026, 2, 6)):
        row = sessions.post_session(in_time, where="Bảng tin phòng tiếp", actor=office)
        assert (row.status, row.postings[0]["is_late"]) == (SessionStatus.PUBLISHED, False)
        assert due_of(row)["A1"][1] is False
    with world.scope("w111"), clock.at(date(2026, 3, 10)):
        with pytest.raises(Invalid, match="chưa đến"):
            sessions.post_session(late, where="Bảng tin", posted_at=datetime(2026, 3, 11, 8, tzinfo=ZONE), actor=office)
        row = sessions.post_session(late, where="Bảng tin phòng tiếp", actor=office)
        assert row.postings[0]["is_late"] is True
        again = sessions.post_session(row, where="Trang thông tin", channel="WEBSITE", actor=office)
        assert (len(again.postings), again.posted_at) == (2, row.posted_at)


def test_a_postponed_session_hands_its_people_on_and_tells_them(world: World, office: Actor) -> None:
    with world.scope("w111"), clock.at(date(2026, 10, 5)):
        row = next(one for one in make.year_of(office) if one.planned_on.month == 10)
        make.registration(row)
        make.registration(row, name="", people=[], kind="DENUNCIATION", number="DK-2")
        sessions.set_participants(row, [Participant("Công an phường"), Participant("Mặt trận")], actor=office)
        row.refresh_from_db()
        row.participants[0]["invited"] = True
        row.save(update_fields=["participants"])
        new = sessions.postpone_session(
            row, to=date(2026, 10, 22), reason=ChangeReason.WORK, why="Bí thư họp tại tỉnh", actor=office
        )
        row.refresh_from_db()
        assert (row.status, new.moved_from_id, new.planned_on) == (SessionStatus.POSTPONED, row.pk, row.planned_on)
        assert Registration.objects.filter(session=new).count() == 2
        assert due_of(row) == {"A1": (date(2026, 10, 8), False), "A2": (date(2026, 10, 5), True)}
        assert due_of(new) == {"A1": (date(2026, 10, 15), True)}
        told = {(one.recipient_name, one.channel, one.is_neutral) for one in Notice.objects.about("SESSION", row.pk)}
        assert told == {
            ("Nguyễn Thị An", "PHONE", False),
            ("Công dân đăng ký số DK-2", "HAND", True),
            ("Công an phường", "HAND", False),
        }
        assert "22/10/2026" in Notice.objects.get(recipient_name="Công an phường").text
        assert untold_sessions(office) == [(row, 3)]
        posted = sessions.post_session(new, where="Bảng tin phòng tiếp", actor=office)
        assert due_of(row)["A2"][1] is False
        assert posted.postings[0]["is_late"] is False


def test_postponing_refuses_the_past_a_day_off_and_a_day_that_is_taken(world: World, office: Actor) -> None:
    with world.scope("w111"), clock.at(date(2026, 8, 5)):
        rows = {one.planned_on.month: one for one in make.year_of(office)}
        told: dict[str, Any] = {"reason": ChangeReason.WORK, "why": "Họp", "actor": office}
        for day in (date(2026, 8, 4), date(2026, 9, 2), rows[10].held_on, date(2026, 9, 15)):
            with pytest.raises(Invalid):
                sessions.postpone_session(rows[9], to=day, **told)
        with pytest.raises(Invalid):
            sessions.postpone_session(rows[9], to=date(2026, 9, 17), reason="WORK", why=" ", actor=office)
        assert Notice.objects.count() == 0


def test_a_cancelled_session_leaves_registrations_for_the_next_and_tells_who_registered(
    world: World, office: Actor
) -> None:
    with world.scope("w111"), clock.at(date(2026, 10, 5)):
        row = make.year_of(office)[0]
        one = make.registration(row)
        sessions.cancel_session(row, reason=ChangeReason.WEATHER, why="Bão số 9", actor=office)
        one.refresh_from_db()
        assert one.session_id is None
        assert Notice.objects.get().matter == "session_cancelled"


def test_only_the_head_of_the_line_approves_an_ad_hoc_session(world: World, office: Actor) -> None:
    secretary, chairman = world.actor("w111", "secretary"), world.actor("w111", "chairman")
    with world.scope("w111"), clock.at(date(2026, 10, 5)):
        for wrong in ({"ground": "OTHER"}, {"ground_text": " "}, {"on": date(2026, 10, 4)}):
            told: dict[str, Any] = {
                "line": Line.PARTY, "on": date(2026, 10, 7), "ground": Ground.PROMINENT, "ground_text": "Đông người",
                "arrangement": Arrangement(time(8), time(11), venue="Phòng tiếp"), "actor": office,
            }  # fmt: skip
            with pytest.raises(Invalid):
                sessions.propose_ad_hoc(**{**told, **wrong})
        row = sessions.propose_ad_hoc(**told)
        assert row.status == SessionStatus.PROPOSED
        with pytest.raises(NotPermitted):
            sessions.approve_ad_hoc(row, actor=office)
        with pytest.raises(NotFound):
            sessions.approve_ad_hoc(row, actor=chairman)
        row = sessions.approve_ad_hoc(row, note="Đồng ý", actor=secretary)
        assert (row.status, row.approved_by_id) == (SessionStatus.PLANNED, secretary.account_id)
        assert row.participants_approved_at is not None
        with pytest.raises(InvalidTransition):
            sessions.decline_ad_hoc(row, why="Thôi", actor=secretary)


def test_a_session_of_the_other_line_is_not_there_unless_the_head_links_it(world: World, office: Actor) -> None:
    chairman, secretary = world.actor("w111", "chairman"), world.actor("w111", "secretary")
    with world.scope("w111"), clock.at(date(2026, 10, 5)):
        row = make.year_of(office)[0]
        assert not policies.visible_sessions(chairman).exists()
        with pytest.raises(NotFound):
            policies.get_session(chairman, row.pk)
        row = sessions.link_session(row, linked=True, actor=secretary)
        assert policies.get_session(chairman, row.pk) == row
        with pytest.raises(NotPermitted):
            sessions.cancel_session(row, reason=ChangeReason.WORK, why="x", actor=chairman)
        sessions.link_session(row, linked=False, actor=secretary)
        with pytest.raises(NotFound):
            policies.get_session(chairman, row.pk)


def test_delegating_needs_a_paper_that_holds_on_the_day_and_is_counted_apart(world: World, office: Actor) -> None:
    deputy = world.account("w111", "officer")
    with world.scope("w111"), clock.at(date(2026, 10, 5)):
        row = make.year_of(office)[0]
        with pytest.raises(Invalid, match="Chưa có văn bản ủy quyền"):
            sessions.delegate_session(row, why="Đi công tác", actor=office)
        Delegation.objects.create(
            principal_id=row.head_id, principal_name="Bí thư", delegate_id=deputy.pk, delegate_name="Phó Bí thư",
            line=Line.PARTY, powers=["receive"], basis="TB 12-TB/ĐU", valid_from=date(2026, 10, 1), valid_to=date(2026, 10, 31),
        )  # fmt: skip
        row = sessions.delegate_session(row, why="Đi công tác", actor=office)
        assert (row.host_name, row.host_mode) == ("Phó Bí thư", HostMode.DELEGATED)
        back = sessions.take_back_delegation(row, actor=office)
        assert (back.host_id, back.host_mode) == (row.head_id, HostMode.IN_PERSON)


def test_online_is_refused_while_a_denouncer_asks_for_protection(world: World, office: Actor) -> None:
    with world.scope("w111"), clock.at(date(2026, 10, 5)):
        row = make.year_of(office)[0]
        online = Arrangement(time(8), time(11), venue="Điểm cầu phường", mode=SessionMode.ONLINE)
        make.registration(row, kind="DENUNCIATION", people=[], asks_protection=True)
        with pytest.raises(Invalid, match="bảo vệ danh tính"):
            sessions.arrange_session(row, online, actor=office)
        Registration.objects.update(asks_protection=False)
        assert sessions.arrange_session(row, online, actor=office).mode == SessionMode.ONLINE


def test_a_session_is_held_only_in_the_area_of_a_unit_below(world: World) -> None:
    from dataclasses import replace

    chief = replace(world.actor("w11", "chief"), lines=frozenset({Line.PARTY}))
    with world.scope("w11"), clock.at(date(2026, 10, 5)):
        row = make.year_of(chief)[0]
        there = Arrangement(None, None, venue="Hội trường", venue_unit_id=world.unit("w112").id)
        assert sessions.arrange_session(row, there, actor=chief).venue_unit_id == world.unit("w112").id
        with pytest.raises(Invalid, match="địa bàn"):
            sessions.arrange_session(
                row, Arrangement(None, None, venue="Hội trường", venue_unit_id=world.unit("w121").id), actor=chief
            )


def test_ready_names_what_is_missing_and_the_security_plan_is_among_it(world: World, office: Actor) -> None:
    secretary = world.actor("w111", "secretary")
    with world.scope("w111"), clock.at(date(2026, 10, 5)):
        row = make.year_of(office)[0]
        one = make.registration(row, status="PROPOSED")
        with pytest.raises(InvalidTransition) as refused:
            sessions.make_ready(row, actor=office)
        assert "Có phương án đảm bảo an ninh, trật tự" in refused.value.facts["missing"]
        assert f"Các đăng ký của buổi tiếp đã được xét, duyệt ({one.number})" in refused.value.facts["missing"]
        assert len(refused.value.facts["missing"]) == 6
        sessions.post_session(row, where="Bảng tin", actor=office)
        sessions.approve_composition(row, actor=secretary)
        for code in ("bodies", "room"):
            row = sessions.tick(row, code, actor=office)
        assert all(body["invited"] for body in row.participants)
        for code in ("security", "invitations", "dossiers"):
            with pytest.raises(Invalid):
                sessions.tick(row, code, actor=office)
        Registration.objects.filter(pk=one.pk).update(status="WITHDRAWN")
        with pytest.raises(InvalidTransition, match="an ninh") as refused:
            sessions.make_ready(row, actor=office)
        assert len(refused.value.facts["missing"]) == 1
        sessions.set_security_plan(row, text="Hai công an phường trực tại phòng tiếp.", actor=office)
        assert sessions.make_ready(row, actor=office).status == SessionStatus.READY
        row = sessions.set_participants(row, [Participant("Công an phường")], actor=office)
        assert (row.status, row.participants_approved_at) == (SessionStatus.PUBLISHED, None)


def test_ready_waits_for_every_invitation_and_dossier_and_names_what_it_waits_for(world: World, office: Actor) -> None:
    secretary = world.actor("w111", "secretary")
    with world.scope("w111"), clock.at(date(2026, 10, 5)):
        row = make.year_of(office)[0]
        one = make.registration(row, status="APPROVED")
        sessions.post_session(row, where="Bảng tin", actor=office)
        sessions.approve_composition(row, actor=secretary)
        sessions.set_security_plan(row, text="Hai công an phường.", actor=office)
        for code in ("bodies", "room"):
            sessions.tick(row, code, actor=office)
        task = registrations.ask_for_dossier(
            one, wanted="Báo cáo bồi thường.", due_on=date(2026, 10, 6), unit_name="Chi nhánh đất đai", actor=office
        )

        def missing() -> list[str]:
            with pytest.raises(InvalidTransition) as refused:
                sessions.make_ready(row, actor=office)
            return [str(what) for what in refused.value.facts["missing"]]

        letters, papers = missing()
        assert letters.endswith(f"({one.number})")
        assert papers.endswith("(Chi nhánh đất đai)")
        registrations.invite(Registration.objects.get(pk=one.pk), channel="PHONE", actor=office)
        assert missing() == [letters, papers]
        record_delivery(Notice.objects.get(matter="invitation"), at=clock.now(), by="Văn thư", actor=office)
        assert missing() == [papers]
        task = receive_preparation(task, text="Báo cáo.", received_on=clock.today(), actor=office)
        assert missing() == [papers]
        agree_position(task, text="Thống nhất.", agreed_on=clock.today(), actor=office)
        assert sessions.make_ready(row, actor=office).status == SessionStatus.READY
        row = sessions.set_participants(row, [Participant("Công an phường")], actor=office)
        sessions.approve_composition(row, actor=secretary)
        assert missing() == ["Đã mời các cơ quan, đơn vị dự"]


def test_the_day_opens_on_its_day_alone_and_says_whether_the_head_was_there(world: World, office: Actor) -> None:
    officer = party(world, "officer")
    with world.scope("w111"), clock.at(date(2026, 10, 5)):
        row = make.year_of(office)[0]
        with pytest.raises(InvalidTransition, match="15/10/2026"):
            sessions.open_day(row, actor=officer)
    with world.scope("w111"), clock.at(date(2026, 10, 15)):
        row = sessions.open_day(row, actor=officer)
        assert (row.status, row.head_name) == (SessionStatus.OPEN, world.account("w111", "secretary").full_name)
        with pytest.raises(InvalidTransition):
            sessions.postpone_session(row, to=date(2026, 10, 20), reason="WORK", why="x", actor=office)
        row = sessions.close_day(row, head_present=True, actor=officer)
        assert (row.status, row.head_present) == (SessionStatus.HELD, True)


def test_a_day_that_passed_without_opening_is_missed_by_the_sweep(world: World, office: Actor) -> None:
    system = system_actor(world.unit("w111"))
    with world.scope("w111"), clock.at(date(2026, 9, 30)):
        row = make.year_of(office)[0]
    with world.scope("w111"), clock.at(date(2026, 10, 15)):
        assert sessions.sweep_sessions(actor=system) == 0
    with world.scope("w111"), clock.at(date(2026, 10, 16)):
        assert sessions.sweep_sessions(actor=system) == 1
        row.refresh_from_db()
        assert row.status == SessionStatus.MISSED


def test_who_comes_second_is_told_who_was_faster(world: World, office: Actor) -> None:
    with world.scope("w111"), clock.at(date(2026, 10, 5)):
        row = make.year_of(office)[0]
        sessions.set_security_plan(row, text="Một", actor=office, version=1)
        with pytest.raises(Conflict) as refused:
            sessions.set_security_plan(row, text="Hai", actor=office, version=1)
        assert refused.value.facts["who"] == office.name


def test_two_sessions_of_one_head_at_one_time_are_warned_of(world: World, office: Actor) -> None:
    secretary = world.actor("w111", "secretary")
    with world.scope("w111"), clock.at(date(2026, 10, 5)):
        row = make.year_of(office)[0]
        other = sessions.propose_ad_hoc(
            line=Line.PARTY, on=row.held_on, ground=Ground.PROMINENT, ground_text="Đông người",
            arrangement=Arrangement(time(10), time(11)), actor=office,
        )  # fmt: skip
        sessions.approve_ad_hoc(other, actor=secretary)
        assert ["Cùng người tiếp" in one.words for one in conflicts_of(row)] == [True]
        sessions.arrange_session(other, Arrangement(time(13, 30), time(16)), actor=office)
        assert conflicts_of(row) == []


def test_a_proposal_nobody_decided_or_the_head_declined_is_no_day_of_reception(world: World, office: Actor) -> None:
    secretary, system = world.actor("w111", "secretary"), system_actor(world.unit("w111"))
    with world.scope("w111"), clock.at(date(2026, 10, 5)):
        declined = sessions.decline_ad_hoc(make.session_on(office, date(2026, 10, 7)), why="Chưa cần", actor=secretary)
        waiting = make.session_on(office, date(2026, 10, 8))
    with world.scope("w111"), clock.at(date(2026, 10, 9)):
        assert sessions.sweep_sessions(actor=system) == 1
        waiting.refresh_from_db()
        assert (declined.status, waiting.status) == (SessionStatus.CANCELLED, SessionStatus.CANCELLED)
        assert Notice.objects.count() == 0
        assert session_facts(Line.PARTY, date(2026, 10, 1), date(2026, 10, 31)) == []

"""From a citizen's registration to a place in the head's session; refusals, seals, the line."""

from datetime import date, timedelta

import pytest

from deadlines.models import DueItem
from identity.actors import Actor
from kernel import clock, errors
from kernel.journal import events
from registry.levels import Line
from tenants.conclusions.models import Task
from tenants.documents.enums import DocumentKind
from tenants.documents.models import Document, Notice
from tenants.receptions.actions import registrations as act
from tenants.receptions.enums import RegistrationSource, RegistrationStatus
from tenants.receptions.models import Registration
from tenants.receptions.policies.registrations import get_registration, visible_registrations
from tenants.receptions.rules import refusal_grounds
from tenants.receptions.rules.applicants import Applicant, RegistrationData
from tests.factories import cases as case_factory
from tests.factories.receptions import issued_plan
from tests.factories.registrations import ALICE, a_session, registered, registration
from tests.world import World


def test_registration_gets_number_code_and_flags(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        made = act.register(
            registration(person_count=12, settled_by="UBND phường"), source=RegistrationSource.COUNTER, actor=officer
        )
        row = made.registration
        assert row.number == f"001/{clock.today().year}"
        assert len(made.code.replace("-", "")) == 14
        assert row.code_digest
        assert made.code.replace("-", "") not in row.code_digest
        assert row.flags == ["CROWD", "NOT_ACCEPTED"]
        assert row.status == RegistrationStatus.SUBMITTED


@pytest.mark.parametrize(("count", "speakers", "ok"), [(7, 2, True), (7, 3, False), (30, 5, True), (30, 6, False)])
def test_group_names_so_many_who_speak_for_it(world: World, count: int, speakers: int, ok: bool) -> None:
    officer = world.actor("w111", "officer")
    people = tuple(Applicant(full_name=f"Đại diện {n}", address="Ấp Đông") for n in range(speakers))
    with world.scope("w111"):
        if ok:
            row = registered(officer, people=people, person_count=count)
            assert row.is_group
            assert all(one["is_representative"] for one in row.people)
        else:
            with pytest.raises(errors.Invalid) as refused:
                registered(officer, people=people, person_count=count)
            assert "people" in refused.value.fields


def test_denouncers_names_are_sealed_and_in_no_table(world: World) -> None:
    officer, chairman = world.actor("w111", "officer"), world.actor("w111", "chairman")
    with world.scope("w111"):
        row = registered(officer, kind="DENUNCIATION", matter="Cán bộ nhận tiền.")
        row.refresh_from_db()
        assert row.people == []
        assert row.names == ""
        assert ALICE.full_name not in str(Registration.objects.values().get(pk=row.pk))
        with pytest.raises(errors.NotPermitted):
            act.unseal(row, reason="Xem", actor=officer)
        assert act.unseal(row, reason="Mời đến buổi tiếp", actor=chairman)[0].full_name == ALICE.full_name
        with pytest.raises(errors.Invalid):
            registered(officer, kind="DENUNCIATION", matter=f"{ALICE.full_name} tố cáo.")


def test_other_line_does_not_see_it(world: World) -> None:
    officer, secretary = world.actor("w111", "officer"), world.actor("w111", "secretary")
    with world.scope("w111"):
        row = registered(officer)
        assert not visible_registrations(secretary).exists()
        with pytest.raises(errors.NotFound):
            get_registration(secretary, row.pk)
        with pytest.raises(errors.NotFound):
            act.refuse_reception(row, ground="L1", explanation="x", actor=secretary)
        with pytest.raises(errors.Invalid):
            registered(officer, line=Line.PARTY)


def test_thirteen_grounds_two_with_a_notice_by_form() -> None:
    found = refusal_grounds.all_grounds()
    assert len(found) == 13
    assert [ground.code for ground in found if ground.needs_notice] == ["L3", "Dh"]
    assert len(refusal_grounds.grounds_on(found[0].valid_from)) == 3


def test_refusal_on_ground_three_drafts_the_form_and_starts_three_working_days(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        row = registered(officer)
        with pytest.raises(errors.Invalid):
            act.refuse_reception(row, ground="X", explanation="Không có.", actor=officer)
        act.refuse_reception(row, ground="L3", explanation="Đã rà soát, thông báo số 12.", actor=officer)
        paper = Document.objects.get(kind=DocumentKind.REFUSAL, subject_id=row.pk)
        assert paper.body["form"] == "01/TCD"
        item = DueItem.objects.get(case_id=row.pk, kind="A7")
        assert item.met_on is None
        assert item.due_on > clock.today()
        act.tell(row, channel="HAND", on=clock.today(), actor=officer)
        item.refresh_from_db()
        assert item.met_on == clock.today()
        assert Notice.objects.filter(subject_id=row.pk).count() == 1


def test_before_july_2026_the_same_refusal_works_and_no_clock_is_opened(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"), clock.at(date(2026, 6, 30)):
        row = act.refuse_reception(registered(officer), ground="L3", explanation="Đã rà soát.", actor=officer)
        assert row.status == RegistrationStatus.REFUSED
        assert Document.objects.filter(kind=DocumentKind.REFUSAL, subject_id=row.pk).exists()
        assert not DueItem.objects.filter(case_id=row.pk).exists()
        act.tell(row, channel="HAND", on=clock.today(), actor=officer)
        assert Notice.objects.filter(subject_id=row.pk).count() == 1


def test_refusal_by_word_of_mouth_writes_no_form(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        row = registered(officer)
        act.refuse_reception(row, ground="L1", explanation="Say rượu.", actor=officer)
        assert not Document.objects.filter(subject_id=row.pk).exists()
        assert not DueItem.objects.filter(case_id=row.pk).exists()


def test_guided_and_settled_at_once_have_their_papers(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        guided, settled = registered(officer), registered(officer)
        act.guide(guided, competent="Tòa án nhân dân khu vực 2", reason="Tranh chấp dân sự.", actor=officer)
        act.settle_at_once(settled, result="Đã sửa đèn đường.", actor=officer)
        kinds = {str(one.subject_id): one.kind for one in Document.objects.all()}
        assert kinds[str(guided.pk)] == DocumentKind.GUIDANCE
        assert kinds[str(settled.pk)] == DocumentKind.ANSWER
        with pytest.raises(errors.InvalidTransition):
            act.screen(settled, actor=officer)


def test_head_approves_sends_back_and_defers_the_list(world: World) -> None:
    officer, chairman = world.actor("w111", "officer"), world.actor("w111", "chairman")
    with world.scope("w111"):
        session = a_session(officer)
        rows = [_proposed(officer, session) for _n in range(3)]
        with pytest.raises(errors.NotPermitted):
            act.decide_list(session, approved=[rows[0].pk], actor=officer)
        act.decide_list(
            session,
            approved=[rows[0].pk],
            sent_back={rows[1].pk: "Bổ sung hồ sơ."},
            deferred={rows[2].pk: "Đủ số."},
            actor=chairman,
        )
        found = [Registration.objects.get(pk=row.pk) for row in rows]
        assert [row.status for row in found] == ["APPROVED", "SCREENED", "DEFERRED"]
        assert [row.session_id for row in found] == [session.pk, None, None]


def test_invitation_is_drafted_and_told_and_says_when_late(world: World) -> None:
    officer, chairman = world.actor("w111", "officer"), world.actor("w111", "chairman")
    with world.scope("w111"):
        session = a_session(officer, on=clock.today() + timedelta(days=1))
        row = _proposed(officer, session)
        act.decide_list(session, approved=[row.pk], actor=chairman)
        session.plan = issued_plan(
            clock.today().year, Line.GOVERNMENT, invitation_before={"length": 4, "kind": "working"}
        )
        session.save(update_fields=["plan"])
        row = act.invite(row, channel="PHONE", actor=officer)
        assert row.status == RegistrationStatus.INVITED
        assert Document.objects.filter(kind=DocumentKind.INVITATION, subject_id=row.pk).exists()
        assert events.of_case(row.pk).last().data["is_late"] is True
        with pytest.raises(errors.Invalid):
            act.invite(row, channel="EMAIL", actor=officer)


def test_no_invitation_is_late_where_no_plan_says_by_when(world: World) -> None:
    officer, chairman = world.actor("w111", "officer"), world.actor("w111", "chairman")
    with world.scope("w111"):
        session = a_session(officer, on=clock.today() + timedelta(days=1))
        row = _proposed(officer, session)
        act.decide_list(session, approved=[row.pk], actor=chairman)
        act.invite(row, channel="PHONE", actor=officer)
        told = [one.data for one in events.of_case(row.pk) if one.kind == "registration_invited"]
        assert [one["is_late"] for one in told] == [False]


def test_dossier_is_asked_for_and_the_brief_has_case_and_position(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        case = case_factory.take_in(officer)
        row = registered(officer)
        act.link_case(row, number=case.number, actor=officer)
        task = act.ask_for_dossier(
            row, wanted="Báo cáo bồi thường.", due_on=clock.today(), unit_name="Chi nhánh đất đai", actor=officer
        )
        assert Task.objects.get(pk=task.pk).registration_id == row.pk
        row = act.generate_brief(row, actor=officer)
        for part in (case.number, "Tiếp nhận", "Chi nhánh đất đai", row.matter):
            assert part in row.brief
        with pytest.raises(errors.Conflict):
            act.save_brief(row, brief="Khác", actor=officer, version=row.version - 1)
        with pytest.raises(errors.Invalid):
            act.link_case(row, number="999999/2026/w111", actor=officer)


def test_receipt_is_form_02(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        paper = act.give_receipt(registered(officer), papers=["Đơn khiếu nại", ""], actor=officer)
        assert paper.body["form"] == "02/TCD"


def _proposed(officer: Actor, session: object) -> Registration:
    row = registered(officer)
    act.screen(row, flags=["PROMINENT"], actor=officer)
    return act.propose(Registration.objects.get(pk=row.pk), session=session, proposal="Nên tiếp.", actor=officer)  # type: ignore[arg-type]


def test_data_of_a_registration_refuses_what_is_missing(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        with pytest.raises(errors.Invalid) as refused:
            act.register(
                RegistrationData(line=Line.GOVERNMENT, kind="", matter=" ", people=()),
                source=RegistrationSource.COUNTER,
                actor=officer,
            )
        assert set(refused.value.fields) == {"kind", "matter", "people"}

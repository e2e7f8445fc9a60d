"""The work inside the unit: assign, note, ask, accept, answer, close, withdraw; who loses a race learns to whom."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from deadlines import due
from deadlines.models import DueItem
from exchange import custody
from exchange.models import Custody
from kernel import clock, errors
from kernel.journal import events
from oversight.models import CaseCard
from tenants.cases import policies
from tenants.cases.actions import answering, assigning, receipts, working
from tenants.cases.actions.handing_over import CaseWork
from tenants.cases.enums import AnswerKind, CaseKind, CaseStatus, HowSent
from tenants.cases.models import Attachment, Case, Request
from tenants.staff.models import Body
from tests.cases.test_intake import figures
from tests.factories import cases as make
from tests.world import World

SOON = timedelta(days=5)


def kinds_of(case: Case) -> list[str]:
    return list(events.of_case(case.pk).values_list("kind", flat=True))


def test_case_goes_from_the_counter_to_its_end(world: World) -> None:
    officer, chief, handler = (world.actor("w111", name) for name in ("officer", "chief", "handler"))
    with world.scope("w111"):
        case = make.assigned(officer, chief, handler.account_id)
        assert case.status == CaseStatus.ASSIGNED
        make.note(case, handler)
        assert make.found(case.pk).status == CaseStatus.WORKING
        make.answer(case, handler)
        assert make.found(case.pk).status == CaseStatus.ANSWERED
        closed = answering.close_case(case, outcome="Công dân đồng ý.", actor=handler)

        assert closed.status == CaseStatus.CLOSED
        assert closed.closed_at is not None
        assert kinds_of(case) == ["case_taken_in", "case_assigned", "note_added", "case_answered", "case_closed"]
        assert not DueItem.objects.open().filter(case_id=case.pk).exists()
        card = CaseCard.objects.get(case_id=case.pk)
        assert (card.status, card.closed_on, card.answered_on) == (CaseStatus.CLOSED, clock.today(), clock.today())
    assert figures("w111") == {"taken_in": 1, "answered": 1}


def test_assignment_goes_only_to_who_may_work(world: World) -> None:
    chief = world.actor("w111", "chief")
    with world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"))
        for stranger in (world.account("w111", "admin"), world.account("w112", "handler")):
            with pytest.raises(errors.Invalid) as refused:
                assigning.assign_case(case, to=stranger, actor=chief)
            assert "to" in refused.value.fields
        assert make.found(case.pk).assignee_id is None


def test_denunciation_is_not_given_to_the_denounced(world: World) -> None:
    handler = world.account("w111", "handler")
    with world.scope("w111"):
        case = make.take_in(
            world.actor("w111", "officer"), kind=CaseKind.DENUNCIATION, denounced=(f"Bà {handler.full_name}, cán bộ",)
        )
        with pytest.raises(errors.Invalid):
            assigning.assign_case(case, to=handler, actor=world.actor("w111", "chief"))


def test_reassignment_keeps_the_status_and_names_both(world: World) -> None:
    officer, chief, handler = (world.actor("w111", name) for name in ("officer", "chief", "handler"))
    with world.scope("w111"):
        case = make.assigned(officer, chief, handler.account_id)
        make.note(case, handler)
        case = assigning.assign_case(case, to=officer.account_id, actor=chief, note="Chuyển người khác.")
        assert case.status == CaseStatus.WORKING
        last = events.of_case(case.pk).last()
        assert last is not None
        assert (last.data["before"], last.data["to"]) == (str(handler.account_id), str(officer.account_id))


def test_stale_version_is_told_who_changed_it(world: World) -> None:
    officer, chief, handler = (world.actor("w111", name) for name in ("officer", "chief", "handler"))
    with world.scope("w111"):
        case = make.take_in(officer)
        seen = case.version
        assigning.assign_case(case, to=handler.account_id, actor=chief, version=seen)
        with pytest.raises(errors.Conflict) as lost:
            assigning.assign_case(case, to=officer.account_id, actor=officer, version=seen)
        assert lost.value.facts["who"] == chief.name
        assert lost.value.facts["what"] == "case_assigned"
        assert chief.name in lost.value.message
        assert make.found(case.pk).assignee_id == handler.account_id


def test_supplement_is_watched_until_it_came(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        case = make.take_in(officer)
        asked = working.ask_supplement(case, text="Bản sao giấy tờ đất.", due_on=clock.today() + SOON, actor=officer)
        items = DueItem.objects.filter(case_id=case.pk, kind="SUPPLEMENT")
        assert items.open().count() == 1
        settled = working.settle_request(asked, reply="Đã nộp.", actor=officer)
        assert settled.answered_on == clock.today()
        assert items.open().count() == 0
        with pytest.raises(errors.InvalidTransition):
            working.settle_request(asked, reply="Nộp lại.", actor=officer)


def test_request_needs_a_text_and_a_coming_date(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        case = make.take_in(officer)
        with pytest.raises(errors.Invalid) as refused:
            working.ask_supplement(case, text=" ", due_on=clock.today(), actor=officer)
        assert "text" in refused.value.fields
        with pytest.raises(errors.Invalid) as refused:
            working.ask_supplement(case, text="Giấy tờ.", due_on=clock.today() - timedelta(days=1), actor=officer)
        assert "due_on" in refused.value.fields
        assert not Request.objects.exists()


def test_opinion_is_asked_of_a_body_of_the_unit(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        body = Body.objects.create(name="Bộ phận Địa chính")
        case = make.take_in(officer)
        asked = working.ask_opinion(
            case, body=body, text="Diện tích thửa 12?", due_on=clock.today() + SOON, actor=officer
        )
        assert asked.body == body
        assert not DueItem.objects.filter(case_id=case.pk, kind="SUPPLEMENT").exists()


def test_file_is_kept_and_an_internal_one_is_marked(world: World) -> None:
    officer = world.actor("w111", "officer")
    upload = SimpleUploadedFile("đơn.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", "application/pdf")
    with world.scope("w111"):
        case = make.take_in(officer)
        attachment = working.add_attachment(case, upload=upload, is_internal=True, actor=officer)
        assert Attachment.objects.get(case=case).digest == attachment.digest
        last = events.of_case(case.pk).last()
        assert last is not None
        assert last.is_internal


def test_acceptance_of_a_complaint_meets_b2_and_starts_b3(world: World) -> None:
    chairman = world.actor("w111", "chairman")
    with clock.at(date(2026, 7, 10)), world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"))
        working.accept_settlement(case, on=date(2026, 7, 10), actor=chairman)
        assert DueItem.objects.get(case_id=case.pk, kind="B2").met_on == date(2026, 7, 10)
        assert DueItem.objects.get(case_id=case.pk, kind="B3").due_on == date(2026, 8, 10)
        assert make.found(case.pk).status == CaseStatus.WORKING
        with pytest.raises(errors.InvalidTransition):
            working.accept_settlement(case, on=date(2026, 7, 10), actor=chairman)


def test_a_proposal_has_no_acceptance(world: World) -> None:
    with world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"), kind=CaseKind.PROPOSAL)
        with pytest.raises(errors.InvalidTransition):
            working.accept_settlement(case, on=clock.today(), actor=world.actor("w111", "chairman"))


@pytest.mark.parametrize("kind", AnswerKind.values)
def test_each_kind_of_answer_meets_a3(world: World, kind: str) -> None:
    with world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"))
        make.answer(case, world.actor("w111", "chairman"), kind=kind)
        assert DueItem.objects.get(case_id=case.pk, kind="A3").met_on == clock.today()
        b2 = DueItem.objects.get(case_id=case.pk, kind="B2")
        assert (b2.met_on is not None) == (kind == AnswerKind.REFUSED)


def test_second_answer_counts_once(world: World) -> None:
    chairman = world.actor("w111", "chairman")
    with world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"))
        make.answer(case, chairman, kind=AnswerKind.NEEDS_LONGER)
        make.answer(case, chairman)
        assert case.answers.count() == 2
    assert figures("w111")["answered"] == 1


@pytest.mark.parametrize(
    ("changes", "field"), [({"kind": "MAYBE"}, "kind"), ({"how_sent": "PIGEON"}, "how_sent"), ({"text": ""}, "text")]
)
def test_answer_that_is_none_of_the_four_is_refused(world: World, changes: dict[str, str], field: str) -> None:
    with world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"))
        data = {"kind": AnswerKind.ACCEPTED, "text": "Đã xong.", "how_sent": HowSent.POST, **changes}
        with pytest.raises(errors.Invalid) as refused:
            answering.answer_case(case, answered_on=clock.today(), actor=world.actor("w111", "chairman"), **data)
        assert field in refused.value.fields


def test_answer_before_receipt_is_refused(world: World) -> None:
    with world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"))
        with pytest.raises(errors.Invalid) as refused:
            make.answer(case, world.actor("w111", "chairman"), on=clock.today() - timedelta(days=1))
        assert "answered_on" in refused.value.fields


def test_closing_says_everything_that_is_missing(world: World) -> None:
    chief, officer = world.actor("w111", "chief"), world.actor("w111", "officer")
    with world.scope("w111"):
        case = make.take_in(officer)
        asked = working.ask_supplement(case, text="Giấy tờ.", due_on=clock.today(), actor=officer)
        with pytest.raises(errors.InvalidTransition) as refused:
            answering.close_case(case, outcome="Xong.", actor=chief)
        assert "chưa trả lời công dân" in refused.value.message
        assert "còn 1 đề nghị" in refused.value.message
        make.answer(case, chief)
        with pytest.raises(errors.InvalidTransition) as refused:
            answering.close_case(case, outcome="Xong.", actor=chief)
        assert "chưa trả lời" not in refused.value.message
        working.settle_request(asked, reply="Đã nộp.", actor=officer)
        assert answering.close_case(case, outcome="Xong.", actor=chief).status == CaseStatus.CLOSED


def test_nothing_is_done_to_a_closed_case(world: World) -> None:
    chief, officer = world.actor("w111", "chief"), world.actor("w111", "officer")
    with world.scope("w111"):
        case = make.close(make.take_in(officer), chief)
        for attempt in (
            lambda: make.note(case, chief),
            lambda: make.answer(case, chief),
            lambda: answering.close_case(case, outcome="Lại.", actor=chief),
            lambda: answering.withdraw_case(case, reason="Thôi.", on=clock.today(), actor=officer),
            lambda: assigning.assign_case(case, to=officer.account_id, actor=chief),
        ):
            with pytest.raises(errors.InvalidTransition) as refused:
                attempt()
            assert refused.value.code == "case_ended"


def test_withdrawal_ends_clocks_and_requests(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        case = make.take_in(officer)
        working.ask_supplement(case, text="Giấy tờ.", due_on=clock.today() + SOON, actor=officer)
        case = answering.withdraw_case(case, reason="Đã thỏa thuận với hàng xóm.", on=clock.today(), actor=officer)
        assert case.status == CaseStatus.WITHDRAWN
        assert not DueItem.objects.open().filter(case_id=case.pk).exists()
        assert Request.objects.get(case=case).is_cancelled
    assert figures("w111") == {"taken_in": 1}


def test_a_unit_that_does_not_hold_the_case_may_not_work_on_it(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        case = make.take_in(officer)
        Custody.objects.filter(case_id=case.pk).update(handling_unit=world.unit("w11").id)
        with pytest.raises(errors.InvalidTransition) as refused:
            make.note(case, officer)
        assert "Thành phố Đông Hà" in refused.value.message


def test_who_handles_but_does_not_owe_answers_and_does_not_close(world: World) -> None:
    chief = world.actor("w111", "chief")
    with world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"))
        superior = world.unit("w11")
        Custody.objects.filter(case_id=case.pk).update(answering_unit=superior.id)
        due.open_item(superior.id, "A3", case.pk, clock.today(), case_kind=case.kind)
        make.answer(case, chief)
        # The citizen was answered: the clock of the unit that owes stops, too.
        assert not DueItem.objects.open().filter(case_id=case.pk, kind="A3").exists()
        with pytest.raises(errors.InvalidTransition) as refused:
            answering.close_case(case, outcome="Xong.", actor=chief)
        assert refused.value.code == "not_owing"


def test_new_pin_kills_the_old_one_and_is_logged(world: World) -> None:
    from exchange import tracking  # here alone

    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        taken = make.receipt(officer)
        case = make.found(taken.case_id)
        pin = receipts.new_pin(case, checked="Đối chiếu căn cước.", actor=officer)
        assert tracking.look_up(taken.code, pin, "10.0.0.1")
        if pin != taken.pin:
            with pytest.raises(errors.NotFound):
                tracking.look_up(taken.code, taken.pin, "10.0.0.2")
        last = events.of_case(case.pk).last()
        assert last is not None
        assert last.kind == "pin_renewed"
        assert pin not in str(last.data)


def test_denunciation_that_may_not_be_followed_has_no_pin(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        case = make.take_in(officer, kind=CaseKind.DENUNCIATION)
        with pytest.raises(errors.InvalidTransition):
            receipts.new_pin(case, checked="Đối chiếu căn cước.", actor=officer)


def test_a_leaver_hands_over_what_is_open(world: World) -> None:
    officer, chief, handler = (world.actor("w111", name) for name in ("officer", "chief", "handler"))
    admin = world.actor("w111", "admin")
    assert handler.account_id
    assert officer.account_id
    with world.scope("w111"):
        case = make.assigned(officer, chief, handler.account_id)
        ended = make.close(make.assigned(officer, chief, handler.account_id), chief)
        work = CaseWork()
        rows = work.rows(handler.account_id)
        assert [row.object_id for row in rows] == [case.pk]
        assert "An" not in rows[0].label
        assert work.hand_over(handler.account_id, to=officer.account_id, actor=admin) == 1
        assert make.found(case.pk).assignee_id == officer.account_id
        assert make.found(ended.pk).assignee_id == handler.account_id
        assert work.rows(handler.account_id) == []


def test_a_case_of_another_unit_is_not_found(world: World) -> None:
    with world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"))
        assert custody.get(case.pk)
    with world.scope("w112"), pytest.raises(errors.NotFound):
        policies.get_case(world.actor("w112", "secretary"), case.pk)

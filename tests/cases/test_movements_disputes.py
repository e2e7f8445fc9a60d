"""Disputes over competence, paper, what cannot be delivered, and the figures that follow."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exchange import competence, delivery
from exchange import queries as exchange_queries
from exchange.enums import EnvelopeStatus
from exchange.models import CompetenceQuestion, Envelope
from kernel import clock, errors
from kernel.journal import events
from oversight.actions import recount
from registry import epoch
from registry.models import Unit
from tenants.cases.actions import movements
from tenants.cases.enums import CaseStatus
from tenants.cases.models import Parcel
from tenants.cases.queries.inbox import inbox
from tests.factories import cases
from tests.factories.moves import Mover
from tests.world import KEYS


@pytest.fixture
def move(world: Any) -> Mover:
    return Mover(world)


def handles(move: Mover, case_id: Any, key: str) -> bool:
    return move.held(case_id).handling_unit == move.world.unit(key).id


def assert_figures(move: Mover) -> None:
    """Own rows equal what was counted, in every unit of the world."""
    for key in KEYS:
        with move.world.scope(key):
            unit = move.world.unit(key)
            counted, recorded = recount.counted_of(unit), recount.recorded_of(unit)
        assert +counted == +recorded, key


def twice_returned(move: Mover) -> Any:
    case_id = move.take_in("w111")
    for target in ("w121", "w122"):
        move.transfer(case_id, "w111", target)
        move.send_back(case_id, target)
    return case_id


def test_second_return_asks_the_lowest_common_superior(move: Mover) -> None:
    case_id = twice_returned(move)
    question = CompetenceQuestion.objects.get(case_id=case_id)
    assert question.superior_unit == move.world.unit("w1").id
    assert question.holding_unit == move.world.unit("w111").id
    with move.world.scope("w1"):
        page = inbox(move.actor("w1"))
        assert [item.question.pk for item in page.questions] == [question.pk]
    with pytest.raises(errors.InvalidTransition) as refused:
        move.transfer(case_id, "w111", "w112")
    assert refused.value.code == "competence_open"
    assert_figures(move)


def test_start_page_counts_what_the_inbox_lists(move: Mover) -> None:
    """Of each list that waits for the unit one entry, and one that waits for others."""
    twice_returned(move)  # its cause of dispute, and the returned case
    move.transfer(move.take_in("w112"), "w112", "w111")
    due, result = move.take_in("w11"), move.take_in("w111")
    move.assign_down(due, "w11", "w111", days=2)
    move.accept(due, "w111")
    move.escalate(result, "w111")
    move.accept(result, "w11")
    move.report(result, "w11")
    move.send(move.take_in("w111"), "w111", "transfer", to=None, external="Tòa án nhân dân")
    found = exchange_queries.inbox(move.world.unit("w111").id)
    lists = (found.new, found.due, found.returned, found.results, found.on_paper)
    assert [len(listed) for listed in lists] == [1, 1, 1, 1, 1]
    for key in ("w1", "w11", "w111", "w112"):
        unit_id = move.world.unit(key).id
        assert exchange_queries.waiting_count(unit_id) == exchange_queries.inbox(unit_id).count, key
    assert exchange_queries.waiting_count(move.world.unit("w1").id) == 1


def test_one_return_asks_nobody(move: Mover) -> None:
    case_id = move.take_in("w111")
    move.transfer(case_id, "w111", "w121")
    move.send_back(case_id, "w121")
    assert not CompetenceQuestion.objects.exists()


def test_named_unit_gets_the_case_and_cannot_return_it(move: Mover) -> None:
    case_id = twice_returned(move)
    question = CompetenceQuestion.objects.get(case_id=case_id)
    with move.world.scope("w1"):
        movements.name_competent_unit(
            question, unit=move.world.unit("w122"), reason="Đất thuộc thị trấn.", actor=move.actor("w1")
        )
    move.deliver()
    assert handles(move, case_id, "w122")
    with pytest.raises(errors.InvalidTransition) as refused:
        move.send_back(case_id, "w122")
    assert refused.value.code == "competence_named"
    move.accept(case_id, "w122")
    with pytest.raises(errors.InvalidTransition) as refused:
        move.transfer(case_id, "w122", "w121")
    assert refused.value.code == "competence_named"
    move.escalate(case_id, "w122")
    assert handles(move, case_id, "w12")
    assert_figures(move)


def test_naming_the_holder_leaves_the_case_there(move: Mover) -> None:
    case_id = twice_returned(move)
    question = CompetenceQuestion.objects.get(case_id=case_id)
    with move.world.scope("w1"):
        movements.name_competent_unit(question, unit=move.world.unit("w111"), actor=move.actor("w1"))
    move.deliver()
    assert handles(move, case_id, "w111")
    assert competence.undecided(case_id) is None
    with pytest.raises(errors.InvalidTransition):
        move.transfer(case_id, "w111", "w112")


def test_naming_twice_tells_who_was_faster(move: Mover) -> None:
    case_id = twice_returned(move)
    question = CompetenceQuestion.objects.get(case_id=case_id)
    with move.world.scope("w1"):
        movements.name_competent_unit(question, unit=move.world.unit("w111"), actor=move.actor("w1"))
        with pytest.raises(errors.Conflict):
            movements.name_competent_unit(question, unit=move.world.unit("w122"), actor=move.actor("w1"))


def test_naming_a_unit_outside_or_without_the_right_is_refused(move: Mover) -> None:
    case_id = twice_returned(move)
    question = CompetenceQuestion.objects.get(case_id=case_id)
    with move.world.scope("w1"):
        with pytest.raises(errors.Invalid):
            movements.name_competent_unit(question, unit=move.world.unit("w123"), actor=move.actor("w1"))
        with pytest.raises(errors.NotPermitted):
            movements.name_competent_unit(
                question, unit=move.world.unit("w111"), actor=move.world.actor("w1", "handler")
            )
    with move.world.scope("w12"), pytest.raises(errors.NotFound):
        movements.name_competent_unit(question, unit=move.world.unit("w121"), actor=move.actor("w12"))


def test_naming_the_denounced_unit_asks_again(move: Mover) -> None:
    head = move.world.account("w112", "chairman").full_name
    case_id = move.take_in("w111", kind="DENUNCIATION", denounced=(head,))
    for target in ("w121", "w122"):
        move.transfer(case_id, "w111", target)
        move.send_back(case_id, target)
    question = CompetenceQuestion.objects.get(case_id=case_id)
    with move.world.scope("w1"):
        movements.name_competent_unit(question, unit=move.world.unit("w112"), actor=move.actor("w1"))
    move.deliver()
    question.refresh_from_db()
    assert question.decided_at is None
    assert handles(move, case_id, "w111")
    with move.world.scope("w1"):
        assert events.of_case(case_id).filter(kind="told_competence_refused").exists()


def test_transfer_back_opens_the_question_instead_of_travelling(move: Mover) -> None:
    case_id = move.take_in("w111")
    move.transfer(case_id, "w111", "w121")
    move.accept(case_id, "w121")
    moved = move.transfer(case_id, "w121", "w111")
    assert moved.envelope is None
    assert moved.question.superior_unit == move.world.unit("w1").id
    assert handles(move, case_id, "w121")
    assert "Tỉnh Sông Hồng" in moved.sentence


def test_superior_that_is_a_party_does_not_judge_itself(move: Mover) -> None:
    case_id = move.take_in("w111")
    for _ in range(2):
        move.escalate(case_id, "w111")
        move.send_back(case_id, "w11")
    assert CompetenceQuestion.objects.get(case_id=case_id).superior_unit == move.world.unit("w1").id


def test_dispute_without_a_superior_on_the_platform_stays_and_is_settled_on_paper(move: Mover) -> None:
    case_id = move.take_in("w11")
    for _ in range(2):
        move.escalate(case_id, "w11")
        move.send_back(case_id, "w1")
    held = move.held(case_id)
    assert held.is_disputed
    assert handles(move, case_id, "w11")
    with move.world.scope("w11"):
        assert len(inbox(move.actor("w11")).disputes) == 1
        with pytest.raises(errors.InvalidTransition) as refused:
            movements.escalate(move.case(case_id), reason="x", actor=move.actor("w11"))
        assert refused.value.code == "competence_disputed"
        movements.record_paper_reply(
            move.case(case_id),
            text="Trung ương: thành phố giải quyết.",
            received_on=clock.today(),
            actor=move.actor("w11"),
        )
        assert not inbox(move.actor("w11")).disputes
    assert not move.held(case_id).is_disputed
    move.escalate(case_id, "w11")
    assert handles(move, case_id, "w1")


def test_unit_not_open_gets_it_on_paper_and_its_reply_brings_the_case_back(move: Mover) -> None:
    case_id = move.take_in("w121")
    moved = move.transfer(case_id, "w121", "w123")
    assert moved.envelope.status == EnvelopeStatus.ON_PAPER
    assert "in phiếu chuyển" in moved.sentence
    held = move.held(case_id)
    assert held.outside
    assert handles(move, case_id, "w121")
    with move.world.scope("w121"):
        assert len(inbox(move.actor("w121")).on_paper) == 1
        with pytest.raises(errors.InvalidTransition):
            cases.note(move.case(case_id), move.actor("w121"))
        movements.record_paper_reply(
            move.case(case_id), text="Đã giải quyết.", received_on=clock.today(), actor=move.actor("w121")
        )
        assert Parcel.objects.sent().get(case_id=case_id).body["dossier"]["case"][0]["content"]
    assert move.held(case_id).is_acting(move.world.unit("w121").id)
    move.answer(case_id, "w121")
    assert_figures(move)


def test_external_body_gets_it_on_paper(move: Mover) -> None:
    case_id = move.take_in("w121")
    with move.world.scope("w121"):
        moved = movements.transfer(
            move.case(case_id), external="Tòa án nhân dân tỉnh", reason="Tranh chấp dân sự.", actor=move.actor("w121")
        )
    assert moved.envelope.to_external == "Tòa án nhân dân tỉnh"
    assert move.held(case_id).outside
    move.recall(case_id, "w121")
    assert move.held(case_id).is_acting(move.world.unit("w121").id)
    assert_figures(move)


def test_paper_reply_before_it_was_sent_names_the_field(move: Mover) -> None:
    case_id = move.take_in("w121")
    move.transfer(case_id, "w121", "w123")
    with move.world.scope("w121"), pytest.raises(errors.Invalid) as refused:
        movements.record_paper_reply(
            move.case(case_id), text="x", received_on=clock.today() - timedelta(days=9), actor=move.actor("w121")
        )
    assert "received_on" in refused.value.fields


def test_neither_or_both_addressees_name_the_field(move: Mover) -> None:
    case_id = move.take_in("w121")
    for to, external in ((None, ""), (move.world.unit("w122"), "Tòa án")):
        with move.world.scope("w121"), pytest.raises(errors.Invalid) as refused:
            movements.transfer(move.case(case_id), to=to, external=external, reason="x", actor=move.actor("w121"))
        assert "to" in refused.value.fields


def test_undeliverable_gives_the_sender_the_case_again(move: Mover) -> None:
    case_id = move.take_in("w111")
    moved = move.transfer(case_id, "w111", "w121", deliver=False)
    Envelope.objects.filter(pk=moved.envelope.pk).update(sha256="0" * 64)
    for _ in range(delivery.MAX_ATTEMPTS):
        delivery.deliver(moved.envelope.pk)
    envelope = Envelope.objects.get(pk=moved.envelope.pk)
    assert (envelope.status, envelope.last_failure) == (EnvelopeStatus.UNDELIVERABLE, "parcel_damaged")
    assert move.held(case_id).is_acting(move.world.unit("w111").id)
    assert move.status(case_id, "w111") == CaseStatus.ENTERED
    with move.world.scope("w111"):
        assert len(inbox(move.actor("w111")).undeliverable) == 1
    assert_figures(move)


def test_undeliverable_return_leaves_the_offer_as_it_was(move: Mover) -> None:
    case_id = move.take_in("w111")
    moved = move.transfer(case_id, "w111", "w121")
    back = move.send_back(case_id, "w121", deliver=False)
    Envelope.objects.filter(pk=back.pk).update(sha256="0" * 64)
    for _ in range(delivery.MAX_ATTEMPTS):
        delivery.deliver(back.pk)
    assert Envelope.objects.get(pk=moved.envelope.pk).status == EnvelopeStatus.DELIVERED
    assert move.status(case_id, "w121") == CaseStatus.RECEIVED
    move.accept(case_id, "w121")
    assert_figures(move)


def test_failed_try_waits_longer_each_time(move: Mover) -> None:
    case_id = move.take_in("w111")
    moved = move.transfer(case_id, "w111", "w121", deliver=False)
    Envelope.objects.filter(pk=moved.envelope.pk).update(sha256="0" * 64)
    pauses = []
    with clock.at(clock.now()):
        for _ in range(3):
            delivery.deliver(moved.envelope.pk)
            pauses.append(Envelope.objects.get(pk=moved.envelope.pk).next_try_at - clock.now())
        assert delivery.sweep().outcomes == {}
    assert pauses == [timedelta(seconds=30), timedelta(seconds=60), timedelta(seconds=120)]


def test_unit_behind_the_release_waits_without_counting_a_try(move: Mover) -> None:
    case_id = move.take_in("w111")
    moved = move.transfer(case_id, "w111", "w121", deliver=False)
    right = Unit.objects.get(key="w121").schema_version
    Unit.objects.filter(key="w121").update(schema_version=right - 1)
    epoch.bump()
    assert delivery.deliver(moved.envelope.pk) == delivery.Outcome.WAITING
    assert Envelope.objects.get(pk=moved.envelope.pk).attempts == 0
    Unit.objects.filter(key="w121").update(schema_version=right)
    epoch.bump()
    move.deliver()
    assert handles(move, case_id, "w121")


def test_asked_paper_travels_and_settles_the_request_without_a_return(move: Mover) -> None:
    case_id = move.take_in("w111")
    move.transfer(case_id, "w111", "w121")
    move.accept(case_id, "w121")
    with move.world.scope("w121"):
        asked = movements.ask_sender(move.case(case_id), text="Thiếu biên bản đo đạc.", actor=move.actor("w121"))
    move.deliver()
    with move.world.scope("w111"):
        waiting = inbox(move.actor("w111")).asked
        assert [one.request.text for one in waiting] == ["Thiếu biên bản đo đạc."]
        movements.send_paper(move.case(case_id), request=waiting[0].request, text="Gửi kèm.", actor=move.actor("w111"))
        assert not inbox(move.actor("w111")).asked
    move.deliver()
    with move.world.scope("w121"):
        asked.refresh_from_db()
        assert asked.reply == "Gửi kèm."
        assert not move.case(case_id).requests.open().exists()


def test_inbox_shows_each_thing_in_its_place(move: Mover) -> None:
    new, back, result = move.take_in("w11"), move.take_in("w11"), move.take_in("w11")
    move.assign_down(new, "w11", "w111", days=2)
    move.transfer(back, "w11", "w12")
    move.send_back(back, "w12")
    move.assign_down(result, "w11", "w112")
    move.accept(result, "w112")
    move.report(result, "w112")
    with move.world.scope("w111"):
        assert [item.case.pk for item in inbox(move.actor("w111")).new] == [new]
    move.accept(new, "w111")
    with move.world.scope("w111"):
        assert [item.case.pk for item in inbox(move.actor("w111")).due] == [new]
    with move.world.scope("w11"):
        page = inbox(move.actor("w11"))
        assert [item.case.pk for item in page.returned] == [back]
        assert [item.case.pk for item in page.results] == [result]
        assert page.count == 2
        cases.note(move.case(back), move.actor("w11"))
        assert not inbox(move.actor("w11")).returned


def test_inbox_costs_the_same_with_one_row_and_with_three(move: Mover) -> None:
    def queries() -> int:
        with move.world.scope("w121"), CaptureQueriesContext(connection) as seen:
            inbox(actor)
        return len(seen)

    actor = move.actor("w121")
    move.transfer(move.take_in("w111"), "w111", "w121")
    one = queries()
    for _ in range(2):
        move.transfer(move.take_in("w111"), "w111", "w121")
    assert queries() == one


def test_figures_follow_a_long_road(move: Mover) -> None:
    first, second, third = (move.take_in("w111") for _ in range(3))
    move.escalate(first, "w111")
    move.accept(first, "w11")
    move.assign_down(first, "w11", "w112")
    move.accept(first, "w112")
    move.answer(first, "w112")
    move.report(first, "w112")
    move.check(first, "w11", accept=False)
    move.report(first, "w112")
    move.check(first, "w11", accept=True)
    move.report(first, "w11")
    move.check(first, "w111", accept=True)
    with move.world.scope("w111"):
        cases.answering.close_case(move.case(first), outcome="Xong.", actor=move.actor("w111"))
    move.transfer(second, "w111", "w121")
    move.recall(second, "w111")
    move.transfer(third, "w111", "w121", deliver=False)
    assert_figures(move)
    move.deliver()
    assert_figures(move)


def test_decision_that_cannot_be_delivered_is_asked_again(move: Mover) -> None:
    case_id = twice_returned(move)
    question = CompetenceQuestion.objects.get(case_id=case_id)
    with move.world.scope("w1"):
        movements.name_competent_unit(question, unit=move.world.unit("w122"), actor=move.actor("w1"))
    word = Envelope.objects.get(case_id=case_id, kind="event", from_unit=move.world.unit("w1").id)
    Envelope.objects.filter(pk=word.pk).update(sha256="0" * 64, attempts=delivery.MAX_ATTEMPTS_OF_A_WORD - 1)
    assert delivery.deliver(word.pk) == delivery.Outcome.UNDELIVERABLE
    question.refresh_from_db()
    assert question.decided_at is None


def test_frozen_unit_gets_it_when_it_works_again(move: Mover) -> None:
    case_id = move.take_in("w111")
    moved = move.transfer(case_id, "w111", "w121", deliver=False)
    for status, outcome in (("frozen", delivery.Outcome.WAITING), ("active", delivery.Outcome.DELIVERED)):
        Unit.objects.filter(key="w121").update(status=status)
        epoch.bump()
        assert delivery.deliver(moved.envelope.pk) == outcome
    assert Envelope.objects.get(pk=moved.envelope.pk).attempts == 0


def test_unit_that_ended_gets_back_what_it_sent(move: Mover) -> None:
    case_id = move.take_in("w111")
    move.transfer(case_id, "w111", "w121")
    Unit.objects.filter(key="w111").update(valid_to=clock.today() - timedelta(days=1))
    epoch.bump()
    with pytest.raises(errors.InvalidTransition) as refused:
        move.transfer(move.take_in("w112"), "w112", "w111")
    assert refused.value.code == "addressee_ended"
    move.send_back(case_id, "w121")
    assert handles(move, case_id, "w111")

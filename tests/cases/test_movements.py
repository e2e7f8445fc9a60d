"""Every row of the custody table: who handles, who owes, what each unit's own row says."""

from typing import Any
from uuid import UUID

import pytest

from deadlines import due
from deadlines.enums import RuleCode
from exchange.enums import EnvelopeStatus
from exchange.models import Custody, Envelope
from kernel import errors
from kernel.journal import events
from tenants.cases.actions import movements
from tenants.cases.enums import CaseStatus, Origin
from tenants.cases.models import Attachment, Case, Parcel, Person
from tenants.cases.queries import dossier, letters
from tests.factories import cases
from tests.factories.moves import Mover


@pytest.fixture
def move(world: Any) -> Mover:
    return Mover(world)


def sides(move: Mover, held: Custody) -> tuple[str, str]:
    """Keys of who handles and who owes."""
    keys = {move.world.unit(key).id: key for key in ("w1", "w11", "w12", "w111", "w112", "w121", "w122")}
    return keys[held.handling_unit], keys[held.answering_unit]


def test_transfer_when_delivered_makes_receiver_handle_and_owe(move: Mover) -> None:
    case_id = move.take_in("w111")
    moved = move.transfer(case_id, "w111", "w121", deliver=False)
    held = move.held(case_id)
    assert sides(move, held) == ("w111", "w111")
    assert held.transit_id == moved.envelope.pk
    assert move.status(case_id, "w111") == CaseStatus.SENT

    move.deliver()
    held = move.held(case_id)
    assert sides(move, held) == ("w121", "w121")
    assert held.transit_id is None
    assert held.accepted_at is None
    assert move.status(case_id, "w121") == CaseStatus.RECEIVED

    move.accept(case_id, "w121")
    assert move.held(case_id).is_acting(move.world.unit("w121").id)
    assert move.status(case_id, "w121") == CaseStatus.ENTERED
    with move.world.scope("w121"):
        assert Case.objects.get(pk=case_id).origin == Origin.RECEIVED


def test_transfer_carries_the_dossier_but_not_what_is_internal(move: Mover) -> None:
    case_id = move.take_in("w111")
    with move.world.scope("w111"):
        case = move.case(case_id)
        cases.note(case, move.actor("w111"), "Ai cũng đọc được")
        cases.note(move.case(case_id), move.actor("w111"), "Chỉ trong đơn vị", is_internal=True)
        people = set(Person.objects.values_list("full_name", flat=True))
    move.transfer(case_id, "w111", "w121")
    with move.world.scope("w121"):
        notes = [event.data.get("text") for event in events.of_case(case_id).filter(kind="note_added")]
        assert notes == ["Ai cũng đọc được"]
        assert set(Person.objects.filter(in_cases__case_id=case_id).values_list("full_name", flat=True)) <= people
        assert Case.objects.get(pk=case_id).petitions.count() == 1
        assert not Attachment.objects.filter(case_id=case_id, is_internal=True).exists()


def test_transfer_is_hashed_the_same_on_both_sides(move: Mover) -> None:
    case_id = move.take_in("w111")
    moved = move.transfer(case_id, "w111", "w121")
    found = {moved.envelope.sha256}
    for key in ("w111", "w121"):
        with move.world.scope(key):
            found.add(dossier.dossier_hash(case_id))
    assert len(found) == 1
    assert found != {""}


def test_denunciation_is_hashed_the_same_though_sealed_with_two_keys(move: Mover) -> None:
    case_id = move.take_in("w111", kind="DENUNCIATION")
    move.transfer(case_id, "w111", "w121")
    sealed, hashes = [], set()
    for key in ("w111", "w121"):
        with move.world.scope(key):
            sealed += [bytes(one.sealed) for one in move.case(case_id).people.filter(person=None)]
            hashes.add(dossier.dossier_hash(case_id))
    assert len(sealed) == 2
    assert sealed[0] != sealed[1]
    assert len(hashes) == 1
    assert hashes != {""}


def test_changed_row_changes_the_recomputed_hash(move: Mover) -> None:
    case_id = move.take_in("w111")
    move.transfer(case_id, "w111", "w121")
    with move.world.scope("w121"):
        before = dossier.dossier_hash(case_id)
        Case.objects.filter(pk=case_id).update(content="Khác")
        assert dossier.dossier_hash(case_id) != before


def test_transfer_stops_the_senders_clocks_and_starts_the_receivers(move: Mover) -> None:
    case_id = move.take_in("w111")
    sender, receiver = move.world.unit("w111").id, move.world.unit("w121").id
    assert due.of_object(case_id, sender).open().count() == 2
    move.transfer(case_id, "w111", "w121")
    assert due.of_object(case_id, sender).open().count() == 0
    assert set(due.of_object(case_id, receiver).open().values_list("kind", flat=True)) == {RuleCode.A3, RuleCode.B2}


def test_transfer_by_a_unit_that_does_not_owe_is_refused(move: Mover) -> None:
    case_id = move.take_in("w111")
    move.escalate(case_id, "w111")
    move.accept(case_id, "w11")
    with pytest.raises(errors.InvalidTransition) as refused:
        move.transfer(case_id, "w11", "w12")
    assert refused.value.code == "not_owing"


def test_close_by_a_unit_that_does_not_owe_is_refused(move: Mover) -> None:
    case_id = move.take_in("w111")
    move.escalate(case_id, "w111")
    move.accept(case_id, "w11")
    move.answer(case_id, "w11")
    with move.world.scope("w11"), pytest.raises(errors.InvalidTransition) as refused:
        cases.close(move.case(case_id), move.actor("w11"))
    assert refused.value.code == "not_owing"


def test_escalation_twice_keeps_the_first_unit_owing(move: Mover) -> None:
    case_id = move.take_in("w111")
    move.escalate(case_id, "w111")
    move.accept(case_id, "w11")
    move.escalate(case_id, "w11")
    move.accept(case_id, "w1")
    assert sides(move, move.held(case_id)) == ("w1", "w111")


def test_result_goes_back_one_hop_and_is_accepted_at_each(move: Mover) -> None:
    case_id = move.take_in("w111")
    move.escalate(case_id, "w111")
    move.accept(case_id, "w11")
    move.escalate(case_id, "w11")
    move.accept(case_id, "w1")
    move.report(case_id, "w1")
    held = move.held(case_id)
    assert sides(move, held) == ("w11", "w111")
    assert held.accepted_at is None
    move.check(case_id, "w11", accept=True)
    assert move.held(case_id).is_acting(move.world.unit("w11").id)
    move.report(case_id, "w11")
    move.check(case_id, "w111", accept=True)
    assert sides(move, move.held(case_id)) == ("w111", "w111")
    move.answer(case_id, "w111")
    with move.world.scope("w111"):
        cases.answering.close_case(move.case(case_id), outcome="Xong.", actor=move.actor("w111"))


def test_result_returned_lets_the_lower_unit_work_on(move: Mover) -> None:
    case_id = move.take_in("w11")
    move.assign_down(case_id, "w11", "w111")
    move.accept(case_id, "w111")
    result = move.report(case_id, "w111")
    move.check(case_id, "w11", accept=False)
    held = move.held(case_id)
    assert sides(move, held) == ("w111", "w11")
    assert held.is_acting(move.world.unit("w111").id)
    assert Envelope.objects.get(pk=result.pk).status == EnvelopeStatus.RETURNED
    assert move.status(case_id, "w111") == CaseStatus.ENTERED


def test_unit_that_owes_has_nothing_to_report(move: Mover) -> None:
    case_id = move.take_in("w111")
    with pytest.raises(errors.InvalidTransition) as refused:
        move.report(case_id, "w111")
    assert refused.value.code == "nothing_to_report"


@pytest.mark.parametrize("first", ["answer", "report"])
def test_assignment_is_met_only_by_both_evidences(move: Mover, first: str) -> None:
    case_id = move.take_in("w11")
    move.assign_down(case_id, "w11", "w111")
    move.accept(case_id, "w111")
    lower = move.world.unit("w111").id
    waiting = due.of_object(case_id, lower).open().filter(kind=RuleCode.ASSIGN)
    assert waiting.count() == 1
    if first == "answer":
        move.answer(case_id, "w111")
        assert waiting.count() == 1
        move.report(case_id, "w111")
    else:
        move.report(case_id, "w111")
        assert waiting.count() == 1
        move.check(case_id, "w11", accept=True)
        move.answer(case_id, "w11")
    assert waiting.count() == 0


def test_report_sent_back_makes_the_assignment_due_again(move: Mover) -> None:
    case_id = move.take_in("w11")
    move.assign_down(case_id, "w11", "w111")
    move.accept(case_id, "w111")
    move.answer(case_id, "w111")
    move.report(case_id, "w111")
    lower = move.world.unit("w111").id
    assert not due.of_object(case_id, lower).open().filter(kind=RuleCode.ASSIGN).exists()
    move.check(case_id, "w11", accept=False)
    assert due.of_object(case_id, lower).open().filter(kind=RuleCode.ASSIGN).count() == 1


def test_assignment_to_a_unit_not_below_is_refused(move: Mover) -> None:
    case_id = move.take_in("w11")
    with pytest.raises(errors.Invalid) as refused:
        move.assign_down(case_id, "w11", "w121")
    assert "to" in refused.value.fields


def test_escalation_to_a_unit_not_above_is_refused(move: Mover) -> None:
    case_id = move.take_in("w111")
    with pytest.raises(errors.Invalid):
        move.escalate(case_id, "w111", to=move.world.unit("w12"))


def test_assignment_to_the_unit_that_waits_is_refused(move: Mover) -> None:
    case_id = move.take_in("w111")
    move.escalate(case_id, "w111")
    move.accept(case_id, "w11")
    with pytest.raises(errors.InvalidTransition) as refused:
        move.assign_down(case_id, "w11", "w111")
    assert refused.value.code == "addressee_waits"


def test_return_before_acceptance_undoes_the_transfer(move: Mover) -> None:
    case_id = move.take_in("w111")
    move.transfer(case_id, "w111", "w121")
    move.send_back(case_id, "w121", competent="w122")
    held = move.held(case_id)
    assert sides(move, held) == ("w111", "w111")
    assert held.is_acting(move.world.unit("w111").id)
    assert move.status(case_id, "w111") == CaseStatus.ENTERED
    assert move.status(case_id, "w121") == CaseStatus.SENT
    with move.world.scope("w111"):
        told = events.of_case(case_id).get(kind="case_returned")
        assert told.data["reason"] == "Không đúng thẩm quyền."
        assert "Tây Sơn" in told.data["competent"]
        assert due.of_object(case_id, move.world.unit("w111").id).open().count() == 2


def test_return_after_acceptance_by_the_unit_that_owes_is_refused(move: Mover) -> None:
    case_id = move.take_in("w111")
    move.transfer(case_id, "w111", "w121")
    move.accept(case_id, "w121")
    with pytest.raises(errors.InvalidTransition) as refused:
        move.send_back(case_id, "w121")
    assert refused.value.code == "owing"


def test_return_of_an_accepted_escalation_undoes_it(move: Mover) -> None:
    case_id = move.take_in("w111")
    move.escalate(case_id, "w111")
    move.accept(case_id, "w11")
    move.send_back(case_id, "w11")
    assert sides(move, move.held(case_id)) == ("w111", "w111")


def test_return_without_a_reason_names_the_field(move: Mover) -> None:
    case_id = move.take_in("w111")
    move.transfer(case_id, "w111", "w121")
    with move.world.scope("w121"), pytest.raises(errors.Invalid) as refused:
        movements.return_case(move.case(case_id), reason="  ", actor=move.actor("w121"))
    assert "reason" in refused.value.fields


def test_recall_before_delivery_undoes_the_transfer(move: Mover) -> None:
    case_id = move.take_in("w111")
    move.transfer(case_id, "w111", "w121", deliver=False)
    move.recall(case_id, "w111")
    held = move.held(case_id)
    assert sides(move, held) == ("w111", "w111")
    assert held.is_acting(move.world.unit("w111").id)
    with move.world.scope("w121"):
        assert not Case.objects.filter(pk=case_id).exists()


def test_recall_after_delivery_takes_the_offer_away(move: Mover) -> None:
    case_id = move.take_in("w111")
    move.transfer(case_id, "w111", "w121")
    move.recall(case_id, "w111")
    held = move.held(case_id)
    assert sides(move, held) == ("w111", "w111")
    assert move.status(case_id, "w121") == CaseStatus.SENT
    with move.world.scope("w121"), pytest.raises(errors.Conflict) as refused:
        movements.accept(move.case(case_id), actor=move.actor("w121"))
    assert "đã được rút lại lúc" in refused.value.message


def test_recall_after_acceptance_says_who_was_faster(move: Mover) -> None:
    case_id = move.take_in("w111")
    move.transfer(case_id, "w111", "w121")
    move.accept(case_id, "w121")
    with pytest.raises(errors.Conflict) as refused:
        move.recall(case_id, "w111")
    assert "đã được tiếp nhận lúc" in refused.value.message
    assert move.actor("w121").name in refused.value.message


def test_recall_and_send_again_arrives(move: Mover) -> None:
    case_id = move.take_in("w111")
    move.transfer(case_id, "w111", "w121")
    move.recall(case_id, "w111", deliver=False)
    move.transfer(case_id, "w111", "w121", deliver=False)
    move.deliver()
    assert sides(move, move.held(case_id)) == ("w121", "w121")
    assert move.status(case_id, "w121") == CaseStatus.RECEIVED


def test_work_on_a_case_under_way_is_refused(move: Mover) -> None:
    case_id = move.take_in("w111")
    move.transfer(case_id, "w111", "w121", deliver=False)
    with move.world.scope("w111"), pytest.raises(errors.InvalidTransition) as refused:
        cases.note(move.case(case_id), move.actor("w111"))
    assert "rút lại" in refused.value.message


def test_work_before_acceptance_is_refused(move: Mover) -> None:
    case_id = move.take_in("w111")
    move.transfer(case_id, "w111", "w121")
    with move.world.scope("w121"), pytest.raises(errors.InvalidTransition) as refused:
        cases.note(move.case(case_id), move.actor("w121"))
    assert refused.value.code == "not_acting"


def test_accept_many_tells_each_apart(move: Mover) -> None:
    first, second = move.take_in("w111"), move.take_in("w111")
    move.transfer(first, "w111", "w121")
    move.transfer(second, "w111", "w121")
    move.recall(second, "w111")
    with move.world.scope("w121"):
        done = movements.accept_many([move.case(first), move.case(second)], actor=move.actor("w121"))
    assert [one.ok for one in done] == [True, False]
    assert "rút lại" in done[1].refusal.message


def test_handler_without_the_right_may_not_accept(move: Mover) -> None:
    case_id = move.take_in("w111")
    move.transfer(case_id, "w111", "w121")
    with move.world.scope("w121"), pytest.raises(errors.DomainError) as refused:
        movements.accept(move.case(case_id), actor=move.world.actor("w121", "handler"))
    assert isinstance(refused.value, errors.NotFound | errors.NotPermitted)


def test_transfer_to_a_unit_whose_head_is_denounced_is_refused(move: Mover) -> None:
    head = move.world.account("w121", "chairman").full_name
    case_id = move.take_in("w111", kind="DENUNCIATION", denounced=(f"Ông {head}, chủ tịch",))
    with pytest.raises(errors.InvalidTransition) as refused:
        move.transfer(case_id, "w111", "w121")
    assert refused.value.code == "addressee_denounced"
    move.transfer(case_id, "w111", "w12")


def test_denunciation_of_the_own_head_goes_up_sealed_and_never_back(move: Mover) -> None:
    head = move.world.account("w111", "chairman").full_name
    with move.world.scope("w111"):
        done = cases.receipt(move.actor("w111"), kind="DENUNCIATION", denounced=(head,))
    assert done.sealed
    move.deliver()
    held = move.held(done.case_id)
    assert sides(move, held) == ("w11", "w11")
    with move.world.scope("w111"), pytest.raises(errors.NotFound):
        movements.recall(move.case(done.case_id), reason="x", actor=move.actor("w111"))
    with pytest.raises(errors.InvalidTransition) as refused:
        move.send_back(done.case_id, "w11")
    assert refused.value.code == "sealed_up"
    move.accept(done.case_id, "w11")
    with pytest.raises(errors.InvalidTransition) as refused:
        move.assign_down(done.case_id, "w11", "w111")
    assert refused.value.code == "addressee_denounced"
    with move.world.scope("w11"):
        assert not move.case(done.case_id).is_sealed


def test_events_reach_the_other_units_in_order(move: Mover) -> None:
    case_id = move.take_in("w111")
    move.escalate(case_id, "w111")
    move.accept(case_id, "w11")
    move.answer(case_id, "w11")
    with move.world.scope("w111"):
        told = list(events.of_case(case_id).values_list("kind", flat=True))
        assert "told_answered" in told
        assert move.case(case_id).answers.count() == 1


def test_sentence_for_the_citizen_names_where_the_case_went(move: Mover) -> None:
    case_id = move.take_in("w111")
    moved = move.transfer(case_id, "w111", "w121")
    sentence = letters.citizen_sentence(moved.envelope)
    assert "Xã Phú Lâm" in sentence
    assert "đã chuyển đơn" in sentence


def test_numbers_stand_on_both_sides(move: Mover) -> None:
    case_id = move.take_in("w111")
    moved = move.transfer(case_id, "w111", "w121")
    envelope = Envelope.objects.get(pk=moved.envelope.pk)
    assert envelope.sender_number.endswith("/w111")
    assert envelope.receiver_number.endswith("/w121")
    with move.world.scope("w121"):
        assert Parcel.objects.received().get(pk=envelope.pk).number == envelope.receiver_number


def rows_of(move: Mover, key: str, case_id: UUID) -> int:
    with move.world.scope(key):
        return events.of_case(case_id).count()


def test_delivery_twice_is_delivery_once(move: Mover) -> None:
    from exchange import delivery

    case_id = move.take_in("w111")
    moved = move.transfer(case_id, "w111", "w121")
    before, held = rows_of(move, "w121", case_id), move.held(case_id).seq
    assert delivery.deliver(moved.envelope.pk) == delivery.Outcome.DONE_BEFORE
    assert (rows_of(move, "w121", case_id), move.held(case_id).seq) == (before, held)

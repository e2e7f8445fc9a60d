"""Two people at once on one case: one wins, the other is told who was faster."""

from uuid import UUID

import pytest

from exchange import custody, delivery, hints
from exchange.enums import EnvelopeStatus
from exchange.models import Custody, Envelope
from kernel import errors
from kernel.journal import events
from registry import snapshot
from tenants.cases.actions import movements, working
from tenants.cases.models import Case, Parcel
from tests import cluster
from tests.concurrency.racing import race
from tests.factories import cases
from tests.factories.moves import Mover
from tests.world import World

pytestmark = [pytest.mark.serial]

RACES = 200
# So many cases are offered once, and the database in which they wait is copied for each round.
AT_ONCE = 40


def offered(world: World, n: int, *, deliver: bool = True) -> list[UUID]:
    move = Mover(world)
    with hints.paused():
        found = [move.take_in("w111") for _ in range(n)]
        for case_id in found:
            move.transfer(case_id, "w111", "w121", deliver=False)
        if deliver:
            move.deliver()
    return found


def test_recall_against_acceptance_has_one_winner_and_the_loser_is_told(committing: World) -> None:
    for _ in range(RACES // AT_ONCE):
        case_ids = cluster.copy_kept("offered", lambda: offered(committing, AT_ONCE))
        snapshot.forget()
        recall_and_accept(committing, case_ids)


def recall_and_accept(world: World, case_ids: list[UUID]) -> None:
    officers = {key: world.actor(key, "chief") for key in ("w111", "w121")}

    def recall(case_id: UUID) -> None:
        with hints.paused(), world.scope("w111"):
            movements.recall(Case(pk=case_id), reason="Gửi nhầm.", actor=officers["w111"])

    def accept(case_id: UUID) -> None:
        with hints.paused(), world.scope("w121"):
            movements.accept(Case(pk=case_id), actor=officers["w121"])

    results = race(case_ids, recall, accept)

    for case_id, (recalled, accepted) in zip(case_ids, results, strict=True):
        assert (recalled is None) != (accepted is None), (recalled, accepted)
        held = custody.get(case_id)
        (status,) = Envelope.objects.filter(case_id=case_id, kind="transfer").values_list("status", flat=True)
        if recalled is None:
            assert isinstance(accepted, errors.Conflict)
            assert "đã được rút lại lúc" in accepted.message
            assert officers["w111"].name in accepted.message
            assert (held.handling_unit, status) == (world.unit("w111").id, EnvelopeStatus.RECALLED)
        else:
            assert isinstance(recalled, errors.Conflict)
            assert "đã được tiếp nhận lúc" in recalled.message
            assert officers["w121"].name in recalled.message
            assert (held.handling_unit, status) == (world.unit("w121").id, EnvelopeStatus.ACCEPTED)
        assert held.transit_id is None
        assert held.accepted_at is not None
    assert Custody.objects.count() == len(case_ids)
    delivery.deliver_waiting()
    assert not Envelope.objects.filter(status=EnvelopeStatus.SENT).exists()


def test_recall_against_delivery_leaves_one_holder(committing: World) -> None:
    world = committing
    case_ids = offered(world, 25, deliver=False)
    sender = world.actor("w111", "chief")

    def recall(case_id: UUID) -> None:
        with hints.paused(), world.scope("w111"):
            movements.recall(Case(pk=case_id), reason="Gửi nhầm.", actor=sender)

    race(case_ids, recall, lambda case_id: delivery.deliver_waiting(case_id))

    delivery.deliver_waiting()
    for case_id in case_ids:
        held = custody.get(case_id)
        assert held.is_acting(world.unit("w111").id)
        with world.scope("w111"):
            assert Case.objects.get(pk=case_id).status == "ENTERED"


def test_delivery_by_two_workers_is_applied_once(committing: World) -> None:
    world = committing
    case_ids = offered(world, 25, deliver=False)
    deliver = delivery.deliver_waiting

    race(case_ids, lambda case_id: deliver(case_id), lambda case_id: deliver(case_id))

    for case_id in case_ids:
        with world.scope("w121"):
            assert Parcel.objects.filter(case_id=case_id).count() == 1
            assert events.of_case(case_id).filter(kind="case_received").count() == 1
        assert custody.get(case_id).handling_unit == world.unit("w121").id
        assert Envelope.objects.get(case_id=case_id).status == EnvelopeStatus.DELIVERED


def test_note_against_sending_is_in_the_parcel_or_refused(committing: World) -> None:
    world = committing
    move = Mover(world)
    case_ids = [move.take_in("w111") for _ in range(25)]
    actor = world.actor("w111", "chief")

    def write(case_id: UUID) -> None:
        with world.scope("w111"):
            working.add_note(cases.found(case_id), text="Ghi chú", is_internal=False, actor=actor)

    def send(case_id: UUID) -> None:
        with hints.paused(), world.scope("w111"):
            movements.transfer(cases.found(case_id), to=world.unit("w121"), reason="Thẩm quyền.", actor=actor)

    results = race(case_ids, write, send)

    delivery.deliver_waiting()
    for case_id, (refused, sent) in zip(case_ids, results, strict=True):
        assert sent is None
        with world.scope("w121"):
            arrived = events.of_case(case_id).filter(kind="note_added").exists()
        assert arrived == (refused is None)

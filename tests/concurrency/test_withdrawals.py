"""An urging is withdrawn and answered at the same moment: one wins, the other is told, and both units agree afterwards."""

from uuid import UUID

import pytest

from exchange import delivery
from kernel import active
from oversight.models import Urging
from tenants.documents.actions.letters import answer_letter
from tenants.documents.models import Letter
from tenants.inspections.actions.withdrawing import withdraw_urging
from tests.concurrency.racing import race
from tests.inspections.test_urging import urged
from tests.world import World

pytestmark = pytest.mark.serial


def test_a_withdrawal_and_an_answer_at_once_have_one_winner(committing: World) -> None:
    world = committing
    sent = [urged(world)[0] for _ in range(5)]
    sides = [(world.unit("w11"), world.actor("w11", "chief")), (world.unit("w111"), world.actor("w111", "chief"))]

    def withdraw(letter_id: UUID) -> None:
        unit, actor = sides[0]
        with active.unit_scope(unit):
            withdraw_urging(letter_id, reason="Gửi nhầm.", actor=actor)

    def answer(letter_id: UUID) -> None:
        unit, actor = sides[1]
        with active.unit_scope(unit):
            answer_letter(letter_id, text="Đã thực hiện.", actor=actor)

    lost = race([letter.pk for letter in sent], withdraw, answer)
    for letter, refused in zip(sent, lost, strict=True):
        delivery.deliver_waiting(letter.thread)
        (loser,) = [place for place in (0, 1) if refused[place] is not None]
        row = Urging.objects.get(pk=letter.pk)
        assert (row.answered_on is None, row.withdrawn_on is None) == ((True, False) if loser else (False, True))
        for unit, _actor in sides:
            with active.unit_scope(unit):
                assert Letter.objects.get(pk=letter.pk).status == ("WITHDRAWN" if loser else "ANSWERED")

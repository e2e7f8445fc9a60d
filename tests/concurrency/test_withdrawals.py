"""An urging is withdrawn and answered at the same moment: one wins, the other is told, and both units agree afterwards."""

import threading

import pytest
from django.db import connections

from exchange import delivery
from kernel import active
from kernel.errors import DomainError
from oversight.models import Urging
from tenants.documents.actions.letters import answer_letter
from tenants.documents.models import Letter
from tenants.inspections.actions.withdrawing import withdraw_urging
from tests.inspections.test_urging import urged
from tests.world import World

pytestmark = pytest.mark.serial


def test_a_withdrawal_and_an_answer_at_once_have_one_winner(committing: World) -> None:
    world = committing
    sent = [urged(world)[0] for _ in range(5)]
    sides = [(world.unit("w11"), world.actor("w11", "chief")), (world.unit("w111"), world.actor("w111", "chief"))]
    barrier = threading.Barrier(2, timeout=30)
    lost: list[list[DomainError | None]] = [[None, None] for _ in sent]

    def run(place: int) -> None:
        unit, actor = sides[place]
        try:
            with active.unit_scope(unit):
                for index, letter in enumerate(sent):
                    barrier.wait()
                    try:
                        if place:
                            answer_letter(letter.pk, text="Đã thực hiện.", actor=actor)
                        else:
                            withdraw_urging(letter.pk, reason="Gửi nhầm.", actor=actor)
                    except DomainError as refused:
                        lost[index][place] = refused
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    for letter, refused in zip(sent, lost, strict=True):
        delivery.deliver_waiting(letter.thread)
        (loser,) = [place for place in (0, 1) if refused[place] is not None]
        row = Urging.objects.get(pk=letter.pk)
        assert (row.answered_on is None, row.withdrawn_on is None) == ((True, False) if loser else (False, True))
        for unit, _actor in sides:
            with active.unit_scope(unit):
                assert Letter.objects.get(pk=letter.pk).status == ("WITHDRAWN" if loser else "ANSWERED")

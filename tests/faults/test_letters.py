"""SIGKILL while a letter is delivered: the sweeper alone repairs, and the letter is there once, with one number and one date."""

import os
import signal
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from deadlines.models import DueItem
from exchange import delivery, faultpoints
from exchange.enums import EnvelopeStatus
from exchange.models import Envelope
from kernel import clock
from tenants.documents import storage
from tenants.documents.models import Letter
from tests.factories import letters as make
from tests.faults import steps
from tests.world import World

pytestmark = [pytest.mark.serial]


@pytest.mark.parametrize("point", ["deliver.copying_file", "deliver.before_commit", "deliver.after_commit"])
def test_letter_killed_on_its_way_arrives_once(point: str, committing: World, settings: Any, tmp_path: Path) -> None:
    settings.BLOBS = tmp_path
    with clock.at(steps.NOON):
        letter = make.sent(committing, with_file=True, deliver=False)
        assert _deliver(letter.pk, point) == -signal.SIGKILL, f"{point} was never reached"
    with clock.at(steps.NOON + timedelta(minutes=1)):
        swept = delivery.sweep()
    assert not swept.outcomes.get(delivery.Outcome.FAILED)
    envelope = Envelope.objects.get(pk=letter.pk)
    assert (envelope.status, envelope.receiver_number) == (EnvelopeStatus.DELIVERED, "00001/2026/w111")
    with committing.scope("w111"):
        here = Letter.objects.get()
        assert here.number == envelope.receiver_number
        assert storage.verify(committing.unit("w111"), here.files[0]["digest"])
    assert DueItem.objects.filter(case_id=letter.pk).count() == 1


def _deliver(letter_id: UUID, point: str) -> int:
    """The worker's try in a process of its own, killed at ``point``; returns how it ended."""
    # A forked process must not share its parent's connections.
    connections.close_all()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.environ[faultpoints.ENVIRONMENT] = point
            with clock.at(steps.NOON):
                delivery.deliver(letter_id)
            connections.close_all()
            status = 0
        finally:
            os._exit(status)
    _child, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)

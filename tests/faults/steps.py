"""One step of a movement, as a person or the worker does it; a test does it in a process that can be killed."""

from datetime import datetime
from uuid import UUID

from exchange import delivery
from exchange.enums import EnvelopeStatus
from exchange.models import Envelope
from kernel.clock import OFFICE_ZONE
from tenants.cases.actions import movements
from tests.factories import cases
from tests.world import World

#: Every process of a run has this office clock, so that two runs can be compared.
NOON = datetime(2026, 11, 18, 12, 0, tzinfo=OFFICE_ZONE)

#: Which unit does the step.
UNIT_OF = {"send": "w111", "accept": "w11", "return": "w11", "recall": "w111", "result": "w11"}


def take(verb: str, case_id: UUID) -> None:
    """Do one step; the hint is published to a broker that is not there."""
    world = World()
    if verb == "deliver":
        delivery.deliver(Envelope.objects.get(case_id=case_id, status=EnvelopeStatus.SENT).pk)
        return
    key = UNIT_OF[verb]
    with world.scope(key):
        case, actor = cases.found(case_id), world.actor(key, "chief")
        match verb:
            case "send":
                movements.escalate(case, reason="Vượt thẩm quyền.", actor=actor)
            case "accept":
                movements.accept(case, actor=actor)
            case "return":
                movements.return_case(case, reason="Không đúng thẩm quyền.", actor=actor)
            case "recall":
                movements.recall(case, reason="Gửi nhầm.", actor=actor)
            case "result":
                movements.report_result(case, text="Đã xác minh.", actor=actor)

"""How far a case is, for the citizen who follows it: read from its public card alone."""

from uuid import UUID

from deadlines import dates
from exchange.road import Progress
from oversight.models import CaseCard
from tenants.cases.enums import CaseStatus

BEGUN = frozenset({CaseStatus.ASSIGNED, CaseStatus.WORKING, CaseStatus.ANSWERED, CaseStatus.CLOSED})


def progress_of(case_id: UUID) -> Progress | None:
    """Dates and whether it is over; None for a case without a card."""
    card = CaseCard.objects.filter(case_id=case_id).first()
    if card is None:
        return None
    return Progress(
        received_on=card.received_on,
        home_unit=card.home_unit_id,
        answered_on=card.answered_on,
        closed_on=card.closed_on,
        is_withdrawn=card.status == CaseStatus.WITHDRAWN,
        is_worked_on=card.status in BEGUN,
        due_on=card.due_on,
        is_due_expected=card.due_on is not None and (case_id, card.due_on) in dates.expected_of([case_id]),
    )

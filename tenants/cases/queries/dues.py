"""What the rows of cases say of the answer owed to the citizen, for the nightly recount."""

from collections.abc import Iterator

from django.db.models import Q

from exchange.models import Envelope
from kernel import active
from oversight.protocols import DueTruth
from tenants.cases.enums import CaseStatus
from tenants.cases.models import Answer, Case

CODES = ("A3",)


def answer_dues() -> Iterator[DueTruth]:
    """Of every case that has never left its unit; who owes the answer to another one is for the custody to say."""
    unit_id = active.current().id
    moved = set(Envelope.objects.filter(Q(from_unit=unit_id) | Q(to_unit=unit_id)).values_list("case_id", flat=True))
    answered = dict(
        Answer.objects.filter(given_unit_id=unit_id)
        .order_by("-entered_at", "-id")
        .values_list("case_id", "answered_on")
    )
    for row in Case.objects.order_by("pk").iterator():
        met_on = answered.get(row.pk)
        yield DueTruth(
            "A3",
            row.pk,
            None,
            started_on=row.received_on,
            case_kind=row.kind,
            met_on=met_on,
            is_cancelled=met_on is None and row.status in (CaseStatus.WITHDRAWN, CaseStatus.JOINED),
            is_judged=row.pk not in moved and not row.is_sealed and row.home_unit_id == unit_id,
        )

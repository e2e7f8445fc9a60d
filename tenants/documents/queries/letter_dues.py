"""What the letters a unit got say of the answers it owes, for the nightly recount."""

from collections.abc import Iterator

from exchange.enums import EnvelopeStatus, MovementKind
from exchange.models import Envelope
from kernel import active
from oversight.protocols import DueTruth
from tenants.documents.enums import ASKING, LetterStatus
from tenants.documents.models import Letter

CODES = ("LETTER",)


def letter_dues() -> Iterator[DueTruth]:
    """Every incoming letter that asks something until a day; one that is being withdrawn is not judged until the word of it is here."""
    recalled = Envelope.objects.filter(
        to_unit=active.current().id, kind=MovementKind.LETTER, status=EnvelopeStatus.RECALLED
    )
    gone = set(recalled.values_list("pk", flat=True))
    rows = Letter.objects.incoming().filter(topic__in=sorted(ASKING), due_on__isnull=False)
    for row in rows.order_by("id").iterator():
        yield DueTruth(
            "LETTER",
            row.pk,
            row.due_on,
            row.line,
            met_on=row.answered_on,
            is_cancelled=row.status == LetterStatus.WITHDRAWN,
            is_judged=row.status == LetterStatus.WITHDRAWN or row.pk not in gone,
        )

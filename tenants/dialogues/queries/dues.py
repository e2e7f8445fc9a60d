"""What the rows of conferences say of the notice of their conclusions, for the nightly recount."""

from collections.abc import Iterator

from oversight.protocols import DueTruth
from tenants.conclusions.enums import Source
from tenants.conclusions.queries.dues import notice_dues
from tenants.dialogues.models import Conference

CODES = ("E3",)


def conclusion_dues() -> Iterator[DueTruth]:
    """Of every conclusion; a conference has the date itself only until its conclusion is drawn up, and is not judged."""
    yield from notice_dues(Source.CONFERENCE)
    for key in Conference.objects.values_list("pk", flat=True).order_by("pk").iterator():
        yield DueTruth("E3", key, None, is_judged=False)

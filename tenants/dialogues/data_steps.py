"""Changes of data that units opened earlier run once."""

from deadlines.models import DueItem
from registry.levels import Line
from registry.steps import unit_step
from tenants.dialogues.models import Conference


@unit_step("dialogues.lines_of_due_items", after=("dialogues", "0001_conferences_and_opinions"))
def lines_of_due_items(position: str | None) -> str | None:
    """Say of every due item of a conference whose line it belongs to."""
    for line in (Line.PARTY, Line.GOVERNMENT):
        found = Conference.objects.filter(line=line).values_list("pk")
        DueItem.objects.filter(case_id__in=found, line="").update(line=line)
    return None

"""Changes of data that units opened earlier run once."""

from deadlines.models import DueItem
from registry.levels import Line
from registry.steps import unit_step
from tenants.conclusions.models import Conclusion, Task


@unit_step("conclusions.lines_of_due_items", after=("conclusions", "0001_conclusions_and_tasks"))
def lines_of_due_items(position: str | None) -> str | None:
    """Say of every due item of a task or a notice whose line it belongs to."""
    for line in (Line.PARTY, Line.GOVERNMENT):
        unmarked = DueItem.objects.filter(line="")
        unmarked.filter(case_id__in=Task.objects.filter(line=line).values_list("pk")).update(line=line)
        unmarked.filter(case_id__in=Conclusion.objects.filter(line=line).values_list("pk")).update(line=line)
    return None

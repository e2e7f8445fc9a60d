"""Changes of data that units opened earlier run once."""

from registry.levels import Line
from registry.steps import unit_step
from tenants.receptions.actions.duties import refresh_year
from tenants.receptions.models import ReceptionSession


@unit_step("receptions.list_duty_days", after=("receptions", "0001_plans_sessions_registrations_minutes"))
def list_duty_days(position: str | None) -> str | None:
    """Count every year that has sessions again, so that the list behind each figure of the duty register is there."""
    for year in ReceptionSession.objects.dates("held_on", "year"):
        for line in (Line.PARTY, Line.GOVERNMENT):
            refresh_year(line, year.year)
    return None

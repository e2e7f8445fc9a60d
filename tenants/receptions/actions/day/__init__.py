"""What is written down on the day: attendance, notes of the programme, incidents, what was concluded, the minutes."""

from tenants.receptions.actions.day.attending import attend
from tenants.receptions.actions.day.concluding import conclude_item
from tenants.receptions.actions.day.incidents import acknowledge_incident, report_incident
from tenants.receptions.actions.day.noting import save_note, write_deviation
from tenants.receptions.actions.day.protocol import draft_minutes, record_reading
from tenants.receptions.queries.alerts import INCIDENT

__all__ = [
    "INCIDENT",
    "acknowledge_incident",
    "attend",
    "conclude_item",
    "draft_minutes",
    "record_reading",
    "report_incident",
    "save_note",
    "write_deviation",
]

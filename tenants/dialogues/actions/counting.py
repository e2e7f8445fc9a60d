"""Keeps the duty register true: conferences owed and held in a year by the person in office."""

from tenants.dialogues.models import Conference
from tenants.receptions.actions.duties import refresh_conference_duty


def refresh(row: Conference) -> None:
    """Count the year of this conference anew, last in the transaction of the change."""
    refresh_conference_duty(row.line, row.year)

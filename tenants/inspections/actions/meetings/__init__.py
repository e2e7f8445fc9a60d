"""Review meetings from the plan of the year to the conclusions given to the units."""

from tenants.inspections.actions.meetings.holding import conclude_meeting, invite_units, record_meeting
from tenants.inspections.actions.meetings.planning import (
    MeetingData,
    cancel_meeting,
    change_meeting,
    move_meeting,
    plan_meeting,
    plan_year,
)

__all__ = [
    "MeetingData",
    "cancel_meeting",
    "change_meeting",
    "conclude_meeting",
    "invite_units",
    "move_meeting",
    "plan_meeting",
    "plan_year",
    "record_meeting",
]

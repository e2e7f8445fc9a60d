"""Arrivals of citizens who went above their level: told, answered, handed over, ended; each step reaches the other unit."""

from tenants.receptions.actions.arrivals.calling import note_call
from tenants.receptions.actions.arrivals.correcting import correct_arrival, withdraw_arrival
from tenants.receptions.actions.arrivals.gathering import tell_home_unit
from tenants.receptions.actions.arrivals.linking import link_case
from tenants.receptions.actions.arrivals.registering import ArrivalData, register_arrival
from tenants.receptions.actions.arrivals.returning import (
    Ending,
    Handover,
    Plan,
    answer_arrival,
    end_arrival,
    hand_over,
    hear_representatives,
)

__all__ = [
    "ArrivalData",
    "Ending",
    "Handover",
    "Plan",
    "answer_arrival",
    "correct_arrival",
    "end_arrival",
    "hand_over",
    "hear_representatives",
    "link_case",
    "note_call",
    "register_arrival",
    "tell_home_unit",
    "withdraw_arrival",
]

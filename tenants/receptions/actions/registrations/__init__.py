"""What happens to a registration; one verb an action, a file for each part of its way."""

from tenants.receptions.actions.registrations.concerning import correct_concerned
from tenants.receptions.actions.registrations.entering import (
    Registered,
    add_papers,
    people_of,
    register,
    unseal,
    withdraw,
)
from tenants.receptions.actions.registrations.inviting import give_receipt, invite
from tenants.receptions.actions.registrations.preparing import ask_for_dossier, generate_brief, link_case, save_brief
from tenants.receptions.actions.registrations.screening import guide, refuse_reception, screen, settle_at_once, tell
from tenants.receptions.actions.registrations.selecting import decide_list, defer, propose

__all__ = [
    "Registered",
    "add_papers",
    "ask_for_dossier",
    "correct_concerned",
    "decide_list",
    "defer",
    "generate_brief",
    "give_receipt",
    "guide",
    "invite",
    "link_case",
    "people_of",
    "propose",
    "refuse_reception",
    "register",
    "save_brief",
    "screen",
    "settle_at_once",
    "tell",
    "unseal",
    "withdraw",
]

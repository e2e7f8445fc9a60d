"""What happens to reception sessions; one verb an action, a file for each kind of them.

A session is made from the plan (``generating``) or proposed (``proposing``), gets its day and loses it (``moving``), its place,
people and preparations (``arranging``), hangs out (``posting``), is held (``holding``); what time does is in ``sweeping``.
"""

from tenants.receptions.actions.sessions.arranging import (
    Arrangement,
    Participant,
    approve_composition,
    arrange_session,
    delegate_session,
    link_session,
    make_ready,
    set_participants,
    set_security_plan,
    take_back_delegation,
    tick,
)
from tenants.receptions.actions.sessions.generating import Generated, generate_sessions, sessions_of_issued_plan
from tenants.receptions.actions.sessions.holding import close_day, mark_missed, open_day
from tenants.receptions.actions.sessions.moving import cancel_session, choose_day, postpone_session, take_day
from tenants.receptions.actions.sessions.posting import post_session
from tenants.receptions.actions.sessions.proposing import approve_ad_hoc, decline_ad_hoc, propose_ad_hoc
from tenants.receptions.actions.sessions.sweeping import sweep_sessions

__all__ = [
    "Arrangement",
    "Generated",
    "Participant",
    "approve_ad_hoc",
    "approve_composition",
    "arrange_session",
    "cancel_session",
    "choose_day",
    "close_day",
    "decline_ad_hoc",
    "delegate_session",
    "generate_sessions",
    "link_session",
    "make_ready",
    "mark_missed",
    "open_day",
    "post_session",
    "postpone_session",
    "propose_ad_hoc",
    "sessions_of_issued_plan",
    "set_participants",
    "set_security_plan",
    "sweep_sessions",
    "take_back_delegation",
    "take_day",
    "tick",
]

"""Movements of a case between units: one file a group of verbs, one function a verb."""

from tenants.cases.actions.movements.asking import after_answer, after_end, announce, ask_sender, send_paper
from tenants.cases.actions.movements.competence import name_competent_unit
from tenants.cases.actions.movements.paper import record_paper_reply
from tenants.cases.actions.movements.recalling import recall
from tenants.cases.actions.movements.receiving import Accepted, accept, accept_many, return_case
from tenants.cases.actions.movements.results import check_result, report_result
from tenants.cases.actions.movements.sending import (
    Moved,
    assign_down,
    escalate,
    send_sealed_up,
    transfer,
)

__all__ = [
    "Accepted",
    "Moved",
    "accept",
    "accept_many",
    "after_answer",
    "after_end",
    "announce",
    "ask_sender",
    "assign_down",
    "check_result",
    "escalate",
    "name_competent_unit",
    "recall",
    "record_paper_reply",
    "report_result",
    "return_case",
    "send_paper",
    "send_sealed_up",
    "transfer",
]

"""Who may what with a case: one truth asked three ways.

``may`` (this actor, this verb, this case), ``visible_cases`` (what an actor sees at all) and ``holders`` (who may);
a test asserts that they agree. A case that is not visible does not exist for the actor: 404, never 403.
"""

from tenants.cases.policies.deciding import holders, may
from tenants.cases.policies.programme import get_entry, visible_entries
from tenants.cases.policies.seeing import (
    READ_EVENT,
    UNSEAL_GRANT,
    VIEW_GRANT,
    events_of,
    files_of,
    get_case,
    get_request,
    granted_cases,
    inspects,
    is_withheld,
    not_found,
    sees,
    visible_cases,
)
from tenants.cases.policies.verbs import AT_AN_ENTRY, READING, VERB_LABELS, VERBS
from tenants.cases.policies.verdicts import Rule, Situation, Verdict, situation_of

__all__ = [
    "AT_AN_ENTRY",
    "READING",
    "READ_EVENT",
    "UNSEAL_GRANT",
    "VERBS",
    "VERB_LABELS",
    "VIEW_GRANT",
    "Rule",
    "Situation",
    "Verdict",
    "events_of",
    "files_of",
    "get_case",
    "get_entry",
    "get_request",
    "granted_cases",
    "holders",
    "inspects",
    "is_withheld",
    "may",
    "not_found",
    "sees",
    "situation_of",
    "visible_cases",
    "visible_entries",
]

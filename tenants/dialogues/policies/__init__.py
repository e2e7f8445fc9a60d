"""Who may what with a conference and its opinions: one truth asked two ways.

``visible_conferences``/``visible_opinions`` (what exists for an actor: 404 otherwise) and ``may``/``may_with`` (this verb, this
row, now).
"""

from tenants.dialogues.policies.conferences import VERB_LABELS, may
from tenants.dialogues.policies.opinions import may_with
from tenants.dialogues.policies.seeing import (
    get_conference,
    get_opinion,
    is_chair,
    not_found,
    only_observes,
    opinion_not_found,
    visible_conferences,
    visible_opinions,
)

__all__ = [
    "VERB_LABELS",
    "get_conference",
    "get_opinion",
    "is_chair",
    "may",
    "may_with",
    "not_found",
    "only_observes",
    "opinion_not_found",
    "visible_conferences",
    "visible_opinions",
]

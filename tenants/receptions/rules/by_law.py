"""The periods of a plan as the law or the common table of deadlines sets them, where no plan says anything."""

from datetime import date
from typing import Any

from deadlines import rules as deadline_rules
from deadlines.enums import RuleCode
from kernel import active
from tenants.receptions.rules.plan_terms import Term

# What the law or the common table of deadlines says where no plan says anything. Of the notice after a session, invitations and
# preparation it says nothing; what one province ordered for itself counts where a plan takes it over.
BY_RULE = {
    "posting_before": RuleCode.A1,
    "invitation_before": RuleCode.G2,
    "conclusion_notice": RuleCode.A12,
    "verification_within": RuleCode.G1,
    "dossier_within": RuleCode.G1A,
    "conference_notice": RuleCode.E1,
    "conference_review": RuleCode.E2,
    "conference_conclusion": RuleCode.E3,
    "conference_reply": RuleCode.E4,
}


def by_law(on: date) -> dict[str, tuple[Any, str]]:
    """Each period with its source, as it is on a day for the active unit."""
    found: dict[str, tuple[Any, str]] = {}
    unit_id = active.current().id
    for key, code in BY_RULE.items():
        rows = [row for row in deadline_rules.in_force(code, on, unit_id) if row.length]
        if rows:
            row = rows[-1]
            found[key] = (Term(row.length or 0, row.day_kind, row.start_event).as_value(), row.source)
    return found


def example_of(key: str, on: date) -> str:
    """How one province ordered a period that the law leaves open; empty of any other."""
    code = BY_RULE.get(key)
    rows = deadline_rules.local(code, on) if code else []
    found = [(Term(row.length or 0, row.day_kind), row.law.partition(" (")[0]) for row in rows if row.length]
    return "; ".join(f"{term.words} ({law})" for term, law in found)

"""Making, issuing and amending the plan of the year."""

from tenants.receptions.actions.plans.drafting import PlanData, amend_plan, change_plan, discard_plan, draft_plan
from tenants.receptions.actions.plans.issuing import issue_plan
from tenants.receptions.actions.plans.papers import attach_guidance, record_sent

__all__ = [
    "PlanData",
    "amend_plan",
    "attach_guidance",
    "change_plan",
    "discard_plan",
    "draft_plan",
    "issue_plan",
    "record_sent",
]

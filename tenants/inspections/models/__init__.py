"""Review meetings and inspections."""

from tenants.inspections.models.inspection import Inspection
from tenants.inspections.models.review_meeting import ReviewMeeting

__all__ = ["Inspection", "ReviewMeeting"]

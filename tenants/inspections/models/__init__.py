"""Review meetings."""

from tenants.inspections.models.review_meeting import ReviewMeeting

__all__ = ["ReviewMeeting"]

"""The unit's own part of a report."""

from tenants.reports.models.report import Report

__all__ = ["Report"]

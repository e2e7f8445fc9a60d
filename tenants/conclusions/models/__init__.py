"""Conclusions and their tasks."""

from tenants.conclusions.models.conclusion import Conclusion
from tenants.conclusions.models.task import Task

__all__ = ["Conclusion", "Task"]

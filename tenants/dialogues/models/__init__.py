"""Conferences and opinions."""

from tenants.dialogues.models.conference import Conference
from tenants.dialogues.models.opinion import Opinion

__all__ = ["Conference", "Opinion"]

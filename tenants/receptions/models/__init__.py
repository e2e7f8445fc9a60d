"""Plans, sessions, registrations, minutes and arrivals; one noun a file."""

from tenants.receptions.models.arrival import Arrival
from tenants.receptions.models.minutes_entry import MinutesEntry
from tenants.receptions.models.plan import Plan
from tenants.receptions.models.registration import Registration
from tenants.receptions.models.session import ReceptionSession

__all__ = ["Arrival", "MinutesEntry", "Plan", "ReceptionSession", "Registration"]

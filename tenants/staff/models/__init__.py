"""Tables of the unit's organisation."""

from tenants.staff.models.body import Body

__all__ = ["Body"]

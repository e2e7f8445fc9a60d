"""Tables of the unit's organisation."""

from tenants.staff.models.body import Body
from tenants.staff.models.delegation import Delegation
from tenants.staff.models.setting import Setting

__all__ = ["Body", "Delegation", "Setting"]

"""What other rooms ask of the unit's organisation."""

from tenants.staff.queries.holders import delegated, holder_of, holders_between
from tenants.staff.queries.settings import setting, stored

__all__ = ["delegated", "holder_of", "holders_between", "setting", "stored"]

"""Tables of people and rights, all in `public`."""

from identity.models.access_change import AccessChange
from identity.models.account import Account
from identity.models.invitation import Invitation
from identity.models.membership import Membership
from identity.models.role_adjustment import RoleAdjustment
from identity.models.token import Token

__all__ = ["AccessChange", "Account", "Invitation", "Membership", "RoleAdjustment", "Token"]

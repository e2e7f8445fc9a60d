"""The room of people and rights: accounts, memberships, roles, tokens."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    name = "identity"
    label = "identity"
    verbose_name = _("Tài khoản và quyền")
    default_auto_field = "django.db.models.BigAutoField"

"""The room of receptions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReceptionsConfig(AppConfig):
    """Four tables in every unit's schema."""

    name = "tenants.receptions"
    label = "receptions"
    verbose_name = _("Tiếp dân của người đứng đầu")
    default_auto_field = "django.db.models.BigAutoField"

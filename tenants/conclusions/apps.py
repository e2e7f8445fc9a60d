"""The room of conclusions and tasks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConclusionsConfig(AppConfig):
    """Two tables in every unit's schema."""

    name = "tenants.conclusions"
    label = "conclusions"
    verbose_name = _("Kết luận và nhiệm vụ")
    default_auto_field = "django.db.models.BigAutoField"

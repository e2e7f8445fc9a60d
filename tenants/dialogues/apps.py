"""The room of dialogue conferences."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialoguesConfig(AppConfig):
    """Two tables in every unit's schema."""

    name = "tenants.dialogues"
    label = "dialogues"
    verbose_name = _("Hội nghị đối thoại")
    default_auto_field = "django.db.models.BigAutoField"

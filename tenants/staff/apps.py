"""The unit's own organisation: its bodies and what it tells citizens about itself."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "tenants.staff"
    label = "staff"
    verbose_name = _("Tổ chức của đơn vị")
    default_auto_field = "django.db.models.BigAutoField"

"""The room of the exchange: the only bridge between units."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "exchange"
    label = "exchange"
    verbose_name = _("Liên thông giữa các đơn vị")
    default_auto_field = "django.db.models.BigAutoField"

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Five tables in every unit's schema; nothing here knows what a case is."""

    name = "kernel.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"

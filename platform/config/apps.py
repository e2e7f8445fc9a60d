"""The frame as a Django app: its static files, its catalogue and its checks."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    label = "config"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Tasks declared with shared_task belong to the application that exists when they are first used.
        from config import celery  # noqa: F401  settings are read inside

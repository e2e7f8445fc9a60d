from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DeadlinesConfig(AppConfig):
    """Tables in ``public``; they name units by number and cases by uuid, and no citizen."""

    name = "deadlines"
    label = "deadlines"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Thời hạn"

    def ready(self) -> None:
        post_migrate.connect(_load_rules, sender=self, dispatch_uid="deadlines.load")


def _load_rules(sender: AppConfig, using: str, **_kwargs: Any) -> None:
    # The rules of a release come with its migrations: an installation can never run with the tables but without the rows.
    # Going back to a state before the tables leaves nothing to load into.
    from django.db import connections

    from deadlines import loading
    from deadlines.models import CalendarDay, DeadlineRule

    if {DeadlineRule._meta.db_table, CalendarDay._meta.db_table} <= set(connections[using].introspection.table_names()):
        loading.load(using=using)

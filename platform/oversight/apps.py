from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OversightConfig(AppConfig):
    name = "oversight"
    label = "oversight"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Giám sát"

    def ready(self) -> None:
        from deadlines import cli
        from oversight import protocols
        from oversight.queries.alert_figures import alerts_of_days
        from oversight.queries.minimums import as_rule_rows

        cli.MORE.append(as_rule_rows)
        protocols.register_day_figures(alerts_of_days)
        post_migrate.connect(_load_minimums, sender=self, dispatch_uid="oversight.load")


def _load_minimums(sender: AppConfig, using: str, **_kwargs: Any) -> None:
    # The minimums of a release come with its migrations, as the deadline rules do.
    from django.db import connections

    from oversight import loading
    from oversight.models import DutyMinimum

    if DutyMinimum._meta.db_table in connections[using].introspection.table_names():
        loading.load_minimums(using=using)

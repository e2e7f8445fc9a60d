"""The room of period reports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """One table in every unit's schema."""

    name = "tenants.reports"
    label = "reports"
    verbose_name = _("Báo cáo kỳ")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models exist only now.
        from oversight.protocols import DueReader, register_due_reader
        from tenants.cases.queries.today import register as show_today
        from tenants.reports.queries.dues import CODES, report_dues
        from tenants.reports.queries.today import reports_today

        show_today(reports_today)
        register_due_reader(DueReader(CODES, report_dues))

"""The room of case work."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """Tables in every unit's schema; tells the rooms below what only it knows."""

    name = "tenants.cases"
    label = "cases"
    verbose_name = _("Vụ việc")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models exist only now.
        from exchange import road
        from identity.protocols import open_work
        from oversight import protocols
        from oversight.queries import kinds
        from tenants.cases import receivers
        from tenants.cases.actions.handing_over import CaseWork
        from tenants.cases.enums import CaseKind, CaseStatus
        from tenants.cases.queries.counters import day_figures, own_counts
        from tenants.cases.queries.dues import CODES, answer_dues
        from tenants.cases.queries.naming import named_persons
        from tenants.cases.queries.programme import linked_cases
        from tenants.cases.queries.progress import progress_of
        from tenants.cases.rules import fields

        receivers.register()
        open_work.register(CaseWork())
        road.register_progress(progress_of)
        protocols.register_own_counts(own_counts)
        protocols.register_due_reader(protocols.DueReader(CODES, answer_dues))
        protocols.register_day_figures(day_figures)
        protocols.register_name_search(named_persons)
        protocols.register_linked_cases(linked_cases)
        kinds.register(
            kinds=lambda: [(kind.value, str(kind.label)) for kind in CaseKind],
            field_label=fields.label_of,
            status_label=lambda status: str(CaseStatus(status).label),
        )

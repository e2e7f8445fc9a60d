"""The room of receptions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReceptionsConfig(AppConfig):
    """Five tables in every unit's schema."""

    name = "tenants.receptions"
    label = "receptions"
    verbose_name = _("Tiếp dân của người đứng đầu")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models exist only now.
        from oversight.protocols import register_day_figures, register_duty_recount
        from tenants.cases.protocols import register_links
        from tenants.cases.queries.inbox import register as show_in_inbox
        from tenants.cases.queries.today import register as show_today
        from tenants.conclusions.enums import Source
        from tenants.conclusions.protocols import subjects as occasions
        from tenants.documents import subjects, withheld
        from tenants.documents.enums import Subject
        from tenants.receptions import receivers
        from tenants.receptions.actions.recounting import recount_duties
        from tenants.receptions.actions.sessions import sessions_of_issued_plan
        from tenants.receptions.occasions import SessionOccasions
        from tenants.receptions.protocols import register_plan_listener
        from tenants.receptions.queries.alerts import incidents_today
        from tenants.receptions.queries.arrival_alerts import arrivals_today, arrivals_waiting
        from tenants.receptions.queries.case_links import links
        from tenants.receptions.queries.day_figures import citizens_above, sessions_held
        from tenants.receptions.queries.naming import name_registrations, name_sessions
        from tenants.receptions.queries.today import sessions_today
        from tenants.receptions.queries.withheld import ConcernedPeople, papers

        receivers.register()
        show_today(incidents_today)
        show_today(arrivals_today)
        show_in_inbox(arrivals_waiting)
        register_links(links)
        show_today(sessions_today)
        occasions.register(Source.SESSION, SessionOccasions())
        subjects.register(Subject.SESSION, name_sessions)
        subjects.register(Subject.REGISTRATION, name_registrations)
        withheld.register(ConcernedPeople())
        withheld.register_papers(papers)
        register_plan_listener(sessions_of_issued_plan)
        register_duty_recount(recount_duties)
        register_day_figures(sessions_held)
        register_day_figures(citizens_above)

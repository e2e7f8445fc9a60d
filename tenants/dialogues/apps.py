"""The room of dialogue conferences."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialoguesConfig(AppConfig):
    """Two tables in every unit's schema; tells the rooms below what only it knows."""

    name = "tenants.dialogues"
    label = "dialogues"
    verbose_name = _("Hội nghị đối thoại")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models exist only now.
        from oversight.protocols import DueReader, register_due_reader
        from tenants.cases.queries.today import register as add_to_start_page
        from tenants.conclusions.enums import Source
        from tenants.conclusions.protocols import subjects
        from tenants.dialogues.actions.planning import conferences_of_issued_plan
        from tenants.dialogues.occasions import (
            ConferenceOccasions,
            describe_conferences,
            describe_opinions,
            occupied_beside,
        )
        from tenants.dialogues.queries.dues import CODES, conclusion_dues
        from tenants.dialogues.queries.quota import conference_facts
        from tenants.dialogues.queries.today import conferences_today
        from tenants.documents import subjects as papers
        from tenants.documents.enums import Subject
        from tenants.receptions import protocols

        register_due_reader(DueReader(CODES, conclusion_dues))
        subjects.register(Source.CONFERENCE, ConferenceOccasions())
        protocols.register_conferences(conference_facts)
        protocols.register_plan_listener(conferences_of_issued_plan)
        protocols.register_occupied(occupied_beside)
        papers.register(Subject.CONFERENCE, describe_conferences)
        papers.register(Subject.OPINION, describe_opinions)
        add_to_start_page(conferences_today)

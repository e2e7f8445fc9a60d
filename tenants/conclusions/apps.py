"""The room of conclusions and tasks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConclusionsConfig(AppConfig):
    """Two tables in every unit's schema."""

    name = "tenants.conclusions"
    label = "conclusions"
    verbose_name = _("Kết luận và nhiệm vụ")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models exist only now.
        from identity.protocols import open_work
        from tenants.cases.queries.today import register
        from tenants.conclusions.actions.handing_over import TaskWork
        from tenants.conclusions.actions.issuing import issue_by_signature
        from tenants.conclusions.listening import DossierLetters
        from tenants.conclusions.policies.seeing import papers_withheld
        from tenants.conclusions.queries.naming import name_conclusions, name_tasks
        from tenants.conclusions.queries.today import contribute
        from tenants.documents import protocols, subjects, withheld
        from tenants.documents.enums import LetterTopic, Subject

        open_work.register(TaskWork())
        register(contribute)
        subjects.register(Subject.CONCLUSION, name_conclusions)
        subjects.register(Subject.TASK, name_tasks)
        withheld.register_papers(papers_withheld)
        protocols.register_signed(issue_by_signature)
        protocols.register_letters(DossierLetters(), LetterTopic.DOSSIER_REQUEST)

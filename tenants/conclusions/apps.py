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
        from oversight.protocols import DueReader, register_due_reader
        from tenants.cases.queries.today import register
        from tenants.conclusions.actions.handing_over import TaskWork
        from tenants.conclusions.actions.issuing import issue_by_signature
        from tenants.conclusions.enums import Source
        from tenants.conclusions.listening import DossierLetters
        from tenants.conclusions.policies.seeing import papers_withheld
        from tenants.conclusions.queries.dues import NOTICES, OF_TASKS, session_notice_dues, task_dues
        from tenants.conclusions.queries.naming import name_conclusions, name_tasks
        from tenants.conclusions.queries.today import contribute
        from tenants.documents import protocols, subjects, withheld
        from tenants.documents.enums import LetterTopic, Subject

        open_work.register(TaskWork())
        register_due_reader(DueReader(OF_TASKS, task_dues))
        register_due_reader(DueReader((NOTICES[Source.SESSION],), session_notice_dues))
        register(contribute)
        subjects.register(Subject.CONCLUSION, name_conclusions)
        subjects.register(Subject.TASK, name_tasks)
        withheld.register_papers(papers_withheld)
        protocols.register_signed(issue_by_signature)
        protocols.register_letters(DossierLetters(), LetterTopic.DOSSIER_REQUEST)

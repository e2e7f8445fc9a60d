from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Official documents and notices; the row of an uploaded file belongs to what it is attached to."""

    name = "tenants.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models exist only now.
        from oversight.protocols import DueReader, register_due_reader
        from tenants.documents import receivers, subjects
        from tenants.documents.enums import Subject
        from tenants.documents.queries.letter_dues import CODES, letter_dues
        from tenants.documents.queries.letters import describe_letters

        receivers.register()
        register_due_reader(DueReader(CODES, letter_dues))
        subjects.register(Subject.LETTER, describe_letters)

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Official documents and notices; the row of an uploaded file belongs to what it is attached to."""

    name = "tenants.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models exist only now.
        from tenants.documents import receivers, subjects
        from tenants.documents.enums import Subject
        from tenants.documents.queries.letters import describe_letters

        receivers.register()
        subjects.register(Subject.LETTER, describe_letters)

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """No tables: the row of a file belongs to what it is attached to (``tenants.cases.Attachment``)."""

    name = "tenants.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

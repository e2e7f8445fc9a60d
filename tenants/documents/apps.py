from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Official documents and notices; the row of an uploaded file belongs to what it is attached to."""

    name = "tenants.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

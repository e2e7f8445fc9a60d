"""Official documents and what is sent out."""

from tenants.documents.models.document import Document
from tenants.documents.models.notice import Notice

__all__ = ["Document", "Notice"]

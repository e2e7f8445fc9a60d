"""Official documents, letters between units, and what is sent out."""

from tenants.documents.models.document import Document
from tenants.documents.models.letter import Letter
from tenants.documents.models.notice import Notice

__all__ = ["Document", "Letter", "Notice"]

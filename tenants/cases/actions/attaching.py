"""Files of a dossier: stored in the unit's own store, known by a row that says who may read them."""

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from identity.actors import Actor
from tenants.cases.models import Answer, Attachment, Case
from tenants.documents import uploads as files


def store_all(
    case: Case,
    uploads: "Iterable[UploadedFile[Any]]",
    *,
    is_internal: bool,
    actor: Actor,
    answer: Answer | None = None,
) -> list[Attachment]:
    """Check and store uploaded files; raises ``Invalid`` naming the file that cannot be taken."""
    return [
        Attachment.objects.create(
            case=case,
            answer=answer,
            name=stored.name,
            digest=stored.digest,
            size=stored.size,
            media_type=stored.media_type,
            added_by_id=actor.account_id,
            is_internal=is_internal,
        )
        for stored in files.store_all(list(uploads))
    ]

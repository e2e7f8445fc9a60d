"""How every change of a document begins and ends: the unit's lock, the row, the verdict, the version."""

from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel.errors import Conflict
from kernel.text import normalise
from kernel.transactions import lock_unit_writes
from registry.rules import refuse_if_frozen
from tenants.documents import policies
from tenants.documents.models import Document


def begin(actor: Actor) -> None:
    """Share the unit's lock; a frozen unit changes nothing."""
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)


def lock(document: Document | UUID, verb: str, *, actor: Actor, version: int | None = None) -> Document:
    """Lock the row and ask the policy about what stands there now. Refuses a row changed since ``version``."""
    begin(actor)
    key = document.pk if isinstance(document, Document) else document
    row: Document | None = Document.objects.select_for_update(of=("self",)).filter(pk=key).first()
    if row is None or not policies.sees(actor, row):
        raise policies.document_not_found()
    if version is not None and version != row.version:
        raise Conflict(
            "document_changed",
            _("Văn bản vừa được người khác thay đổi. Những gì bạn đã nhập vẫn còn; hãy xem lại rồi gửi lại."),
            version=row.version,
        )
    policies.require(actor, verb, row)
    return row


def finish(row: Document, *changed: str) -> Document:
    """Write the changed columns, one version further."""
    row.version += 1
    row.search_text = searchable(row)
    row.save(update_fields=sorted({*changed, "version", "search_text"}))
    return row


def searchable(row: Document) -> str:
    """What the register is searched by: symbol, title, signer, recipients."""
    names = [str(one.get("name", "")) for one in row.recipients if isinstance(one, dict)]
    return normalise(" ".join([row.symbol, row.title, row.signer_name, *names]))

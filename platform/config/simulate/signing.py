"""The head signs what was put before the signer. The simulated person has just confirmed who it is."""

from uuid import UUID

from config.simulate.office import Office
from identity.confirmations import PASSWORD, Confirmation
from kernel import clock
from tenants.documents.actions.signing import sign_document
from tenants.documents.enums import DocumentStatus, Subject
from tenants.documents.models import Document


def sign_waiting(office: Office, subject: Subject, subject_id: UUID) -> Document | None:
    """Sign every paper about a subject that waits; returns the last one."""
    waiting = Document.objects.filter(subject=subject, subject_id=subject_id, status=DocumentStatus.TO_SIGN)
    signed: Document | None = None
    for row in waiting.order_by("drafted_at", "kind", "title"):
        signed = sign(office, row) or signed
    return signed


def sign(office: Office, document: Document) -> Document | None:
    """One paper, by the head of the line."""
    head = office.cast.head
    assert head.account_id is not None
    proof = Confirmation(head.account_id, PASSWORD, clock.now())
    return office.step("sign_document", lambda: sign_document(document, proof=proof, actor=head))

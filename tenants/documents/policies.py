"""Who may what with official documents and notices. What is not visible does not exist: 404, never 403."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission as P
from kernel.errors import InvalidTransition, NotFound, NotPermitted
from registry.levels import Line
from tenants.documents import withheld
from tenants.documents.enums import DocumentKind, DocumentStatus, NoticeStatus, Subject
from tenants.documents.models import Document, Notice
from tenants.documents.models.document import DocumentQuerySet
from tenants.documents.models.notice import NoticeQuerySet
from tenants.documents.rules.wording import DIGEST

ISSUED = (DocumentStatus.SIGNED, DocumentStatus.FILED, DocumentStatus.WITHDRAWN)
# Whose work produces papers: each may draft one. A page that drafts freely asks for DOCUMENT_DRAFT itself.
DRAFTERS = (
    P.DOCUMENT_DRAFT,
    P.DOCUMENT_SIGN,
    P.DOCUMENT_ISSUE,
    P.PLAN_MANAGE,
    P.RECEPTION_ARRANGE,
    P.RECEPTION_DECIDE,
    P.RECEPTION_RECORD,
    P.REGISTRATION_ENTER,
    P.TASK_DIRECT,
    P.TASK_WORK,
)
# Who sees what is not signed yet.
_WORKSHOP = (P.DOCUMENT_DRAFT, P.DOCUMENT_SIGN, P.DOCUMENT_ISSUE)
# Verb → the permission it takes and the statuses it is possible in.
VERBS: dict[str, tuple[P | None, tuple[DocumentStatus, ...]]] = {
    "view": (None, tuple(DocumentStatus)),
    "edit": (P.DOCUMENT_DRAFT, (DocumentStatus.DRAFT,)),
    "submit": (P.DOCUMENT_DRAFT, (DocumentStatus.DRAFT,)),
    "drop": (P.DOCUMENT_DRAFT, (DocumentStatus.DRAFT,)),
    "sign": (P.DOCUMENT_SIGN, (DocumentStatus.TO_SIGN,)),
    "send_back": (P.DOCUMENT_SIGN, (DocumentStatus.TO_SIGN,)),
    "withdraw": (P.DOCUMENT_ISSUE, (DocumentStatus.SIGNED, DocumentStatus.FILED)),
    "send": (P.NOTICE_SEND, (DocumentStatus.SIGNED, DocumentStatus.FILED)),
    "link": (P.DOCUMENT_SIGN, ISSUED),
}
# Verbs that the drafter of a paper may use whatever the role.
_OWN = frozenset({"edit", "submit", "drop"})


def visible_documents(actor: Actor) -> DocumentQuerySet:
    """Papers of the actor's lines, or linked by the head: issued ones for readers, all for who drafts, signs and issues."""
    ways = Q(drafted_by_id=actor.account_id) if actor.account_id else Q(pk__in=[])
    if any(actor.may(right) for right in _WORKSHOP):
        ways = Q()
    elif actor.may(P.DOCUMENT_VIEW):
        ways |= Q(status__in=ISSUED)
    found: DocumentQuerySet = Document.objects.filter(ways).filter(
        _of_lines(actor) | Q(is_linked=True, status__in=ISSUED)
    )
    hidden = _withheld(actor)
    return found if hidden is None else found.exclude(hidden)


def get_document(actor: Actor, document_id: UUID | str) -> Document:
    """The document, or NotFound: the same answer for the other line's, another unit's and a non-existent one."""
    try:
        key = UUID(str(document_id))
    except ValueError:
        raise document_not_found() from None
    found: Document | None = visible_documents(actor).filter(pk=key).first()
    if found is None:
        raise document_not_found()
    return found


def sees(actor: Actor, document: Document) -> bool:
    """``visible_documents`` asked of one row."""
    if _is_withheld(actor, document):
        return False
    issued = document.status in ISSUED
    if document.line != Line.BOTH and document.line not in actor.lines and not (document.is_linked and issued):
        return False
    if any(actor.may(right) for right in _WORKSHOP):
        return True
    is_own = actor.account_id is not None and document.drafted_by_id == actor.account_id
    return is_own or (actor.may(P.DOCUMENT_VIEW) and issued)


def may(actor: Actor, verb: str, document: Document) -> bool:
    """Whether the actor may take the step now."""
    try:
        require(actor, verb, document)
    except (NotFound, NotPermitted, InvalidTransition):
        return False
    return True


def require(actor: Actor, verb: str, document: Document) -> None:
    """Raise NotFound, NotPermitted or InvalidTransition unless the actor may take the step now."""
    if not sees(actor, document):
        raise document_not_found()
    permission, statuses = VERBS[verb]
    is_own = verb in _OWN and actor.account_id is not None and document.drafted_by_id == actor.account_id
    if permission is not None and not is_own:
        actor.require(permission)
    if verb != "view" and document.line != Line.BOTH and document.line not in actor.lines:
        raise NotPermitted("other_line", _("Văn bản thuộc kênh khác; bạn chỉ được xem."))
    if verb == "link" and not actor.is_head:
        raise NotPermitted("head_only", _("Chỉ người đứng đầu được cho kênh kia xem văn bản."))
    if document.status not in statuses:
        raise InvalidTransition(
            "document_status",
            _("Văn bản đang ở trạng thái “%(status)s”, không làm được bước này.")
            % {"status": DocumentStatus(document.status).label},
            document_status=document.status,
        )


def require_drafter(actor: Actor, line: str) -> None:
    """Who drafts, decides or records may put a paper before the signer, on an own line."""
    if not any(actor.may(right) for right in DRAFTERS):
        actor.require(P.DOCUMENT_DRAFT)
    if line != Line.BOTH and line not in actor.lines:
        raise NotPermitted("other_line", _("Bạn không thuộc kênh này nên không soạn văn bản cho kênh này được."))


def reads_notices(actor: Actor) -> bool:
    """Whether the actor has to do with notices at all."""
    return any(actor.may(right) for right in (P.NOTICE_SEND, P.DOCUMENT_VIEW, P.RECEPTION_ARRANGE))


def visible_notices(actor: Actor) -> NoticeQuerySet:
    """Notices of the actor's lines: for who sends, arranges or reads documents."""
    if not reads_notices(actor):
        return Notice.objects.none()
    found: NoticeQuerySet = Notice.objects.filter(_of_lines(actor)).exclude(matter=DIGEST)
    hidden = withheld.papers_of(actor)
    return found if hidden is None else found.exclude(hidden)


def get_notice(actor: Actor, notice_id: UUID | str) -> Notice:
    """The notice, or NotFound."""
    try:
        key = UUID(str(notice_id))
    except ValueError:
        raise notice_not_found() from None
    found: Notice | None = visible_notices(actor).filter(pk=key).select_related("document").first()
    if found is None:
        raise notice_not_found()
    return found


def may_notice(actor: Actor, notice: Notice) -> bool:
    """Whether the actor may record what became of the notice: it waits or failed."""
    open_ones = (NoticeStatus.WAITING, NoticeStatus.FAILED, NoticeStatus.SENT)
    return actor.may(P.NOTICE_SEND) and notice.status in open_ones


def document_not_found() -> NotFound:
    """The one answer for what does not exist for the actor."""
    return NotFound("document_not_found", _("Không tìm thấy văn bản."))


def notice_not_found() -> NotFound:
    """The one answer for what does not exist for the actor."""
    return NotFound("notice_not_found", _("Không tìm thấy thông báo."))


def _of_lines(actor: Actor) -> Q:
    return Q(line__in=[*(line.value for line in actor.lines), Line.BOTH.value])


def _withheld(actor: Actor) -> Q | None:
    """What tells of a matter that concerns the actor: papers about it, and the minutes of the session that heard it."""
    about = withheld.papers_of(actor)
    provider = withheld.provider_for(actor)
    if about is None or provider is None:
        return about
    return about | Q(kind=DocumentKind.MINUTES, subject=Subject.SESSION, subject_id__in=provider.sessions(actor))


def _is_withheld(actor: Actor, document: Document) -> bool:
    # Only these subjects can tell of a registration: every other paper costs no query.
    if document.subject not in (Subject.REGISTRATION, Subject.SESSION, Subject.CONCLUSION, Subject.TASK):
        return False
    hidden = _withheld(actor)
    return hidden is not None and Document.objects.filter(hidden, pk=document.pk).exists()

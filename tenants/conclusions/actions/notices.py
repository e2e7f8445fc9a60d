"""The notice of a conclusion as an official document, drafted with the open items."""

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import errors
from kernel.journal import events
from kernel.transactions import atomic
from tenants.conclusions.actions import changing
from tenants.conclusions.actions.issuing import notice_body
from tenants.conclusions.models import Conclusion
from tenants.documents.actions.drafting import draft_document
from tenants.documents.enums import DocumentKind, DocumentStatus, Subject
from tenants.documents.models import Document

GONE = (DocumentStatus.WITHDRAWN, DocumentStatus.DROPPED)


@atomic
def draft_notice(conclusion: Conclusion, *, actor: Actor, version: int | None = None) -> Document:
    """Soạn thông báo kết luận: the open items in their order, to the bodies named in them (plans S1-26, S1-27).

    Announces ``notice_drafted``. Refuses a second draft while one stands, and a conclusion without an open item.
    """
    row = changing.begin_conclusion(conclusion, "notice", actor=actor, version=version)
    if row.document is not None and row.document.status not in GONE:
        raise errors.InvalidTransition("notice_exists", _("Đã có dự thảo thông báo; hãy sửa bản đang có."))
    body = notice_body(row)
    if not body["items"]:
        raise errors.InvalidTransition(
            "nothing_open", _("Mọi nội dung đã được giải quyết tại chỗ; không có gì phải thông báo.")
        )
    document = draft_document(
        DocumentKind.CONCLUSION_NOTICE,
        line=row.line,
        subject=Subject.CONCLUSION,
        subject_id=row.pk,
        title=row.title,
        body=body,
        recipients=_recipients(row),
        actor=actor,
    )
    row.document = document
    events.record("notice_drafted", actor=actor, case_id=row.pk, document=str(document.pk))
    changing.finish_conclusion(row, "document")
    return document


def _recipients(conclusion: Conclusion) -> list[str]:
    """The bodies and units that have something to do, each once, in the order of the items."""
    found: dict[str, None] = {}
    for task in conclusion.tasks.filter(closed_on=None).order_by("order", "id"):
        for name in (task.lead_name, *(one["name"] for one in task.co_bodies)):
            if name:
                found[name] = None
    return list(found)

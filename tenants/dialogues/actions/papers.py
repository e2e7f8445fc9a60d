"""The papers of a conference, drafted from what is known of it; ``documents`` lays them out, numbers and signs them."""

from collections.abc import Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel.transactions import atomic
from tenants.dialogues.actions import changing
from tenants.dialogues.actions.texts import refuse
from tenants.dialogues.models import Conference
from tenants.dialogues.queries import contents
from tenants.documents.actions.drafting import draft_document
from tenants.documents.enums import DocumentKind, Subject
from tenants.documents.models import Document

# What stands below the name of the kind, so it does not say it again.
TITLES = {
    DocumentKind.PLAN: "Tổ chức %(title)s",
    DocumentKind.PROGRAMME: "%(title)s",
    DocumentKind.HOUSE_RULES: "%(title)s",
    DocumentKind.INVITATION: "Mời dự %(title)s",
    DocumentKind.SPEECH_SLIP: "%(title)s",
    DocumentKind.APPROVAL_PACK: "Trình duyệt nội dung, thời gian, địa điểm, thành phần %(title)s",
    DocumentKind.MINUTES: "%(title)s",
    DocumentKind.SUBMISSION: "Kiến nghị vượt thẩm quyền nêu tại %(title)s",
    DocumentKind.SUMMARY: "Kết quả %(title)s",
}
BY_HAND = (DocumentKind.PLAN, DocumentKind.PROGRAMME, DocumentKind.HOUSE_RULES, DocumentKind.SUBMISSION)
"""What is drafted on demand; the others come with their step."""


def draft(
    conference: Conference,
    kind: DocumentKind,
    *,
    recipients: Sequence[dict[str, Any]] = (),
    note: str = "",
    actor: Actor,
) -> Document:
    """A draft of one kind about a conference; official words are Vietnamese whatever the officer reads."""
    with translation.override("vi"):
        title = TITLES[kind] % {"title": conference.title}
        body = contents.body_of(conference, kind, note=note)
    names = [{"name": one["name"], "email": str(one.get("email") or "")} for one in recipients]
    return draft_document(
        kind,
        line=conference.line,
        subject=Subject.CONFERENCE,
        subject_id=conference.pk,
        title=title[:500],
        body=body,
        recipients=names,
        actor=actor,
    )


@atomic
def draft_paper(conference: Conference, kind: str, *, actor: Actor) -> Document:
    """Draft programme, house rules, plan or the report to the superior on demand. Announces ``paper_drafted``.

    Refuses a kind that comes with its own step.
    """
    row = changing.begin(conference, "papers", actor=actor)
    if kind not in BY_HAND:
        raise refuse("kind", _("Chọn loại văn bản."))
    document = draft(row, DocumentKind(kind), actor=actor)
    changing.tell("paper_drafted", row, actor=actor, paper=kind, document=str(document.pk))
    return document

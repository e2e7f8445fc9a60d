"""A unit sets its own texts between the fixed parts of a document."""

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, text
from kernel.errors import Conflict, NotPermitted
from kernel.journal import events
from kernel.transactions import atomic
from registry.levels import Line
from tenants.documents.actions.changing import begin
from tenants.documents.enums import DocumentKind
from tenants.documents.rules import placeholders, texts
from tenants.staff.models import Setting


@atomic()
def set_texts(
    kind: DocumentKind, line: Line, *, opening: str, closing: str, actor: Actor, version: int | None = None
) -> Setting:
    """Set opening and closing text of a kind on a line; documents drafted from now on carry them. Records `texts_changed`.

    Refuses a placeholder that the kind does not know, naming its line, and a row changed since ``version`` (0: none yet).
    """
    given = {"opening": opening, "closing": closing}
    cleaned = {
        name: text.clean(value, field=name, max_length=texts.MAX_TEXT, multiline=True) for name, value in given.items()
    }
    _begin(actor, line)
    for name, value in cleaned.items():
        placeholders.check(kind, value, field=name)
    return _keep(kind, line, {**cleaned}, actor, version)


@atomic()
def reset_texts(kind: DocumentKind, line: Line, *, actor: Actor, version: int | None = None) -> Setting:
    """Go back to the proposed texts. Records `texts_changed`."""
    _begin(actor, line)
    return _keep(kind, line, {"is_default": True}, actor, version)


def _begin(actor: Actor, line: Line) -> None:
    if not (actor.may(Permission.UNIT_CONFIGURE) or actor.may(Permission.DOCUMENT_ISSUE)):
        actor.require(Permission.DOCUMENT_ISSUE)
    if line not in actor.lines:
        raise NotPermitted("other_line", _("Bạn không thuộc kênh này."))
    begin(actor)


def _keep(kind: DocumentKind, line: Line, value: dict[str, object], actor: Actor, version: int | None) -> Setting:
    topic = texts.topic(kind, line)
    row: Setting | None = Setting.objects.select_for_update().filter(topic=topic).first()
    seen = row.version if row else 0
    if version is not None and version != seen:
        raise Conflict("texts_changed", _("Nội dung mẫu vừa được người khác sửa. Hãy xem lại rồi lưu."), version=seen)
    if row is None:
        row = Setting(topic=topic, version=0)
    row.value, row.version, row.changed_at, row.changed_by_id = value, row.version + 1, clock.now(), actor.account_id
    row.save()
    events.record("texts_changed", actor=actor, topic=topic)
    return row

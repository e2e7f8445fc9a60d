"""Directives on one case: Party committee, council and People's Committee may each direct (plan S3-17), each a row of its own.

The unit's log tells of a directive under its own id, so that the timeline of the case shows nothing of it to the other line.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import errors
from kernel.journal import events
from kernel.transactions import atomic
from tenants.cases import policies
from tenants.cases.actions import changing
from tenants.cases.actions.programme.entering import enter, line_of_text, locked, refuse_to_come
from tenants.cases.actions.texts import required
from tenants.cases.enums import EntryKind, Principal
from tenants.cases.models import Case, ProgrammeEntry
from tenants.cases.rules.complexity import LINE_OF


@dataclass(frozen=True, kw_only=True)
class DirectiveData:
    """A directive as it was typed; ``by``: the signer's position, ``due_on``: until when it is to be done, where it says so."""

    principal: str
    text: str
    number: str
    on: date
    by: str
    due_on: date | None = None


@atomic
def direct(case: Case, data: DirectiveData, *, actor: Actor, version: int | None = None) -> ProgrammeEntry:
    """Enter what a principal directs on the case. Announces ``directive_entered``.

    A member of one line enters the directives of its principal and of the council; the other line's are for the other line. Refuses
    a day to come and a term before the directive.
    """
    row, _now = changing.begin(case, "direct", actor=actor, version=version)
    line = LINE_OF.get(data.principal)
    if line is None or (line and line not in actor.lines):
        said = _("Ý kiến chỉ đạo của %(principal)s do người của kênh đó ghi.") % {"principal": _name(data.principal)}
        raise errors.Invalid("principal_of_other_line", said, fields={"principal": [said]})
    refuse_to_come(data.on)
    if data.due_on is not None and data.due_on < data.on:
        said = _("Hạn thực hiện không thể trước ngày của văn bản.")
        raise errors.Invalid("due_on_before", said, fields={"due_on": [said]})
    entry = enter(
        row,
        EntryKind.DIRECTIVE,
        actor=actor,
        principal=data.principal,
        line=line,
        on=data.on,
        number=line_of_text(data.number, "number", most=60),
        by=line_of_text(data.by, "by"),
        text=required(data.text, "text"),
        due_on=data.due_on,
    )
    changing.finish(row)
    events.record("directive_entered", actor=actor, case_id=entry.pk, principal=entry.principal, number=entry.number)
    return entry


@atomic
def settle_directive(entry: ProgrammeEntry, *, text: str, on: date, actor: Actor) -> ProgrammeEntry:
    """What was done on a directive, and when. Announces ``directive_settled``. Refuses one that has its result."""
    row, _now = changing.begin(entry.case_id, "settle_directive", actor=actor)
    given = _of(row, entry, actor)
    if given.line and given.line not in actor.lines:
        raise errors.NotPermitted("not_permitted", _("Ý kiến chỉ đạo của kênh kia chỉ được xem."))
    if not given.is_open:
        raise errors.InvalidTransition("directive_over", _("Ý kiến chỉ đạo này đã có kết quả thực hiện."))
    refuse_to_come(on)
    given.done_on, given.done_text, given.done_by = on, required(text, "text"), actor.name[:200]
    given.save(update_fields=["done_on", "done_text", "done_by"])
    changing.finish(row)
    events.record("directive_settled", actor=actor, case_id=given.pk, on=on.isoformat())
    return given


@atomic
def link_directive(entry: ProgrammeEntry, *, is_linked: bool, actor: Actor) -> ProgrammeEntry:
    """The head of the line lets the other line read it, or no longer. Announces ``directive_linked`` or ``directive_unlinked``."""
    row, _now = changing.begin(entry.case_id, "link_directive", actor=actor)
    given = _of(row, entry, actor)
    if not given.line or given.line not in actor.lines:
        raise errors.NotPermitted("not_permitted", _("Chỉ người đứng đầu kênh đã chỉ đạo được cho kênh kia xem."))
    given.is_linked = is_linked
    given.save(update_fields=["is_linked"])
    changing.finish(row)
    events.record("directive_linked" if is_linked else "directive_unlinked", actor=actor, case_id=given.pk)
    return given


def _of(row: Case, entry: ProgrammeEntry, actor: Actor) -> ProgrammeEntry:
    return locked(row, policies.get_entry(actor, row, entry.pk, EntryKind.DIRECTIVE).pk, EntryKind.DIRECTIVE)


def _name(principal: str) -> str:
    return str(Principal(principal).label) if principal in Principal.values else _("cơ quan này")

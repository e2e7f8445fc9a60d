"""The agreed solution of a long-running case, how far it is, its next step with a date, and dialogues about it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from deadlines import due
from deadlines.enums import RuleCode
from identity.actors import Actor
from kernel import clock, errors
from kernel.journal import events
from kernel.text import clean
from kernel.transactions import atomic
from oversight import cards
from tenants.cases import policies
from tenants.cases.actions import changing
from tenants.cases.actions.programme.entering import enter, line_of_text, locked, refuse_past, refuse_to_come
from tenants.cases.actions.texts import required
from tenants.cases.enums import EntryKind
from tenants.cases.models import Case, ProgrammeEntry
from tenants.staff.models import Body


@atomic
def agree_solution(
    case: Case,
    *,
    text: str,
    on: date,
    by: str,
    number: str = "",
    documents: Sequence[UUID] = (),
    actor: Actor,
    version: int | None = None,
) -> ProgrammeEntry:
    """The solution that was agreed, when, by whom, with its papers; it replaces an earlier one. Announces ``solution_agreed``.

    ``documents``: attachments of this case; refuses others, and a day to come.
    """
    row, _now = changing.begin(case, "agree_solution", actor=actor, version=version)
    refuse_to_come(on)
    wanted = set(documents)
    known = set(row.attachments.filter(pk__in=wanted).values_list("pk", flat=True))
    if wanted - known:
        said = _("Chọn tài liệu có trong hồ sơ vụ việc.")
        raise errors.Invalid("documents_unknown", said, fields={"documents": [said]})
    entry = enter(
        row,
        EntryKind.SOLUTION,
        actor=actor,
        on=on,
        number=clean(number, field="number", max_length=60),
        by=line_of_text(by, "by"),
        text=required(text, "text"),
        documents=sorted(str(pk) for pk in wanted),
    )
    changing.finish(row)
    events.record(
        "solution_agreed",
        actor=actor,
        case_id=row.pk,
        on=on.isoformat(),
        by=entry.by,
        number=entry.number,
        text=entry.text,
    )
    return entry


@atomic
def note_progress(case: Case, *, text: str, on: date, actor: Actor, version: int | None = None) -> ProgrammeEntry:
    """How far the solution is carried out. Announces ``solution_progressed``. Refuses without a solution and a day to come."""
    row, _now = changing.begin(case, "note_progress", actor=actor, version=version)
    refuse_to_come(on)
    entry = enter(row, EntryKind.PROGRESS, actor=actor, on=on, text=required(text, "text"))
    changing.finish(row)
    events.record("solution_progressed", actor=actor, case_id=row.pk, on=on.isoformat(), text=entry.text)
    return entry


@atomic
def plan_step(
    case: Case, *, text: str, body: Body, due_on: date, actor: Actor, version: int | None = None
) -> ProgrammeEntry:
    """What comes next, which body answers for it, until when; a watched date. Replaces a step that was not done.

    Announces ``step_planned``. Refuses a day that has passed and a body that has ended.
    """
    row, _now = changing.begin(case, "plan_step", actor=actor, version=version)
    refuse_past(due_on)
    if not Body.objects.open().filter(pk=body.pk).exists():
        said = _("Chọn cơ quan, bộ phận đang hoạt động của đơn vị.")
        raise errors.Invalid("body_ended", said, fields={"body": [said]})
    entry = enter(
        row, EntryKind.STEP, actor=actor, on=clock.today(), text=required(text, "text"), body=body, due_on=due_on
    )
    due.cancel(actor.unit.id, row.pk, RuleCode.STEP, superseded=True)
    due.open_item(actor.unit.id, RuleCode.STEP, row.pk, clock.today(), due_on=due_on, case_kind=row.kind)
    changing.finish(row, has_new_dates=True)
    events.record(
        "step_planned", actor=actor, case_id=row.pk, body=body.name, due_on=due_on.isoformat(), text=entry.text
    )
    return entry


@atomic
def finish_step(entry: ProgrammeEntry, *, text: str, on: date, actor: Actor) -> ProgrammeEntry:
    """The step was done, with what came of it; meets its date. Announces ``step_done``. Refuses one that is over."""
    row, _now = changing.begin(entry.case_id, "finish_step", actor=actor)
    step = locked(row, policies.get_entry(actor, row, entry.pk, EntryKind.STEP).pk, EntryKind.STEP)
    if not step.is_open:
        raise errors.InvalidTransition("step_over", _("Bước này đã xong hoặc đã được thay bằng bước khác."))
    refuse_to_come(on)
    step.done_on, step.done_text, step.done_by = on, required(text, "text"), actor.name[:200]
    # Over: another step may be set, this one stays with what came of it.
    step.ended_on = on
    step.save(update_fields=["done_on", "done_text", "done_by", "ended_on"])
    due.meet(actor.unit.id, row.pk, RuleCode.STEP, on=on)
    changing.finish(row, has_new_dates=True)
    events.record("step_done", actor=actor, case_id=row.pk, on=on.isoformat(), step=step.text, text=step.done_text)
    return step


@atomic
def record_dialogue(
    case: Case, *, text: str, on: date, by: str, actor: Actor, version: int | None = None
) -> ProgrammeEntry:
    """A dialogue with the citizen was held: when, who led it, what came of it. Announces ``dialogue_recorded``."""
    row, _now = changing.begin(case, "record_dialogue", actor=actor, version=version)
    refuse_to_come(on)
    entry = enter(row, EntryKind.DIALOGUE, actor=actor, on=on, by=line_of_text(by, "by"), text=required(text, "text"))
    cards.dialogue_held(row.pk, on)
    changing.finish(row)
    events.record("dialogue_recorded", actor=actor, case_id=row.pk, on=on.isoformat(), by=entry.by, text=entry.text)
    return entry

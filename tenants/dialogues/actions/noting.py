"""Notes of the meeting: one field a step of the programme, saved again and again while it is typed."""

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel.transactions import atomic
from tenants.dialogues.actions import changing
from tenants.dialogues.actions.texts import refuse
from tenants.dialogues.models import Conference
from tenants.dialogues.queries.meeting import entries_by_step
from tenants.receptions.actions.minutes import save_entry
from tenants.receptions.enums import EntryKind
from tenants.receptions.models import MinutesEntry
from tenants.receptions.rules.notes import entry_id_of


@atomic
def save_note(conference: Conference, *, step: int, typed: str, version: int, actor: Actor) -> MinutesEntry:
    """Save what stands in the field of one step, as the notes of a reception day are saved.

    Announces ``minutes_begun`` once. The same text again is one save. Refuses over a version that was not seen, with the other
    text in the facts; a step the programme does not have; and outside the meeting.
    """
    # The conference stays locked until the commit: two clerks cannot both begin the field.
    row = changing.begin(conference, "note", actor=actor)
    of_agenda = row.step(step)
    if of_agenda is None:
        raise refuse("step", _("Chương trình không có bước này."), "step_unknown")
    there = entries_by_step(row).get(step)
    return save_entry(
        row.pk,
        text=typed,
        entry_id=there.pk if there else entry_id_of(row.pk, EntryKind.STEP, step=step),
        kind=EntryKind.STEP,
        step=step,
        speaker=there.speaker if there else str(of_agenda.get("speaker") or ""),
        version=version,
        actor=actor,
    )

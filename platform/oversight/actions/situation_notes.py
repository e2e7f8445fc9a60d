"""Notes on a day and what is expected of the next (S3-04, S3-18); they stand in ``public``, so they name no citizen."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock
from kernel.errors import Conflict, NotFound
from kernel.journal import events
from kernel.text import clean
from kernel.transactions import atomic
from oversight import protocols
from oversight.actions.campaign_changing import lock
from oversight.models import Campaign, Mood, SituationNote
from oversight.rules.public_texts import public_text, wrong


@atomic
def write_note(
    campaign: Campaign | UUID,
    *,
    day: date,
    text: str,
    forecast: str = "",
    mood: str = Mood.CALM,
    source: str = "",
    actor: Actor,
) -> SituationNote:
    """A note on a day with a forecast; ``source``: who told it (police, headquarters of the province). Announces ``situation_noted``.

    Refuses a day outside the period or to come, numbers of papers, and the name of somebody in an open case of the unit.
    """
    row = lock(campaign, "note", actor=actor)
    if mood not in Mood.values:
        raise wrong("mood", "mood_unknown", _("Chọn mức tình hình."))
    if not (row.active_from or row.first) <= day <= min(row.last, clock.today()):
        raise wrong("day", "day_outside", _("Chọn một ngày của đợt, không sau hôm nay."))
    note = SituationNote.objects.create(
        campaign=row,
        unit_id=row.unit_id,
        day=day,
        mood=mood,
        text=nameless(public_text(text, field="text", max_length=4000), "text"),
        forecast=nameless(public_text(forecast, field="forecast", max_length=2000, is_needed=False), "forecast"),
        source=clean(source, field="source", max_length=200),
        written_by_id=actor.account_id,
        written_by_name=actor.name[:200],
    )
    events.record("situation_noted", actor=actor, campaign=str(row.pk), note=str(note.pk), day=day.isoformat())
    return note


@atomic
def withdraw_note(note_id: UUID, *, campaign: Campaign | UUID, why: str, actor: Actor) -> SituationNote:
    """A note was wrong: it stays readable, struck out, with the reason. Announces ``situation_note_withdrawn``."""
    row = lock(campaign, "note", actor=actor)
    note: SituationNote | None = row.notes.filter(pk=note_id).first()
    if note is None:
        raise NotFound("note_not_found", _("Không tìm thấy ghi nhận này."))
    if note.withdrawn_at is not None:
        raise Conflict("note_withdrawn", _("%(who)s đã rút ghi nhận này.") % {"who": note.withdrawn_by_name})
    note.withdrawn_why = public_text(why, field="why", max_length=500)
    note.withdrawn_at, note.withdrawn_by_name = clock.now(), actor.name[:200]
    note.save(update_fields=["withdrawn_at", "withdrawn_by_name", "withdrawn_why"])
    events.record("situation_note_withdrawn", actor=actor, campaign=str(row.pk), note=str(note.pk))
    return note


def nameless(text: str, field: str) -> str:
    """The text, unless it names somebody in an open case of the active unit."""
    if text and protocols.citizens_named(text):
        raise wrong(
            field,
            "text_names_citizen",
            _(
                "Nội dung có tên người trong một vụ việc đang giải quyết. Các cấp trên đều đọc được trang này: chỉ ghi số liệu."
            ),
        )
    return text

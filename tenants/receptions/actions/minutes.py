"""The minutes while they are written: one entry saved again and again, each time under the version that was seen."""

from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, errors
from kernel import text as texts
from kernel.journal import events
from kernel.transactions import atomic, lock_unit_writes
from registry.rules import refuse_if_frozen
from tenants.receptions.enums import EntryKind, Phase
from tenants.receptions.models import MinutesEntry
from tenants.staff.models import Body

MAX_TEXT = 50_000


@atomic
def save_entry(
    occasion_id: UUID,
    *,
    text: str,
    entry_id: UUID | None = None,
    kind: str = EntryKind.STEP,
    step: int | None = None,
    phase: str = Phase.DURING,
    speaker: str = "",
    body: Body | None = None,
    registration_id: UUID | None = None,
    is_urgent: bool = False,
    version: int | None = None,
    actor: Actor,
) -> MinutesEntry:
    """Save what was typed into one entry of a session or a conference; without ``entry_id`` a new entry begins.

    The caller has found the occasion through its own policy. Announces ``minutes_begun`` once, not at every save. Who saves
    over a version that was not seen is refused with ``Conflict``, whose ``facts`` hold the other text, so that both are kept:
    the page shows them and sends the joined text under the new version. The same text twice is one save.
    """
    actor.require(Permission.RECEPTION_RECORD)
    if kind not in EntryKind.values or phase not in Phase.values:
        raise errors.Invalid("entry_invalid", _("Không nhận ra mục này của biên bản."))
    written = texts.clean(text, field="text", max_length=MAX_TEXT, multiline=True)
    said_by = texts.clean(speaker, field="speaker", max_length=250)
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)
    if entry_id is not None:
        row = MinutesEntry.objects.select_for_update(of=("self",)).filter(pk=entry_id, occasion_id=occasion_id).first()
        if row is not None:
            return _save_over(row, written, said_by, version, actor)
        if MinutesEntry.objects.filter(pk=entry_id).exists():
            raise errors.NotFound("entry_not_found", _("Không tìm thấy mục này của biên bản."))
    row = MinutesEntry(
        occasion_id=occasion_id,
        registration_id=registration_id,
        kind=kind,
        step=step,
        phase=phase,
        speaker=said_by,
        body=body,
        text=written,
        is_urgent=is_urgent,
        author_id=actor.account_id,
        author_name=actor.name[:200],
    )
    if entry_id is not None:
        # The page names a new entry itself, so that a save whose answer was lost comes to the same row.
        row.pk = entry_id
    row.save(force_insert=True)
    events.record("minutes_begun", actor=actor, occasion=str(occasion_id), entry=str(row.pk), entry_kind=kind)
    return row


def _save_over(row: MinutesEntry, written: str, speaker: str, version: int | None, actor: Actor) -> MinutesEntry:
    if row.text == written and row.speaker == speaker:
        return row
    if version is not None and version != row.version:
        raise errors.Conflict(
            "entry_changed",
            _("%(who)s vừa ghi vào ô này. Cả hai đoạn đều được giữ; hãy xem rồi lưu lại.") % {"who": row.author_name},
            who=row.author_name,
            when=row.at.isoformat(),
            text=row.text,
            version=row.version,
        )
    row.text, row.speaker = written, speaker
    row.author_id, row.author_name = actor.account_id, actor.name[:200]
    row.at = clock.now()
    row.version += 1
    row.save(update_fields=["text", "speaker", "author", "author_name", "at", "version"])
    return row

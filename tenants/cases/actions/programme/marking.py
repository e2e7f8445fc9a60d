"""Marks with their legal basis: complex, settled to the end of authority, part of a hot spot; and taking one back."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock, errors
from kernel.journal import events
from kernel.transactions import atomic
from oversight.actions import alerts
from oversight.models import AlertKind, HotSpot
from oversight.policies import visible_hot_spots
from tenants.cases import policies
from tenants.cases.actions import changing
from tenants.cases.actions.programme.entering import ON_CARD, enter, line_of_text, locked, refuse_to_come, tell_card
from tenants.cases.actions.texts import required
from tenants.cases.enums import MARKED, EntryKind, Ground
from tenants.cases.models import Case, ProgrammeEntry
from tenants.cases.rules import complexity


@atomic
def mark_complex(
    case: Case, *, grounds: Sequence[str], number: str, on: date, by: str, actor: Actor, version: int | None = None
) -> ProgrammeEntry:
    """The matter is complex, by these criteria, in writing: the paper ``number`` of the day ``on`` signed by ``by``.

    Decree 155/2026 Art. 3a (complaints), Decree 31/2019 Art. 3.2 (denunciations). Those on duty, the head and the levels above are
    alerted at once (plan S3-10): that there is one, with how many persons, and nothing of what. Announces ``complex_marked``.
    Refuses no criterion, an unknown one, a paper without number, and a day to come.
    """
    row, _now = changing.begin(case, "mark_complex", actor=actor, version=version)
    chosen = [ground.value for ground in Ground if ground.value in grounds]
    if not chosen or len(chosen) != len(set(grounds)):
        said = _("Chọn ít nhất một tiêu chí của vụ việc phức tạp.")
        raise errors.Invalid("grounds_missing", said, fields={"grounds": [said]})
    refuse_to_come(on)
    entry = enter(
        row,
        EntryKind.COMPLEX,
        actor=actor,
        on=on,
        number=line_of_text(number, "number", most=60),
        by=line_of_text(by, "by"),
        grounds=chosen,
        text=complexity.SOURCES[row.kind],
    )
    changing.finish(row)
    events.record(
        "complex_marked",
        actor=actor,
        case_id=row.pk,
        grounds=chosen,
        number=entry.number,
        on=on.isoformat(),
        source=entry.text,
    )
    alerts.raise_alert(
        AlertKind.COMPLEX, unit_id=actor.unit.id, person_count=row.person_count, object_id=row.pk, actor=actor
    )
    return entry


@atomic
def mark_settled(
    case: Case, *, number: str, on: date, by: str, text: str, actor: Actor, version: int | None = None
) -> ProgrammeEntry:
    """Settled to the end of authority: the last decision with number, day, who decided, and what it says.

    Announces ``settled_marked``. Also of a closed case. Refuses a day to come.
    """
    row, _now = changing.begin(case, "mark_settled", actor=actor, version=version)
    refuse_to_come(on)
    entry = enter(
        row,
        EntryKind.SETTLED,
        actor=actor,
        on=on,
        number=line_of_text(number, "number", most=60),
        by=line_of_text(by, "by"),
        text=required(text, "text"),
    )
    changing.finish(row)
    events.record(
        "settled_marked",
        actor=actor,
        case_id=row.pk,
        number=entry.number,
        on=on.isoformat(),
        by=entry.by,
        text=entry.text,
    )
    return entry


@atomic
def link_hot_spot(case: Case, *, hot_spot: UUID, actor: Actor, version: int | None = None) -> ProgrammeEntry:
    """The case belongs to a hot spot of this unit; the link stands in the unit's schema alone. Announces ``hot_spot_linked``."""
    row, _now = changing.begin(case, "link_hot_spot", actor=actor, version=version)
    spot: HotSpot | None = visible_hot_spots(actor).open().filter(unit_id=actor.unit.id, pk=hot_spot).first()
    if spot is None:
        said = _("Chọn một điểm nóng đang theo dõi của đơn vị.")
        raise errors.Invalid("hot_spot_unknown", said, fields={"hot_spot": [said]})
    entry = enter(row, EntryKind.HOT_SPOT, actor=actor, on=clock.today(), hot_spot_id=spot.pk, line=_line(spot))
    changing.finish(row)
    events.record("hot_spot_linked", actor=actor, case_id=row.pk, is_internal=True, hot_spot=str(spot.pk))
    return entry


@atomic
def take_back_mark(entry: ProgrammeEntry, *, reason: str, actor: Actor) -> ProgrammeEntry:
    """A mark was wrong or holds no longer; it stays readable with the reason. Announces ``mark_taken_back``."""
    row, _now = changing.begin(entry.case_id, "take_back_mark", actor=actor)
    mark = locked(row, policies.get_entry(actor, row, entry.pk, *MARKED).pk, EntryKind(entry.kind))
    if mark.ended_on is not None:
        raise errors.InvalidTransition("mark_ended", _("Dấu này đã được bỏ trước đó."))
    mark.ended_on, mark.ended_why = clock.today(), line_of_text(reason, "reason", most=500)
    mark.save(update_fields=["ended_on", "ended_why"])
    if mark.kind in ON_CARD:
        tell_card(row)
    changing.finish(row)
    events.record("mark_taken_back", actor=actor, case_id=row.pk, mark=mark.kind, reason=mark.ended_why)
    return mark


def _line(spot: HotSpot) -> str:
    return "" if spot.line == "BOTH" else str(spot.line)

"""The sender's page of urgings: the state of each, and what the figures say should be urged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock
from oversight.models import Duty, DutyKind, Urging, UrgingReason
from oversight.models.urging import UrgingQuerySet
from oversight.rules.periods import Period
from registry import tree
from registry.info import UnitInfo
from registry.levels import Line
from tenants.documents import letter_policies
from tenants.inspections import policies

SHOWN = ("waiting", "late", "proposed", "answered", "withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the page is narrowed to; an empty word narrows nothing. ``show``: one of SHOWN."""

    show: str = ""
    reason: str = ""
    line: str = ""
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class UrgingRow:
    """One urging with its state in words; ``number`` is empty for who may not read the letter, ``why``: of one withdrawn."""

    urging: Urging
    unit: UnitInfo
    number: str
    title: str
    state: str
    tone: str
    icon: str
    days_late: int
    why: str = ""
    may_withdraw: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A unit whose figures of a month call for urging, and by what."""

    unit: UnitInfo
    line: Line
    owed: int
    held: int
    missed: int


def urging_list(actor: Actor, filters: Filters) -> UrgingQuerySet:
    """What the actor's unit urged, what needs attention first."""
    today = clock.today()
    found = policies.visible_urgings(actor)
    match filters.show:
        case "waiting":
            found = found.waiting()
        case "late":
            found = found.late(today).filter(escalated_on__isnull=True)
        case "proposed":
            found = found.proposed()
        case "answered":
            found = found.filter(answered_on__isnull=False)
        case "withdrawn":
            found = found.filter(withdrawn_on__isnull=False)
    if filters.reason:
        found = found.filter(reason=filters.reason)
    if filters.line:
        found = found.filter(line=filters.line)
    if filters.unit_id is not None:
        found = found.filter(to_unit=filters.unit_id)
    ended = Coalesce("answered_on", "withdrawn_on")
    return found.order_by(ended.desc(nulls_first=True), "due_on", "-id")


def urging_rows(actor: Actor, urgings: Sequence[Urging]) -> list[UrgingRow]:
    """Lines of the page: one query more than the urgings, whatever their number."""
    keys = [one.pk for one in urgings]
    letters = letter_policies.visible_letters(actor).in_bulk(keys)
    today = clock.today()
    rows = []
    for one in urgings:
        letter = letters.get(one.pk)
        state, tone, icon = state_of(one, today)
        late = (today - one.due_on).days if one.is_late(today) else 0
        number, title = (letter.number, letter.title) if letter else ("", "")
        why = letter.withdrawn_reason if letter else ""
        may = policies.may_withdraw(actor, one)
        rows.append(UrgingRow(one, tree.get(one.to_unit), number, title, state, tone, icon, late, why, may))
    return rows


def state_of(one: Urging, on: date) -> tuple[str, str, str]:
    """Where it stands, with tone and icon."""
    if one.withdrawn_on is not None:
        return _("đã thu hồi"), "", "back"
    if one.answered_on is not None:
        is_late = one.answered_on > one.due_on
        return (_("đã trả lời, trễ hạn"), "warn", "done") if is_late else (_("đã trả lời"), "ok", "done")
    if one.check_proposed_on is not None:
        return _("đề nghị kiểm tra trách nhiệm"), "late", "warning"
    if one.escalated_on is not None:
        return _("không trả lời, đã đôn đốc lần %(n)d") % {"n": one.level + 1}, "late", "up"
    if one.is_late(on):
        return _("quá hạn trả lời"), "late", "warning"
    if one.acknowledged_on is not None:
        return _("đã nhận, chờ trả lời"), "accent", "check"
    return _("chờ xác nhận"), "info", "send"


def counts(actor: Actor) -> dict[str, int]:
    """How many of each quick filter; one query."""
    waiting = Q(answered_on__isnull=True, withdrawn_on__isnull=True)
    told = policies.visible_urgings(actor).aggregate(
        all=Count("pk"),
        waiting=Count("pk", filter=waiting),
        late=Count("pk", filter=waiting & Q(due_on__lt=clock.today(), escalated_on__isnull=True)),
        proposed=Count("pk", filter=waiting & Q(check_proposed_on__isnull=False)),
        answered=Count("pk", filter=Q(answered_on__isnull=False)),
        withdrawn=Count("pk", filter=Q(withdrawn_on__isnull=False)),
    )
    return {name: int(n) for name, n in told.items()}


def last_month(on: date) -> Period:
    """The month before the one of ``on``, which is over."""
    last = on.replace(day=1) - timedelta(days=1)
    return Period.parse(f"{last:%Y-%m}")


def proposals(actor: Actor, period: Period) -> list[Proposal]:
    """Units below whose head received on fewer days than the law orders in a month that is over, and that were not urged for it yet.

    Two queries whatever the number of units; the worst first.
    """
    below = {unit.id: unit for unit in tree.descendants(actor.unit.id)}
    lines = [line.value for line in actor.lines if line in (Line.PARTY, Line.GOVERNMENT)]
    urged = set(
        Urging.objects.filter(
            from_unit=actor.unit.id,
            reason=UrgingReason.RECEPTION,
            period=period.code,
            line__in=lines,
            withdrawn_on__isnull=True,
        ).values_list("to_unit", "line")
    )
    duties = Duty.objects.filter(
        unit_id__in=below, kind=DutyKind.RECEPTION, period=period.first, line__in=lines, holder_id__isnull=False
    )
    found: dict[tuple[int, str], Proposal] = {}
    for duty in duties:
        key = (duty.unit_id, duty.line)
        before = found.get(key, Proposal(below[duty.unit_id], Line(duty.line), 0, 0, 0))
        found[key] = Proposal(
            before.unit,
            before.line,
            before.owed + duty.legal,
            before.held + duty.in_person + duty.delegated,
            before.missed + duty.missed,
        )
    lacking = [one for key, one in found.items() if key not in urged and (one.missed or one.held < one.owed)]
    return sorted(lacking, key=lambda one: (one.held - one.owed, one.unit.code, one.line))

"""What a unit still lacks before it can do its duty; for many units in two queries, however many they are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from identity.models import Membership
from kernel import clock
from oversight.models import Instrument, InstrumentKind
from registry import tree
from registry.levels import Line
from registry.tree import UnitInfo


@dataclass(frozen=True, slots=True)
class Need:
    """One line of the checklist."""

    code: str
    label: str | Promise
    missing: str | Promise
    kind: InstrumentKind | None = None


NEEDS: tuple[Need, ...] = (
    Need("head", _("Người đứng đầu"), _("khuyết người đứng đầu")),
    Need("room", _("Phòng tiếp"), _("chưa có phòng tiếp"), InstrumentKind.ROOM),
    Need("plan", _("Kế hoạch năm"), _("chưa ban hành kế hoạch năm"), InstrumentKind.PLAN),
    Need("regulation", _("Quy chế"), _("chưa có quy chế"), InstrumentKind.REGULATION),
    Need("house_rules", _("Nội quy"), _("chưa có nội quy"), InstrumentKind.HOUSE_RULES),
    Need("advisory_team", _("Tổ giúp việc"), _("chưa có Tổ giúp việc"), InstrumentKind.ADVISORY_TEAM),
    Need("letterhead", _("Thể thức văn bản"), _("chưa có thể thức văn bản"), InstrumentKind.LETTERHEAD),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One need of one unit on one line: what is there, in words, or nothing."""

    need: Need
    is_there: bool
    words: str = ""
    is_expired: bool = False


@dataclass(frozen=True, slots=True)
class Readiness:
    """The checklist of one unit on one line."""

    unit: UnitInfo
    line: Line
    items: tuple[Item, ...]

    @property
    def missing(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if not item.is_there)

    @property
    def is_ready(self) -> bool:
        return not self.missing


def readiness(units: Sequence[UnitInfo], lines: Iterable[Line], on: date | None = None) -> list[Readiness]:
    """The checklists of units, in their order, a line after the other; two queries in all."""
    day = on or clock.today()
    wanted = [unit.id for unit in units]
    heads: dict[tuple[int, str], str] = {}
    memberships = Membership.objects.in_force(day).filter(unit_id__in=wanted, is_head=True).select_related("account")
    for row in memberships.order_by("valid_from", "id"):
        for line in (Line.PARTY, Line.GOVERNMENT) if row.line == Line.BOTH else (row.line,):
            heads[row.unit_id, str(line)] = row.position or row.account.full_name
    found: dict[tuple[int, str, str], list[Instrument]] = defaultdict(list)
    rows = Instrument.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), unit_id__in=wanted)
    for paper in rows.filter(valid_from__lte=day).order_by("valid_from", "id"):
        for line in (Line.PARTY, Line.GOVERNMENT) if paper.line == Line.BOTH else (paper.line,):
            found[paper.unit_id, str(line), paper.kind].append(paper)
    return [
        Readiness(unit, line, tuple(_item(need, unit, line, day, heads, found) for need in NEEDS))
        for unit in units
        for line in lines
    ]


def below(unit: UnitInfo, lines: Iterable[Line]) -> list[Readiness]:
    """The checklists of the opened units directly under one."""
    return readiness([one for one in tree.children(unit.id) if one.is_opened], list(lines))


def _item(
    need: Need,
    unit: UnitInfo,
    line: Line,
    day: date,
    heads: dict[tuple[int, str], str],
    found: dict[tuple[int, str, str], list[Instrument]],
) -> Item:
    if need.kind is None:
        words = heads.get((unit.id, line.value), "")
        return Item(need, bool(words), words)
    papers = found.get((unit.id, line.value, need.kind.value), [])
    if need.kind == InstrumentKind.PLAN:
        papers = [paper for paper in papers if paper.year == day.year]
    in_force = [paper for paper in papers if paper.valid_to is None or paper.valid_to >= day]
    if not in_force:
        return Item(need, False, is_expired=bool(papers))
    last = in_force[-1]
    return Item(need, True, f"{last.number}, {last.dated_on:%d/%m/%Y}" if last.number else "")

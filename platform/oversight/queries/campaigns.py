"""What the pages of a campaign show: units that take part, who is on duty, alerts, notes, reports."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from identity.actors import Actor
from kernel import clock
from oversight import campaign_policies as policies
from oversight import protocols
from oversight.enums import FlashKind
from oversight.models import (
    Alert,
    AlertKind,
    Campaign,
    CampaignStatus,
    FlashReport,
    Shift,
    ShiftPerson,
    SituationNote,
)
from oversight.models.alert import AlertQuerySet
from oversight.models.campaign import CampaignQuerySet
from oversight.protocols import DayFigure
from oversight.rules.campaigns import ExpectedReport, expected_reports
from registry import tree
from registry.info import UnitInfo

SHOWN = 20


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """One unit that takes part, as the unit above sees it; ``campaign`` is None where no draft could be opened."""

    unit: UnitInfo
    campaign: Campaign | None
    on_duty: list[ShiftPerson]
    waiting: int
    crowds: int

    @property
    def leader(self) -> ShiftPerson | None:
        """Who leads there now."""
        return next((one for one in self.on_duty if one.is_leader), None)

    @property
    def is_taken_over(self) -> bool:
        return self.campaign is not None and self.campaign.status in (CampaignStatus.ISSUED, CampaignStatus.ENDED)


@dataclass(frozen=True, slots=True)
class ReportStanding:
    """One report of the rhythm and what became of it."""

    expected: ExpectedReport
    report: FlashReport | None
    now: datetime

    @property
    def is_issued(self) -> bool:
        return self.report is not None and self.report.is_issued

    @property
    def is_late(self) -> bool:
        """Issued after its hour, or the hour is over."""
        issued_at = self.report.issued_at if self.report else None
        return (issued_at or self.now) > self.expected.due_at

    @property
    def can_begin(self) -> bool:
        return self.report is None and self.expected.day <= clock.day_of(self.now)


@dataclass(frozen=True)
class CampaignPage:
    """Everything of one campaign, for who sees it."""

    campaign: Campaign
    unit: UnitInfo
    superior: Campaign | None
    superior_unit: UnitInfo | None
    units: list[UnitStanding]
    shifts: list[Shift]
    notes: list[SituationNote]
    alerts: list[Alert]
    crowds: int
    now: datetime = field(default_factory=clock.now)

    @property
    def is_active(self) -> bool:
        return self.campaign.is_active(clock.day_of(self.now))


@dataclass(frozen=True)
class Centre:
    """The one page of those on duty."""

    campaign: Campaign
    unit: UnitInfo
    on_duty: list[ShiftPerson]
    units: list[UnitStanding]
    alerts: list[Alert]
    figures: list[DayFigure]
    reports: list[tuple[UnitInfo, FlashReport | None]]
    notes: list[SituationNote]
    now: datetime

    @property
    def reported(self) -> int:
        return sum(report is not None for _unit, report in self.reports)


def campaign_list(actor: Actor) -> CampaignQuerySet:
    """The unit's own campaigns that the actor sees, newest first."""
    found = policies.visible_campaigns(actor).of_unit(actor.unit.id).exclude(status=CampaignStatus.DROPPED)
    return found.order_by("-first", "-id")


def campaign_page(campaign: Campaign) -> CampaignPage:
    """A constant number of queries, whatever the number of units, shifts and reports."""
    superior = campaign.parent
    return CampaignPage(
        campaign=campaign,
        unit=tree.get(campaign.unit_id),
        superior=superior,
        superior_unit=tree.get(superior.unit_id) if superior else None,
        units=units_of(campaign),
        shifts=list(campaign.shifts.filter(ends_at__gte=clock.now()).prefetch_related("people")[:SHOWN]),
        notes=notes_of(campaign),
        alerts=list(alerts_of(campaign)[:SHOWN]),
        crowds=alerts_of(campaign).filter(kind=AlertKind.CROWD).count(),
    )


def units_of(campaign: Campaign) -> list[UnitStanding]:
    """The units that take part, in the order of the tree; three queries."""
    units = _taking_part(campaign)
    if not units:
        return []
    ids = [unit.id for unit in units]
    held = {one.unit_id: one for one in Campaign.objects.filter(root=campaign.root, unit_id__in=ids)}
    duty: dict[int, list[ShiftPerson]] = defaultdict(list)
    for one in ShiftPerson.objects.on_duty(ids, clock.now()).filter(shift__campaign__root=campaign.root):
        duty[one.shift.unit_id].append(one)
    told = Alert.objects.filter(unit_id__in=ids, campaign__root=campaign.root).values("unit_id")
    counted: dict[int, tuple[int, int]] = {
        row["unit_id"]: (row["waiting"], row["crowds"])
        for row in told.annotate(
            waiting=Count("id", filter=Q(acknowledged_at=None)), crowds=Count("id", filter=Q(kind=AlertKind.CROWD))
        )
    }
    return [UnitStanding(unit, held.get(unit.id), duty[unit.id], *counted.get(unit.id, (0, 0))) for unit in units]


def alerts_of(campaign: Campaign) -> AlertQuerySet:
    """Alerts of the unit and of the units that take part, since the campaign began, newest first."""
    found: AlertQuerySet = Alert.objects.filter(
        Q(campaign=campaign) | Q(campaign__root=campaign.root, unit_id__in=campaign.units)
    )
    return found.order_by("-raised_at")


def notes_of(campaign: Campaign) -> list[SituationNote]:
    """The last notes of the unit and of those that take part."""
    found = SituationNote.objects.filter(
        Q(campaign=campaign) | Q(campaign__root=campaign.root, unit_id__in=campaign.units)
    )
    return list(found.order_by("-day", "-written_at")[:SHOWN])


def reports_of(campaign: Campaign) -> list[ReportStanding]:
    """The rhythm of the campaign with what the unit has reported, the last first; one query. Days to come are left out but the next one."""
    now, today = clock.now(), clock.today()
    made = {(one.kind, one.day): one for one in campaign.reports.all()}
    expected = sorted(expected_reports(campaign, campaign.active_from or campaign.first), key=lambda one: one.due_at)
    shown = [one for one in expected if one.day <= today]
    shown += [one for one in expected if one.day > today][:1]
    return [ReportStanding(one, made.get((one.kind, one.day)), now) for one in reversed(shown)]


def shift_days(shifts: Iterable[Shift]) -> list[tuple[date, list[Shift]]]:
    """Shifts by the day they begin on."""
    found: dict[date, list[Shift]] = defaultdict(list)
    for shift in shifts:
        found[clock.day_of(shift.starts_at)].append(shift)
    return list(found.items())


def call_list(shifts: Iterable[Shift]) -> list[ShiftPerson]:
    """Everybody on the roster once, leaders first, by name."""
    people = {one.key: one for shift in shifts for one in shift.people.all()}
    return sorted(people.values(), key=lambda one: (not one.is_leader, one.name))


def centre(campaign: Campaign) -> Centre:
    """The page of those on duty, in a constant number of queries; figures are the own unit's of today."""
    today = clock.today()
    unit = tree.get(campaign.unit_id)
    units = units_of(campaign)
    issued = FlashReport.objects.issued().filter(campaign__root=campaign.root, day=today, unit_id__in=campaign.units)
    sent = {one.unit_id: one for one in issued.order_by("issued_at")}
    return Centre(
        campaign=campaign,
        unit=unit,
        on_duty=list(ShiftPerson.objects.on_duty([unit.id], clock.now()).filter(shift__campaign=campaign)),
        units=units,
        alerts=list(alerts_of(campaign)[:SHOWN]),
        figures=protocols.day_figures(unit, today, today),
        reports=[(one.unit, sent.get(one.unit.id)) for one in units if one.campaign is not None],
        notes=notes_of(campaign)[:5],
        now=clock.now(),
    )


@dataclass(frozen=True)
class Consolidated:
    """Reports of one kind and day of the units that take part, side by side and added up."""

    kind: FlashKind
    day: date
    columns: list[tuple[str, str]]
    rows: list["ConsolidatedRow"]
    totals: dict[str, int]

    @property
    def sums(self) -> list[tuple[str, int]]:
        """The totals in the order of the columns."""
        return [(code, self.totals[code]) for code, _label in self.columns]

    @property
    def missing(self) -> int:
        return sum(row.report is None for row in self.rows)


@dataclass(frozen=True, slots=True)
class ConsolidatedRow:
    """One unit's figures; no report is no zero."""

    unit: UnitInfo
    report: FlashReport | None
    is_late: bool
    cells: list[int | None]


def consolidated(campaign: Campaign, expected: ExpectedReport) -> Consolidated:
    """What the units that take part reported of a kind and a day; two queries."""
    units = _taking_part(campaign)
    found = FlashReport.objects.issued().filter(
        campaign__root=campaign.root, unit_id__in=campaign.units, kind=expected.kind, day=expected.day
    )
    made: dict[int, FlashReport] = {one.unit_id: one for one in found}
    labels: dict[str, str] = {}
    totals: Counter[str] = Counter()
    for report in made.values():
        for one in report.figures:
            labels.setdefault(one["code"], one["label"])
            totals[one["code"]] += one["n"]
    now = clock.now()

    def row(unit: UnitInfo) -> ConsolidatedRow:
        report = made.get(unit.id)
        cells: dict[str, Any] = {one["code"]: one["n"] for one in report.figures} if report else {}
        late = ((report.issued_at if report else None) or now) > expected.due_at
        return ConsolidatedRow(unit, report, late, [cells.get(code) for code in labels])

    return Consolidated(expected.kind, expected.day, list(labels.items()), [row(unit) for unit in units], dict(totals))


def receipts_for(unit_id: int, report_id: UUID) -> bool:
    """Whether a report was sent to the unit and it has not said yet that it has it."""
    return FlashReport.objects.filter(pk=report_id, receipts__unit_id=unit_id, receipts__received_at=None).exists()


def _taking_part(campaign: Campaign) -> list[UnitInfo]:
    wanted = set(campaign.units)
    return [unit for unit in tree.descendants(campaign.unit_id) if unit.id in wanted]

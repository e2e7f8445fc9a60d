"""What a plan orders: its own values over those of the plan above, over what the law and the product set.

Each value knows the level it comes from. What passes down is listed in ``PASSED_DOWN``: periods, programmes, quotas and report
dates; rooms, hours, days and people are each unit's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from kernel import active
from oversight.models import Instrument, Per
from registry import tree
from tenants.receptions.rules.by_law import by_law
from tenants.receptions.rules.plan_terms import DayOff, Invitee, MonthDay, ReportDay, Step, Term

if TYPE_CHECKING:
    from tenants.receptions.models import Plan

PASSED_DOWN = frozenset(
    {
        "day_off", "posting_before", "invitation_before", "conclusion_notice", "reception_agenda", "criteria",
        "progress_every", "verification_within", "dossier_within", "conference_quota", "conference_quarters",
        "conference_with_voters", "conference_notice", "conference_channels", "conference_review",
        "conference_conclusion", "conference_reply", "conference_reply_complex", "conference_agenda", "report_days",
        "conference_expected", "reply_to", "results_to",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from: a unit's plan, or a rule with its source."""

    words: str
    unit_id: int | None = None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Values:
    """The values that apply; ``origins`` has the level of each key that is set. Absent ones are ``None`` or empty."""

    raw: Mapping[str, Any]
    origins: Mapping[str, Origin]

    def term(self, key: str) -> Term | None:
        """A period: ``posting_before``, ``conference_reply``, …"""
        found = self.raw.get(key)
        return Term.read(found) if found else None

    def text(self, key: str) -> str:
        return str(self.raw.get(key) or "")

    def origin(self, key: str) -> Origin | None:
        return self.origins.get(key)

    # --- Reception ---

    @property
    def reception_days(self) -> int | None:
        """How many days in each ``reception_per``."""
        return self.raw.get("reception_days")

    @property
    def reception_per(self) -> str:
        return str(self.raw.get("reception_per") or Per.MONTH)

    @property
    def reception_on(self) -> tuple[MonthDay, ...]:
        """The days of every month; empty when the plan names none."""
        return tuple(MonthDay.read(row) for row in self.raw.get("reception_on") or ())

    def reception_dates(self, year: int, month: int) -> list[date]:
        """The plan's own days of a month, before anything is moved."""
        return sorted({one.in_month(year, month) for one in self.reception_on})

    @property
    def reception_hours(self) -> tuple[time, time] | None:
        found = self.raw.get("reception_hours")
        return (time.fromisoformat(found[0]), time.fromisoformat(found[1])) if found else None

    @property
    def room_id(self) -> str:
        """A room of ``staff.rules.settings.Rooms``."""
        return self.text("reception_room")

    @property
    def venue(self) -> str:
        return self.text("reception_venue")

    @property
    def day_off(self) -> DayOff:
        return DayOff(self.raw.get("day_off") or DayOff.ASK)

    @property
    def reception_agenda(self) -> tuple[Step, ...]:
        return _steps(self.raw.get("reception_agenda"))

    @property
    def reception_participants(self) -> tuple[Invitee, ...]:
        return tuple(Invitee(**row) for row in self.raw.get("reception_participants") or ())

    @property
    def criteria(self) -> tuple[str, ...]:
        """Codes of ``Criterion`` by which matters are proposed."""
        return tuple(self.raw.get("criteria") or ())

    @property
    def posting_before(self) -> Term | None:
        return self.term("posting_before")

    @property
    def invitation_before(self) -> Term | None:
        return self.term("invitation_before")

    @property
    def conclusion_notice(self) -> Term | None:
        return self.term("conclusion_notice")

    # --- Conferences ---

    @property
    def conference_quota(self) -> int | None:
        """How many conferences a year at least."""
        return self.raw.get("conference_quota")

    @property
    def conference_quarters(self) -> tuple[int, ...]:
        return tuple(self.raw.get("conference_quarters") or ())

    @property
    def conference_with_voters(self) -> bool:
        """Whether a voter meeting may be combined and counts to the quota."""
        return bool(self.raw.get("conference_with_voters"))

    @property
    def conference_expected(self) -> tuple[int, int] | None:
        found = self.raw.get("conference_expected")
        return (int(found[0]), int(found[1])) if found else None

    @property
    def conference_agenda(self) -> tuple[Step, ...]:
        return _steps(self.raw.get("conference_agenda"))

    @property
    def conference_participants(self) -> tuple[Invitee, ...]:
        return tuple(Invitee(**row) for row in self.raw.get("conference_participants") or ())

    @property
    def conference_notice(self) -> Term | None:
        return self.term("conference_notice")

    @property
    def conference_channels(self) -> tuple[str, ...]:
        return tuple(self.raw.get("conference_channels") or ())

    @property
    def conference_review(self) -> Term | None:
        return self.term("conference_review")

    @property
    def conference_conclusion(self) -> Term | None:
        return self.term("conference_conclusion")

    @property
    def conference_reply(self) -> Term | None:
        return self.term("conference_reply")

    @property
    def conference_reply_complex(self) -> Term | None:
        return self.term("conference_reply_complex")

    @property
    def reply_to(self) -> tuple[str, ...]:
        """To whom a written answer goes (S4-33)."""
        return tuple(self.raw.get("reply_to") or ())

    @property
    def results_to(self) -> tuple[str, ...]:
        """To whom the results of a conference are reported."""
        return tuple(self.raw.get("results_to") or ())

    @property
    def organiser(self) -> str:
        return self.text("conference_organiser")

    @property
    def chair(self) -> str:
        return self.text("conference_chair")

    @property
    def topics(self) -> tuple[str, ...]:
        return tuple(self.raw.get("topics") or ())

    # --- Both ---

    @property
    def lead_body(self) -> str:
        return self.text("lead_body")

    @property
    def co_bodies(self) -> tuple[str, ...]:
        return tuple(self.raw.get("co_bodies") or ())

    @property
    def progress_every(self) -> Term | None:
        return self.term("progress_every")

    @property
    def report_days(self) -> tuple[ReportDay, ...]:
        """Reports inside the unit, each due strictly before its day."""
        return tuple(ReportDay(int(row["month"]), int(row["day"])) for row in self.raw.get("report_days") or ())


def merged(plan: Plan, above: Mapping[str, Any] | None = None) -> Values:
    """The values that apply under a plan; one query when it derives from a plan above, none otherwise.

    ``above``: what the plan above passes down, where a list has asked it for many plans at once.
    """
    layer: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    on = plan.dated_on or date(plan.year, 1, 1)
    for key, (value, words) in by_law(on).items():
        layer[key], origins[key] = value, Origin(words)
    for key, told in (passed_down(plan.superior_plan_id) if above is None else above).items():
        layer[key], origins[key] = told["value"], _from_above(int(told["unit_id"]))
    here = active.current().id
    own = Origin(_("Kế hoạch của đơn vị"), here, is_own=True)
    for key, value in plan.values.items():
        if is_set(value) and key != "below":
            layer[key], origins[key] = value, own
    return Values(layer, origins)


def orders_below(plan: Plan) -> dict[str, dict[str, Any]]:
    """What the plan hands to the units below: its merged values that pass down, and what it orders them apart (``below``)."""
    found = merged(plan)
    here = active.current().id
    down = {
        key: {"value": value, "unit_id": found.origins[key].unit_id}
        for key, value in found.raw.items()
        if key in PASSED_DOWN and found.origins[key].unit_id is not None
    }
    for key, value in (plan.values.get("below") or {}).items():
        if is_set(value):
            down[key] = {"value": value, "unit_id": here}
    return down


def passed_down(superior_plan_id: Any) -> dict[str, dict[str, Any]]:
    """What the plan above orders: ``{key: {"value", "unit_id"}}``; empty without one."""
    if superior_plan_id is None:
        return {}
    found = Instrument.objects.filter(pk=superior_plan_id).values_list("values", flat=True).first()
    return dict(found or {})


def is_set(value: Any) -> bool:
    """Whether a plan says something; 0 and False are said, empty texts and lists are not."""
    return value is not None and value != "" and value != [] and value != {}


def _from_above(unit_id: int) -> Origin:
    return Origin(_("Kế hoạch của %(unit)s") % {"unit": tree.get(unit_id).name}, unit_id)


def _steps(rows: list[dict[str, Any]] | None) -> tuple[Step, ...]:
    return tuple(Step(int(row["order"]), str(row["text"]), str(row.get("role", ""))) for row in rows or ())

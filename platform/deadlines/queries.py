"""What the page of rules and calendar shows, finished for the template."""

from dataclasses import dataclass
from datetime import date

from deadlines import calendar, rules
from deadlines.calendar import file_data
from deadlines.enums import Mark, RuleCode, StartEvent
from deadlines.explanations import day_words, term_words
from deadlines.models import CalendarDay, DeadlineRule
from kernel import clock
from registry import tree
from registry.levels import Level


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One version of a rule as a row of the table."""

    code: str
    name: str
    length: str
    start: str
    levels: str
    source: str
    mark: str
    valid_from: date
    valid_to: date | None
    overlay: str
    is_own: bool
    #: One province's own: in force only where a plan takes it over.
    is_local: bool
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day that differs from a plain week."""

    words: str
    name: str
    is_working: bool
    is_expected: bool


@dataclass(frozen=True, slots=True)
class RulesPage:
    """Rules, days and the unit's own rows."""

    rules: list[RuleLine]
    year: int
    is_expected_year: bool
    calendar_source: str
    days: list[DayLine]
    own_days: list[CalendarDay]
    own_codes: list[str]


def rules_page(unit_id: int, year: int | None = None) -> RulesPage:
    """The rows that concern the unit's level, its own rows, and the calendar of a year (this year unless told)."""
    today = clock.today()
    shown = min(max(year or today.year, calendar.YEARS[0] + 1), calendar.YEARS[-1] - 1)
    level = str(tree.get(unit_id).level)
    rows = [row for row in DeadlineRule.objects.all() if row.unit_id in (None, unit_id)]
    lines = [_line(row, today) for row in rows if row.unit_id is not None or not row.levels or level in row.levels]
    work = calendar.of_unit(unit_id)
    days = [
        DayLine(day_words(day), name, working, work.is_expected(day)) for day, name, working in work.days_off(shown)
    ]
    own_days = CalendarDay.objects.filter(unit_id=unit_id, ended_at__isnull=True)
    return RulesPage(
        rules=sorted(lines, key=lambda line: (not line.is_in_force, line.code, line.valid_from)),
        year=shown,
        is_expected_year=calendar.is_expected_year(shown),
        calendar_source=file_data()["source"],
        days=days,
        own_days=list(own_days),
        own_codes=sorted({line.code for line in lines if line.is_own and line.is_in_force}),
    )


def shortenable() -> list[tuple[str, str]]:
    """Codes with a length, as choices of a form."""
    present = {
        rule.code
        for rule in DeadlineRule.objects.filter(unit_id__isnull=True).exclude(mark=Mark.LOCAL)
        if rules.is_shortenable(rule)
    }
    return [(code.value, f"{code.value} – {code.label}") for code in RuleCode if code.value in present]


def _line(row: DeadlineRule, today: date) -> RuleLine:
    last = row.overlay_valid_to or row.valid_to
    return RuleLine(
        # A date set by hand has no number in the table of deadlines.
        code=row.code if row.start_event != StartEvent.SET_BY_HAND else "",
        name=row.get_code_display(),
        length=term_words(row),
        start=row.get_start_event_display(),
        levels=", ".join(str(Level(level).label) for level in row.levels),
        source=row.source,
        mark=row.get_mark_display(),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        overlay=row.overlay_source,
        is_own=row.unit_id is not None,
        is_local=row.mark == Mark.LOCAL,
        is_in_force=row.mark != Mark.LOCAL and row.valid_from <= today <= (last or today),
    )

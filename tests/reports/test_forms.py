"""The forms as data: columns as printed, sums, rules, periods and their last days; no database but for the deadline rules."""

import itertools
from datetime import date, timedelta

import pytest

from deadlines import rules as deadlines
from kernel.errors import Invalid
from oversight.rules import forms, report_cells
from oversight.rules.forms import Origin, set_of
from oversight.rules.report_cells import Cells, added, complete, differences, missing, problems
from oversight.rules.report_periods import ReportPeriod, ended_by, of_year
from tenants.reports.queries.computing import known_facts
from tests.world import World

TT06 = set_of("TT06")
PARTY = set_of("DANG")


def filled(value: int = 1) -> Cells:
    """Every cell that is counted or typed has the same figure."""
    leaves: Cells = {
        form.code: {str(one.no): value for one in form.figures if one.origin in report_cells.LEAVES}
        for form in TT06.forms
    }
    return complete(leaves, TT06)


@pytest.mark.parametrize(
    ("code", "columns"),
    [("01/TCD", 22), ("02/XLD", 25), ("03/GQKN", 23), ("04/GQTC", 25), ("05/KQTH", 31), ("06/QLKNTC", 17)],
)
def test_form_has_the_columns_of_the_circular(code: str, columns: int) -> None:
    assert [one.no for one in TT06.form(code).columns] == list(range(1, columns + 1))


def test_every_counted_column_names_a_fact_that_can_be_counted_and_every_typed_one_says_why() -> None:
    for one_set in forms.sets():
        for form in one_set.forms:
            for column in form.columns:
                if column.origin == Origin.COMPUTED:
                    assert column.fact in known_facts(), (form.code, column.no)
                if column.origin in (Origin.TYPED, Origin.IMPOSSIBLE):
                    assert column.why, (form.code, column.no)
                assert all(1 <= no <= len(form.columns) for no in column.parts)
            for check in form.checks:
                other = one_set.form(check.form) if check.form else form
                assert form.column(check.no).is_figure
                assert all(other.column(no).is_figure for no in check.parts)


def test_form_01_and_the_partys_are_counted_whole() -> None:
    for form in (TT06.form("01/TCD"), PARTY.forms[0]):
        assert {one.origin for one in form.figures} <= {Origin.COMPUTED, Origin.SUM}


def test_sums_follow_from_their_parts() -> None:
    cells = filled()
    assert cells["01/TCD"]["1"] == 3
    assert cells["02/XLD"]["4"] == 3 + 4 + 3
    assert cells["02/XLD"]["3"] == 10 + 2
    assert cells["03/GQKN"]["1"] == cells["02/XLD"]["6"] == 3


def test_a_sum_with_a_figure_nobody_typed_is_missing_and_not_zero() -> None:
    cells = complete({"02/XLD": {"25": 4, "24": None}}, TT06)
    assert cells["02/XLD"]["23"] is None
    assert ("02/XLD", 24) in [(form.code, column.no) for form, column in missing(cells, TT06)]


@pytest.mark.parametrize(
    ("form", "no", "value", "rule"),
    [
        ("02/XLD", "2", 99, "2 ≤ 1"),
        ("02/XLD", "7", 99, "6 = 7+8"),
        ("02/XLD", "5", 99, "5 ≤ 4"),
        ("03/GQKN", "20", 99, "20 ≤ 19"),
        ("05/KQTH", "1", 0, "1 ≥ 7 (03/GQKN)"),
        ("05/KQTH", "16", 0, "16 ≥ 7 (04/GQTC)"),
        ("01/TCD", "8", 99, "8 ≤ 5"),
    ],
)
def test_rule_between_columns_that_does_not_hold_is_named(form: str, no: str, value: int, rule: str) -> None:
    cells = filled()
    cells[form][no] = value
    assert rule in [one.rule for one in problems(cells, TT06) if one.form == form]


def test_column_1_of_03_and_04_is_that_of_02() -> None:
    cells = filled()
    cells["03/GQKN"]["1"] = 77
    cells["04/GQTC"]["1"] = 77
    found = {(one.form, one.rule) for one in problems(cells, TT06)}
    assert {("03/GQKN", "1 = 6 (02/XLD)"), ("04/GQTC", "1 = 12 (02/XLD)")} <= found


def test_consolidation_adds_units_and_computes_sums_anew() -> None:
    total = added([filled(1), filled(2)], TT06)
    assert total["01/TCD"]["5"] == 3
    assert total["01/TCD"]["1"] == 9
    assert total["02/XLD"]["6"] == 9


def test_differences_name_the_cells_that_changed() -> None:
    before, after = filled(), filled()
    after["01/TCD"]["5"] = 9
    (found,) = differences(before, after, TT06)
    assert (found.form.code, found.column.no, found.before, found.after) == ("01/TCD", 5, 1, 9)


@pytest.mark.parametrize("year", range(2024, 2032))
def test_windows_run_from_the_15th_to_the_14th_for_any_year(year: int) -> None:
    windows = {one.kind: (one.first, one.last) for one in of_year(year, TT06.periods)}
    start = date(year - 1, 12, 15)
    assert windows == {
        "Q1": (start, date(year, 3, 14)),
        "Q2": (date(year, 3, 15), date(year, 6, 14)),
        "6M": (start, date(year, 6, 14)),
        "Q3": (date(year, 6, 15), date(year, 9, 14)),
        "9M": (start, date(year, 9, 14)),
        "Q4": (date(year, 9, 15), date(year, 12, 14)),
        "Y": (start, date(year, 12, 14)),
    }
    everything = of_year(year, (*TT06.periods, "M"))
    assert all((one.last.month, one.last.day) != (12, 31) and one.last.day == 14 for one in everything)
    # Quarters and months follow each other without a gap, over the turn of the year too.
    for kinds in (("Q1", "Q2", "Q3", "Q4"), ("M",)):
        row = [*of_year(year, kinds), of_year(year + 1, kinds)[0]]
        assert all(before.last + timedelta(days=1) == after.first for before, after in itertools.pairwise(row))


def test_months_of_a_window_are_those_whose_14th_it_holds() -> None:
    assert [one.month for one in ReportPeriod.parse("2026-Q1").months] == [1, 2, 3]
    assert len(ReportPeriod.parse("2026-Y").months) == 12
    assert [one.month for one in ReportPeriod.parse("2026-M01").months] == [1]


@pytest.mark.parametrize("code", ["2026", "2026-Q5", "2026-M13", "20261301-20261401", "20260401-20260301", ""])
def test_unknown_period_is_refused(code: str) -> None:
    with pytest.raises(Invalid):
        ReportPeriod.parse(code)


def test_ended_by_lists_what_was_closed_lately() -> None:
    found = ended_by(date(2026, 3, 15), TT06.periods, within=timedelta(days=30))
    assert [one.code for one in found] == ["2026-Q1"]


@pytest.mark.parametrize(
    ("key", "code", "last", "due_on", "target_on"),
    [
        ("w111", "F1", date(2026, 3, 14), date(2026, 3, 17), date(2026, 3, 17)),
        ("w11", "F1", date(2026, 3, 14), date(2026, 3, 18), date(2026, 3, 18)),
        # 20/06/2026 is a Saturday: the day is kept and the Friday before is worked to.
        ("w1", "F2", date(2026, 6, 14), date(2026, 6, 20), date(2026, 6, 19)),
        ("w1", "F2", date(2026, 12, 14), date(2026, 12, 20), date(2026, 12, 18)),
        ("w111", "F3", date(2026, 5, 14), date(2026, 5, 17), date(2026, 5, 15)),
        ("w1", "F3", date(2026, 5, 14), date(2026, 5, 20), date(2026, 5, 20)),
    ],
)
def test_last_day_of_a_report_by_level(
    world: World, key: str, code: str, last: date, due_on: date, target_on: date
) -> None:
    found = deadlines.compute(code, last, unit_id=world.unit(key).id)
    assert (found.due_on, found.target_on) == (due_on, target_on)


def test_rows_of_reports_name_their_source(world: World) -> None:
    (commune,) = deadlines.in_force("F1", date(2026, 3, 14), world.unit("w111").id)
    assert commune.source == "Thông tư 06/2025/TT-TTCP, Điều 7 khoản 2"
    (district,) = deadlines.in_force("F1", date(2026, 3, 14), world.unit("w11").id)
    assert "hệ thống này" in district.source
    assert "chậm nhất" in deadlines.compute("F1", date(2026, 3, 14), unit_id=world.unit("w111").id).explanation[0]

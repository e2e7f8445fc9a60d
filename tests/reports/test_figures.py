"""What a report says: recounted by independent SQL, equal to its lists, unchanged by later work, added up, hidden where it must be."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from kernel import clock
from kernel.transactions import atomic
from oversight.actions import expecting
from oversight.actions import reports as decisions
from oversight.models import PeriodReport
from oversight.queries.reports import changed_since, hidden_of
from oversight.rules.forms import Origin, set_of
from oversight.rules.hidden_cells import hidden_cells, shown
from oversight.rules.report_cells import Cells, complete, figure
from oversight.rules.report_periods import ReportPeriod
from registry import epoch
from registry.levels import Line
from registry.models import Unit, UnitLink
from tenants.cases.actions import assigning, correcting, joining
from tenants.cases.enums import CaseKind, CaseStatus, VisitHost
from tenants.cases.models import Case, Visit
from tenants.receptions.enums import HostMode, SessionStatus
from tenants.receptions.models import ReceptionSession
from tenants.reports.actions import signing, snapshotting
from tenants.reports.jobs import recount
from tenants.reports.models import Report
from tenants.reports.queries.comparing import comparison
from tenants.reports.queries.computing import cells_of, lists_of
from tenants.reports.queries.drilling import drill
from tenants.reports.queries.once_each import once_each
from tenants.reports.queries.page import report_page
from tenants.reports.rules.items import total
from tests.factories import cases
from tests.factories import reports as made
from tests.factories.moves import Mover
from tests.factories.reports import CLOSING, Q1, TT06
from tests.world import World

FEBRUARY = date(2026, 2, 10)
#: An oracle that shares no line with the product: form 01/TCD from the raw tables of one unit.
ORACLE = """
WITH v AS (
    SELECT v.*, coalesce(c.joined_into_id, c.id) AS matter
    FROM cases_visit v LEFT JOIN cases_case c ON c.id = v.case_id
    LEFT JOIN receptions_receptionsession s ON s.id = v.session_id
    WHERE v.visited_on BETWEEN %(first)s AND %(last)s AND (c.id IS NULL OR NOT c.is_sealed)
      AND v.received_unit_id = v.unit_id AND (s.id IS NULL OR s.line = 'GOVERNMENT')
), m AS (
    SELECT matter, min(CASE host WHEN 'HEAD' THEN 1 WHEN 'DELEGATED' THEN 2 ELSE 3 END) AS rank
    FROM v WHERE matter IS NOT NULL GROUP BY matter
), d AS (
    SELECT held_on, bool_or(host_mode = 'IN_PERSON') AS head FROM receptions_receptionsession
    WHERE line = 'GOVERNMENT' AND status = 'HELD' AND posted_at IS NOT NULL AND head_present IS NOT FALSE
      AND held_on BETWEEN %(first)s AND %(last)s GROUP BY held_on
)
SELECT
    (SELECT count(*) FROM v WHERE host = 'REGULAR'), (SELECT coalesce(sum(person_count), 0) FROM v WHERE host = 'REGULAR'),
    (SELECT count(*) FROM m WHERE rank = 3), (SELECT count(*) FROM v WHERE host = 'REGULAR' AND person_count >= 5),
    (SELECT coalesce(sum(person_count), 0) FROM v WHERE host = 'REGULAR' AND person_count >= 5),
    (SELECT count(*) FROM d WHERE head),
    (SELECT count(*) FROM v WHERE host = 'HEAD'), (SELECT coalesce(sum(person_count), 0) FROM v WHERE host = 'HEAD'),
    (SELECT count(*) FROM m WHERE rank = 1), (SELECT count(*) FROM v WHERE host = 'HEAD' AND person_count >= 5),
    (SELECT coalesce(sum(person_count), 0) FROM v WHERE host = 'HEAD' AND person_count >= 5),
    (SELECT count(*) FROM d WHERE NOT head),
    (SELECT count(*) FROM v WHERE host = 'DELEGATED'), (SELECT coalesce(sum(person_count), 0) FROM v WHERE host = 'DELEGATED'),
    (SELECT count(*) FROM m WHERE rank = 2), (SELECT count(*) FROM v WHERE host = 'DELEGATED' AND person_count >= 5),
    (SELECT coalesce(sum(person_count), 0) FROM v WHERE host = 'DELEGATED' AND person_count >= 5)
"""


def recounted(first: date, last: date) -> Cells:
    """Form 01/TCD of the active unit by the oracle."""
    with connection.cursor() as cursor:
        cursor.execute(ORACLE, {"first": first, "last": last})
        row = cursor.fetchone()
    return complete({"01/TCD": {str(no): int(n) for no, n in zip(range(5, 22), row, strict=True)}}, TT06)


def counted(first: date = Q1.first, last: date = Q1.last) -> Cells:
    lists = lists_of(TT06, Q1, first, last)
    return complete(cells_of(lists, TT06), TT06)


def visit(
    world: World, on: date, host: str = VisitHost.REGULAR, *, case: Case | None = None, persons: int = 1, **more: Any
) -> Visit:
    """A visit as the counter or a session leaves it."""
    made_: Visit = Visit.objects.create(
        case=case, host=host, visited_on=on, person_count=persons, is_crowd=persons >= 5,
        received_unit_id=world.unit("w111").id, **more,
    )  # fmt: skip
    return made_


def session(on: date, mode: str = HostMode.IN_PERSON, *, line: str = Line.GOVERNMENT, **more: Any) -> ReceptionSession:
    given: dict[str, Any] = {
        "status": SessionStatus.HELD, "posted_at": clock.now(), "head_present": True, "host_mode": mode, **more,
    }  # fmt: skip
    made_: ReceptionSession = ReceptionSession.objects.create(line=line, planned_on=on, held_on=on, **given)
    return made_


def busy_quarter(world: World) -> None:
    """Visits and sessions of every sort inside and around the first quarter; the caller is inside the ward."""
    officer = world.actor("w111", "officer")
    with clock.at(FEBRUARY):
        one, two, three = (cases.take_in(officer) for _ in range(3))
        crowd = cases.take_in(officer, cases.group(12))
        cases.take_in(officer, cases.petition(CaseKind.DENUNCIATION))
    with clock.at(FEBRUARY + timedelta(days=1)):
        head, deputy = session(FEBRUARY), session(FEBRUARY + timedelta(days=3), HostMode.DELEGATED)
        party = session(FEBRUARY + timedelta(days=4), line=Line.PARTY)
    # Announced and without visitors counts; not announced, absent, missed, another quarter does not.
    session(date(2026, 1, 15))
    session(date(2026, 1, 16), posted_at=None)
    session(date(2026, 1, 19), head_present=False)
    session(date(2026, 1, 20), status=SessionStatus.MISSED)
    session(date(2026, 3, 15))
    # A day with both is the head's alone.
    session(FEBRUARY, HostMode.DELEGATED)
    # The first matter came to the counter and to the head: once, under the head. The second to deputy and counter.
    visit(world, head.held_on, VisitHost.HEAD, case=one, session_id=head.pk, persons=2)
    visit(world, deputy.held_on, VisitHost.DELEGATED, case=two, session_id=deputy.pk)
    visit(world, deputy.held_on, VisitHost.DELEGATED, case=crowd, session_id=deputy.pk, persons=7)
    visit(world, party.held_on, VisitHost.HEAD, case=three, session_id=party.pk, persons=3)
    visit(world, Q1.first)
    visit(world, Q1.last, case=three)
    visit(world, Q1.first - timedelta(days=1), case=three)
    visit(world, Q1.last + timedelta(days=1), case=three)


def test_form_01_equals_an_independent_recount(world: World) -> None:
    with world.scope("w111"):
        busy_quarter(world)
        found = counted()
        assert found["01/TCD"] == recounted(Q1.first, Q1.last)["01/TCD"]
        # Spelled out, so that oracle and product cannot err together.
        assert [found["01/TCD"][str(no)] for no in (10, 11, 12, 13)] == [2, 1, 2, 1]
        assert [found["01/TCD"][str(no)] for no in (16, 17, 18, 19, 20, 21)] == [1, 2, 8, 2, 1, 7]
        assert figure(found, "01/TCD", 8) == 1
        for code in ("2026-Q2", "2026-6M", "2026-Y", "2025-Y"):
            window = ReportPeriod.parse(code)
            assert counted(window.first, window.last)["01/TCD"] == recounted(window.first, window.last)["01/TCD"], code


def test_a_matter_received_twice_is_entered_once_under_the_head(world: World) -> None:
    with world.scope("w111"):
        with clock.at(FEBRUARY):
            case = cases.take_in(world.actor("w111", "officer"))
        assert [counted()["01/TCD"][no] for no in ("7", "13", "3")] == [1, 0, 1]
        visit(world, FEBRUARY, VisitHost.HEAD, case=case)
        assert [counted()["01/TCD"][no] for no in ("7", "13", "3")] == [0, 1, 1]


def test_joined_matters_are_one(world: World) -> None:
    with world.scope("w111"):
        officer = world.actor("w111", "officer")
        with clock.at(FEBRUARY):
            kept, gone = cases.take_in(officer), cases.take_in(officer)
        assert counted()["01/TCD"]["3"] == 2
        with clock.at(FEBRUARY + timedelta(days=1)):
            joining.join_cases(gone, into=kept, reason="Cùng nội dung.", actor=world.actor("w111", "chief"))
        assert counted()["01/TCD"]["3"] == 1
        assert counted()["01/TCD"] == recounted(Q1.first, Q1.last)["01/TCD"]


def test_every_counted_figure_equals_its_list(world: World) -> None:
    with world.scope("w111"):
        busy_quarter(world)
    row = made.closed(world, "w111")
    with world.scope("w111"):
        page = report_page(row)
        for form in TT06.forms:
            for column in form.figures:
                if column.origin == Origin.COMPUTED:
                    opened = drill(row, form.code, column.no)
                    assert opened.figure == total(opened.items) == figure(page.own, form.code, column.no)
        assert drill(row, "01/TCD", 1).figure == page.own["01/TCD"]["1"] > 0


def test_petitions_are_treated_carried_over_and_transferred(world: World) -> None:
    move = Mover(world)
    with world.scope("w111"):
        officer, chief = world.actor("w111", "officer"), world.actor("w111", "chief")
        handler = world.account("w111", "handler").pk
        with clock.at(date(2025, 12, 10)):
            carried = cases.take_in(officer)
            treated_before = cases.take_in(officer)
        with clock.at(date(2025, 12, 11)):
            cases.assigned(officer, chief, handler)
            assigning.assign_case(treated_before, to=handler, actor=chief)
        with clock.at(FEBRUARY):
            cases.assigned(officer, chief, handler, kind=CaseKind.COMPLAINT)
            cases.assigned(officer, chief, handler, kind=CaseKind.REFLECTION)
            cases.take_in(officer)
            leaving = cases.take_in(officer)
    with clock.at(FEBRUARY + timedelta(days=1)):
        move.transfer(leaving.pk, "w111", "w121")
    with world.scope("w111"):
        cells = counted()["02/XLD"]
        # Carried over untreated, and four of February; what was treated in December stays there.
        assert (cells["1"], cells["2"]) == (5, 3)
        assert (cells["6"], cells["9"], cells["19"], cells["25"]) == (1, 1, 1, 1)
        assert cells["5"] == 2
        assert {one.id for one in lists_of(TT06, Q1, Q1.first, Q1.last)["petitions.all"]} >= {
            str(carried.petitions.get().pk)
        }
    with world.scope("w121"):
        # The same letter counts where it went, too; nobody there has dealt with it.
        there = counted()["02/XLD"]
        assert (there["1"], there["2"]) == (1, 0)
        with clock.at(FEBRUARY + timedelta(days=2)):
            move.accept(leaving.pk, "w121")
            cases_handler = world.account("w121", "handler").pk
            assigning.assign_case(cases.found(leaving.pk), to=cases_handler, actor=world.actor("w121", "chief"))
        assert (counted()["02/XLD"]["2"], counted()["02/XLD"]["6"]) == (1, 1)
    # Official: two units had it. Once each: one matter, shared by two.
    with clock.at(CLOSING):
        rows = {one.kind: one for one in once_each(world.unit("w1").id, Q1.first, Q1.last)}
    complaints = rows[CaseKind.COMPLAINT]
    assert (complaints.counted, complaints.matters, complaints.shared) == (4, 3, 1)


def test_outcomes_part_the_matters_of_a_kind(world: World) -> None:
    with world.scope("w111"), clock.at(FEBRUARY):
        officer, chief = world.actor("w111", "officer"), world.actor("w111", "chief")
        handler = world.account("w111", "handler")
        for _ in range(2):
            cases.assigned(officer, chief, handler.pk)
        done = cases.assigned(officer, chief, handler.pk)
        cases.answer(done, world.actor("w111", "handler"), kind="REFUSED")
        gone = cases.assigned(officer, chief, handler.pk)
        Case.objects.filter(pk=gone.pk).update(status=CaseStatus.WITHDRAWN)
    with world.scope("w111"):
        cells = counted()["03/GQKN"]
    assert [cells[str(no)] for no in range(1, 7)] == [4, 4, 2, 0, 1, 1]


def test_locked_figures_stay_and_the_difference_shows(world: World) -> None:
    with world.scope("w111"), clock.at(FEBRUARY):
        case = cases.take_in(world.actor("w111", "officer"))
    row = made.locked(world, "w111", "w11")
    before = dict(row.total["01/TCD"])
    with world.scope("w111"), clock.at(CLOSING + timedelta(days=2)):
        visit(world, FEBRUARY, case=case, persons=6)
        row_ = cases.found(case.pk)
        correcting.correct_case(
            row_,
            changes={"received_on": date(2026, 3, 16)},
            reason="Ghi nhầm.",
            actor=world.actor("w111", "chief"),
            version=row_.version,
        )
    row.refresh_from_db()
    assert row.total["01/TCD"] == before
    with world.scope("w111"):
        kept = Report.objects.get(pk=row.pk)
        assert kept.own["01/TCD"] == before
        assert drill(row, "01/TCD", 5).figure == before["5"]
        changed = {(one.form.code, one.column.no): (one.before, one.after) for one in comparison(row, kept).since}
    assert changed["01/TCD", 8] == (0, 1)
    assert ("02/XLD", 1) in changed


def test_superior_sees_each_night_what_changed_since(world: World) -> None:
    row = made.locked(world, "w111", "w11")
    with world.scope("w111"), clock.at(CLOSING + timedelta(days=2)):
        visit(world, FEBRUARY, persons=6)
        sealed = cases.take_in(world.actor("w111", "officer"), kind="DENUNCIATION")
    boss = world.client("w11", "chairman")
    path = f"/u/w11/desk/reports/below/{row.pk}/"
    assert "Thay đổi từ khi gửi" not in boss.get(path).content.decode()
    with clock.at(CLOSING + timedelta(days=3)):
        assert recount() == 1
    row.refresh_from_db()
    assert row.recounted["01/TCD"]["8"] == row.own["01/TCD"]["8"] + 1
    changed = {(one.form.code, one.column.no) for one in changed_since(row)}
    assert ("01/TCD", 8) in changed
    assert not any(set_of(row.form_set).column(*cell).holds_denunciations for cell in changed)
    page = boss.get(path).content.decode()
    assert "Thay đổi từ khi gửi" in page
    assert sealed.number not in page


def test_consolidation_adds_locked_reports_to_the_own_work(world: World) -> None:
    for key in ("w111", "w112"):
        with world.scope(key), clock.at(FEBRUARY):
            cases.take_in(world.actor(key, "officer"))
    with world.scope("w11"), clock.at(FEBRUARY):
        cases.take_in(world.actor("w11", "officer"))
    made.locked(world, "w111", "w11")
    made.submitted(world, "w112")
    row = made.filled(world, "w11")
    with world.scope("w11"):
        page = report_page(row)
        # Sent but not locked does not count; who is missing is named.
        assert (page.own["01/TCD"]["1"], page.total["01/TCD"]["1"]) == (1, 2)
        assert [one["unit_id"] for one in page.row.included] == [world.unit("w111").id]
    boss = world.actor("w11", "chairman")
    with world.scope("w11"), clock.at(CLOSING):
        decisions.accept_report(made.found(world, "w112"), actor=boss)
        assert decisions.lock_accepted("TT06", Q1.code, actor=boss) == 1
        made.make_ready(world, "w11", row)
        assert report_page(row).total["01/TCD"]["1"] == 3
    district = made.locked_again(world, "w11", "w1")
    assert district.total["01/TCD"]["1"] == 3
    made.filled(world, "w1")
    with world.scope("w1"):
        assert report_page(made.found(world, "w1")).total["01/TCD"]["1"] == 3


def test_the_locked_version_counts_until_its_correction_is_locked(world: World) -> None:
    row = made.locked(world, "w111", "w11")
    boss, chief = world.actor("w11", "chairman"), world.actor("w111", "chief")
    with clock.at(CLOSING), world.scope("w111"):
        signing.ask_reopening(row.pk, reason="Thiếu.", actor=chief)
    with clock.at(CLOSING), world.scope("w11"):
        decisions.reopen_report(made.found(world, "w111"), actor=boss)
    made.filled(world, "w11")
    with world.scope("w11"):
        included = report_page(made.found(world, "w11")).row.included
    assert [(one["id"], one["no"]) for one in included] == [(str(row.pk), 1)]


def communes(*counts: int) -> dict[int, Cells]:
    """Communes whose reports count so many denunciations in one field, and three complaints each."""
    return {
        number: complete(
            {"02/XLD": {"1": n + 3, "2": n + 3, "5": n + 3, "15": n, "16": 0, "17": 0, "18": 0, "9": 3, "10": 0, "11": 0,
                        "20": 0, "21": 0, "22": 0, "24": 0, "25": 0}},
            TT06,
        )
        for number, n in enumerate(counts)
    }  # fmt: skip


@pytest.mark.parametrize("counts", [(1, 5, 6), (0, 0, 4), (2, 2, 2), (1,), (9, 2)])
def test_small_denunciation_counts_are_not_found_by_subtracting_siblings_or_columns(counts: tuple[int, ...]) -> None:
    given = communes(*counts)
    hidden = hidden_cells(given, TT06, is_year=True, own_id=99, own=communes(4)[0])
    small = {number for number, n in enumerate(counts) if n < 3}
    unseen = {number for number, cells in hidden.items() if ("02/XLD", 12) in cells}
    assert small <= unseen
    assert len(unseen) >= 2
    for number in unseen - {99}:
        seen = shown(given[number], hidden[number])["02/XLD"]
        # Neither the count, nor a sum it is part of, nor a total from which it could be subtracted.
        assert all(seen[no] is None for no in ("1", "2", "3", "4", "5", "12", "15", "16", "25"))
        assert seen["9"] == 3


def test_quarters_hide_every_communes_denunciations_and_years_show_large_ones(world: World) -> None:
    given = communes(50, 60)
    quarter, year = (hidden_cells(given, TT06, is_year=is_year) for is_year in (False, True))
    assert shown(given[0], quarter[0])["02/XLD"]["12"] is None
    seen = shown(given[0], year[0])["02/XLD"]
    # How many there were, and not of which field: one of them is somebody.
    assert (seen["12"], seen["1"], seen["15"]) == (50, 53, None)
    made.submitted(world, "w111")
    row = made.found(world, "w111")
    assert ("04/GQTC", 2) in hidden_of(world.actor("w11", "chairman"), row)
    assert ("01/TCD", 1) not in hidden_of(world.actor("w11", "chairman"), row)


def test_unit_that_changed_its_parent_reports_to_the_one_of_the_last_day(world: World) -> None:
    ward, new = world.unit("w111"), world.unit("w12")
    row = made.expected(world, "w111")
    assert row.superior_id == world.unit("w11").id
    with atomic():
        UnitLink.objects.filter(child_id=ward.id).update(valid_to=date(2026, 1, 31))
        UnitLink.objects.create(child_id=ward.id, parent_id=new.id, line=Line.BOTH, valid_from=date(2026, 2, 1))
    epoch.bump()
    with clock.at(CLOSING), world.scope("w111"):
        snapshotting.take_snapshot(row.pk, actor=world.actor("w111", "chief"))
    assert made.found(world, "w111").superior_id == new.id
    # The quarter before went to the old one, whenever it is asked for.
    before = made.expected(world, "w111", ReportPeriod.parse("2025-Q4"))
    assert before.superior_id == world.unit("w11").id


def test_year_across_the_end_of_a_unit_is_split(world: World) -> None:
    """01/07/2025: a ward ends with its district, its successor stands under the province."""
    old, new = world.unit("w111"), world.unit("w121")
    Unit.objects.filter(pk=old.id).update(valid_to=date(2025, 6, 30))
    Unit.objects.filter(pk=new.id).update(valid_from=date(2025, 7, 1))
    UnitLink.objects.filter(child_id=new.id).update(parent_id=world.unit("w1").id, valid_from=date(2025, 7, 1))
    UnitLink.objects.filter(child_id=old.id).update(valid_to=date(2025, 6, 30))
    epoch.bump()
    year = ReportPeriod.parse("2025-Y")
    expecting.expect(TT06, year)
    rows = {one.unit_id: one for one in PeriodReport.objects.filter(period="2025-Y")}
    assert (rows[old.id].first, rows[old.id].last) == (date(2024, 12, 15), date(2025, 6, 30))
    assert (rows[new.id].first, rows[new.id].last) == (date(2025, 7, 1), date(2025, 12, 14))
    assert rows[old.id].superior_id == world.unit("w11").id
    assert rows[new.id].superior_id == world.unit("w1").id
    # A quarter before it began is not owed by the successor.
    expecting.expect(TT06, ReportPeriod.parse("2025-Q1"))
    assert new.id not in set(PeriodReport.objects.filter(period="2025-Q1").values_list("unit_id", flat=True))


def test_a_sum_of_some_units_does_not_tell_a_communes_denunciations(world: World) -> None:
    made.locked(world, "w111", "w11")
    row = made.filled(world, "w11")
    with world.scope("w11"):
        page = report_page(row)
        assert ("02/XLD", 12) in page.hidden
        assert page.shown_total["02/XLD"]["12"] is None
        assert page.shown_total["01/TCD"]["1"] is not None
    made.locked(world, "w112", "w11")
    with world.scope("w11"), clock.at(CLOSING):
        made.make_ready(world, "w11", row)
        assert report_page(row).hidden == set()

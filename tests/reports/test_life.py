"""The way of a report: every step in its order, by who may; every other order refused by the product and by the database."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import Error, IntegrityError, connection, transaction

from deadlines.models import DueItem
from kernel import clock
from kernel.errors import Conflict, Invalid, InvalidTransition, NotFound, NotPermitted
from kernel.journal.models import Event
from oversight.actions import expecting
from oversight.actions import reports as decisions
from oversight.models import PeriodReport, ReportStatus
from oversight.queries.reports import sheet_of
from oversight.rules.report_periods import ReportPeriod
from tenants.documents.enums import DocumentStatus
from tenants.documents.models import Document
from tenants.reports import policies
from tenants.reports.actions import consolidating, filling, signing, snapshotting
from tenants.reports.jobs import close
from tenants.reports.models import Report
from tenants.reports.queries.page import report_page
from tests.factories import reports as made
from tests.factories.documents import proof_of
from tests.factories.reports import CLOSING, PARTY, Q1, TT06
from tests.world import World

LATER = CLOSING + timedelta(days=1)


def test_every_unit_owes_its_report_with_the_day_of_its_level(world: World) -> None:
    made.expected(world, "w111")
    days = {key: made.found(world, key).due_on for key in ("w111", "w11", "w1")}
    assert days == {"w111": date(2026, 3, 17), "w11": date(2026, 3, 18), "w1": date(2026, 3, 20)}
    above = {key: made.found(world, key).superior_id for key in ("w111", "w11", "w1")}
    assert above == {"w111": world.unit("w11").id, "w11": world.unit("w1").id, "w1": None}
    item = DueItem.objects.get(case_id=made.found(world, "w111").pk)
    assert (item.kind, item.due_on) == ("F1", date(2026, 3, 17))
    assert expecting.expect(TT06, Q1) == 0


def test_before_the_circular_no_day_is_owed(world: World) -> None:
    row = made.expected(world, "w111", ReportPeriod.parse("2025-Q1"))
    assert row.due_on is None
    assert not DueItem.objects.filter(case_id=row.pk).exists()


def test_figures_are_not_closed_before_the_window_is_over(world: World) -> None:
    row = made.expected(world, "w111")
    with clock.at(Q1.last), world.scope("w111"), pytest.raises(InvalidTransition) as refused:
        snapshotting.take_snapshot(row.pk, actor=world.actor("w111", "chief"))
    assert refused.value.code == "window_open"


def test_whole_life_of_a_report(world: World) -> None:
    row = made.submitted(world, "w111")
    assert row.status == ReportStatus.SUBMITTED
    assert row.symbol == "01/BC-UBND"
    assert row.own == row.total
    assert not row.is_late
    assert DueItem.objects.get(case_id=row.pk).met_on == CLOSING
    with world.scope("w111"):
        document = Report.objects.get(pk=row.pk).document
        assert document is not None
        assert document.status == DocumentStatus.SIGNED
    boss = world.actor("w11", "chairman")
    with clock.at(LATER), world.scope("w11"):
        returned = decisions.return_report(row, remarks=[("01/TCD", 5, "Kiểm tra lại số lượt tiếp.")], actor=boss)
    assert (returned.status, returned.times_returned) == (ReportStatus.RETURNED, 1)
    assert DueItem.objects.get(case_id=row.pk).met_on is None
    head = world.actor("w111", "chairman")
    with clock.at(LATER), world.scope("w111"):
        filling.type_cells(
            row.pk,
            form="06/QLKNTC",
            values={4: Decimal(2)},
            source="Báo cáo tập huấn",
            actor=world.actor("w111", "chief"),
        )
        signing.sign_report(row.pk, proof=proof_of(head), actor=head)
        signing.submit_report(row.pk, actor=world.actor("w111", "chief"))
        # The first paper keeps its number and says what took its place.
        assert [one.status for one in Document.objects.order_by("number")] == ["WITHDRAWN", "SIGNED"]
        assert len(Report.objects.get(pk=row.pk).submissions) == 2
    with clock.at(LATER), world.scope("w11"):
        again = made.found(world, "w111")
        assert again.total["06/QLKNTC"]["4"] == 2
        decisions.accept_report(again, actor=boss)
        done = decisions.lock_report(made.found(world, "w111"), actor=boss)
    assert done.status == ReportStatus.LOCKED
    with world.scope("w111"):
        kinds = list(
            Event.objects.filter(kind__startswith="report_").order_by("at", "id").values_list("kind", flat=True)
        )
    assert kinds[0] == "report_snapshot_taken"
    assert kinds[-1] == "report_submitted"


def test_signing_is_refused_while_a_cell_was_typed_by_nobody(world: World) -> None:
    row = made.closed(world, "w111")
    head = world.actor("w111", "chairman")
    with clock.at(CLOSING), world.scope("w111"), pytest.raises(Invalid) as refused:
        signing.sign_report(row.pk, proof=proof_of(head), actor=head)
    assert refused.value.code == "cells_missing"
    with world.scope("w111"):
        assert not Document.objects.exists()


def test_signing_is_refused_while_a_rule_fails_unexplained(world: World) -> None:
    row = made.filled(world, "w111")
    head, chief = world.actor("w111", "chairman"), world.actor("w111", "chief")
    with clock.at(CLOSING), world.scope("w111"):
        filling.type_cells(row.pk, form="03/GQKN", values={20: Decimal(5), 19: Decimal(1)}, source="Sổ", actor=chief)
        with pytest.raises(Invalid) as refused:
            signing.sign_report(row.pk, proof=proof_of(head), actor=head)
        assert refused.value.code == "rules_fail"
        filling.explain_rule(row.pk, key="03/GQKN|20<=19|", text="Có viên chức ngoài địa bàn.", actor=chief)
        signing.sign_report(row.pk, proof=proof_of(head), actor=head)


def test_a_counted_column_is_never_typed_and_a_typed_one_has_a_source(world: World) -> None:
    row = made.closed(world, "w111")
    chief = world.actor("w111", "chief")
    with clock.at(CLOSING), world.scope("w111"):
        with pytest.raises(Invalid) as counted:
            filling.type_cells(row.pk, form="01/TCD", values={5: Decimal(9)}, source="Sổ", actor=chief)
        assert counted.value.code == "column_counted"
        with pytest.raises(Invalid) as silent:
            filling.type_cells(row.pk, form="06/QLKNTC", values={4: Decimal(9)}, source="", actor=chief)
        assert silent.value.code == "source_missing"
        for wrong in ("-1", "1.234", "NaN"):
            with pytest.raises(Invalid):
                filling.type_cells(row.pk, form="06/QLKNTC", values={4: Decimal(wrong)}, source="Sổ", actor=chief)


def test_steps_out_of_order_are_refused(world: World) -> None:
    row = made.filled(world, "w111")
    chief, boss = world.actor("w111", "chief"), world.actor("w11", "chairman")
    with clock.at(CLOSING), world.scope("w111"), pytest.raises(InvalidTransition):
        signing.submit_report(row.pk, actor=chief)
    with clock.at(CLOSING), world.scope("w11"):
        for decide in (decisions.accept_report, decisions.lock_report):
            with pytest.raises(Conflict):
                decide(row, actor=boss)
    sent = made.submitted(world, "w112")
    with clock.at(CLOSING), world.scope("w112"):
        other = world.actor("w112", "chief")
        for change in (
            lambda: filling.type_cells(sent.pk, form="06/QLKNTC", values={4: Decimal(1)}, source="Sổ", actor=other),
            lambda: snapshotting.take_snapshot(sent.pk, actor=other),
            lambda: consolidating.consolidate(sent.pk, actor=other),
            lambda: signing.submit_report(sent.pk, actor=other),
            lambda: signing.take_back(sent.pk, reason="Nhầm.", actor=other),
        ):
            with pytest.raises(InvalidTransition):
                change()
    with clock.at(CLOSING), world.scope("w11"), pytest.raises(Conflict):
        decisions.lock_report(made.found(world, "w112"), actor=boss)


def test_nobody_acts_on_anothers_behalf(world: World) -> None:
    row = made.submitted(world, "w111")
    with world.scope("w12"), pytest.raises(NotPermitted):
        decisions.accept_report(row, actor=world.actor("w12", "chairman"))
    # Two levels up reads and does not decide.
    with world.scope("w1"), pytest.raises(NotPermitted):
        decisions.accept_report(row, actor=world.actor("w1", "chairman"))
    with world.scope("w111"), pytest.raises(NotPermitted):
        decisions.accept_report(row, actor=world.actor("w111", "chairman"))
    with world.scope("w11"), pytest.raises(NotFound):
        decisions.accept_report(row, actor=world.actor("w11", "secretary"))
    with world.scope("w112"), pytest.raises(NotFound):
        policies.get_report(world.actor("w112", "chief"), row.pk)


ILLEGAL = {
    "accepted before signed": "UPDATE oversight_periodreport SET status = 'ACCEPTED', accepted_at = now(), decided_at = now()",
    "locked from the closing": "UPDATE oversight_periodreport SET status = 'LOCKED', locked_at = now()",
    "submitted unsigned": "UPDATE oversight_periodreport SET status = 'SUBMITTED', submitted_at = now()",
    "another unit's": "UPDATE oversight_periodreport SET unit_id = 1",
    "deleted": "DELETE FROM oversight_periodreport",
    "decided by a stranger": "UPDATE oversight_periodreport SET decided_by_unit = unit_id",
    "submitted by a stranger": "UPDATE oversight_periodreport SET submitted_by_unit = superior_id",
    "another superior's": "UPDATE oversight_periodreport SET superior_id = unit_id",
    "no status": "UPDATE oversight_periodreport SET status = 'DONE'",
}


@pytest.mark.parametrize("how", ILLEGAL)
def test_database_refuses_what_the_product_does_not_do(world: World, how: str) -> None:
    row = made.closed(world, "w111")
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{ILLEGAL[how]} WHERE id = %s", [row.pk])
    assert made.found(world, "w111").status == ReportStatus.SNAPSHOT


@pytest.mark.parametrize(
    "change",
    ["own = '{}'", "total = '{}'", "included = '[1]'", "symbol = 'X'", "status = 'SNAPSHOT'", "submitted_at = now()"],
)
def test_database_keeps_submitted_figures(world: World, change: str) -> None:
    row = made.submitted(world, "w111")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE oversight_periodreport SET {change} WHERE id = %s", [row.pk])


def test_a_report_is_born_live(world: World) -> None:
    row = made.expected(world, "w111")
    with pytest.raises(IntegrityError), transaction.atomic():
        PeriodReport.objects.create(
            unit_id=row.unit_id, line=row.line, form_set="TT06", forms_version="x", period="2030-Q1",
            first=row.first, last=row.last, status="SNAPSHOT",
        )  # fmt: skip


def test_correction_after_locking_needs_consent_and_keeps_both_versions(world: World) -> None:
    row = made.locked(world, "w111", "w11")
    chief, boss = world.actor("w111", "chief"), world.actor("w11", "chairman")
    with clock.at(LATER), world.scope("w11"), pytest.raises(InvalidTransition):
        decisions.reopen_report(row, actor=boss)
    with clock.at(LATER), world.scope("w111"):
        signing.ask_reopening(row.pk, reason="Thiếu một lượt tiếp.", actor=chief)
    with clock.at(LATER), world.scope("w11"):
        next_ = decisions.reopen_report(made.found(world, "w111"), actor=boss)
    assert (next_.no, next_.status) == (2, ReportStatus.LIVE)
    row.refresh_from_db()
    assert row.status == ReportStatus.LOCKED
    assert row.superseded_by_id == next_.pk
    with clock.at(LATER), world.scope("w111"):
        snapshotting.take_snapshot(next_.pk, actor=chief)
        # What was typed for the first version is there again.
        assert Report.objects.get(pk=next_.pk).typed == Report.objects.get(pk=row.pk).typed


def test_late_and_missing_stand_in_the_superiors_list(world: World) -> None:
    made.submitted(world, "w111", at=date(2026, 3, 19))
    boss = world.actor("w11", "chairman")
    with clock.at(date(2026, 3, 19)), world.scope("w11"):
        sheet = sheet_of(boss, TT06, Q1)
    assert [(one.unit.key, one.is_missing, one.is_late) for one in sheet.lines] == [
        ("w112", True, False),
        ("w111", False, True),
    ]
    assert (sheet.missing, sheet.late) == (1, 1)


def test_superior_asks_for_an_ad_hoc_report(world: World) -> None:
    boss = world.actor("w11", "chairman")
    with clock.at(date(2026, 4, 1)), world.scope("w11"):
        period = expecting.ask_for(
            TT06, first=date(2026, 3, 1), last=date(2026, 4, 10), due_on=date(2026, 4, 20),
            units=[world.unit("w111")], actor=boss,
        )  # fmt: skip
        with pytest.raises(Invalid):
            expecting.ask_for(
                TT06, first=date(2026, 3, 1), last=date(2026, 4, 10), due_on=date(2026, 4, 20),
                units=[world.unit("w121")], actor=boss,
            )  # fmt: skip
    row = made.found(world, "w111", period)
    assert (row.due_on, row.superior_id) == (date(2026, 4, 20), world.unit("w11").id)
    assert DueItem.objects.get(case_id=row.pk).kind == "F4"


def test_partys_report_goes_its_own_way(world: World) -> None:
    row = made.locked(world, "w111", "w11", ReportPeriod.parse("2026-M03"), "DANG")
    assert (row.status, row.line) == (ReportStatus.LOCKED, "PARTY")
    # Two days a month are owed (Regulation 11-QĐi/TW), nobody received.
    assert row.total["ĐẢNG/TCD"]["1"] == 2
    with world.scope("w111"), pytest.raises(NotFound):
        policies.get_report(world.actor("w111", "chief"), row.pk)
    assert PARTY.forms[0].figures


def test_the_hourly_job_expects_and_closes_what_is_over(world: World) -> None:
    with clock.at(date(2026, 3, 15)):
        closed = close()
    assert closed > 0
    row = made.found(world, "w111")
    assert row.status == ReportStatus.SNAPSHOT
    assert made.found(world, "w111", ReportPeriod.parse("2026-Q2")).status == ReportStatus.LIVE
    with clock.at(date(2026, 3, 15)):
        assert close() == 0


def test_words_of_the_report_follow_the_figures_until_somebody_writes_them(world: World) -> None:
    row = made.closed(world, "w111")
    chief = world.actor("w111", "chief")
    with clock.at(CLOSING), world.scope("w111"):
        before = report_page(row).narrative
        assert "tập huấn …… lớp" in before[6]["text"]
        filling.type_cells(row.pk, form="06/QLKNTC", values={4: Decimal(3)}, source="Sổ", actor=chief)
        assert "tập huấn 3 lớp" in report_page(row).narrative[6]["text"]
        filling.write_narrative(row.pk, texts=["Bình thường."] * len(before), actor=chief)
        assert {one["text"] for one in report_page(row).narrative} == {"Bình thường."}
        with pytest.raises(Invalid):
            filling.write_narrative(row.pk, texts=["Một phần."], actor=chief)
        filling.write_narrative(row.pk, texts=None, actor=chief)
        assert "tập huấn 3 lớp" in report_page(row).narrative[6]["text"]


def test_words_compare_with_the_same_period_of_the_year_before(world: World) -> None:
    made.submitted(world, "w111", ReportPeriod.parse("2026-Q1"))
    later = made.closed(world, "w111", ReportPeriod.parse("2027-Q1"))
    with world.scope("w111"):
        assert "cùng kỳ năm trước 0, không đổi" in report_page(later).narrative[1]["text"]


def test_quarter_two_is_reported_by_forms_alone(world: World) -> None:
    row = made.closed(world, "w111", ReportPeriod.parse("2026-Q2"))
    with world.scope("w111"):
        assert report_page(row).narrative == []


def test_a_unit_to_which_nobody_reports_adds_nothing_up(world: World) -> None:
    row = made.closed(world, "w111")
    with clock.at(CLOSING), world.scope("w111"), pytest.raises(InvalidTransition):
        consolidating.consolidate(row.pk, actor=world.actor("w111", "chief"))


def test_remark_in_public_names_no_number_of_a_person(world: World) -> None:
    row = made.submitted(world, "w111")
    boss = world.actor("w11", "chairman")
    with world.scope("w11"):
        for words in ("Gọi ông An 0912 000 001 hỏi lại", "CCCD 089185001234"):
            with pytest.raises(Invalid):
                decisions.return_report(row, remarks=[("01/TCD", 5, words)], actor=boss)
        with pytest.raises(NotFound):
            decisions.return_report(row, remarks=[("01/TCD", 77, "Xem lại.")], actor=boss)


def test_a_figure_that_stays_keeps_its_source(world: World) -> None:
    row = made.closed(world, "w111")
    chief = world.actor("w111", "chief")
    with clock.at(CLOSING), world.scope("w111"):
        filling.type_cells(row.pk, form="06/QLKNTC", values={4: Decimal(2)}, source="Sổ A", actor=chief)
        both = filling.type_cells(
            row.pk, form="06/QLKNTC", values={4: Decimal(2), 5: Decimal(30)}, source="Sổ B", actor=chief
        )
    assert [both.typed["06/QLKNTC"][no]["source"] for no in ("4", "5")] == ["Sổ A", "Sổ B"]

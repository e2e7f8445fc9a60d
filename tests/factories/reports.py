"""Reports of the small world, brought to any condition through the product's own actions."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock
from oversight.actions import reports as decisions
from oversight.actions.expecting import expect
from oversight.models import PeriodReport
from oversight.rules.forms import set_of
from oversight.rules.report_periods import ReportPeriod
from tenants.reports.actions import consolidating, filling, signing, snapshotting
from tenants.reports.queries.page import report_page
from tenants.reports.queries.totals import reports_below
from tests.factories.documents import proof_of
from tests.world import World

Q1 = ReportPeriod.parse("2026-Q1")
TT06, PARTY = set_of("TT06", Q1.first), set_of("DANG")
#: The day after the window ended, a working day.
CLOSING = Q1.last + timedelta(days=2)
HEADS = {"GOVERNMENT": "chairman", "PARTY": "secretary"}
CLERKS = {"GOVERNMENT": "chief", "PARTY": "secretary"}


def expected(world: World, key: str, period: ReportPeriod = Q1, form_set: str = "TT06") -> PeriodReport:
    """The live report of a unit."""
    expect(set_of(form_set), period)
    return found(world, key, period, form_set)


def found(world: World, key: str, period: ReportPeriod = Q1, form_set: str = "TT06") -> PeriodReport:
    """The last version as it stands now."""
    return PeriodReport.objects.current().get(unit_id=world.unit(key).id, form_set=form_set, period=period.code)


def closed(world: World, key: str, period: ReportPeriod = Q1, form_set: str = "TT06", at: Any = None) -> PeriodReport:
    """With its figures closed two days after the window."""
    row = expected(world, key, period, form_set)
    with clock.at(at or period.last + timedelta(days=2)), world.scope(key):
        snapshotting.take_snapshot(row.pk, actor=clerk(world, key, row))
    return found(world, key, period, form_set)


def filled(world: World, key: str, period: ReportPeriod = Q1, form_set: str = "TT06") -> PeriodReport:
    """Ready to be signed: every typed cell has a zero that a person vouches for, rules explained, units below added."""
    row = closed(world, key, period, form_set)
    with clock.at(period.last + timedelta(days=2)), world.scope(key):
        make_ready(world, key, row)
    return row


def make_ready(world: World, key: str, row: PeriodReport) -> None:
    """Type, add up and explain inside the unit's scope."""
    who = clerk(world, key, row)
    for form in set_of(row.form_set).forms:
        if any(one.is_typed for one in form.columns):
            filling.type_cells(
                row.pk, form=form.code, values={}, source="Sổ theo dõi của đơn vị", rest_is_zero=True, actor=who
            )
    if reports_below(row).current:
        consolidating.consolidate(row.pk, actor=who)
    for wrong in report_page(row).unexplained:
        filling.explain_rule(row.pk, key=wrong.key, text="Đơn lần đầu chưa tách được.", actor=who)


def signed(world: World, key: str, period: ReportPeriod = Q1, form_set: str = "TT06") -> PeriodReport:
    row = filled(world, key, period, form_set)
    head = world.actor(key, HEADS[row.line])
    with clock.at(period.last + timedelta(days=2)), world.scope(key):
        signing.sign_report(row.pk, proof=proof_of(head), actor=head)
    return found(world, key, period, form_set)


def submitted(
    world: World, key: str, period: ReportPeriod = Q1, form_set: str = "TT06", at: Any = None
) -> PeriodReport:
    row = signed(world, key, period, form_set)
    with clock.at(at or period.last + timedelta(days=2)), world.scope(key):
        signing.submit_report(row.pk, actor=clerk(world, key, row))
    return found(world, key, period, form_set)


def locked(world: World, key: str, above: str, period: ReportPeriod = Q1, form_set: str = "TT06") -> PeriodReport:
    row = submitted(world, key, period, form_set)
    boss = superior(world, above, row)
    with clock.at(period.last + timedelta(days=3)), world.scope(above):
        decisions.accept_report(row, actor=boss)
        decisions.lock_report(found(world, key, period, form_set), actor=boss)
    return found(world, key, period, form_set)


def locked_again(world: World, key: str, above: str, period: ReportPeriod = Q1, form_set: str = "TT06") -> PeriodReport:
    """One that is filled already: signed, sent, accepted and locked as it stands."""
    row = found(world, key, period, form_set)
    head, boss = world.actor(key, HEADS[row.line]), superior(world, above, row)
    with clock.at(period.last + timedelta(days=3)), world.scope(key):
        signing.sign_report(row.pk, proof=proof_of(head), actor=head)
        signing.submit_report(row.pk, actor=clerk(world, key, row))
    with clock.at(period.last + timedelta(days=3)), world.scope(above):
        decisions.accept_report(found(world, key, period, form_set), actor=boss)
        return decisions.lock_report(found(world, key, period, form_set), actor=boss)


def clerk(world: World, key: str, row: PeriodReport) -> Actor:
    """Who prepares reports of the line; on the Party line the head has the right here."""
    actor = world.actor(key, CLERKS[row.line])
    if row.line == "PARTY":
        return replace(actor, permissions=actor.permissions | {Permission.REPORT_PREPARE})
    return actor


def superior(world: World, key: str, row: PeriodReport) -> Actor:
    return world.actor(key, HEADS[row.line])

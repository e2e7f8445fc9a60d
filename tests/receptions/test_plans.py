"""The plan of the year: drafted, issued, amended; what comes from above; what is below the legal minimum."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from identity.models import Membership
from kernel import clock
from kernel.errors import Conflict, Invalid, InvalidTransition, NotFound, NotPermitted
from kernel.journal.models import Event
from oversight.models import Duty, DutyKind, Instrument, InstrumentKind
from registry.levels import Line
from tenants.receptions.actions.plans import (
    PlanData,
    amend_plan,
    attach_guidance,
    change_plan,
    discard_plan,
    draft_plan,
    issue_plan,
    record_sent,
)
from tenants.receptions.enums import PlanStatus
from tenants.receptions.models import Plan
from tenants.receptions.policies.plans import get_plan
from tenants.receptions.rules.plan_checks import checked_bases, checked_distribution, checked_values
from tenants.receptions.rules.plan_terms import MonthDay, Term
from tenants.receptions.rules.plan_values import merged
from tenants.receptions.rules.presets import presets
from tests.documents import samples

TODAY = date(2026, 11, 20)


def data(line: str = Line.GOVERNMENT, **changes: Any) -> PlanData:
    base = PlanData(
        year=2026, line=line, title="Kế hoạch tiếp công dân năm 2026", issuer="Ủy ban nhân dân phường",
        head_position="Chủ tịch UBND phường", signer_title="Chủ tịch",
        values={"reception_days": 2, "reception_on": [{"day": 10}, {"day": 25}]},
    )  # fmt: skip
    return replace(base, **changes)


def party_chief(world: Any, key: str = "w111") -> Any:
    Membership.objects.filter(account=world.account(key, "chief")).update(line=Line.BOTH)
    return world.actor(key, "chief")


def issued(world: Any, key: str = "w111", at: date = TODAY, number: str = "01/KH-UBND", **changes: Any) -> Plan:
    """The caller is in the unit's scope."""
    chief = party_chief(world, key)
    with clock.at(at):
        return issue_plan(draft_plan(data(**changes), actor=chief), number=number, dated_on=at, actor=chief)


@pytest.mark.parametrize("code", ["s0", "s1", "s2", "s3", "s4"])
def test_every_preset_is_a_plan_whose_values_name_their_item(world: Any, code: str) -> None:
    preset = presets()[code]
    with world.scope("w111"):
        assert checked_values(preset.values) == preset.values
        assert len(checked_bases(preset.bases)) == len(preset.bases)
        assert len(checked_distribution(preset.distribution)) == len(preset.distribution)
    assert set(preset.values) <= set(preset.references)
    assert all(code.upper() in words or "không nêu" in words for words in preset.references.values())


def test_issuer_signer_and_the_person_with_the_duty_are_three_things(world: Any) -> None:
    preset = presets()["s0"]
    assert (preset.issuer, preset.signer_title, preset.head_position) == (
        "Ban Thường vụ Đảng ủy phường", "Phó Bí thư", "Bí thư Đảng ủy phường",
    )  # fmt: skip


def test_without_number_or_date_a_plan_stays_a_draft_and_nothing_is_public(world: Any, client: Any) -> None:
    with world.scope("w111"):
        chief = world.actor("w111", "chief")
        plan = draft_plan(data(), actor=chief)
        for number, dated_on in (("", TODAY), ("01/KH", None), ("01/KH", date(2099, 1, 1))):
            with pytest.raises(Invalid):
                issue_plan(plan, number=number, dated_on=dated_on, actor=chief)
        assert Plan.objects.get().status == PlanStatus.DRAFT
    assert not Instrument.objects.exists()
    assert plan.title not in client.get("/u/w111/plan/").content.decode()


def test_issuing_registers_the_instrument_and_counts_the_duty_in_one_step(world: Any) -> None:
    with world.scope("w111"):
        plan = issued(world)
        assert plan.status == PlanStatus.ISSUED
        assert Event.objects.filter(kind="plan_issued").count() == 1
    found = Instrument.objects.get()
    assert (found.pk, found.kind, found.year, found.number) == (plan.pk, InstrumentKind.PLAN, 2026, "01/KH-UBND")
    duty = Duty.objects.get(kind=DutyKind.RECEPTION, period=date(2026, 11, 1), line=Line.GOVERNMENT)
    assert (duty.planned, duty.legal, duty.below_minimum) == (2, 2, False)


def test_a_second_plan_of_the_year_and_line_is_refused_and_an_amendment_replaces(world: Any) -> None:
    with world.scope("w111"):
        plan = issued(world)
        chief = world.actor("w111", "chief")
        with pytest.raises(Conflict):
            issued(world)
        with clock.at(TODAY):
            amendment = amend_plan(plan, why="Đổi ngày tiếp.", actor=chief)
            with pytest.raises(Conflict):
                amend_plan(plan, why="Lần nữa.", actor=chief)
            changed = data(values={"reception_days": 2, "reception_on": [{"day": 5}, {"day": 20}]})
            amendment = change_plan(amendment, changed, version=amendment.version, actor=chief)
            with pytest.raises(Invalid):
                change_plan(amendment, replace(changed, year=2027), version=amendment.version, actor=chief)
            issue_plan(amendment, number="02/KH-UBND", dated_on=TODAY, actor=chief)
        plan.refresh_from_db()
        assert (plan.status, amendment.version_no) == (PlanStatus.REPLACED, 2)
        with pytest.raises(InvalidTransition):
            change_plan(plan, data(), version=plan.version, actor=chief)
    assert Instrument.objects.filter(ended_on__isnull=True).count() == 1


def test_the_other_lines_plan_does_not_exist(world: Any) -> None:
    with world.scope("w111"):
        both = party_chief(world)
        plan = draft_plan(data(Line.PARTY, issuer="Ban Thường vụ"), actor=both)
        officer = world.actor("w111", "officer")
        with pytest.raises(NotFound):
            get_plan(officer, plan.pk)
        assert get_plan(world.actor("w111", "secretary"), plan.pk) == plan
        Membership.objects.filter(account=world.account("w111", "chief")).update(line=Line.GOVERNMENT)
        chief = world.actor("w111", "chief")
        with pytest.raises(NotFound):
            change_plan(plan, data(Line.PARTY), version=1, actor=chief)
        with pytest.raises(NotPermitted):
            draft_plan(data(Line.PARTY), actor=chief)
        with pytest.raises(NotPermitted):
            draft_plan(data(), actor=officer)


def test_values_overlay_those_of_the_plan_above_and_each_names_its_level(world: Any) -> None:
    with world.scope("w1"):
        above = issued(
            world, "w1", issuer="UBND tỉnh",
            values={"conference_notice": {"length": 10, "kind": "calendar"}, "conference_review": {"length": 3, "kind": "working"},
                    "reception_days": 4, "below": {"conference_quota": 2}},
        )  # fmt: skip
    with world.scope("w11"):
        middle = issued(
            world, "w11", issuer="UBND thành phố", superior_plan_id=above.pk,
            values={"conference_review": {"length": 4, "kind": "working"}},
        )  # fmt: skip
    with world.scope("w111"):
        chief = world.actor("w111", "chief")
        plan = draft_plan(data(superior_plan_id=middle.pk), actor=chief)
        values = merged(plan)
        assert values.conference_notice == Term(10, "calendar")
        assert values.conference_review == Term(4, "working")
        assert values.conference_quota == 2
        # How often the head above receives is no order to the units below.
        assert values.reception_days == 2
        said = {key: values.origins[key].words for key in ("conference_notice", "conference_review", "reception_days")}
        assert "Tỉnh Sông Hồng" in said["conference_notice"]
        assert "Thành phố Đông Hà" in said["conference_review"]
        assert values.origins["reception_days"].is_own
        assert "Điều 24" in values.origins["posting_before"].words
        with pytest.raises(Invalid):
            draft_plan(data(superior_plan_id=plan.pk), actor=chief)


@pytest.mark.parametrize(
    ("day", "month", "expected"),
    [
        (MonthDay(day=15), 11, date(2026, 11, 15)),
        (MonthDay(day=31), 2, date(2026, 2, 28)),
        (MonthDay(nth=2, weekday=3), 11, date(2026, 11, 12)),
        (MonthDay(nth=5, weekday=0), 11, date(2026, 11, 30)),
        (MonthDay(nth=5, weekday=3), 11, date(2026, 11, 26)),
    ],
)
def test_a_day_of_the_month(day: MonthDay, month: int, expected: date) -> None:
    assert day.in_month(2026, month) == expected


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"reception_days": 40}, "reception_days"),
        ({"reception_days": 1, "reception_on": [{"day": 1}, {"day": 2}]}, "reception_on"),
        ({"reception_on": [{"day": 32}]}, "reception_on"),
        ({"reception_hours": ["11:00", "08:00"]}, "reception_hours"),
        ({"conference_notice": {"length": 7, "kind": "weeks"}}, "conference_notice"),
        ({"conference_quarters": [5]}, "conference_quarters"),
        ({"report_days": [{"month": 2, "day": 30}]}, "report_days"),
        ({"something": 1}, "something"),
    ],
)
def test_values_that_cannot_be_meant_are_refused_at_their_field(values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_values(values)
    assert field in refused.value.fields


def test_distribution_proof_guidance_and_discarding(world: Any) -> None:
    with world.scope("w111"):
        chief = world.actor("w111", "chief")
        typed = data(
            distribution=[{"name": "UBND thành phố", "direction": "up"}],
            bases=[{"title": "Luật Tiếp công dân", "number": "42/2013/QH13", "date": "2013-11-25"}],
        )
        draft = draft_plan(typed, actor=chief)
        attach_guidance(draft, 0, uploads=[samples.upload("huong-dan.pdf", samples.PDF)], actor=chief)
        attach_guidance(draft, 0, uploads=[samples.upload("huong-dan.pdf", samples.PDF)], actor=chief)
        draft.refresh_from_db()
        assert len(draft.bases[0]["files"]) == 1
        draft = change_plan(draft, typed, version=draft.version, actor=chief)
        assert draft.bases[0]["files"][0]["name"] == "huong-dan.pdf"
        with clock.at(TODAY):
            plan = issue_plan(draft, number="01/KH", dated_on=TODAY, actor=chief)
            with pytest.raises(Invalid):
                record_sent(plan, 0, channel="post", sent_on=date(2026, 11, 1), proof="", actor=chief)
            for _time in range(2):
                record_sent(plan, 0, channel="post", sent_on=TODAY, proof="RM123", actor=chief)
            assert Event.objects.filter(kind="plan_sent").count() == 1
            with pytest.raises(InvalidTransition):
                discard_plan(plan, actor=chief)
        plan.refresh_from_db()
        assert plan.distribution[0]["proof"] == "RM123"
        other = draft_plan(data(year=2027), actor=chief)
        discard_plan(other, actor=chief)
        assert not Plan.objects.filter(pk=other.pk).exists()


def test_a_draft_saved_as_it_was_is_no_change(world: Any) -> None:
    with world.scope("w111"):
        chief = world.actor("w111", "chief")
        typed = data(bases=[{"title": "Luật Tiếp công dân", "number": "42/2013/QH13", "date": "2013-11-25"}])
        plan = draft_plan(typed, actor=chief)
        for _time in range(2):
            plan = change_plan(plan, typed, version=1, actor=chief)
        assert (plan.version, Event.objects.filter(kind="plan_changed").count()) == (1, 0)


def test_a_stale_version_is_refused(world: Any) -> None:
    with world.scope("w111"):
        chief = world.actor("w111", "chief")
        plan = draft_plan(data(), actor=chief)
        change_plan(plan, data(title="Khác"), version=1, actor=chief)
        with pytest.raises(Conflict):
            change_plan(plan, data(), version=1, actor=chief)

"""Taking in: every kind, form and channel; what is refused and how; one effect of two requests."""

from datetime import timedelta

import pytest

from deadlines.models import DueItem
from exchange import custody, tracking
from kernel import clock, errors
from kernel.journal import events
from kernel.outbox import OutboxRow
from oversight.models import CaseCard
from registry import tree
from tenants.cases.actions import intake
from tenants.cases.enums import Capacity, CaseKind, CaseStatus, Channel, PetitionForm
from tenants.cases.models import Case, CasePerson, Person, Petition, Visit
from tenants.cases.rules.intake import PersonData
from tests.factories import cases as make
from tests.world import World


def figures(unit_key: str) -> dict[str, int]:
    """The deltas of a unit added up by fact."""
    unit = tree.by_key(unit_key)
    assert unit is not None
    total: dict[str, int] = {}
    for row in OutboxRow.objects.filter(unit_id=unit.id):
        total[row.fact] = total.get(row.fact, 0) + row.n
    return {fact: n for fact, n in total.items() if n}


def test_petition_at_the_counter_makes_case_petition_visit_and_receipt(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        taken = make.receipt(officer)
        case = make.found(taken.case_id)

        assert taken.number == f"000001/{clock.today().year}/w111"
        assert len(taken.pin) == 6
        assert taken.code
        assert not taken.sealed
        assert case.status == CaseStatus.ENTERED
        assert case.entered_by_id == officer.account_id
        assert Petition.objects.get(pk=taken.petition_id).case_id == case.pk
        visit = Visit.objects.get(pk=taken.visit_id)
        assert (visit.person_count, visit.is_crowd, visit.visited_on) == (1, False, clock.today())
        held = custody.get(case.pk)
        assert (held.handling_unit, held.answering_unit, held.transit_id) == (officer.unit.id, officer.unit.id, None)
        assert [event.kind for event in events.of_case(case.pk)] == ["case_taken_in"]
        assert "Nguyễn" not in str(events.of_case(case.pk).get().data)
        assert CaseCard.objects.get(case_id=case.pk).due_on is not None
    assert figures("w111") == {"taken_in": 1, "open": 1, "owed": 1}


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        (CaseKind.COMPLAINT, {"A3", "B2"}),
        (CaseKind.DENUNCIATION, {"A3", "C1"}),
        (CaseKind.PROPOSAL, {"A3"}),
        (CaseKind.REFLECTION, {"A3"}),
    ],
)
def test_each_kind_starts_its_own_clocks(world: World, kind: str, codes: set[str]) -> None:
    with world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"), kind=kind)
        assert set(DueItem.objects.open().filter(case_id=case.pk).values_list("kind", flat=True)) == codes


@pytest.mark.parametrize("channel", Channel.values)
def test_only_a_petition_in_person_is_a_visit(world: World, channel: str) -> None:
    more = {"forwarded_by": "Ủy ban Mặt trận Tổ quốc phường"} if channel == Channel.FORWARDED else {}
    with world.scope("w111"):
        taken = make.receipt(world.actor("w111", "officer"), channel=channel, **more)
        assert (taken.visit_id is not None) == (channel == Channel.IN_PERSON)
        assert Visit.objects.count() == (1 if channel == Channel.IN_PERSON else 0)


def test_group_of_twelve_names_its_representatives_and_is_a_crowd(world: World) -> None:
    with world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"), make.group(12, 3))
        assert (case.person_count, case.is_group) == (12, True)
        assert case.people.filter(capacity=Capacity.REPRESENTATIVE).count() == 3
        assert Visit.objects.get(case=case).is_crowd


@pytest.mark.parametrize(("count", "most"), [(5, 2), (10, 2), (11, 5), (200, 5)])
def test_group_sends_no_more_representatives_than_the_law_allows(world: World, count: int, most: int) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        make.take_in(officer, make.group(count, most))
        with pytest.raises(errors.Invalid) as refused:
            make.take_in(officer, make.group(count, most + 1))
    assert "people" in refused.value.fields


def test_several_signers_are_named_one_by_one(world: World) -> None:
    with world.scope("w111"):
        case = make.take_in(
            world.actor("w111", "officer"), form=PetitionForm.SEVERAL, people=(make.ALICE, make.BOB, make.CHARLIE)
        )
        assert case.person_count == 3
        assert not case.is_group
        assert all(name in case.search_text for name in ("nguyen thi an", "tran van binh", "le thi cuc"))


def test_somebody_who_cannot_write_is_written_down_at_the_counter_only(world: World) -> None:
    officer = world.actor("w111", "officer")
    scribed = {
        "form": PetitionForm.SCRIBED,
        "people": (PersonData(full_name="Võ Văn Mù", address="Ấp 1", cannot_write=True),),
    }
    with world.scope("w111"):
        case = make.take_in(officer, **scribed)
        assert Person.objects.get(in_cases__case=case).cannot_write
        with pytest.raises(errors.Invalid) as refused:
            make.take_in(officer, channel=Channel.POST, **scribed)
    assert "form" in refused.value.fields


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"content": "  "}, "content"),
        ({"field": "corruption"}, "field"),
        ({"kind": "JOKE"}, "kind"),
        ({"channel": "PIGEON"}, "channel"),
        ({"people": ()}, "people"),
        ({"people": (PersonData(full_name="Nguyễn Thị An"),)}, "people"),
        ({"people": (make.ALICE, make.BOB)}, "form"),
        ({"form": PetitionForm.SEVERAL}, "form"),
        ({"form": PetitionForm.GROUP}, "person_count"),
        ({"form": PetitionForm.GROUP, "person_count": 4}, "person_count"),
        ({"channel": Channel.FORWARDED}, "forwarded_by"),
        ({"content": "một\x00hai"}, "content"),
        ({"place": "x" * 251}, "place"),
    ],
)
def test_what_cannot_be_entered_names_its_field_and_leaves_nothing(
    world: World, changes: dict[str, object], field: str
) -> None:
    with world.scope("w111"):
        with pytest.raises(errors.Invalid) as refused:
            make.receipt(world.actor("w111", "officer"), **changes)
        assert field in refused.value.fields
        assert not Case.objects.exists()
    assert figures("w111") == {}


def test_a_day_after_today_is_refused(world: World) -> None:
    with world.scope("w111"), pytest.raises(errors.Invalid) as refused:
        make.receipt(world.actor("w111", "officer"), received_on=clock.today() + timedelta(days=1))
    assert "received_on" in refused.value.fields


@pytest.mark.parametrize("channel", [Channel.TELEPHONE, Channel.ONLINE])
def test_denunciation_without_legal_form_is_refused_with_the_way_out(world: World, channel: str) -> None:
    with world.scope("w111"), pytest.raises(errors.Invalid) as refused:
        make.receipt(world.actor("w111", "officer"), kind=CaseKind.DENUNCIATION, channel=channel)
    assert "Điều 22" in refused.value.fields["channel"][0]


def test_anonymous_denunciation_is_refused(world: World) -> None:
    with world.scope("w111"), pytest.raises(errors.Invalid) as refused:
        make.receipt(world.actor("w111", "officer"), kind=CaseKind.DENUNCIATION, people=())
    assert "Điều 25" in refused.value.fields["people"][0]


def test_denunciation_without_the_denounced_is_refused(world: World) -> None:
    with world.scope("w111"), pytest.raises(errors.Invalid) as refused:
        make.receipt(world.actor("w111", "officer"), kind=CaseKind.DENUNCIATION, denounced=())
    assert "denounced" in refused.value.fields


def test_denunciation_gets_a_code_only_when_the_denouncer_asked(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        silent = make.receipt(officer, kind=CaseKind.DENUNCIATION)
        asked = make.receipt(officer, kind=CaseKind.DENUNCIATION, track_allowed=True)
    assert (silent.code, silent.pin) == ("", "")
    assert asked.code
    assert tracking.look_up(asked.code, asked.pin, "10.0.0.1").is_discreet


def test_a_handler_may_not_take_in(world: World) -> None:
    with world.scope("w111"), pytest.raises(errors.NotPermitted):
        make.receipt(world.actor("w111", "handler"))


def test_same_request_twice_enters_once_and_shows_the_pin_once(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        first = intake.take_in(make.petition(), actor=officer, once_key="k1")
        second = intake.take_in(make.petition(), actor=officer, once_key="k1")
        assert (second.case_id, second.petition_id, second.visit_id) == (
            first.case_id,
            first.petition_id,
            first.visit_id,
        )
        assert (second.code, second.pin) == (first.code, "")
        assert Case.objects.count() == 1
        with pytest.raises(errors.Conflict):
            intake.take_in(make.petition(content="Nội dung khác."), actor=officer, once_key="k1")


def test_numbers_follow_each_other_without_a_gap_after_a_refusal(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        first = make.receipt(officer)
        with pytest.raises(errors.Invalid):
            make.receipt(officer, content="")
        second = make.receipt(officer)
    assert first.number.startswith("000001/")
    assert second.number.startswith("000002/")


def test_the_same_citizen_is_one_person(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        make.take_in(officer)
        make.take_in(officer)
        assert Person.objects.count() == 1
        assert CasePerson.objects.count() == 2


def test_second_petition_joins_its_case_and_keeps_the_first_clock(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        case = make.take_in(officer)
        before = list(DueItem.objects.filter(case_id=case.pk).values_list("id", "due_on").order_by("id"))
        taken = intake.join_petition(
            case, make.petition(content="Bổ sung hóa đơn.", people=(make.BOB,), channel=Channel.POST), actor=officer
        )
        case = make.found(case.pk)
        assert (taken.case_id, taken.visit_id, taken.code) == (case.pk, None, "")
        assert case.petitions.count() == 2
        assert case.version == 2
        assert "tran van binh" in case.search_text
        assert before == list(DueItem.objects.filter(case_id=case.pk).values_list("id", "due_on").order_by("id"))
    assert figures("w111") == {"taken_in": 2, "open": 1, "owed": 1}


def test_petition_of_another_kind_does_not_join(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        case = make.take_in(officer)
        with pytest.raises(errors.Invalid) as refused:
            intake.join_petition(case, make.petition(CaseKind.PROPOSAL), actor=officer)
    assert "kind" in refused.value.fields

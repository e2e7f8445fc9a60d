"""Correcting with trace: what was typed wrongly, what hangs on it, and what can no longer be changed."""

from datetime import date, timedelta

import pytest

from deadlines.models import DueItem
from exchange.models import Custody, TrackingCode
from kernel import clock, errors
from kernel.journal import events
from kernel.outbox import OutboxRow
from oversight.actions.fold import fold_all
from oversight.actions.recount import recount_unit
from tenants.cases import queries
from tenants.cases.actions import joining
from tenants.cases.actions.correcting import correct_case
from tenants.cases.actions.working import accept_settlement
from tenants.cases.enums import Capacity, CaseKind
from tenants.cases.models import Case, CasePerson, Person
from tests.cases.test_intake import figures
from tests.factories import cases as make
from tests.factories.moves import Mover
from tests.world import World


def correct(world: World, case: Case, name: str = "officer", **changes: object) -> Case:
    return correct_case(
        case, changes=changes, reason="Gõ nhầm.", actor=world.actor("w111", name), version=make.found(case.pk).version
    )


def deltas(world: World, fact: str) -> dict[tuple[str, date], int]:
    total: dict[tuple[str, date], int] = {}
    for row in OutboxRow.objects.filter(unit_id=world.unit("w111").id, fact=fact):
        total[row.kind, row.day] = total.get((row.kind, row.day), 0) + row.n
    return {key: n for key, n in total.items() if n}


def test_old_and_new_values_and_the_reason_stand_in_the_log(world: World) -> None:
    with world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"))
        fixed = correct(world, case, place="Khóm 7", content="Nội dung đúng.")
        assert (fixed.place, fixed.content, fixed.version) == ("Khóm 7", "Nội dung đúng.", case.version + 1)
        assert case.petitions.get().content == "Nội dung đúng."
        last = events.of_case(case.pk).last()
        assert last is not None
        assert last.data["was"] == {"content": case.content, "place": ""}
        assert last.data["now"] == {"content": "Nội dung đúng.", "place": "Khóm 7"}
        assert last.data["reason"] == "Gõ nhầm."
        assert (
            queries.case_list(world.actor("w111", "officer"), queries.CaseFilters(text="noi dung dung")).get() == case
        )


def test_correction_of_the_day_moves_figures_and_clocks(world: World) -> None:
    today = date(2026, 7, 15)
    with clock.at(today), world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"))
        correct(world, case, received_on=date(2026, 7, 13))
        assert deltas(world, "taken_in") == {(CaseKind.COMPLAINT, date(2026, 7, 13)): 1}
        item = DueItem.objects.open().get(case_id=case.pk, kind="A3")
        assert item.started_on == date(2026, 7, 13)
        assert DueItem.objects.open().filter(case_id=case.pk).count() == 2
        assert case.petitions.get().received_on == date(2026, 7, 13)


def test_correction_of_the_kind_moves_every_figure_and_the_clocks(world: World) -> None:
    with world.scope("w111"):
        case = make.answer(make.take_in(world.actor("w111", "officer")), world.actor("w111", "chairman"))
        fixed = correct(world, case, kind=CaseKind.PROPOSAL)
        assert fixed.kind == CaseKind.PROPOSAL
        for fact in ("taken_in", "open", "owed", "answered"):
            assert deltas(world, fact) == {(CaseKind.PROPOSAL, clock.today()): 1}, fact
        assert set(DueItem.objects.open().filter(case_id=case.pk).values_list("kind", flat=True)) == set()
    assert figures("w111") == {"taken_in": 1, "open": 1, "owed": 1, "answered": 1}


def test_complaint_that_becomes_a_denunciation_is_sealed(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        taken = make.receipt(officer, denounced=("Ông Bị Kiện",))
        case = make.found(taken.case_id)
        correct(world, case, people={str(case.people.first().pk): {"full_name": "Nguyễn Thị Ân"}})
        fixed = correct(world, case, kind=CaseKind.DENUNCIATION, field="corruption")
        row = case.people.get(capacity=Capacity.PETITIONER)
        assert row.person is None
        assert row.sealed
        assert "nguyen thi an" not in fixed.search_text
        assert list(Person.objects.values_list("full_name", flat=True)) == ["Ông Bị Kiện"]
        assert case.people.get(capacity=Capacity.DENOUNCED)
        assert TrackingCode.objects.get(case_id=case.pk).is_discreet
        page = queries.case_page(officer, case.pk)
        assert "Ân" not in repr(page.timeline)
        assert "Ân" not in str([event.data for event in events.of_case(case.pk)])


def test_kind_becomes_denunciation_only_with_somebody_denounced_who_is_no_head(world: World) -> None:
    officer, chairman = world.actor("w111", "officer"), world.account("w111", "chairman")
    with world.scope("w111"):
        nobody = make.take_in(officer)
        with pytest.raises(errors.Invalid):
            correct(world, nobody, kind=CaseKind.DENUNCIATION, field="other")
        head = make.take_in(officer, denounced=(chairman.full_name,))
        with pytest.raises(errors.InvalidTransition) as refused:
            correct(world, head, kind=CaseKind.DENUNCIATION, field="other")
        assert refused.value.code == "head_denounced"


def test_denunciation_becomes_something_else_only_by_who_may_unseal(world: World) -> None:
    with world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"), kind=CaseKind.DENUNCIATION)
        with pytest.raises(errors.NotPermitted):
            correct(world, case, kind=CaseKind.REFLECTION, field="other")
        assert CasePerson.objects.get(case=case, capacity=Capacity.PETITIONER).sealed


def test_name_is_corrected_for_this_case_only_and_its_trace_is_encrypted(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        case, other = make.take_in(officer), make.take_in(officer)
        row = case.people.get()
        fixed = correct(world, case, people={str(row.pk): {"full_name": "Nguyễn Thị Ẩn", "phone": ""}})
        assert "nguyen thi an" in fixed.search_text
        assert case.people.get().person.full_name == "Nguyễn Thị Ẩn"
        assert other.people.get().person.full_name == make.ALICE.full_name
        last = events.of_case(case.pk).last()
        assert last is not None
        assert "Nguyễn" not in str(last.data)
        assert last.data["people"][0]["fields"] == ["full_name", "phone"]
        (entry,) = [e for e in queries.case_page(officer, case.pk).timeline if e.kind == "case_corrected"]
        assert make.ALICE.full_name in entry.text
        assert "Nguyễn Thị Ẩn" in entry.text


def test_case_that_was_elsewhere_keeps_kind_and_day(world: World) -> None:
    with world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"))
        Custody.objects.filter(case_id=case.pk).update(seq=3)
        with pytest.raises(errors.InvalidTransition) as refused:
            correct(world, case, kind=CaseKind.PROPOSAL)
        assert refused.value.code == "counted_elsewhere"
        assert correct(world, case, place="Khóm 9").place == "Khóm 9"


def test_accepted_case_keeps_its_kind(world: World) -> None:
    with world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"))
        accept_settlement(case, on=clock.today(), actor=world.actor("w111", "chairman"))
        with pytest.raises(errors.InvalidTransition):
            correct(world, case, kind=CaseKind.PROPOSAL)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "JOKE"}, "kind"),
        ({"field": "judicial"}, "field"),
        ({"received_on": clock.today() + timedelta(days=2)}, "received_on"),
        ({"received_on": "31/31/2026"}, "received_on"),
        ({"content": ""}, "content"),
        ({"status": "CLOSED"}, "status"),
        ({"people": {"0": {"full_name": "X"}}}, "people"),
    ],
)
def test_wrong_correction_names_its_field(world: World, changes: dict[str, object], field: str) -> None:
    with world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"))
        with pytest.raises(errors.Invalid) as refused:
            correct(world, case, **changes)
        assert field in refused.value.fields


def test_correction_without_a_change_or_a_reason_is_refused(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        case = make.take_in(officer)
        with pytest.raises(errors.Invalid) as refused:
            correct(world, case, content=case.content)
        assert refused.value.code == "nothing_changed"
        with pytest.raises(errors.Invalid) as refused:
            correct_case(case, changes={"place": "X"}, reason="", actor=officer, version=None)
        assert "reason" in refused.value.fields


def test_petition_that_came_from_another_unit_and_was_joined_is_counted_there_whatever_is_corrected(
    world: World,
) -> None:
    go = Mover(world)
    came = go.take_in("w111")
    go.transfer(came, "w111", "w11")
    go.accept(came, "w11")
    chief = world.actor("w11", "chief")
    with world.scope("w11"):
        case = make.take_in(world.actor("w11", "officer"))
        joining.join_cases(make.found(came), case, reason="Cùng nội dung.", actor=chief)
        assert case.petitions.count() == 2
        row = make.found(case.pk)
        correct_case(row, changes={"kind": CaseKind.PROPOSAL}, reason="Gõ nhầm.", actor=chief, version=row.version)
    fold_all()
    for key in ("w111", "w11"):
        assert recount_unit(world.unit(key)) == []

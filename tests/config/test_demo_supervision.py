"""What supervision looks at in the demonstration, made in the small world: arrivals, hot spots, a long-running case, inspections."""

import ast
import inspect
import itertools
from types import ModuleType

import pytest

from config.demo import inspecting, people, session, supervision
from config.demo.supervision import Chain, fill_chain
from exchange.models import Envelope
from kernel import clock
from oversight.models import (
    ArrivalCard,
    ArrivalStatus,
    Duty,
    HotSpot,
    InspectionCard,
    InspectionMember,
    InspectionStatus,
)
from oversight.queries.programme import programme_rows
from tenants.cases.models import CaseGrant, ProgrammeEntry
from tenants.cases.rules.naming import words_of
from tenants.conclusions.models import Task
from tests.config.test_demo_session import desk
from tests.factories.inspections import inspectors
from tests.world import KEYS, World

pytestmark = pytest.mark.django_db


def test_pages_of_supervision_are_filled_in_all_three_levels(world: World) -> None:
    inspectors(world)
    chain = Chain(desk(world, "w1"), desk(world, "w11"), desk(world, "w111"))
    assert fill_chain(chain)
    assert not fill_chain(chain), "a second start adds nothing"
    # A group of twelve was brought home and confirmed; others of the same ward stand there now.
    over, now = ArrivalCard.objects.order_by("arrived_at")
    assert (over.status, over.person_count, over.handed_over_count) == (ArrivalStatus.ENDED, 12, 12)
    assert (now.status, now.home_unit) == (ArrivalStatus.REPORTED, world.unit("w111").id)
    assert {one.risk: one.updates.count() for one in HotSpot.objects.open()} == {"MEDIUM": 2, "HIGH": 3}
    # One case of the ward: complex, long-running, with a solution and no dialogue, directed by both lines.
    [row] = [one for one in programme_rows(world.unit("w11"), clock.today()) if one.counts.no_dialogue]
    assert (row.unit.id, row.counts.complex, row.counts.prolonged) == (world.unit("w111").id, 1, 1)
    with world.scope("w111"):
        kinds = list(ProgrammeEntry.objects.in_force().values_list("kind", "principal"))
        assert ("HOT_SPOT", "") in kinds
        assert {principal for _kind, principal in kinds if principal} == {"PARTY_COMMITTEE", "PEOPLES_COMMITTEE"}
        assert Task.objects.open().count() == 1
    done, going_on = InspectionCard.objects.order_by("decided_on")
    assert (done.status, done.findings, done.recommendations) == (InspectionStatus.CONCLUDED, 2, 1)
    assert going_on.status == InspectionStatus.UNDER_WAY
    assert going_on.is_read_on(clock.today())
    assert InspectionMember.objects.present().filter(inspection=going_on).count() == 2
    assert not Envelope.objects.filter(status="sent").exists()
    with world.scope("w11"):
        assert CaseGrant.objects.count() == going_on.cases


def test_board_shows_what_each_head_owes_this_month_before_the_first_night(world: World) -> None:
    assert supervision.count_month() == len(KEYS)
    assert supervision.count_month() == 0, "a second start adds nothing"
    month = Duty.objects.filter(line="GOVERNMENT", period=clock.today().replace(day=1))
    assert set(month.values_list("unit_id", flat=True)) == {world.unit(key).id for key in KEYS}


@pytest.mark.parametrize("module", [supervision, session, inspecting], ids=lambda module: module.__name__)
def test_no_text_for_the_units_above_is_by_chance_the_name_of_an_invented_citizen(module: ModuleType) -> None:
    """A text that names a citizen is refused, also across a comma ("nhóm hộ, công khai"): the filling would end there."""
    given = {people.MIDDLE_WOMEN: people.WOMEN, people.MIDDLE_MEN: people.MEN}
    names = [
        words_of(" ".join(name))
        for middles, lasts in given.items()
        for name in itertools.product(people.FAMILY, middles, lasts)
    ]
    texts = [
        f" {words_of(node.value)} "
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [(name, text) for text in texts for name in names if f" {name} " in text] == []

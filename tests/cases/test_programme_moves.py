"""The programme's rows follow a case that moves: one unit holds them, whichever way the case goes; none is lost and none doubled."""

from datetime import timedelta
from typing import Any

import pytest

from deadlines.models import DueItem
from exchange import delivery
from kernel import clock
from oversight.models import CaseCard
from oversight.queries.programme import programme_rows, total_of
from tenants.cases.actions import movements
from tenants.cases.actions.programme import marking, solving
from tenants.cases.models import Case, ProgrammeEntry
from tenants.cases.queries.dossier import dossier_hash
from tenants.cases.queries.programme import programme_cases
from tenants.staff.models import Body
from tests.factories import cases
from tests.factories import hot_spots as make
from tests.world import World

pytestmark = pytest.mark.django_db


#: Everywhere the case goes, and the top of the tree.
ROAD = ("w1", "w11", "w111", "w112")


class Way:
    """One case on its way; every step by the office of a unit, delivered as a worker would."""

    def __init__(self, world: World) -> None:
        self.world = world
        with world.scope("w111"):
            self.pk = cases.take_in(world.actor("w111", "officer")).pk

    def case(self) -> Case:
        return Case.objects.get(pk=self.pk)

    def go(self, key: str, verb: str, **told: Any) -> None:
        with self.world.scope(key):
            getattr(movements, verb)(self.case(), actor=self.world.actor(key, "chief"), **told)
        delivery.deliver_waiting(self.pk)

    def held(self, key: str) -> list[str]:
        """Kinds of what is in force in a unit."""
        with self.world.scope(key):
            return sorted(ProgrammeEntry.objects.in_force().filter(case_id=self.pk).values_list("kind", flat=True))

    def is_at(self, key: str, *kinds: str) -> None:
        """The rows stand in this unit and in no other, in its list, and once in the figures of the tree."""
        world = self.world
        assert {one: self.held(one) for one in ROAD if self.held(one)} == {key: sorted(kinds)}
        rows = programme_rows(world.unit("w1"), clock.today())
        assert (total_of(rows).cases, total_of(rows).complex, total_of(rows).no_dialogue) == (1, 1, 1)
        for one in ROAD:
            with world.scope(one):
                listed = programme_cases(world.actor(one, "chief"), "complex").count()
                assert listed == (one == key), one
            [own] = [row for row in programme_rows(world.unit(one), clock.today()) if row.is_own]
            assert own.counts.cases == (one == key), one


def test_rows_go_with_the_case_and_come_back(world: World) -> None:
    way, both = Way(world), ("COMPLEX", "SOLUTION")
    chief = world.actor("w111", "chief")
    with world.scope("w111"):
        make.complex_case(way.case(), chief)
        make.solution(way.case(), chief)
        body = Body.objects.create(name="Địa chính")
        solving.plan_step(way.case(), text="Đo lại.", body=body, due_on=clock.today() + timedelta(days=9), actor=chief)
        spot = make.hot_spot(chief)
        marking.link_hot_spot(way.case(), hot_spot=spot.pk, actor=chief)
    steps = DueItem.objects.open().filter(case_id=way.pk, kind="STEP")
    here = (*both, "STEP", "HOT_SPOT")
    way.is_at("w111", *here)
    with world.scope("w111"):
        marking.take_back_mark(ProgrammeEntry.objects.get(kind="HOT_SPOT"), reason="Gắn nhầm.", actor=chief)

    # Sent and taken back before it is accepted: everything is as it was, the next step with its date.
    way.go("w111", "escalate", reason="Vượt thẩm quyền.")
    way.is_at("w11", *both)
    assert not steps.exists()
    page = world.client("w111", "chief").get(f"/u/w111/desk/cases/{way.pk}/").content.decode()
    assert "Đã chuyển đến Thành phố Đông Hà" in page
    way.go("w111", "recall", reason="Gửi nhầm.")
    way.is_at("w111", *both, "STEP")
    assert steps.count() == 1

    # Returned by the receiver: the same.
    way.go("w111", "escalate", reason="Vượt thẩm quyền.")
    way.go("w11", "return_case", reason="Thuộc thẩm quyền của phường.")
    way.is_at("w111", *both, "STEP")
    assert steps.get().unit_id == world.unit("w111").id

    # Accepted, worked on there and given down: what was agreed there goes on; the first solution stays as what it was.
    way.go("w111", "escalate", reason="Vượt thẩm quyền.")
    way.go("w11", "accept")
    way.is_at("w11", *both)
    with world.scope("w11"):
        make.solution(way.case(), world.actor("w11", "chief"), text="Phương án của thành phố.")
        solving.note_progress(way.case(), text="Đã cắm mốc.", on=clock.today(), actor=world.actor("w11", "chief"))
    assert CaseCard.objects.get(case_id=way.pk).complex_on == clock.today()
    way.go(
        "w11",
        "assign_down",
        to=world.unit("w112"),
        due_on=clock.today() + timedelta(days=20),
        reason="Giao giải quyết.",
    )
    way.go("w112", "accept")
    way.is_at("w112", *both, "PROGRESS")
    with world.scope("w112"):
        agreed = ProgrammeEntry.objects.in_force().get(kind="SOLUTION")
        assert (agreed.text, agreed.entered_by_name) == ("Phương án của thành phố.", world.actor("w11", "chief").name)
        assert ProgrammeEntry.objects.filter(kind="SOLUTION").count() == 2

    # The results go back up the road, each unit has the rows again as they are now.
    way.go("w112", "report_result", text="Đã giải quyết.")
    way.is_at("w11", *both, "PROGRESS")
    with world.scope("w11"):
        sent = dossier_hash(way.pk)
    with world.scope("w112"):
        assert dossier_hash(way.pk) == sent
    way.go("w11", "check_result", accept=True)
    way.go("w11", "report_result", text="Đã giải quyết xong.")
    way.is_at("w111", *both, "PROGRESS")
    with world.scope("w111"):
        marking.take_back_mark(
            ProgrammeEntry.objects.in_force().get(kind="COMPLEX"), reason="Hết phức tạp.", actor=chief
        )
    assert CaseCard.objects.get(case_id=way.pk).complex_on is None

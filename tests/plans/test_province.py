"""Plan S2 in a province: set up from its preset; who leads, how often, on which grounds, and what happens at once."""

from datetime import date

import pytest

from kernel import clock, errors
from registry.levels import Line
from tenants.dialogues.actions import planning
from tenants.receptions.actions import sessions as arranging
from tenants.receptions.actions.sessions import Arrangement
from tenants.receptions.enums import Ground
from tests.plans import stage as on
from tests.world import World


@pytest.fixture
def province(world: World) -> on.Stage:
    """The province with its plan of 2026 in force."""
    return on.issued(world, "S2", number="74-KH/TU")


def test_plan_page_names_who_leads_who_helps_and_the_rhythm(province: on.Stage) -> None:
    page = province.page(f"receptions/plans/{province.plan.pk}/")
    assert "Ban Nội chính Tỉnh ủy" in page
    assert "Văn phòng Tỉnh ủy" in page
    with province.scope():
        assert [row.planned_on.month for row in on.sessions(province)] == list(range(1, 13))


def test_secretary_receives_in_person_and_a_dialogue_is_called_when_needed(province: on.Stage) -> None:
    with province.scope():
        row = on.sessions(province)[3]
        with clock.at(date(2026, 3, 2)):
            called = planning.call_conference(
                line_code=Line.PARTY, title="Đối thoại về đất rừng", why="Nhiều vụ kéo dài.", topics=("land",),
                actor=province.office,
            )  # fmt: skip
    assert province.head.name in province.page(f"receptions/{row.pk}/")
    assert "Nhiều vụ kéo dài." in province.page(f"dialogues/{called.pk}/")


@pytest.mark.parametrize(
    ("ground", "words"), [(Ground.PROMINENT, "gay gắt, phức tạp"), (Ground.CONSEQUENCES, "hậu quả nghiêm trọng")]
)
def test_ad_hoc_session_names_one_of_the_two_grounds(province: on.Stage, ground: Ground, words: str) -> None:
    arrangement = Arrangement(None, None, venue="Trụ sở Tiếp công dân")
    with province.scope(), clock.at(date(2026, 3, 2)):
        with pytest.raises(errors.Invalid):
            arranging.propose_ad_hoc(
                line=Line.PARTY, on=date(2026, 3, 12), ground="", ground_text="Vụ đông người.", arrangement=arrangement,
                actor=province.office,
            )  # fmt: skip
        row = arranging.propose_ad_hoc(
            line=Line.PARTY, on=date(2026, 3, 12), ground=ground, ground_text="Vụ đông người.", arrangement=arrangement,
            actor=province.office,
        )  # fmt: skip
    assert words in province.page(f"receptions/{row.pk}/")

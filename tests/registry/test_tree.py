"""The tree of units in memory: parents, successors, search, prolongations, and what routing costs."""

from datetime import date

import pytest

from kernel import clock
from registry import overlays, tree
from registry.models import Unit
from tests.world import World


def names(units: list[tree.UnitInfo]) -> list[str]:
    return [unit.key for unit in units]


def test_ancestors_of_a_ward_are_nearest_first(world: World) -> None:
    assert names(tree.ancestors(world.unit("w111").id)) == ["w11", "w1", "vn"]


def test_descendants_of_a_province_are_level_by_level(world: World) -> None:
    assert names(tree.descendants(world.unit("w1").id)) == [
        "w11", "w12", "w111", "w112", "w121", "w122", "w123",
    ]  # fmt: skip


def test_lowest_common_superior_of_two_wards(world: World) -> None:
    def superior(a: str, b: str) -> str:
        found = tree.lowest_common_superior(world.unit(a).id, world.unit(b).id)
        assert found is not None
        return found.key

    assert superior("w111", "w112") == "w11"
    assert superior("w111", "w121") == "w1"
    assert superior("w111", "w11") == "w11"
    assert superior("w111", "v1") == "vn"


def test_no_unit_stands_under_itself(world: World) -> None:
    ward, district = world.unit("w111").id, world.unit("w11").id
    assert tree.is_under(ward, district)
    assert not tree.is_under(ward, ward)
    assert not tree.is_under(district, ward)


@pytest.mark.parametrize("text", ["hoa binh", "Hòa Bình", "HOÀ BÌNH", "phuong hoa", "w111"])
def test_search_finds_a_unit_with_and_without_marks(world: World, text: str) -> None:
    assert "w111" in names(tree.search(text))


def test_search_open_only_leaves_planned_units_out(world: World) -> None:
    assert names(tree.search("chua mo")) == ["w123"]
    assert tree.search("chua mo", open_only=True) == []


def test_full_name_names_the_units_above(world: World) -> None:
    assert world.unit("w111").full_name == "Phường Hòa Bình, Thành phố Đông Hà, Tỉnh Sông Hồng"


def test_a_change_is_seen_at_once_and_its_rollback_too(world: World) -> None:
    before = world.unit("w111")
    Unit.objects.filter(key="w111").update(name="Phường Đổi Tên")
    from registry import epoch

    epoch.bump()
    assert world.unit("w111").name == "Phường Đổi Tên"
    assert before.name == "Phường Hòa Bình"


def test_the_rollback_of_the_test_before_is_seen(world: World) -> None:
    assert world.unit("w111").name == "Phường Hòa Bình"


def test_questions_to_the_tree_cost_no_query(world: World, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        ward = world.unit("w111")
        tree.ancestors(ward.id)
        tree.search("hoa")
        tree.successors(ward.id)


def test_prolong_lets_units_hold_beyond_their_last_day(world: World) -> None:
    wards = [world.unit(key).id for key in ("w1", "w11", "w111")]
    from registry import epoch
    from registry.models import UnitLink

    Unit.objects.filter(id__in=wards).update(valid_to=date(2025, 6, 30))
    UnitLink.objects.filter(child__in=wards).update(valid_to=date(2025, 6, 30))
    epoch.bump()
    today = date(2026, 11, 21)
    with clock.at(today):
        assert world.unit("w111").ended_on(today)
        assert not world.unit("w111").is_open
        assert tree.parent(world.unit("w111").id) is None
        assert overlays.prolong(wards, "giả định trình diễn") == 3
        assert world.unit("w111").is_open
        assert world.unit("w111").overlay_source == "giả định trình diễn"
        assert names(tree.ancestors(world.unit("w111").id)) == ["w11", "w1", "vn"]
        overlays.withdraw(wards)
        assert not world.unit("w111").is_open

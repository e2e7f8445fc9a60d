"""Importing trees: what is refused, with line and reason, and that nothing is half-imported."""

from datetime import date
from pathlib import Path

import pytest

from kernel import clock
from kernel.errors import InvalidTransition
from registry import tree
from registry.importing import give_key, import_successions, import_units
from registry.models import Succession, Unit, UnitClosure, UnitLink
from registry.packaged import import_packaged
from registry.reading import CannotImport
from registry.rules import refuse_if_ended
from tests.world import World

HEAD = "code,name,level,type,parent_code\n"
GOOD = "71,Tỉnh A,province,Tỉnh,\n711,Huyện B,district,Huyện,71\n71101,Xã C,ward,Xã,711\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "units.csv"


def test_a_good_file_is_imported_as_planned(world: World, file: Path) -> None:
    file.write_text(HEAD + GOOD, encoding="utf-8")
    assert import_units(file, valid_from=date(2024, 1, 1)).written == 3
    commune = tree.by_key("71101")
    assert commune is not None
    assert commune.status == "planned"
    assert not commune.is_open
    assert [unit.key for unit in tree.ancestors(commune.id)] == ["711", "71", "vn"]


def test_the_same_file_twice_changes_nothing(world: World, file: Path) -> None:
    file.write_text(HEAD + GOOD, encoding="utf-8")
    import_units(file, valid_from=date(2024, 1, 1))
    counts = [model.objects.count() for model in (Unit, UnitLink, UnitClosure)]
    again = import_units(file, valid_from=date(2024, 1, 1))
    assert (again.written, again.known) == (0, 3)
    assert [model.objects.count() for model in (Unit, UnitLink, UnitClosure)] == counts


BAD = {
    "duplicate code": (GOOD + "711,Huyện D,district,Huyện,71\n", 5, "mã 711 đã có ở dòng 3"),
    "unknown parent": (GOOD + "71102,Xã D,ward,Xã,999\n", 5, "không có đơn vị cấp trên 999"),
    "no parent": (GOOD + "71102,Xã D,ward,Xã,\n", 5, "thiếu đơn vị cấp trên"),
    "cycle": (GOOD + "712,Huyện D,district,Huyện,713\n713,Huyện E,district,Huyện,712\n", 5, "vòng tròn"),
    "own parent": (GOOD + "712,Huyện D,district,Huyện,712\n", 5, "vòng tròn"),
    "wrong level": (GOOD + "712,Huyện D,district,Huyện,711\n", 5, "Cấp huyện không thể trực thuộc Cấp huyện"),
    "province under a district": (GOOD + "72,Tỉnh D,province,Tỉnh,711\n", 5, "Cấp tỉnh không thể trực thuộc"),
    "unknown level": (GOOD + "712,Phố D,street,Phố,71\n", 5, "cấp “street” không có"),
    "too few cells": (GOOD + "712,Huyện D,district\n", 5, "dòng hỏng"),
    "too many cells": (GOOD + "712,Huyện D,district,Huyện,71,9\n", 5, "dòng hỏng"),
    "broken quotes": (GOOD + '712,"Huyện D,district,Huyện,71\n', 5, "dòng hỏng"),
    "no code": (GOOD + ",Huyện D,district,Huyện,71\n", 5, "thiếu mã hoặc tên"),
    "no name": (GOOD + "712,,district,Huyện,71\n", 5, "thiếu mã hoặc tên"),
    "zero byte": (GOOD + "712,Huyện \0D,district,Huyện,71\n", 5, "dòng hỏng"),
}


@pytest.mark.parametrize(("text", "line", "reason"), BAD.values(), ids=BAD)
def test_a_bad_line_is_named_and_nothing_is_imported(
    world: World, file: Path, text: str, line: int, reason: str
) -> None:
    file.write_text(HEAD + text, encoding="utf-8")
    before = Unit.objects.count()
    with pytest.raises(CannotImport) as refused:
        import_units(file, valid_from=date(2024, 1, 1))
    assert refused.value.problems[0].line == line
    assert reason in refused.value.problems[0].reason
    assert f"dòng {line}: " in str(refused.value)
    assert Unit.objects.count() == before


def test_a_code_that_another_unit_has_on_one_of_the_days_is_refused(world: World, file: Path) -> None:
    file.write_text(HEAD + "w1,Tỉnh Khác,province,Tỉnh,\n", encoding="utf-8")
    with pytest.raises(CannotImport, match="dòng 2: mã w1 trùng với Tỉnh Sông Hồng"):
        import_units(file, valid_from=date(2024, 1, 1))


def test_a_wrong_head_line_and_wrong_bytes_are_refused(world: World, file: Path) -> None:
    file.write_text("a,b\n" + GOOD, encoding="utf-8")
    with pytest.raises(CannotImport, match="dòng 1"):
        import_units(file)
    file.write_bytes(b"\xff\xfe" + HEAD.encode())
    with pytest.raises(CannotImport, match="UTF-8"):
        import_units(file)


def test_a_succession_of_an_unknown_unit_is_refused(world: World, file: Path) -> None:
    file.write_text("old_code,new_code,level,default\n71101,99999,ward,yes\n", encoding="utf-8")
    with pytest.raises(CannotImport, match="dòng 2: không có đơn vị 71101"):
        import_successions(file, on=date(2025, 7, 1))
    assert not Succession.objects.exists()


def test_a_key_is_never_given_twice() -> None:
    first = date(2025, 7, 1)
    assert give_key("89", first, set()) == "89"
    assert give_key("89", first, {"89"}) == "89-2025"
    assert give_key("89", first, {"89", "89-2025"}) == "89-2025-2"


def test_the_packaged_files_stand_in_the_registry_with_their_days(world: World) -> None:
    done = import_packaged()
    assert [count.written for count in done.values()] == [10794, 3355, 10665]
    today, old = date(2026, 11, 21), tree.by_key("883")
    assert old is not None
    assert old.name == "Thành phố Long Xuyên"
    assert old.valid_to == date(2025, 6, 30)
    assert old.ended_on(today)
    ward = tree.by_key("30301")
    new_ward = tree.by_key("30301-2025")
    assert ward is not None
    assert new_ward is not None
    assert [unit.key for unit in tree.ancestors(ward.id, on=date(2025, 6, 30))] == ["883", "89", "vn"]
    assert [unit.key for unit in tree.ancestors(new_ward.id, on=today)] == ["91-2025", "vn"]
    assert tree.ancestors(ward.id, on=today) == []
    assert tree.by_code("30301", on=today) == new_ward
    assert tree.by_code("30301", on=date(2025, 6, 30)) == ward
    with clock.at(today), pytest.raises(InvalidTransition) as refused:
        refuse_if_ended(old, clock.today())
    assert refused.value.code == "unit_ended"
    assert refused.value.message.startswith(
        "Đơn vị Thành phố Long Xuyên đã kết thúc hoạt động ngày 30/06/2025. Đơn vị tiếp nhận: "
    )
    assert "Phường Long Xuyên" in refused.value.message
    assert "Phường Mỹ Thới" in refused.value.message
    refuse_if_ended(old, date(2025, 6, 30))
    # Every old commune has exactly one default successor and stands under its district and province.
    assert UnitClosure.objects.filter(depth=3).count() >= 10035

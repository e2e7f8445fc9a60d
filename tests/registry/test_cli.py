"""`tiepdan units …` as it is typed."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from kernel.errors import InvalidTransition
from registry import cli, tree
from registry.lifecycle import end_unit, freeze_unit, thaw_unit
from registry.models import Unit
from registry.rules import refuse_if_frozen
from tests.world import KEYS, World


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    cli.register(parser.add_subparsers(required=True))
    options = parser.parse_args(["units", *words])
    return int(options.handler(options))


def test_import_names_line_and_reason(world: World, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "units.csv"
    file.write_text("code,name,level,type,parent_code\n71,Tỉnh A,province,Tỉnh,\n711,Huyện B,district,Huyện,72\n")
    assert run("import", str(file)) == 1
    assert "dòng 3: không có đơn vị cấp trên 72" in capsys.readouterr().err
    file.write_text("code,name,level,type,parent_code\n71,Tỉnh A,province,Tỉnh,\n711,Huyện B,district,Huyện,71\n")
    assert run("import", str(file), "--from", "2024-01-01") == 0
    assert tree.by_key("711") is not None


def test_open_with_those_below_can_be_repeated(committing: World, capsys: Any) -> None:
    assert run("open", "w12", "--below") == 0
    assert "đã mở 1, đã mở từ trước 3" in capsys.readouterr().out
    assert committing.unit("w123").is_open
    assert run("open", "w12", "--below") == 0
    assert run("open", "nowhere") == 1


def test_list_search_and_json(world: World, capsys: Any) -> None:
    assert run("list", "--search", "hoa binh", "--json") == 0
    assert [row["key"] for row in json.loads(capsys.readouterr().out)] == ["w111"]
    assert run("list", "--status", "planned") == 0
    assert "w123" in capsys.readouterr().out


def test_migrate_verify_and_status(committing: World, capsys: Any) -> None:
    assert run("migrate") == 0
    assert "chờ 0, xong 0, lỗi 0" in capsys.readouterr().out
    assert run("verify", "w111", "w1") == 0
    assert "đã so 2 đơn vị, 0 khác mẫu" in capsys.readouterr().out
    assert run("status", "--json") == 0
    status = json.loads(capsys.readouterr().out)
    assert status["by_status"] == {"active": len(KEYS), "planned": 2}
    assert status["by_version"] == {str(status["head"]): len(KEYS)}


def test_a_unit_is_frozen_thawed_and_ended(committing: World) -> None:
    row = Unit.objects.get(key="w111")
    freeze_unit(row, wait=False)
    assert committing.unit("w111").status == "frozen"
    assert not committing.unit("w111").is_open
    with pytest.raises(Exception, match="đóng băng"):
        refuse_if_frozen(row)
    thaw_unit(row)
    refuse_if_frozen(row)
    end_unit(row, on=row.valid_from)
    ended = committing.unit("w111")
    assert ended.is_opened
    assert not ended.is_open
    assert ended.valid_to == row.valid_from
    with pytest.raises(InvalidTransition):
        freeze_unit(row, wait=False)


def test_a_planned_unit_cannot_be_frozen(world: World) -> None:
    with pytest.raises(InvalidTransition):
        freeze_unit(Unit.objects.get(key="w123"), wait=False)

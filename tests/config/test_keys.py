"""Keys are made once, by the first start only, and kept from others."""

import json
from pathlib import Path

import pytest

from config import keys


def test_first_start_makes_a_private_file(tmp_path: Path) -> None:
    made = keys.load_or_make(tmp_path / "keys.json", has_data=False)
    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600
    assert keys.load(tmp_path / "keys.json") == made
    assert len(made.seal_bytes()) == 32
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


def test_second_start_keeps_them(tmp_path: Path) -> None:
    made = keys.load_or_make(tmp_path / "keys.json", has_data=False)
    assert keys.load_or_make(tmp_path / "keys.json", has_data=True) == made


def test_missing_keys_beside_data_are_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(keys.KeysRefused):
        keys.load_or_make(tmp_path / "keys.json", has_data=True)
    assert list(tmp_path.iterdir()) == []


def test_make_never_replaces(tmp_path: Path) -> None:
    made = keys.make(tmp_path / "keys.json")
    with pytest.raises(FileExistsError):
        keys.make(tmp_path / "keys.json")
    assert keys.load(tmp_path / "keys.json") == made
    assert len(list(tmp_path.iterdir())) == 1


def test_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    keys.make(tmp_path / "keys.json")
    (tmp_path / "keys.json").chmod(0o644)
    with pytest.raises(keys.KeysRefused, match="chmod 600"):
        keys.load(tmp_path / "keys.json")


def test_file_that_lacks_a_key_is_refused_by_name(tmp_path: Path) -> None:
    keys.make(tmp_path / "keys.json")
    content = json.loads((tmp_path / "keys.json").read_text())
    del content["seal_key"]
    (tmp_path / "keys.json").write_text(json.dumps(content))
    with pytest.raises(keys.KeysRefused, match="seal_key"):
        keys.load(tmp_path / "keys.json")


def test_damaged_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_text("{")
    path.chmod(0o600)
    with pytest.raises(keys.KeysRefused):
        keys.load(path)


def test_throwaway_keys_agree_between_processes_and_differ_between_seeds() -> None:
    assert keys.throwaway("a") == keys.throwaway("a")
    assert keys.throwaway("a") != keys.throwaway("b")
    assert len(keys.throwaway("a").seal_bytes()) == 32

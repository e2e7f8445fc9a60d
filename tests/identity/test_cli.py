"""The operator's commands."""

from argparse import Namespace
from typing import Any

import pytest

from identity.actions.invitations import find_open
from identity.cli import do_administrator, do_reset
from identity.models import Account
from kernel.journal.models import Event


def _code(said: str) -> str:
    return next(line for line in said.splitlines() if "Mã dùng một lần" in line).split(": ")[1].split(",")[0]


def test_administrator_is_opened_with_a_code(world: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert do_administrator(Namespace(unit="w111", username="quantri.moi", full_name="Quản Trị Mới")) == 0
    assert find_open(_code(capsys.readouterr().out)) is not None
    assert Account.objects.get(username="quantri.moi").home_unit_id == world.unit("w111").id


@pytest.mark.parametrize("unit", ["w123", "khongco"])
def test_unit_that_is_not_open_is_refused(world: Any, unit: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert do_administrator(Namespace(unit=unit, username="quantri.moi", full_name="X")) == 1
    assert "chưa mở" in capsys.readouterr().err


def test_reset_stands_in_the_home_unit_s_log(world: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert do_reset(Namespace(username="SECRETARY.w1", second_factor=True)) == 0
    assert find_open(_code(capsys.readouterr().out)) is not None
    with world.scope("w1"):
        assert Event.objects.get(kind="account_reset").actor_name == "Hệ thống"
    assert do_reset(Namespace(username="khongco", second_factor=False)) == 1

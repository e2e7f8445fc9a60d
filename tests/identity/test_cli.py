"""The operator's commands."""

from argparse import Namespace
from typing import Any

import pytest

from identity import members
from identity.actions.invitations import find_open
from identity.cli import do_administrator, do_operator, do_reset
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


def test_operator_gets_a_code_or_only_the_role_and_no_right(world: Any, capsys: pytest.CaptureFixture[str]) -> None:
    def appoint(unit: str, username: str) -> int:
        return do_operator(Namespace(unit=unit, username=username, full_name="Đỗ Văn Vận", email=""))

    assert appoint("w1", "van.hanh") == 0
    assert find_open(_code(capsys.readouterr().out)) is not None
    assert appoint("w1", "admin.w1") == 0
    assert "Mã dùng một lần" not in capsys.readouterr().out
    assert [appoint("w1", "admin.w1"), appoint("w1", "admin.w11"), appoint("w123", "ai.do")] == [1, 1, 1]
    assert {account.username for account in members.operators()} == {"van.hanh", "admin.w1"}
    with world.scope("w1"):
        added = Event.objects.filter(kind="membership_added", data__role="platform_operator")
        assert {event.actor_name for event in added} == {"Hệ thống"}
    assert world.actor("w1", "admin").permissions == world.actor("w11", "admin").permissions

"""Somebody who operates the platform, appointed from the command line, with an account at home in the province."""

from datetime import date
from typing import Any

import pytest

from identity.models import Account
from identity.opening import platform_operator
from kernel import clock


@pytest.fixture
def operator(world: Any) -> Account:
    """The account; ``world.client("w1", "operator")`` is its browser."""
    with clock.at(date(2026, 1, 5)):
        platform_operator(
            unit=world.unit("w1"), username="operator.w1", full_name="Đỗ Văn Vận", email="van-hanh@vidu.vn"
        )
    found: Account = world.account("w1", "operator")
    return found

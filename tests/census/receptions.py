"""Addresses of a matter of Party discipline and of the citizen's signature, and who may open them."""

from collections.abc import Callable
from typing import Any

from registry.levels import Line
from tenants.receptions.enums import RegistrationSource
from tenants.receptions.models import Registration


def fill(stage: Any) -> None:
    """A matter of Party discipline on the Party line; the officer works on the other one."""
    with stage.world.scope("w111"):
        row = Registration.objects.create(
            number="091", line=Line.PARTY, source=RegistrationSource.COUNTER, people=[{"full_name": "Lê Thị Cúc"}],
            kind="REFLECTION", topic="member_ethics", matter="Lối sống.", concerned=[],
        )  # fmt: skip
        stage.things["reg_discipline"] = row.pk


def rows(row: Callable[..., Any]) -> list[Any]:
    """``row`` makes one row of the table."""
    discipline = {"who": "secretary", "at": {"registration_id": "reg_discipline"}, "colleague": ("officer", 404)}
    received = {"who": "officer", "at": {"registration_id": "reg_received"}, "colleague": ("clerk", 403)}
    unseen = {"admin": 404, "operator": 404}
    return [
        row(
            name="receptions:registration_concerned", post=303, **discipline, **unseen,
            body=lambda s: {"concerned": "NOBODY", "reason": "Nhầm."},
        ),
        row(
            name="api:registration-concerned", get=0, post=200, **discipline, **unseen,
            body=lambda s: {"concerned": [], "reason": "Nhầm."},
        ),
        row(name="receptions:registration_signing", post=303, **received, **unseen, body=signed),
        row(name="api:registration-signing", get=0, post=200, **received, body=signed),
    ]  # fmt: skip


def signed(stage: Any) -> dict[str, str]:
    return {"signing": "SIGNED"}

"""Who has a written answer beside the citizen, each with its proof (plan S4-33: the place, the person, the leaders, the chair)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Expected:
    """A recipient the plan names: the role's code, the role in words, who it is."""

    role: str
    label: str
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """One recipient of the answer: who, how (a channel of notices), when, and what proves it."""

    name: str
    how: str
    on: date | None
    proof: str
    role: str = ""

    @property
    def is_proved(self) -> bool:
        """Somebody, a day and a proof are named."""
        return bool((self.name or self.role) and self.on and self.proof)

    def row(self) -> dict[str, str]:
        """As the task keeps it."""
        return {
            "role": self.role,
            "name": self.name,
            "how": self.how,
            "sent_on": self.on.isoformat() if self.on else "",
            "proof": self.proof,
        }


def unproved(expected: Iterable[Expected], rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """The roles whose receipt has no day or no proof yet, in words."""
    proved = {row.get("role") for row in rows if row.get("sent_on") and str(row.get("proof") or "").strip()}
    return [one.label for one in expected if one.role not in proved]

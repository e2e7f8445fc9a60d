"""The stages of an inspection, the scope of cases it reads, and the figures it gives to form 06/QLKNTC."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from oversight.models import InspectionStatus

S = InspectionStatus
#: Verb → the statuses it is possible in.
VERBS: dict[str, tuple[InspectionStatus, ...]] = {
    "change": (S.DRAFT,),
    "decide": (S.DRAFT, S.DECIDED),
    "cancel": (S.DRAFT, S.DECIDED),
    "announce": (S.DECIDED,),
    "begin": (S.ANNOUNCED,),
    "extend": (S.ANNOUNCED, S.UNDER_WAY),
    "change_team": (S.ANNOUNCED, S.UNDER_WAY),
    "find": (S.UNDER_WAY,),
    "conclude": (S.UNDER_WAY,),
    "recommend": (S.CONCLUDED,),
    "record_handling": (S.CONCLUDED,),
    "close": (S.CONCLUDED,),
}
#: What the team itself does; the rest is done by who urges for the unit.
OF_THE_TEAM = frozenset({"find"})
MOST_CASES = 1000
"""Cases in one scope: what one letter can name."""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Which cases of the inspected unit are looked at; an empty list means all."""

    kinds: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    received_from: date
    received_to: date

    def as_json(self) -> dict[str, Any]:
        told = asdict(self)
        return {name: value.isoformat() if isinstance(value, date) else list(value) for name, value in told.items()}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Back from what the row keeps."""
        return cls(
            kinds=tuple(kept["kinds"]),
            fields=tuple(kept["fields"]),
            statuses=tuple(kept["statuses"]),
            received_from=date.fromisoformat(kept["received_from"]),
            received_to=date.fromisoformat(kept["received_to"]),
        )


@dataclass(frozen=True, kw_only=True)
class Punished:
    """How many organisations and persons are punished by the administration, cases and suspects given to the investigators."""

    organisations: int = 0
    persons: int = 0
    referred: int = 0
    suspects: int = 0

    @classmethod
    def added_up(cls, rows: Iterable[Mapping[str, Any]]) -> Self:
        """The sum of what several rows name."""
        kept = list(rows)
        return cls(**{name: sum(int(row.get(name, 0)) for row in kept) for name in cls.__dataclass_fields__})

    def as_json(self) -> dict[str, int]:
        return asdict(self)

    def exceeds(self, most: Self) -> bool:
        """Whether more is named than another one names, in any of the four."""
        return any(value > getattr(most, name) for name, value in asdict(self).items())

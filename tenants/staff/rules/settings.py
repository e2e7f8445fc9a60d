"""What a unit sets for itself, as typed values: one class a topic of ``staff.Setting``, each with what counts when nothing is set.

A row with an id keeps it for ever: sessions, conferences and documents point to it. What is no longer used is closed, not
removed.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import time
from typing import Any, ClassVar, Protocol, Self
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from registry.levels import Line

LINES = (Line.PARTY, Line.GOVERNMENT)


class Topic(Protocol):
    """What every setting can do."""

    topic: ClassVar[str]

    @classmethod
    def read(cls, value: dict[str, Any]) -> Self:
        """From the stored value; an empty one gives the default."""
        ...

    def as_value(self) -> dict[str, Any]:
        """What is stored."""
        ...


@dataclass(frozen=True, slots=True)
class Room:
    """A place where citizens are received."""

    id: UUID
    name: str
    place: str = ""
    seats: int | None = None
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Rooms:
    """The unit's rooms, in the order they were entered."""

    topic: ClassVar[str] = "rooms"
    rows: tuple[Room, ...] = ()

    @property
    def open(self) -> tuple[Room, ...]:
        """Those that may be planned for."""
        return tuple(room for room in self.rows if room.is_open)

    def get(self, room_id: UUID | str | None) -> Room | None:
        """A room, also a closed one."""
        return next((room for room in self.rows if str(room.id) == str(room_id)), None)

    @classmethod
    def read(cls, value: dict[str, Any]) -> Self:
        rows = value.get("rows", [])
        return cls(tuple(Room(**{**known(Room, row), "id": UUID(row["id"])}) for row in rows))

    def as_value(self) -> dict[str, Any]:
        return {"rows": [{**asdict(room), "id": str(room.id)} for room in self.rows]}


@dataclass(frozen=True, slots=True)
class Hours:
    """When the reception place is open: office hours of a working day, and the weekdays (0 is Monday)."""

    topic: ClassVar[str] = "hours"
    morning: tuple[time, time] | None = (time(7, 30), time(11, 30))
    afternoon: tuple[time, time] | None = (time(13, 30), time(17, 0))
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)

    @property
    def starts_at(self) -> time:
        """When a session begins unless the plan says otherwise."""
        return self.morning[0] if self.morning else self.afternoon[0] if self.afternoon else time(7, 30)

    @property
    def ends_at(self) -> time:
        return self.afternoon[1] if self.afternoon else self.morning[1] if self.morning else time(17, 0)

    @classmethod
    def read(cls, value: dict[str, Any]) -> Self:
        if not value:
            return cls()
        return cls(_span(value.get("morning")), _span(value.get("afternoon")), tuple(value.get("weekdays", ())))

    def as_value(self) -> dict[str, Any]:
        return {
            "morning": _written(self.morning),
            "afternoon": _written(self.afternoon),
            "weekdays": list(self.weekdays),
        }


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head and the foot of the documents of one line.

    ``above`` is the body over the issuer, ``place`` stands before the date, ``on_behalf`` is the first line of the signature
    ("T/M BAN THƯỜNG VỤ", "TM. ỦY BAN NHÂN DÂN"), ``head_title`` the head's title under it, ``kept`` the last line of the
    recipients.
    """

    issuer: str = ""
    above: str = ""
    place: str = ""
    on_behalf: str = ""
    head_title: str = ""
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Letterheads:
    """One a line; Party and Government papers look different (Decree 30/2020; the Party's own format)."""

    topic: ClassVar[str] = "letterheads"
    party: Letterhead = Letterhead(on_behalf="T/M BAN THƯỜNG VỤ", head_title="BÍ THƯ", kept="Lưu VP.")
    government: Letterhead = Letterhead(on_behalf="TM. ỦY BAN NHÂN DÂN", head_title="CHỦ TỊCH", kept="Lưu: VT.")

    def of(self, line: str) -> Letterhead:
        return self.party if line == Line.PARTY else self.government

    def is_filled(self, line: str) -> bool:
        """Whether a document of the line can name its issuer and place."""
        head = self.of(line)
        return bool(head.issuer and head.place)

    @classmethod
    def read(cls, value: dict[str, Any]) -> Self:
        blank = cls()
        return cls(
            Letterhead(**{**asdict(blank.party), **known(Letterhead, value.get("party", {}))}),
            Letterhead(**{**asdict(blank.government), **known(Letterhead, value.get("government", {}))}),
        )

    def as_value(self) -> dict[str, Any]:
        return {"party": asdict(self.party), "government": asdict(self.government)}


@dataclass(frozen=True, slots=True)
class Series:
    """The symbols of the number series: what stands after the number, a line and a kind of document.

    A kind without a symbol of its own uses the one under ``""``: "TB/ĐU" for the notices of a Party committee, "TB-UBND" for
    those of a people's committee. The number itself is counted by ``documents``.
    """

    topic: ClassVar[str] = "series"
    symbols: tuple[tuple[str, str, str], ...] = ()

    def symbol(self, line: str, kind: str) -> str:
        """The symbol of a kind on a line; empty when the unit has set none."""
        own = {(row_line, row_kind): symbol for row_line, row_kind, symbol in self.symbols}
        return own.get((str(line), str(kind))) or own.get((str(line), ""), "")

    @classmethod
    def read(cls, value: dict[str, Any]) -> Self:
        return cls(tuple((row["line"], row.get("kind", ""), row["symbol"]) for row in value.get("rows", [])))

    def as_value(self) -> dict[str, Any]:
        return {"rows": [{"line": line, "kind": kind, "symbol": symbol} for line, kind, symbol in self.symbols]}


@dataclass(frozen=True, slots=True)
class Participant:
    """Who is invited by default: a body of the unit or an office named in words, and in what capacity."""

    id: UUID
    name: str
    title: str = ""
    body_id: str = ""
    #: A leader must come, not a clerk in the leader's place (S0-33).
    is_leader: bool = True


@dataclass(frozen=True, slots=True)
class Participants:
    """Default participants of a session, a line."""

    topic: ClassVar[str] = "participants"
    party: tuple[Participant, ...] = ()
    government: tuple[Participant, ...] = ()

    def of(self, line: str) -> tuple[Participant, ...]:
        return self.party if line == Line.PARTY else self.government

    @classmethod
    def read(cls, value: dict[str, Any]) -> Self:
        def rows(key: str) -> tuple[Participant, ...]:
            return tuple(
                Participant(**{**known(Participant, row), "id": UUID(row["id"])}) for row in value.get(key, [])
            )

        return cls(rows("party"), rows("government"))

    def as_value(self) -> dict[str, Any]:
        def rows(found: tuple[Participant, ...]) -> list[dict[str, Any]]:
            return [{**asdict(row), "id": str(row.id)} for row in found]

        return {"party": rows(self.party), "government": rows(self.government)}


@dataclass(frozen=True, slots=True)
class BodyCount:
    """What one body inside the unit reported for one month."""

    body_id: str
    month: int
    days: int = 0
    visits: int = 0
    people: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class BodyReceptions:
    """Receptions of the unit's cells, villages and offices in a year: summed inside the unit, never added to the head's days."""

    topic: ClassVar[str] = "body_receptions"
    rows: tuple[BodyCount, ...] = ()

    def of(self, body_id: str, month: int) -> BodyCount | None:
        return next((row for row in self.rows if row.body_id == str(body_id) and row.month == month), None)

    @classmethod
    def read(cls, value: dict[str, Any]) -> Self:
        return cls(tuple(BodyCount(**known(BodyCount, row)) for row in value.get("rows", [])))

    def as_value(self) -> dict[str, Any]:
        return {"rows": [asdict(row) for row in self.rows]}


NAMES: dict[str, Any] = {
    "rooms": _("Phòng tiếp"),
    "hours": _("Giờ làm việc"),
    "letterheads": _("Thể thức văn bản"),
    "series": _("Ký hiệu văn bản"),
    "participants": _("Thành phần dự tiếp"),
    "desks": _("Phân luồng tiếp nhận"),
    "topics": _("Chủ đề"),
    "body_receptions": _("Tiếp dân tại chi bộ, thôn, cơ quan"),
}


def known(cls: type, row: dict[str, Any]) -> dict[str, Any]:
    """What this release knows of a stored row."""
    # A column of a later release, or one that went, does not stop an older or newer process from reading.
    names = {one.name for one in fields(cls)}
    return {name: value for name, value in row.items() if name in names}


def _span(value: list[str] | None) -> tuple[time, time] | None:
    return (time.fromisoformat(value[0]), time.fromisoformat(value[1])) if value else None


def _written(span: tuple[time, time] | None) -> list[str] | None:
    return [f"{span[0]:%H:%M}", f"{span[1]:%H:%M}"] if span else None

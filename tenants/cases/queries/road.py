"""The road of a case as stations: who had it, by which movement, since when, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from exchange import custody as custodies
from exchange import queries as exchange
from exchange.enums import EnvelopeStatus, MovementKind
from exchange.models import Custody, Envelope
from kernel import clock
from registry import tree
from tenants.cases.models import Case, Parcel

_GONE = frozenset({EnvelopeStatus.RECALLED, EnvelopeStatus.UNDELIVERABLE})


@dataclass(frozen=True)
class Station:
    """One place on the road.

    ``movement`` says how the case came here (empty: taken in), ``status`` where that movement stands; ``sent_on`` is the
    day it left the station before.
    """

    unit_id: int | None
    name: str
    movement: str
    movement_label: str
    status: str
    status_label: str
    sent_on: date | None
    arrived_on: date | None
    accepted_on: date | None
    due_on: date | None
    reason: str
    number: str
    parcel_id: UUID | None
    is_now: bool
    owes_answer: bool
    is_undone: bool


def road_of(case: Case, held: Custody | None, parcels: Iterable[Parcel]) -> list[Station]:
    """The stations in their order; reasons stand only on movements this unit sent or got."""
    by_id = {parcel.pk: parcel for parcel in parcels}
    moves = [move for move in exchange.moves_of(case.pk) if move.kind != MovementKind.RECALL]
    stations = [_start(case, held)]
    stations += [_station(move, by_id.get(move.pk), held) for move in moves]
    return _with_now(stations, held)


def _start(case: Case, held: Custody | None) -> Station:
    home = tree.get(case.home_unit_id)
    return Station(
        unit_id=home.id,
        name=home.name,
        movement="",
        movement_label="",
        status="",
        status_label="",
        sent_on=None,
        arrived_on=case.received_on,
        accepted_on=None,
        due_on=None,
        reason="",
        number=case.number,
        parcel_id=None,
        is_now=False,
        owes_answer=held is not None and held.answering_unit == home.id,
        is_undone=False,
    )


def _station(move: Envelope, parcel: Parcel | None, held: Custody | None) -> Station:
    return Station(
        unit_id=move.to_unit,
        name=tree.get(move.to_unit).name if move.to_unit is not None else custodies.addressee(move),
        movement=move.kind,
        movement_label=str(MovementKind(move.kind).label),
        status=move.status,
        status_label=str(EnvelopeStatus(move.status).label),
        sent_on=clock.day_of(move.sent_at),
        arrived_on=clock.day_of(move.delivered_at) if move.delivered_at else None,
        accepted_on=clock.day_of(move.accepted_at) if move.accepted_at else None,
        due_on=move.due_on,
        reason=parcel.reason if parcel else "",
        number=move.receiver_number or move.sender_number,
        parcel_id=parcel.pk if parcel else None,
        is_now=False,
        owes_answer=held is not None and move.to_unit is not None and held.answering_unit == move.to_unit,
        is_undone=move.status in _GONE,
    )


def _with_now(stations: list[Station], held: Custody | None) -> list[Station]:
    """Mark the last station that stands at the unit which handles the case."""
    if held is None:
        return stations
    for index in range(len(stations) - 1, -1, -1):
        station = stations[index]
        here = station.name != "" and station.unit_id == held.handling_unit and not station.is_undone
        if (held.outside and station.status == EnvelopeStatus.ON_PAPER) or (here and not held.outside):
            stations[index] = Station(**{**station.__dict__, "is_now": True})
            return stations
    return stations

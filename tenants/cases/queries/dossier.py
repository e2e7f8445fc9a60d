"""The dossier of a case as it travels: read from the unit's own rows, hashed the same way on each side."""

import base64
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from exchange import hashing
from kernel.clock import OFFICE_ZONE
from kernel.journal import events as journal
from kernel.journal.models import Event
from tenants.cases.enums import RequestKind
from tenants.cases.models import (
    Answer,
    Attachment,
    Case,
    CasePerson,
    Parcel,
    Person,
    Petition,
    ProgrammeEntry,
    Request,
    Visit,
)
from tenants.cases.models import dossier as rules
from tenants.cases.models.programme import TRAVELS
from tenants.cases.rules import sealing

Dossier = dict[str, Any]


def of_case(case: Case) -> Dossier:
    """Everything of a case but what is marked internal: ready for JSON, sealed identities still sealed."""
    people = list(case.people.order_by("order", "id"))
    rows: dict[str, list[Model]] = {
        "case": [case],
        "persons": list(
            Person.objects.filter(pk__in=[one.person_id for one in people if one.person_id]).order_by("id")
        ),
        "petitions": list(Petition.objects.filter(case=case).order_by("id")),
        "visits": list(Visit.objects.filter(case=case).order_by("id")),
        "people": list(people),
        "answers": list(Answer.objects.filter(case=case).order_by("id")),
        "requests": list(_requests(case)),
        "attachments": list(Attachment.objects.filter(case=case, is_internal=False).order_by("id")),
        "programme": list(_programme(case)),
    }
    told = journal.of_case(case.pk).filter(is_internal=False)
    return _written(rows, list(told))


def of_ids(ids: dict[str, list[UUID]]) -> Dossier:
    """The same rows as an earlier dossier, as they stand in this unit now; no table that it did not have."""
    rows: dict[str, list[Model]] = {
        name: _found(model._default_manager.filter(pk__in=ids[name]), ids[name])
        for name, model in rules.TABLES.items()
        if name in ids
    }
    return _written(rows, _found(Event.objects.filter(pk__in=ids.get("events", ())), ids.get("events", ())))


def ids_of(dossier: Dossier) -> dict[str, list[UUID]]:
    """The rows a dossier consists of."""
    return {name: [UUID(row["id"]) for row in rows] for name, rows in dossier.items()}


def hashed(dossier: Dossier) -> Dossier:
    """The part of a dossier that its hash covers."""
    return {
        name: [{key: value for key, value in row.items() if key not in rules.UNHASHED.get(name, ())} for row in rows]
        for name, rows in dossier.items()
    }


def dossier_hash(case_id: UUID, parcel: Parcel | None = None) -> str:
    """The hash of the last dossier that came or went, recomputed from this unit's own rows.

    Equal on both sides as long as neither has changed what was sent; empty without a parcel.
    """
    parcel = parcel or (
        Parcel.objects.of_case(case_id).exclude(body__dossier__isnull=True).exclude(body__dossier={}).last()
    )
    if parcel is None:
        return ""
    return hashing.digest(hashed(of_ids(ids_of(parcel.body["dossier"]))))


def files_of(dossier: Dossier) -> list[tuple[str, int]]:
    """Digest and size of every file, each once, in the order of the dossier."""
    return list(dict.fromkeys((row["digest"], row["size"]) for row in dossier.get("attachments", [])))


def _requests(case: Case) -> Iterable[Request]:
    # What the unit still waits for from its own bodies or from its sender is its own business.
    own = [RequestKind.OPINION, RequestKind.MISSING_PAPER]
    return Request.objects.filter(case=case).exclude(kind__in=own, answered_on=None).order_by("id")


def _programme(case: Case) -> Iterable[ProgrammeEntry]:
    # What left this unit and has not come back is in the hands of another one.
    return ProgrammeEntry.objects.filter(case=case, kind__in=TRAVELS, left_with=None).order_by("entered_at", "id")


def _written(rows: dict[str, list[Model]], told: Iterable[Event]) -> Dossier:
    dossier: Dossier = {name: [_row(name, row, rules.columns(name)) for row in found] for name, found in rows.items()}
    dossier["events"] = [
        {
            "id": str(event.pk),
            "case_id": str(event.case_id),
            "kind": event.kind,
            "actor_id": _plain(event.actor_id),
            "actor_name": event.actor_name,
            "at": _plain(event.at),
            "data": event.data,
        }
        for event in told
    ]
    return dossier


def _row(table: str, row: Any, columns: list[str]) -> dict[str, Any]:
    written = {column: _plain(getattr(row, column)) for column in columns}
    if isinstance(row, CasePerson):
        written[rules.SEALED_DIGEST] = (
            sealing.digest(bytes(row.sealed), unit_id=row.unit_id, case_id=row.case_id) if row.sealed else None
        )
    return written


def _plain(value: Any) -> Any:
    match value:
        case UUID():
            return str(value)
        case datetime():
            # One way to write an instant, whatever zone the driver gave it in.
            return value.astimezone(OFFICE_ZONE).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
    return value


def _found(rows: Any, order: Iterable[UUID]) -> list[Any]:
    by_id = {row.pk: row for row in rows}
    return [by_id[row_id] for row_id in order if row_id in by_id]

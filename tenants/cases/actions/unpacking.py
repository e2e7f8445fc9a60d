"""Writing a dossier that arrived: rows keep their ids, so that arriving twice is arriving once."""

import base64
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import BinaryField, DateField, DateTimeField, Field, ForeignKey, Model, UUIDField

from kernel.journal.models import Event
from tenants.cases.enums import CaseStatus, Origin
from tenants.cases.models import Case
from tenants.cases.models import dossier as rules
from tenants.cases.queries.dossier import Dossier


def write(dossier: Dossier, sealed: dict[str, bytes]) -> None:
    """Insert what is new and bring up to date what is known; `sealed` holds identities sealed for this unit."""
    for table in rules.TABLES:
        for row in dossier.get(table, []):
            _write_row(table, row, sealed)
    _write_events(dossier.get("events", []))


def _write_row(table: str, row: dict[str, Any], sealed: dict[str, bytes]) -> None:
    model = rules.TABLES[table]
    values = {name: _value(model, name, row[name]) for name in rules.columns(table) if name in row}
    if row["id"] in sealed:
        values["sealed"] = sealed[row["id"]]
    row_id = values.pop("id")
    known = model._default_manager.filter(pk=row_id)
    current = known.values(*values).first()
    if current is None:
        if model is Case:
            values |= {"status": CaseStatus.RECEIVED, "origin": Origin.RECEIVED}
        model._default_manager.create(id=row_id, **values)
    elif changed := {key: value for key, value in values.items() if not _same(current[key], value)}:
        known.update(**changed)


def _write_events(told: list[dict[str, Any]]) -> None:
    """The sender's timeline becomes part of this unit's; rows are only ever inserted."""
    ids = [UUID(row["id"]) for row in told]
    known = set(Event.objects.filter(pk__in=ids).values_list("pk", flat=True))
    Event.objects.bulk_create(
        Event(
            id=row_id,
            case_id=UUID(row["case_id"]),
            kind=row["kind"],
            actor_id=UUID(row["actor_id"]) if row["actor_id"] else None,
            actor_name=row["actor_name"],
            at=datetime.fromisoformat(row["at"]),
            data=row["data"],
            is_internal=False,
        )
        for row_id, row in zip(ids, told, strict=True)
        if row_id not in known
    )


def _value(model: type[Model], name: str, written: Any) -> Any:
    field = _field(model, name)
    if written is None:
        return None
    match field:
        case DateTimeField():
            return datetime.fromisoformat(written)
        case DateField():
            return date.fromisoformat(written)
        case BinaryField():
            return base64.b64decode(written)
        case UUIDField():
            return UUID(written)
    return written


def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    found = next(field for field in model._meta.concrete_fields if field.attname == name)
    # A reference holds the key of what it points to.
    return found.target_field if isinstance(found, ForeignKey) else found


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, memoryview):
        a = bytes(a)
    return bool(a == b)

"""The register of a year as one file: made beside the request, with how far it is, and kept until it is taken.

What is being made stands among the officer's own drafts: nobody else can ask for it, and it is swept away with them.
"""

import io
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, errors, sheets
from kernel.ids import new_id
from kernel.journal import drafts, events
from kernel.transactions import atomic
from tenants.documents import storage
from tenants.receptions.queries.register import Period, all_rows, columns, count

STEP = 250
WAITING, WORKING, DONE, FAILED = "waiting", "working", "done", "failed"


def may_export(actor: Actor) -> bool:
    """Whether the actor may take the register as a file."""
    return actor.may(Permission.CASE_EXPORT)


@atomic
def ask_for_register(period: Period, *, actor: Actor) -> UUID:
    """Remember what is wanted; the job makes it. Refuses who may not export."""
    actor.require(Permission.CASE_EXPORT)
    key = new_id()
    drafts.save(
        actor,
        _name(key),
        {
            "status": WAITING,
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
            "host": period.host,
            "language": translation.get_language() or "vi",
            "done": 0,
            "total": count(actor, period),
            "asked_at": clock.now().isoformat(),
        },
    )
    return key


def make_register(key: UUID, *, actor: Actor) -> dict[str, Any]:
    """Write the file; safe to be called twice: what is made or being made is not made again.

    Announces ``register_exported`` with the number of rows. Progress is kept after each part.
    """
    state = _state(key, actor)
    if state["status"] in (DONE, WORKING):
        return state
    actor.require(Permission.CASE_EXPORT)
    _keep(key, state | {"status": WORKING}, actor)
    try:
        with translation.override(state["language"]):
            found, heads = _rows(key, state, actor), columns()
            title = _("Sổ tiếp công dân")
        file = storage.put(actor.unit, io.BytesIO(sheets.write_xlsx(title, heads, found)), media_type=sheets.XLSX)
    except Exception:
        _keep(key, state | {"status": FAILED}, actor)
        raise
    name = f"so-tiep-cong-dan-{actor.unit.key}-{state['first']}-{state['last']}.xlsx"
    made = state | {"status": DONE, "done": len(found), "total": len(found), "digest": file.digest, "name": name}
    with atomic():
        _keep(key, made, actor)
        events.record("register_exported", actor=actor, is_internal=True, rows=len(found), period=state["first"])
    return made


def state_of(key: UUID, *, actor: Actor) -> dict[str, Any]:
    """How far it is; NotFound for another officer's."""
    return _state(key, actor)


def _rows(key: UUID, state: dict[str, Any], actor: Actor) -> list[tuple[str | int, ...]]:
    rows: list[tuple[str | int, ...]] = []
    for row in all_rows(actor, period_of(state)):
        rows.append(row.cells)
        if len(rows) % STEP == 0:
            _keep(key, state | {"status": WORKING, "done": len(rows)}, actor)
    return rows


def period_of(state: dict[str, Any]) -> Period:
    """The period that was asked for."""
    first, last = (date.fromisoformat(state[name]) for name in ("first", "last"))
    return Period(first, last, state["host"])


def _state(key: UUID, actor: Actor) -> dict[str, Any]:
    found = drafts.load(actor, _name(key))
    if found is None:
        raise errors.NotFound("export_not_found", _("Không tìm thấy tệp này, hoặc đã quá hạn giữ."))
    return found


def _keep(key: UUID, state: dict[str, Any], actor: Actor) -> None:
    drafts.save(actor, _name(key), state)


def _name(key: UUID) -> str:
    return f"register-{key}"

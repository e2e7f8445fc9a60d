"""Opening, renaming and ending the bodies of a unit."""

from django.db import IntegrityError
from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, text
from kernel.errors import Invalid, InvalidTransition
from kernel.journal import events
from kernel.transactions import atomic, lock_unit_writes
from registry.levels import Line
from registry.rules import refuse_if_frozen
from tenants.staff.enums import BodyKind
from tenants.staff.models import Body


@atomic()
def open_body(*, name: str, kind: BodyKind, line: Line = Line.GOVERNMENT, contact: str = "", actor: Actor) -> Body:
    """Add a body to the actor's unit. Records `body_opened`. Refuses a name that an open body has."""
    _begin(actor)
    body = Body(kind=kind, line=line, opened_on=clock.today(), **_checked(name, contact))
    _save(body, None)
    events.record("body_opened", actor=actor, body_id=str(body.pk), name=body.name)
    return body


@atomic()
def change_body(body: Body, *, name: str, kind: BodyKind, line: Line, contact: str, actor: Actor) -> None:
    """Correct a body's details. Records `body_changed`, unless nothing differs."""
    _begin(actor)
    before = body.name
    wanted = {"kind": kind, "line": line, **_checked(name, contact)}
    if all(getattr(body, field) == value for field, value in wanted.items()):
        return
    for field, value in wanted.items():
        setattr(body, field, value)
    _save(body, ["name", "kind", "line", "contact", "sort_key"])
    events.record("body_changed", actor=actor, body_id=str(body.pk), name=body.name, before=before)


@atomic()
def end_body(body: Body, *, actor: Actor) -> None:
    """End a body today: it is asked nothing new, what it was asked stays. Records `body_ended`."""
    _begin(actor)
    body = Body.objects.select_for_update().get(pk=body.pk)
    if body.ended_on is not None:
        raise InvalidTransition("body_ended", _("Cơ quan, bộ phận này đã kết thúc."))
    body.ended_on = clock.today()
    body.save(update_fields=["ended_on"])
    events.record("body_ended", actor=actor, body_id=str(body.pk), name=body.name)


def _begin(actor: Actor) -> None:
    actor.require(Permission.UNIT_CONFIGURE)
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)


def _checked(name: str, contact: str) -> dict[str, str]:
    name = text.clean(name, field="name", max_length=200)
    if not name:
        missing = _("Hãy nhập tên gọi.")
        raise Invalid("name_missing", missing, {"name": [missing]})
    contact = text.clean(contact, field="contact", max_length=200)
    return {"name": name, "contact": contact, "sort_key": text.sort_key(name)[:250]}


def _save(body: Body, fields: list[str] | None) -> None:
    try:
        with atomic():
            if fields is None:
                body.save(force_insert=True)
            else:
                body.save(update_fields=fields)
    except IntegrityError as error:
        taken = _("Đơn vị đã có cơ quan, bộ phận mang tên này.")
        raise Invalid("name_taken", taken, {"name": [taken]}) from error

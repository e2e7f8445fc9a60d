"""How every change of an inspection begins and ends: locks, version, verdict; then the version and the row that both units know."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel.errors import Conflict
from oversight.models import InspectionCard
from tenants.inspections import inspection_policies as policies
from tenants.inspections.actions.meetings.changing import change, enter, sentence, wrong
from tenants.inspections.models import Inspection

__all__ = ["change", "enter", "finish", "lock", "number_of", "sentence", "wrong"]


def lock(inspection: Inspection | UUID, verb: str, *, actor: Actor, version: int | None) -> Inspection:
    """Lock the row and ask the policy about what stands there now; a stale ``version`` is a ``Conflict``."""
    enter(actor)
    key = inspection.pk if isinstance(inspection, Inspection) else inspection
    row: Inspection | None = policies.visible_inspections(actor).select_for_update(of=("self",)).filter(pk=key).first()
    if row is None:
        raise policies.inspection_not_found()
    policies.require(actor, verb, row)
    if version is not None and version != row.version:
        raise Conflict(
            "inspection_changed",
            _("Cuộc này vừa được người khác thay đổi. Những gì bạn đã nhập vẫn còn; hãy xem lại rồi gửi lại."),
            version=row.version,
        )
    return row


def finish(row: Inspection, *changed: str, **told: Any) -> Inspection:
    """Write the changed columns, one version further; ``told``: columns of the public row, which stands from the announcement on."""
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    if told:
        InspectionCard.objects.filter(pk=row.pk).update(**told)
    return row


def number_of(typed: str, field: str, message: str) -> str:
    """A number as it stands on a paper; ``Invalid`` at its field when it is missing or too long."""
    cleaned = " ".join((typed or "").split())
    if not cleaned or len(cleaned) > 60:
        raise wrong(field, f"{field}_missing", message)
    return cleaned

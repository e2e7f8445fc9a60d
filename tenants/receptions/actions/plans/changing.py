"""How every change of a plan begins and ends: right, lock, version, status; then version and files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel.errors import Conflict, InvalidTransition, NotFound
from kernel.transactions import lock_unit_writes
from registry.rules import refuse_if_frozen
from tenants.documents import uploads as files
from tenants.receptions.models import Plan
from tenants.receptions.policies import plans as policies

Files: TypeAlias = "Sequence[UploadedFile[Any]]"


def begin(actor: Actor) -> None:
    """The right, the unit's lock of writing; refuses a frozen unit."""
    actor.require(Permission.PLAN_MANAGE)
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)


def locked(plan: Plan, verb: str, version: int | None, actor: Actor) -> Plan:
    """The plan as it stands, locked; NotFound, Conflict with a version that was not seen, or InvalidTransition."""
    begin(actor)
    found = Plan.objects.select_for_update(of=("self",)).filter(pk=plan.pk).first()
    if found is None:
        raise NotFound("plan_not_found", _("Không tìm thấy kế hoạch."))
    if version is not None and found.version != version:
        raise Conflict("plan_changed", _("Kế hoạch vừa được người khác sửa. Hãy xem lại trước khi lưu."))
    if not policies.may(actor, verb, found):
        if found.line not in {str(line) for line in actor.lines}:
            raise NotFound("plan_not_found", _("Không tìm thấy kế hoạch."))
        raise InvalidTransition("plan_status", _("Kế hoạch %(status)s không làm được bước này.") % {
            "status": str(found.get_status_display()).lower()
        })  # fmt: skip
    return found


def save(plan: Plan, columns: list[str]) -> None:
    """Write the changed columns one version further."""
    plan.version += 1
    plan.save(update_fields=[*columns, "version"])


def stored(uploads: Files) -> list[dict[str, Any]]:
    """Check and keep files; what the plan says of them."""
    return [
        {"name": one.name, "digest": one.digest, "size": one.size, "media_type": one.media_type}
        for one in files.store_all(list(uploads))
    ]

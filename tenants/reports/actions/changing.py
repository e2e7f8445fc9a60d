"""How every change of a report begins and ends: the unit's lock, the public row, the unit's own row, the verdict, the version."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel.errors import Conflict, InvalidTransition
from kernel.journal import events
from kernel.transactions import lock_unit_writes
from oversight.models import PeriodReport
from oversight.policies import report_not_found
from registry.rules import refuse_if_frozen
from tenants.reports import policies
from tenants.reports.models import Report


def begin(report_id: UUID, verb: str, *, actor: Actor) -> PeriodReport:
    """Lock the public row, which says where the report stands, and ask the policy."""
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)
    row = policies.visible_reports(actor).select_for_update().filter(pk=report_id).first()
    if row is None:
        raise report_not_found()
    policies.may(actor, verb, row).require()
    return row


def begin_with(report_id: UUID, verb: str, *, actor: Actor, version: int | None = None) -> tuple[PeriodReport, Report]:
    """The same with the unit's own row; refuses one that changed since ``version`` was seen."""
    public = begin(report_id, verb, actor=actor)
    row: Report | None = Report.objects.select_for_update(of=("self",)).filter(pk=report_id).first()
    if row is None:
        raise InvalidTransition("no_snapshot", _("Chưa chốt số liệu của kỳ này."))
    if version is not None and version != row.version:
        raise Conflict(
            "report_changed",
            _("Báo cáo vừa được người khác thay đổi. Những gì bạn đã nhập vẫn còn; hãy xem lại rồi gửi lại."),
            version=row.version,
        )
    return public, row


def finish(row: Report, *changed: str) -> Report:
    """Write the changed columns, one version further."""
    row.version += 1
    row.save(update_fields=sorted({*changed, "version"}))
    return row


def tell(kind: str, row: PeriodReport, *, actor: Actor, **facts: Any) -> None:
    """The event of a change."""
    events.record(kind, actor=actor, report=str(row.pk), form_set=row.form_set, period=row.period, **facts)

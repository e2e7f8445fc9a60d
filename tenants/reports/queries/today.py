"""What the start page shows of reports: owed soon or late, returned, waiting for a signature, waiting to be taken."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock
from oversight.models import PeriodReport, ReportStatus
from oversight.models.period_report import WORKED_ON
from oversight.rules.forms import set_of
from oversight.rules.report_periods import ReportPeriod
from registry import tree
from registry.addresses import here
from tenants.cases.queries.today import TodayGroup, TodayLine
from tenants.reports import policies

SHOWN = 10
SOON = timedelta(days=7)


def reports_today(actor: Actor) -> list[TodayGroup]:
    """One query, two for who decides on others' reports; none for who has nothing to do with them."""
    lines: list[TodayLine] = []
    if actor.may(Permission.REPORT_PREPARE) or (actor.may(Permission.DOCUMENT_SIGN) and actor.is_head):
        today = clock.today()
        own = policies.visible_reports(actor).current().filter(status__in=WORKED_ON, last__lt=today)
        soon = own.filter(Q(status=ReportStatus.RETURNED) | Q(due_on__lte=today + SOON))
        lines += [_own(row) for row in soon.order_by("due_on", "id")[:SHOWN]]
    if actor.may(Permission.REPORT_DECIDE):
        waiting = (
            PeriodReport.objects.to_superior(actor.unit.id)
            .current()
            .filter(
                Q(status=ReportStatus.SUBMITTED) | Q(status=ReportStatus.LOCKED, reopening_asked_at__isnull=False),
                line__in=[line.value for line in actor.lines],
            )
        )
        lines += [_below(row) for row in waiting.order_by("submitted_at", "id")[:SHOWN]]
    return [TodayGroup(_("Báo cáo"), lines, icon="report", more_url=here("reports:list"))] if lines else []


def _own(row: PeriodReport) -> TodayLine:
    late = row.is_missing(clock.today())
    return TodayLine(
        text=f"{set_of(row.form_set, row.first).title}, {ReportPeriod.parse(row.period).label}",
        url=here("reports:page", row.pk),
        tone="late" if late else "warn",
        chip=_("quá hạn, chưa gửi") if late else str(ReportStatus(row.status).label),
        note=f"{row.due_on:%d/%m/%Y}" if row.due_on else "",
    )


def _below(row: PeriodReport) -> TodayLine:
    asked = row.status == ReportStatus.LOCKED
    return TodayLine(
        text=f"{tree.get(row.unit_id).name}: {ReportPeriod.parse(row.period).label}",
        url=here("reports:below_page", row.pk),
        tone="warn",
        chip=_("đề nghị mở lại") if asked else _("chờ tiếp nhận"),
        note=f"{row.submitted_at:%d/%m/%Y}" if row.submitted_at else "",
    )

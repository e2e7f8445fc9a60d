"""Who may what with the unit's own reports. What is not visible does not exist: 404, never 403."""

from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock
from oversight.models import PeriodReport, ReportStatus
from oversight.models.period_report import PeriodReportQuerySet
from oversight.policies import report_not_found
from tenants.cases.policies.verdicts import Verdict, refusal

S = ReportStatus
#: Who has to do with reports at all.
READERS = (P.REPORT_PREPARE, P.OVERSIGHT_VIEW)
EDITED = (S.SNAPSHOT, S.RETURNED)
# Verb → the permission it takes and the statuses it is possible in.
VERBS: dict[str, tuple[P, tuple[ReportStatus, ...]]] = {
    "snapshot": (P.REPORT_PREPARE, (S.LIVE, S.SNAPSHOT, S.RETURNED)),
    "fill": (P.REPORT_PREPARE, EDITED),
    "consolidate": (P.REPORT_PREPARE, EDITED),
    "comment": (P.REPORT_PREPARE, (*EDITED, S.SIGNED)),
    "sign": (P.DOCUMENT_SIGN, EDITED),
    "take_back": (P.REPORT_PREPARE, (S.SIGNED,)),
    "submit": (P.REPORT_PREPARE, (S.SIGNED,)),
    "ask_reopening": (P.REPORT_PREPARE, (S.LOCKED,)),
    # Where nobody above is on the platform the unit notes what the recipient did.
    "accept": (P.REPORT_DECIDE, (S.SUBMITTED,)),
    "lock": (P.REPORT_DECIDE, (S.ACCEPTED,)),
    "reopen": (P.REPORT_DECIDE, (S.LOCKED,)),
}
OUTSIDE = frozenset({"accept", "lock", "reopen"})


def require_reader(actor: Actor) -> None:
    """Raise ``NotPermitted`` for who has nothing to do with reports."""
    if not any(actor.may(one) for one in READERS):
        actor.require(P.REPORT_PREPARE)


def visible_reports(actor: Actor) -> PeriodReportQuerySet:
    """The unit's own reports on the actor's lines."""
    if not any(actor.may(one) for one in READERS):
        return PeriodReport.objects.none()
    found: PeriodReportQuerySet = PeriodReport.objects.of_unit(actor.unit.id).filter(
        line__in=[line.value for line in actor.lines]
    )
    return found


def get_report(actor: Actor, report_id: UUID) -> PeriodReport:
    """The report, or NotFound: the same answer for the other line's, another unit's and a non-existent one."""
    found = visible_reports(actor).filter(pk=report_id).first()
    if found is None:
        raise report_not_found()
    return found


def may(actor: Actor, verb: str, row: PeriodReport) -> Verdict:
    """Whether the actor may take the step now, and if not, why not."""
    permission, statuses = VERBS[verb]
    if not actor.may(permission):
        return refusal(
            "not_permitted",
            _("Bạn chưa được giao quyền “%(right)s” tại đơn vị này.") % {"right": permission.label},
        )
    if verb in OUTSIDE and row.superior_id is not None:
        return refusal("not_permitted", _("Báo cáo này do cấp trên trực tiếp tiếp nhận."))
    if row.status not in statuses:
        return refusal(
            "report_status",
            _("Báo cáo đang ở trạng thái “%(status)s”, không làm được bước này.")
            % {"status": ReportStatus(row.status).label},
        )
    if verb == "snapshot" and row.last >= clock.today():
        return refusal(
            "window_open",
            _("Kỳ báo cáo đến hết ngày %(day)s; số liệu được chốt sau ngày đó.") % {"day": f"{row.last:%d/%m/%Y}"},
        )
    if verb == "ask_reopening" and (not row.is_current or row.reopening_asked_at is not None):
        return refusal("reopening_asked", _("Đã đề nghị mở lại, hoặc đã có bản đính chính."))
    if verb == "reopen" and (not row.is_current or row.reopening_asked_at is None):
        return refusal("reopening_not_asked", _("Chưa có đề nghị mở lại báo cáo này."))
    return Verdict(True)

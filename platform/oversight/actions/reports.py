"""Every step on the way of a report. A step is a compare-and-set: of two at once one wins, the other is told who did."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import F
from django.db.models.expressions import CombinedExpression
from django.utils.translation import gettext as _

from deadlines import due
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock
from kernel.errors import Conflict, Invalid, InvalidTransition, NotPermitted
from kernel.text import clean
from kernel.transactions import atomic
from oversight.models import PeriodReport, ReportStatus
from oversight.models.period_report import FOLLOWS
from oversight.policies import report_not_found
from oversight.rules.forms import FormSet, set_of
from oversight.rules.public_texts import NUMBER_OF_A_PERSON

MAX_REMARK = 500


def step(report_id: UUID, to: ReportStatus, *, from_: Iterable[str], **changes: Any) -> None:
    """One step of a unit's own report, in the transaction of its action, which has passed the policy and holds the rows.

    Refuses with ``InvalidTransition`` when the report stands elsewhere by now, naming where.
    """
    found = PeriodReport.objects.filter(pk=report_id, status__in=_allowed(from_, to))
    if not found.update(status=to, version=_next(), **changes):
        raise _stands_elsewhere(PeriodReport.objects.get(pk=report_id))


@atomic
def return_report(
    report: PeriodReport, *, remarks: Iterable[tuple[str, int, str]], actor: Actor, version: int | None = None
) -> PeriodReport:
    """The superior gives a submitted report back, with a word on each cell ``(form, column, words)``.

    Refuses no remark, a cell no form has, what is not submitted; of two superiors at once the second is told who was first.
    The unit owes it again: its due item opens as it was.
    """
    forms, at = set_of(report.form_set, report.first), clock.now()
    said = [_remark(forms, *one, actor=actor, at=at.isoformat()) for one in remarks]
    if not said:
        message = _("Ghi ít nhất một ý kiến vào một ô.")
        raise Invalid("remark_missing", message, {"remarks": [message]})
    row = _decide(
        report,
        ReportStatus.RETURNED,
        actor=actor,
        version=version,
        remarks=[*report.remarks, *said],
        times_returned=report.times_returned + 1,
    )
    due.open_again(row.unit_id, row.pk)
    return row


@atomic
def accept_report(report: PeriodReport, *, actor: Actor, version: int | None = None) -> PeriodReport:
    """The superior takes a submitted report. Refuses as ``return_report`` does."""
    return _decide(report, ReportStatus.ACCEPTED, actor=actor, version=version, accepted_at=clock.now())


@atomic
def lock_report(report: PeriodReport, *, actor: Actor, version: int | None = None) -> PeriodReport:
    """The superior closes an accepted report: from now on only a correction with its consent changes anything."""
    return _decide(report, ReportStatus.LOCKED, actor=actor, version=version, locked_at=clock.now())


@atomic
def lock_accepted(form_set: str, period: str, *, actor: Actor) -> int:
    """Close every accepted report of a period that units directly below sent; one that was decided meanwhile is left out."""
    actor.require(Permission.REPORT_DECIDE)
    lines = [line.value for line in actor.lines]
    found = PeriodReport.objects.to_superior(actor.unit.id).current().filter(form_set=form_set, period=period)
    rows = list(found.filter(status=ReportStatus.ACCEPTED, line__in=lines).order_by("id").select_for_update())
    for row in rows:
        lock_report(row, actor=actor)
    return len(rows)


@atomic
def ask_reopening(report: PeriodReport) -> PeriodReport:
    """The unit asks to correct a locked report; its action has passed the policy. Refuses one that is not locked."""
    changed = PeriodReport.objects.filter(pk=report.pk, status=ReportStatus.LOCKED, superseded_by=None).update(
        reopening_asked_at=clock.now(), version=_next()
    )
    row = PeriodReport.objects.get(pk=report.pk)
    if not changed:
        raise _stands_elsewhere(row)
    return row


@atomic
def reopen_report(report: PeriodReport, *, actor: Actor) -> PeriodReport:
    """The superior consents: a next version begins live, the locked one stays as it is, both readable. Returns the new one.

    Refuses a report that nobody asked to correct, and one that a correction stands behind already.
    """
    _require_decider(report, actor)
    row = PeriodReport.objects.select_for_update().get(pk=report.pk)
    if row.status != ReportStatus.LOCKED or row.reopening_asked_at is None or row.superseded_by_id is not None:
        raise _stands_elsewhere(row)
    made = PeriodReport.objects.create(
        unit_id=row.unit_id,
        superior_id=row.superior_id,
        line=row.line,
        form_set=row.form_set,
        forms_version=row.forms_version,
        period=row.period,
        first=row.first,
        last=row.last,
        no=row.no + 1,
    )
    PeriodReport.objects.filter(pk=row.pk).update(superseded_by=made, version=_next())
    return made


def _decide(
    report: PeriodReport, to: ReportStatus, *, actor: Actor, version: int | None, **changes: Any
) -> PeriodReport:
    _require_decider(report, actor)
    found = PeriodReport.objects.filter(pk=report.pk, status__in=_allowed(ReportStatus.values, to), superseded_by=None)
    if to == ReportStatus.RETURNED:
        # Taking a signature back leads there too, and that is the unit's own step.
        found = found.filter(status=ReportStatus.SUBMITTED)
    if version is not None:
        found = found.filter(version=version)
    changed = found.update(
        status=to,
        decided_at=clock.now(),
        decided_by_unit=actor.unit.id,
        decided_by_name=actor.name[:200],
        version=_next(),
        **changes,
    )
    row = PeriodReport.objects.get(pk=report.pk)
    if not changed:
        raise _was_faster(row)
    return row


def _require_decider(report: PeriodReport, actor: Actor) -> None:
    actor.require(Permission.REPORT_DECIDE)
    if report.line not in actor.lines:
        raise report_not_found()
    # Nobody above is on the platform: the unit notes itself that the recipient has the report.
    decider = report.superior_id if report.superior_id is not None else report.unit_id
    if decider != actor.unit.id:
        raise NotPermitted(
            "not_the_superior", _("Chỉ cấp trên trực tiếp của đơn vị trong kỳ này mới tiếp nhận hoặc trả lại báo cáo.")
        )


def _next() -> CombinedExpression:
    return F("version") + 1


def _allowed(from_: Iterable[str], to: ReportStatus) -> list[str]:
    return [one for one in from_ if to in FOLLOWS[one]]


def _remark(forms: FormSet, form: str, no: int, text: str, *, actor: Actor, at: str) -> dict[str, Any]:
    forms.column(form, no)
    words = clean(text, field="remarks", max_length=MAX_REMARK, multiline=True)
    # Stands in `public`: a word on a figure, never a person. Numbers of papers and telephones are refused.
    if NUMBER_OF_A_PERSON.search(words):
        message = _("Ý kiến về số liệu không ghi số giấy tờ hay số điện thoại.")
        raise Invalid("remark_names_number", message, {"remarks": [message]})
    if not words:
        message = _("Ghi nội dung ý kiến.")
        raise Invalid("remark_missing", message, {"remarks": [message]})
    return {"form": form, "no": no, "text": words, "by": actor.name, "unit_id": actor.unit.id, "at": at}


def _stands_elsewhere(row: PeriodReport) -> InvalidTransition:
    return InvalidTransition(
        "report_status",
        _("Báo cáo đang ở trạng thái “%(status)s”, không làm được bước này.")
        % {"status": ReportStatus(row.status).label},
        report_status=row.status,
    )


def _was_faster(row: PeriodReport) -> Conflict:
    if row.decided_at is None:
        return Conflict(
            "report_status",
            _("Báo cáo đang ở trạng thái “%(status)s”, chưa xem xét được.")
            % {"status": ReportStatus(row.status).label},
            report_status=row.status,
            version=row.version,
        )
    return Conflict(
        "report_decided",
        _("Báo cáo này đang ở trạng thái “%(status)s”.") % {"status": ReportStatus(row.status).label},
        who=row.decided_by_name,
        at=row.decided_at.isoformat(),
        report_status=row.status,
        version=row.version,
    )

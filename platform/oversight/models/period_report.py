from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.ids import new_id
from registry.levels import Line


class ReportStatus(models.TextChoices):
    """live → snapshot → signed → submitted → returned (and signed again) or accepted → locked."""

    LIVE = "LIVE", _("Đang cộng dồn")
    SNAPSHOT = "SNAPSHOT", _("Đã chốt số liệu")
    SIGNED = "SIGNED", _("Đã ký, chưa gửi")
    SUBMITTED = "SUBMITTED", _("Đã gửi cấp trên")
    RETURNED = "RETURNED", _("Bị trả lại")
    ACCEPTED = "ACCEPTED", _("Đã tiếp nhận")
    LOCKED = "LOCKED", _("Đã khóa")


S = ReportStatus
#: What may follow what; the database keeps the same list in a trigger of its own.
FOLLOWS: dict[str, frozenset[str]] = {
    S.LIVE: frozenset({S.SNAPSHOT}),
    S.SNAPSHOT: frozenset({S.SNAPSHOT, S.SIGNED}),
    S.SIGNED: frozenset({S.SNAPSHOT, S.RETURNED, S.SUBMITTED}),
    S.SUBMITTED: frozenset({S.RETURNED, S.ACCEPTED}),
    S.RETURNED: frozenset({S.RETURNED, S.SIGNED}),
    S.ACCEPTED: frozenset({S.LOCKED}),
    S.LOCKED: frozenset(),
}
#: The unit still works on it.
WORKED_ON = (S.LIVE, S.SNAPSHOT, S.SIGNED, S.RETURNED)
#: The figures are with the superior.
SENT = (S.SUBMITTED, S.ACCEPTED, S.LOCKED)


class PeriodReportQuerySet(models.QuerySet["PeriodReport"]):
    """Adjectives of reports."""

    def current(self) -> Self:
        """The last version of each: a corrected one stands behind its correction."""
        return self.filter(superseded_by=None)

    def of_unit(self, unit_id: int) -> Self:
        return self.filter(unit_id=unit_id)

    def to_superior(self, unit_id: int) -> Self:
        """What the units that stood under this one on the last day of the period owe to it."""
        return self.filter(superior_id=unit_id)

    def sent(self) -> Self:
        return self.filter(status__in=SENT)

    def overdue(self, on: date) -> Self:
        """Not with the superior although its last permitted day is over: missing or late."""
        return self.filter(status__in=WORKED_ON, due_on__lt=on)


class PeriodReport(models.Model):
    """The report of one unit for one period, as the levels above may read it: counts only, no citizen, no text of a case.

    ``first``–``last``: the days of the period on which the unit existed. ``superior_id``: who stood above it on ``last``; none:
    the recipient is outside the platform. ``own``: the cells of the unit's own work, ``total``: with what was consolidated from
    ``included`` (ids of reports below). Both are empty until the report is submitted and never change while the superior has it.
    ``remarks``: ``[{form, no, text, by, unit_id, at}]``, what a superior asks about a cell. A correction after locking is a new
    row with the next ``no``.
    """

    #: All that the serving role may change; which unit's report of which period it is, it may not (``registry.grants``).
    changeable = (
        "superior_id", "first", "last", "status", "due_on", "own", "total", "included", "remarks", "snapshot_at", "signed_at",
        "signer_name", "symbol", "submitted_at", "submitted_by_unit", "submitted_by_name", "times_returned", "decided_at",
        "decided_by_unit", "decided_by_name", "accepted_at", "locked_at", "reopening_asked_at", "superseded_by_id", "recounted", "recounted_at", "version",
    )  # fmt: skip

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit_id = models.IntegerField()
    superior_id = models.IntegerField(null=True)
    line = models.CharField(max_length=16, choices=Line.choices)
    form_set = models.CharField(max_length=12)
    forms_version = models.CharField(max_length=10)
    period = models.CharField(max_length=20)
    first = models.DateField()
    last = models.DateField()
    no = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=10, choices=ReportStatus.choices, default=ReportStatus.LIVE)
    due_on = models.DateField(null=True)
    own = models.JSONField(null=True)
    total = models.JSONField(null=True)
    included = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    snapshot_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    signer_name = models.CharField(max_length=200, blank=True, default="")
    symbol = models.CharField(max_length=60, blank=True, default="")
    submitted_at = models.DateTimeField(null=True)
    submitted_by_unit = models.IntegerField(null=True)
    submitted_by_name = models.CharField(max_length=200, blank=True, default="")
    times_returned = models.PositiveSmallIntegerField(default=0)
    #: Who of the superior returned, accepted or locked it last, and when.
    decided_at = models.DateTimeField(null=True)
    decided_by_unit = models.IntegerField(null=True)
    decided_by_name = models.CharField(max_length=200, blank=True, default="")
    accepted_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    #: The unit asks to correct a locked report.
    reopening_asked_at = models.DateTimeField(null=True)
    #: Its counted cells as the unit's rows give them now, and when that was asked; the frozen figures stay beside it.
    recounted = models.JSONField(null=True)
    recounted_at = models.DateTimeField(null=True)
    superseded_by = models.OneToOneField("self", models.PROTECT, null=True, related_name="supersedes")
    made_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    objects = PeriodReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "form_set", "period", "first", "no"], name="period_report_once"),
            models.CheckConstraint(condition=Q(status__in=ReportStatus.values), name="period_report_status"),
            models.CheckConstraint(
                condition=~Q(status__in=SENT)
                | Q(own__isnull=False, total__isnull=False, signed_at__isnull=False, submitted_at__isnull=False)
                & ~Q(symbol=""),
                name="period_report_sent_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(S.ACCEPTED, S.LOCKED)) | Q(accepted_at__isnull=False, decided_at__isnull=False),
                name="period_report_accepted",
            ),
            models.CheckConstraint(
                condition=~Q(status=S.LOCKED) | Q(locked_at__isnull=False), name="period_report_locked"
            ),
            # Nobody acts on another's behalf: the unit submits, the superior of the last day decides.
            models.CheckConstraint(
                condition=Q(submitted_by_unit=None) | Q(submitted_by_unit=F("unit_id")), name="period_report_own_submission"
            ),
            models.CheckConstraint(
                condition=Q(decided_by_unit=None) | Q(decided_by_unit=F("superior_id"))
                | Q(superior_id=None, decided_by_unit=F("unit_id")),
                name="period_report_own_decision",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["superior_id", "form_set", "period"], name="period_report_superior"),
            models.Index(fields=["form_set", "period", "status"], name="period_report_period"),
        ]

    def __str__(self) -> str:
        return f"{self.form_set} {self.period}"

    @property
    def is_current(self) -> bool:
        return self.superseded_by_id is None

    @property
    def is_sent(self) -> bool:
        return self.status in SENT

    @property
    def is_late(self) -> bool:
        """Submitted for the first time after the last permitted day."""
        return (
            self.due_on is not None and self.submitted_at is not None and clock.day_of(self.submitted_at) > self.due_on
        )

    def is_missing(self, on: date) -> bool:
        """Owed, not with the superior, and its day is over."""
        return self.status in WORKED_ON and self.due_on is not None and self.due_on < on

    def remarks_of(self, form: str, no: int) -> list[dict[str, object]]:
        """What was asked about one cell."""
        return [one for one in self.remarks if one.get("form") == form and one.get("no") == no]

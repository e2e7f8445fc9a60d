from django.db import models

from kernel import clock
from oversight.enums import DayReason, DayStatus
from oversight.models.duty import DutyKind
from registry.levels import Line


class DutyDay(models.Model):
    """One session or conference behind a figure of the duty register: its day, what became of it and why; names no citizen.

    Written again with ``Duty`` in the transaction that changes the session, so that the list behind a cell adds up to it. A day
    counts once however many sessions it holds.
    """

    unit_id = models.IntegerField()
    line = models.CharField(max_length=16, choices=Line.choices)
    kind = models.CharField(max_length=12, choices=DutyKind.choices)
    #: The session or the conference.
    object_id = models.UUIDField()
    day = models.DateField()
    status = models.CharField(max_length=12, choices=DayStatus.choices)
    reason = models.CharField(max_length=8, choices=DayReason.choices, blank=True, default="")
    #: Of a day that was put off: where it went.
    moved_to = models.DateField(null=True)
    is_ad_hoc = models.BooleanField(default=False)
    is_made_up = models.BooleanField(default=False)
    is_posted = models.BooleanField(default=False)
    is_posted_late = models.BooleanField(default=False)
    holder_id = models.UUIDField(null=True)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit_id", "kind", "object_id"], name="duty_day_once")]
        indexes = [models.Index(fields=["unit_id", "line", "kind", "day"], name="duty_day_list")]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"

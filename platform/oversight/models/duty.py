from django.db import models
from django.utils.translation import gettext_lazy as _

from deadlines.enums import Mark
from kernel import clock
from registry.levels import Level, Line


class DutyKind(models.TextChoices):
    """What a head owes in person."""

    RECEPTION = "RECEPTION", _("Ngày tiếp công dân")
    CONFERENCE = "CONFERENCE", _("Hội nghị đối thoại")


class Per(models.TextChoices):
    WEEK = "WEEK", _("tuần")
    MONTH = "MONTH", _("tháng")
    YEAR = "YEAR", _("năm")


class DutyMinimum(models.Model):
    """How often a head must receive citizens at least: by line and level, with its legal source and dates of effect.

    A plan may set more; what sets less is saved and marked "dưới mức tối thiểu".
    """

    kind = models.CharField(max_length=12, choices=DutyKind.choices)
    line = models.CharField(max_length=16, choices=Line.choices)
    level = models.CharField(max_length=12, choices=Level.choices)
    days = models.PositiveSmallIntegerField()
    per = models.CharField(max_length=8, choices=Per.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    overlay_valid_to = models.DateField(null=True)
    overlay_source = models.CharField(max_length=200, blank=True)
    law = models.CharField(max_length=250)
    article = models.CharField(max_length=120, blank=True)
    mark = models.CharField(max_length=1, choices=Mark.choices)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "line", "level", "per", "valid_from", "law"], name="duty_minimum_version"
            )
        ]

    @property
    def source(self) -> str:
        """Law and article as printed."""
        return f"{self.law}, {self.article}" if self.article else self.law


class Duty(models.Model):
    """What one person in office owed and did in one month, on one line of one unit; no citizen, no content.

    ``holder`` is NULL while the position is vacant: a vacancy is a vacancy, not the successor's miss. Written again from the
    unit's own sessions in the transaction that changes one of them, so the board above is a read of few rows.
    """

    unit_id = models.IntegerField()
    line = models.CharField(max_length=16, choices=Line.choices)
    kind = models.CharField(max_length=12, choices=DutyKind.choices)
    #: First day of the month; of a conference quota the first day of the year.
    period = models.DateField()
    holder_id = models.UUIDField(null=True)
    holder_name = models.CharField(max_length=200, blank=True)
    legal = models.PositiveSmallIntegerField(default=0)
    planned = models.PositiveSmallIntegerField(null=True)
    announced = models.PositiveSmallIntegerField(default=0)
    posted_late = models.PositiveSmallIntegerField(default=0)
    #: Days that came although nothing hung anywhere.
    unposted = models.PositiveSmallIntegerField(default=0)
    in_person = models.PositiveSmallIntegerField(default=0)
    delegated = models.PositiveSmallIntegerField(default=0)
    postponed = models.PositiveSmallIntegerField(default=0)
    made_up = models.PositiveSmallIntegerField(default=0)
    cancelled = models.PositiveSmallIntegerField(default=0)
    missed = models.PositiveSmallIntegerField(default=0)
    ad_hoc = models.PositiveSmallIntegerField(default=0)
    below_minimum = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit_id", "line", "kind", "period", "holder_id"], nulls_distinct=False, name="duty_once"
            )
        ]
        indexes = [
            # The board of any number of units sorts by what is missing: read from the index alone.
            models.Index(
                fields=["line", "kind", "period", "unit_id"],
                include=["holder_id", "legal", "planned", "in_person", "delegated", "missed", "below_minimum"],
                name="duty_board",
            )
        ]

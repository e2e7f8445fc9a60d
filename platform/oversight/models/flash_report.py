from typing import Self

from django.db import models
from django.db.models import Q

from kernel import clock
from kernel.ids import new_id
from oversight.enums import FlashKind


class FlashReportQuerySet(models.QuerySet["FlashReport"]):
    """Adjectives of flash reports."""

    def issued(self) -> Self:
        return self.filter(issued_at__isnull=False)


class FlashReport(models.Model):
    """A report of a campaign: figures filled in, a few words, signed with a number, then unchangeable. Counts only, no citizen.

    ``figures``: ``[{code, label, n}]``; a column whose fact the unit does not keep is left out, never zero. They are taken anew until
    the report is issued. ``day`` is the day it is due, ``first``–``last`` the days it counts.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey("oversight.Campaign", models.PROTECT, related_name="reports")
    unit_id = models.IntegerField()
    kind = models.CharField(max_length=8, choices=FlashKind.choices)
    day = models.DateField()
    first = models.DateField()
    last = models.DateField()
    due_at = models.DateTimeField()
    figures = models.JSONField(default=list)
    text = models.CharField(max_length=8000, blank=True, default="")
    proposals = models.CharField(max_length=4000, blank=True, default="")
    symbol = models.CharField(max_length=60, blank=True, default="")
    signer_name = models.CharField(max_length=200, blank=True, default="")
    #: The letters and titles over the signature, line by line.
    signer_lines = models.JSONField(default=list)
    issued_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by_name = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)

    objects = FlashReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "kind", "day"], name="flash_report_once"),
            models.CheckConstraint(
                condition=Q(issued_at=None) | ~Q(symbol="") & ~Q(signer_name=""), name="flash_report_issued_is_signed"
            ),
        ]
        indexes = [models.Index(fields=["campaign", "-day"], name="flash_report_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day:%d/%m/%Y}"

    @property
    def is_issued(self) -> bool:
        return self.issued_at is not None


class FlashReceipt(models.Model):
    """One recipient of an issued flash report and the proof: a unit says itself that it has it, of others somebody types how it was sent."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(FlashReport, models.PROTECT, related_name="receipts")
    unit_id = models.IntegerField(null=True)
    name = models.CharField(max_length=250)
    received_at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=200, blank=True, default="")
    proof = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "unit_id"], condition=Q(unit_id__isnull=False), name="flash_receipt_unit_once"
            ),
            models.CheckConstraint(
                condition=Q(received_at=None) | Q(unit_id__isnull=False) | ~Q(proof=""), name="flash_receipt_is_proved"
            ),
        ]
        indexes = [models.Index(fields=["unit_id", "report"], name="flash_receipt_unit")]

    def __str__(self) -> str:
        return self.name

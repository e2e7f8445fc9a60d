from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernel import clock
from registry.levels import Line


class UrgingKind(models.TextChoices):
    """What a unit above demands of one below."""

    URGING = "URGING", _("Đôn đốc")
    DIRECTIVE = "DIRECTIVE", _("Chỉ đạo")


class UrgingReason(models.TextChoices):
    """For which duty; the cell of the board it came from names the period and the measure."""

    RECEPTION = "RECEPTION", _("Ngày tiếp công dân của người đứng đầu")
    POSTING = "POSTING", _("Niêm yết lịch tiếp")
    CONFERENCE = "CONFERENCE", _("Hội nghị đối thoại")
    CONCLUSION = "CONCLUSION", _("Thông báo kết luận sau buổi tiếp")
    ANSWER = "ANSWER", _("Trả lời công dân")
    TASK = "TASK", _("Nhiệm vụ thực hiện kết luận")
    INSTRUMENT = "INSTRUMENT", _("Kế hoạch, quy chế, nội quy")
    REPORT = "REPORT", _("Báo cáo định kỳ")
    DATABASE = "DATABASE", _("Cập nhật cơ sở dữ liệu quốc gia")
    CASE = "CASE", _("Vụ việc giao giải quyết")
    OTHER = "OTHER", _("Nội dung khác")


class UrgingQuerySet(models.QuerySet["Urging"]):
    """Adjectives of urgings; they chain and page."""

    def waiting(self) -> Self:
        """Neither answered nor withdrawn."""
        return self.filter(answered_on__isnull=True, withdrawn_on__isnull=True)

    def late(self, on: date) -> Self:
        """Not answered after the last permitted day."""
        return self.waiting().filter(due_on__lt=on)

    def proposed(self) -> Self:
        """Where the second letter, too, stayed without an answer: a responsibility check is proposed."""
        return self.waiting().filter(check_proposed_on__isnull=False)


class Urging(models.Model):
    """That one unit urged or directed another: who, whom, for what, until when, and what came of it. No text, no citizen.

    ``id`` is the letter's (its envelope's) in both units, ``thread`` that of the first letter. Level 1 is sent by a person, level 2 by
    the sweep the morning after the first stayed unanswered; after that a responsibility check is proposed (level 3).
    """

    id = models.UUIDField(primary_key=True)
    thread = models.UUIDField()
    from_unit = models.IntegerField()
    to_unit = models.IntegerField()
    line = models.CharField(max_length=16, choices=Line.choices)
    kind = models.CharField(max_length=10, choices=UrgingKind.choices)
    level = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(max_length=12, choices=UrgingReason.choices)
    #: The cell of the board: a period ("2026-11", "2026-Q4", "2026") and the measure's code; empty where it came from elsewhere.
    period = models.CharField(max_length=8, blank=True, default="")
    measure = models.CharField(max_length=40, blank=True, default="")
    case_id = models.UUIDField(null=True)
    sent_on = models.DateField(default=clock.today)
    due_on = models.DateField()
    acknowledged_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    #: The sender took it back; its number stays, and no level follows.
    withdrawn_on = models.DateField(null=True)
    #: The next level followed on this day.
    escalated_on = models.DateField(null=True)
    check_proposed_on = models.DateField(null=True)

    objects = UrgingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "level"], name="urging_level_once"),
            models.CheckConstraint(condition=Q(level__in=[1, 2]), name="urging_levels"),
            # Of an answer and a withdrawal at once one wins.
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(withdrawn_on__isnull=True), name="urging_ended_once"
            ),
        ]
        indexes = [
            models.Index(fields=["from_unit", "-sent_on"], name="urging_sender"),
            models.Index(fields=["to_unit", "-sent_on"], name="urging_receiver"),
            models.Index(
                fields=["due_on"],
                condition=Q(answered_on__isnull=True, withdrawn_on__isnull=True, escalated_on__isnull=True),
                name="urging_sweep",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.level} → {self.to_unit}"

    def is_late(self, on: date) -> bool:
        """Waiting after its last permitted day."""
        return self.is_waiting and self.due_on < on

    @property
    def is_waiting(self) -> bool:
        """Neither answered nor withdrawn."""
        return self.answered_on is None and self.withdrawn_on is None

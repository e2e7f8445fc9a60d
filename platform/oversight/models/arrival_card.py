from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kernel import clock
from registry.levels import Level
from registry.models import UnitClosure

CROWD = 5
"""A group of five or more (Circular 06/2025/TT-TTCP, guidance to form 01/TCD)."""


class ArrivalStatus(models.TextChoices):
    """reported → officers sent → handed over → ended; or withdrawn, because it was entered by mistake."""

    REPORTED = "REPORTED", _("Chờ địa phương trả lời")
    ANSWERED = "ANSWERED", _("Địa phương đã cử cán bộ")
    HANDED_OVER = "HANDED_OVER", _("Đã bàn giao, đang về")
    ENDED = "ENDED", _("Đã kết thúc")
    WITHDRAWN = "WITHDRAWN", _("Đã rút, ghi nhầm")


class ArrivalResult(models.TextChoices):
    """How it ended, as the home unit confirms."""

    PERSUADED = "PERSUADED", _("Được giải thích, vận động, tự trở về")
    RETURNED = "RETURNED", _("Đã đưa về đến địa phương")
    REFUSED = "REFUSED", _("Công dân không trở về")
    DISPUTED = "DISPUTED", _("Địa phương cho rằng không phải công dân của mình")


#: Somebody still has to do something.
OPEN = (ArrivalStatus.REPORTED, ArrivalStatus.ANSWERED, ArrivalStatus.HANDED_OVER)
_IS_OPEN = Q(status=OPEN[0]) | Q(status=OPEN[1]) | Q(status=OPEN[2])


class ArrivalCardQuerySet(models.QuerySet["ArrivalCard"]):
    """Adjectives of arrivals; they chain and page."""

    def counted(self) -> Self:
        """What the figures count: not what was entered by mistake."""
        return self.exclude(status=ArrivalStatus.WITHDRAWN)

    def open(self) -> Self:
        return self.filter(_IS_OPEN)

    def late(self, at: datetime) -> Self:
        """Open after the time by which the home unit was asked to come."""
        return self.open().filter(asked_until__lt=at)

    def between(self, first: date, last: date) -> Self:
        """Both days inclusive."""
        return self.filter(arrived_on__range=(first, last))

    def from_below(self, unit_id: int) -> Self:
        """Citizens of the units that stand under this one today, however deep."""
        day = clock.today()
        below = UnitClosure.objects.filter(ancestor_id=unit_id, depth__gt=0, valid_from__lte=day)
        below = below.annotate(until=Coalesce(F("overlay_valid_to"), F("valid_to")))
        below = below.filter(Q(until__isnull=True) | Q(until__gte=day))
        return self.filter(home_unit__in=below.values("descendant_id"))


class ArrivalCard(models.Model):
    """That citizens of one unit stood before a higher one: who, where, how many, what came of it. No name, no matter.

    ``id`` is that of the row in both units (``receptions.Arrival``). ``level_reached`` is typed: a province also tells of those
    who went to the central office. ``occurrence``: for the how many-th time this group came with its matter.
    """

    id = models.UUIDField(primary_key=True)
    host_unit = models.IntegerField()
    home_unit = models.IntegerField()
    level_reached = models.CharField(max_length=10, choices=Level.choices)
    arrived_at = models.DateTimeField()
    arrived_on = models.DateField()
    person_count = models.PositiveIntegerField()
    representatives = models.PositiveSmallIntegerField(default=0)
    occurrence = models.PositiveSmallIntegerField(default=1)
    #: The home unit has no tables here: letter and telephone.
    is_on_paper = models.BooleanField(default=False)
    status = models.CharField(max_length=12, choices=ArrivalStatus.choices, default=ArrivalStatus.REPORTED)
    asked_until = models.DateTimeField()
    registered_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True)
    officer_count = models.PositiveSmallIntegerField(default=0)
    departs_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    handed_over_count = models.PositiveIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=10, choices=ArrivalResult.choices, blank=True, default="")

    objects = ArrivalCardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(person_count__gte=1, occurrence__gte=1), name="arrival_card_counts"),
            models.CheckConstraint(
                condition=~Q(status=ArrivalStatus.ENDED) | (~Q(result="") & Q(ended_at__isnull=False)),
                name="arrival_card_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["home_unit", "arrived_on"], name="arrival_card_home"),
            models.Index(fields=["host_unit", "-arrived_on"], name="arrival_card_host"),
            models.Index(fields=["asked_until"], condition=_IS_OPEN, name="arrival_card_open"),
        ]

    def __str__(self) -> str:
        return f"{self.home_unit} → {self.host_unit} ({self.person_count})"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_crowd(self) -> bool:
        return self.person_count >= CROWD

    def is_late(self, at: datetime) -> bool:
        """Open after the time by which the home unit was asked to come."""
        return self.is_open and self.asked_until < at

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.models import PublicRef, UnitQuerySet, UnitRoot
from oversight.models import ArrivalResult, ArrivalStatus
from oversight.models.arrival_card import OPEN
from registry import tree
from registry.info import UnitInfo
from registry.levels import Level
from tenants.receptions.enums import ArrivalSide


class ArrivalQuerySet(UnitQuerySet["Arrival"]):
    """Adjectives of arrivals."""

    def hosted(self) -> Self:
        """Citizens of other units before this one."""
        return self.filter(side=ArrivalSide.HOST)

    def ours(self) -> Self:
        """This unit's citizens before a higher one."""
        return self.filter(side=ArrivalSide.HOME)

    def counted(self) -> Self:
        """Not what was entered by mistake."""
        return self.exclude(status=ArrivalStatus.WITHDRAWN)

    def open(self) -> Self:
        return self.filter(status__in=OPEN)

    def since(self, moment: datetime) -> Self:
        return self.filter(arrived_at__gte=moment)


class Arrival(UnitRoot):
    """Citizens who went above their level (lượt công dân vượt cấp), kept by the host and by the home unit under one id.

    What both may read in ``public`` is `oversight.ArrivalCard`, which also says the status; names stand here only. ``people``:
    ``[{name, address}]``, the representatives whom the host received. ``plan``: ``{text, officers: [{name, position, phone}], vehicle,
    departs_at, by, at}``; ``handover``: ``{at, giver, taker, place, persons, note}``; ``ending``: ``{result, at, persons, note, by}``;
    ``calls``: ``[{at, whom, said, by}]``, the own side's only. ``case_id``: at home the own case, ``visit_id``: at the host the own visit.
    ``sent``: ``[{id, step, body}]``, what travelled, by the id of its envelope.
    """

    side = models.CharField(max_length=4, choices=ArrivalSide.choices)
    host_unit_id = models.IntegerField()
    home_unit_id = models.IntegerField()
    #: Both names as they were on that day.
    host_name = models.CharField(max_length=250)
    home_name = models.CharField(max_length=250)
    level_reached = models.CharField(_("cấp đến"), max_length=10, choices=Level.choices)
    place = models.CharField(_("nơi đến"), max_length=250, blank=True, default="")
    arrived_at = models.DateTimeField(_("lúc"))
    asked_until = models.DateTimeField(_("đề nghị có mặt trước"))
    person_count = models.PositiveIntegerField(_("số người"))
    occurrence = models.PositiveSmallIntegerField(_("lần thứ"), default=1)
    matter = models.TextField(_("nội dung"))
    case_number = models.CharField(_("số vụ việc công dân trình"), max_length=60, blank=True, default="")
    case_id = models.UUIDField(null=True)
    visit_id = models.UUIDField(null=True)
    people = models.JSONField(default=list)
    heard_at = models.DateTimeField(null=True)
    plan = models.JSONField(default=dict)
    handover = models.JSONField(default=dict)
    ending = models.JSONField(default=dict)
    calls = models.JSONField(default=list)
    withdrawn_why = models.CharField(max_length=500, blank=True, default="")
    #: The letter to a home unit off the platform.
    letter_id = models.UUIDField(null=True)
    is_on_paper = models.BooleanField(default=False)
    status = models.CharField(max_length=12, choices=ArrivalStatus.choices, default=ArrivalStatus.REPORTED)
    sent = models.JSONField(default=list)
    made_at = models.DateTimeField(default=clock.now)
    made_by = PublicRef("identity.Account")
    version = models.PositiveIntegerField(default=1)

    objects = ArrivalQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(UnitRoot.Meta):
        default_permissions = ()
        indexes = [
            models.Index(fields=["side", "-arrived_at"], name="arrival_side"),
            models.Index(fields=["home_unit_id", "-arrived_at"], name="arrival_home"),
            models.Index(fields=["case_id"], condition=models.Q(case_id__isnull=False), name="arrival_case"),
            models.Index(fields=["visit_id"], condition=models.Q(visit_id__isnull=False), name="arrival_visit"),
        ]

    def __str__(self) -> str:
        return f"{self.home_name} {self.arrived_at:%d/%m/%Y}"

    @property
    def is_host(self) -> bool:
        return self.side == ArrivalSide.HOST

    @property
    def other_unit(self) -> UnitInfo:
        """The unit on the other side."""
        return tree.get(self.home_unit_id if self.is_host else self.host_unit_id)

    @property
    def result(self) -> str:
        """How it ended, in words."""
        found = self.ending.get("result", "")
        return str(ArrivalResult(found).label) if found else ""

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def is_late(self, at: datetime) -> bool:
        """Open after the time by which the home unit was asked to come."""
        return self.is_open and self.asked_until < at

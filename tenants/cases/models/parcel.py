"""What travels between two units: kept by the sender, and a copy by the receiver."""

from typing import Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.enums import WITHOUT_CASE, MovementKind
from kernel import clock
from kernel.models import PublicRef, UnitQuerySet, UnitRoot

#: A letter is no parcel: it needs no case.
KINDS = [(kind.value, kind.label) for kind in MovementKind if kind not in WITHOUT_CASE]


class Direction(models.TextChoices):
    """Whether this unit sent the parcel or got it."""

    OUT = "OUT", _("Đi")
    IN = "IN", _("Đến")


class ParcelQuerySet(UnitQuerySet["Parcel"]):
    """Adjectives of parcels."""

    def of_case(self, case_id: UUID) -> Self:
        """The movements of one case as this unit saw them, oldest first."""
        return self.filter(case_id=case_id).order_by("moved_at", "id")

    def sent(self) -> Self:
        return self.filter(direction=Direction.OUT)

    def received(self) -> Self:
        return self.filter(direction=Direction.IN)


class Parcel(UnitRoot):
    """One movement of one case, versioned and frozen; `id` is the id of its envelope.

    `body` holds the dossier as it was sent and what the movement says (reason, demand); it is the
    readable record of what the unit sent, whatever becomes of the case. Not a foreign key to the
    case: a superior that names the competent unit sends a parcel and has no case.
    """

    case_id = models.UUIDField()
    direction = models.CharField(max_length=3, choices=Direction.choices)
    kind = models.CharField(max_length=12, choices=KINDS)
    other_unit_id = models.IntegerField(null=True)
    #: The other side's name as it was on that day.
    other_name = models.CharField(max_length=250, blank=True, default="")
    number = models.CharField(max_length=40, blank=True, default="")
    moved_at = models.DateTimeField(default=clock.now)
    moved_on = models.DateField(default=clock.today)
    actor = PublicRef("identity.Account")
    actor_name = models.CharField(max_length=200, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    due_on = models.DateField(null=True)
    format_version = models.PositiveSmallIntegerField(default=1)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    size = models.PositiveBigIntegerField(default=0)
    body = models.JSONField(default=dict)
    #: The status of the case before it left, so that exactly this movement can be undone.
    status_before = models.CharField(max_length=12, blank=True, default="")
    #: Recalled or undeliverable: it does not count as sent.
    cancelled_at = models.DateTimeField(null=True)

    objects = ParcelQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["case_id", "moved_at"], name="parcel_case"),
            models.Index(fields=["moved_on"], name="parcel_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

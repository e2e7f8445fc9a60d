from datetime import date
from typing import Self

from django.db import models

from kernel import clock
from kernel.models import PublicRef, UnitQuerySet, UnitRoot
from tenants.cases.enums import RequestKind


class RequestQuerySet(UnitQuerySet["Request"]):
    """Adjectives of requests."""

    def open(self) -> Self:
        """Neither answered nor cancelled."""
        return self.filter(answered_on=None, is_cancelled=False)

    def late(self, on: date) -> Self:
        return self.open().filter(due_on__lt=on)


class Request(UnitRoot):
    """Something asked while a case is worked on: of the citizen, of a body, of the sending unit."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=16, choices=RequestKind.choices)
    body = models.ForeignKey("staff.Body", models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    asked_by = PublicRef("identity.Account")
    asked_at = models.DateTimeField(default=clock.now)
    due_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    reply = models.TextField(blank=True, default="")
    is_cancelled = models.BooleanField(default=False)

    objects = RequestQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["due_on"],
                name="request_open",
                condition=models.Q(answered_on=None, is_cancelled=False),
            )
        ]

    def __str__(self) -> str:
        return str(RequestKind(self.kind).label)

    @property
    def is_open(self) -> bool:
        """Still waiting for a reply."""
        return self.answered_on is None and not self.is_cancelled

"""The one-time code with which a person takes an account into use, or gets back into it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from identity.enums import Purpose
from kernel import clock
from kernel.ids import new_id


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Adjectives of invitations."""

    def open(self) -> "InvitationQuerySet":
        """Neither used, replaced nor expired."""
        return self.filter(used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=clock.now())


class Invitation(models.Model):
    """Only the digest is stored; the code is shown once to the administrator and lives 72 hours."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations")
    unit = models.ForeignKey("registry.Unit", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    digest = models.BinaryField(max_length=32)
    clears_second_factor = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = InvitationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["digest"], name="identity_invitation_digest_once"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.created_at:%Y-%m-%d}"

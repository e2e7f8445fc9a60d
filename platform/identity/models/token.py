"""A program's key to one unit's API, in the name of one person."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.ids import new_id


class TokenQuerySet(models.QuerySet["Token"]):
    """Adjectives of tokens."""

    def usable(self) -> "TokenQuerySet":
        """Neither revoked nor expired."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=clock.now())


class Token(models.Model):
    """Only the SHA-256 of the secret is kept: 256 random bits need no slow hash."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tokens")
    unit = models.ForeignKey("registry.Unit", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("tên gọi"), max_length=100)
    prefix = models.CharField(max_length=12)
    digest = models.BinaryField(max_length=32)
    scopes = ArrayField(models.CharField(max_length=32), verbose_name=_("phạm vi"))
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(_("hết hạn"))
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("mã truy cập")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["digest"], name="identity_token_digest_once"),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}…"

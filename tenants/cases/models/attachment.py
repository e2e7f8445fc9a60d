from django.db import models

from kernel import clock
from kernel.models import PublicRef, UnitRoot


class Attachment(UnitRoot):
    """One file of the dossier; the bytes lie in the unit's store under ``digest`` (tenants.documents)."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="attachments")
    answer = models.ForeignKey("cases.Answer", models.PROTECT, null=True, related_name="attachments")
    name = models.CharField(max_length=250)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    added_by = PublicRef("identity.Account")
    added_at = models.DateTimeField(default=clock.now)
    is_internal = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

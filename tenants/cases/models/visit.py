from django.db import models

from kernel.models import PublicRef, UnitRoot


class Visit(UnitRoot):
    """One reception of one citizen or group on one occasion (lượt tiếp)."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="visits")
    petition = models.ForeignKey("cases.Petition", models.PROTECT, null=True, related_name="visits")
    visited_on = models.DateField()
    person_count = models.PositiveIntegerField(default=1)
    is_crowd = models.BooleanField(default=False)
    received_by = PublicRef("identity.Account")
    received_unit_id = models.IntegerField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["visited_on"], name="visit_day")]

    def __str__(self) -> str:
        return f"{self.visited_on:%d/%m/%Y} ({self.person_count})"

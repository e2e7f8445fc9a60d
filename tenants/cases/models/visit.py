from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.models import PublicRef, UnitRoot
from tenants.cases.enums import VisitHost, VisitPurpose


class Visit(UnitRoot):
    """One reception of one citizen or group on one occasion (lượt tiếp), with or without a petition.

    The row of the register of reception (form 03/TCD of Decree 154/2026); a visit without a case keeps person and summary
    itself. ``session_id``: the head's session it belongs to (receptions.ReceptionSession).
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="visits")
    petition = models.ForeignKey("cases.Petition", models.PROTECT, null=True, related_name="visits")
    person = models.ForeignKey("cases.Person", models.PROTECT, null=True, related_name="visits")
    session_id = models.UUIDField(null=True)
    host = models.CharField(max_length=10, choices=VisitHost.choices, default=VisitHost.REGULAR)
    purpose = models.CharField(max_length=10, choices=VisitPurpose.choices, default=VisitPurpose.PETITION)
    visited_on = models.DateField()
    person_count = models.PositiveIntegerField(default=1)
    is_crowd = models.BooleanField(default=False)
    summary = models.TextField(_("nội dung"), blank=True, default="")
    settled_by = models.CharField(_("cơ quan đã giải quyết hết thẩm quyền"), max_length=250, blank=True, default="")
    guided_to = models.CharField(_("hướng dẫn đến"), max_length=250, blank=True, default="")
    received_by = PublicRef("identity.Account")
    received_unit_id = models.IntegerField()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["visited_on"], name="visit_day"),
            models.Index(fields=["session_id"], condition=models.Q(session_id__isnull=False), name="visit_session"),
        ]

    def __str__(self) -> str:
        return f"{self.visited_on:%d/%m/%Y} ({self.person_count})"

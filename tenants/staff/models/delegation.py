"""A head hands powers to somebody from one day to another."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.models import PublicRef, UnitQuerySet, UnitRoot
from registry.levels import Line
from tenants.staff.enums import DelegationForm


class DelegationQuerySet(UnitQuerySet["Delegation"]):
    """Adjectives of delegations."""

    def in_force(self, on: date | None = None) -> Self:
        """Those that hold on a day (today by default); both days count, one taken back holds no more."""
        day = on or clock.today()
        return self.filter(valid_from__lte=day, valid_to__gte=day, ended_at__isnull=True)


class Delegation(UnitRoot):
    """Never changed, only taken back: what was signed under it stays explained."""

    principal = PublicRef("identity.Account")
    principal_name = models.CharField(max_length=200)
    delegate = PublicRef("identity.Account")
    delegate_name = models.CharField(max_length=200)
    line = models.CharField(_("kênh"), max_length=16, choices=Line.choices)
    #: Values of ``Power``.
    powers = models.JSONField(_("phạm vi"), default=list)
    form = models.CharField(_("hình thức ký"), max_length=4, choices=DelegationForm.choices, default=DelegationForm.TUQ)
    basis = models.CharField(_("văn bản ủy quyền"), max_length=250, blank=True, default="")
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"))
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    objects = DelegationQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(UnitRoot.Meta):
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")), name="staff_delegation_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.principal_name} → {self.delegate_name}"

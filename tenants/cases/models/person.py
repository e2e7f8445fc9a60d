from django.db import models

from kernel.models import UnitRoot
from tenants.cases.enums import Capacity


class Person(UnitRoot):
    """A citizen known to this unit; a denouncer is never one (see ``CasePerson.sealed``)."""

    full_name = models.CharField(max_length=150)
    address = models.CharField(max_length=250, blank=True, default="")
    id_number = models.CharField(max_length=20, blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    search_text = models.CharField(max_length=600, blank=True, default="")
    cannot_write = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["search_text"], name="person_search")]

    def __str__(self) -> str:
        return self.full_name


class CasePerson(UnitRoot):
    """A person in a case. A denouncer has no ``person``: the identity stands encrypted in ``sealed``."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="people")
    petition = models.ForeignKey("cases.Petition", models.PROTECT, null=True, related_name="people")
    person = models.ForeignKey("cases.Person", models.PROTECT, null=True, related_name="in_cases")
    capacity = models.CharField(max_length=16, choices=Capacity.choices)
    sealed = models.BinaryField(null=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None, sealed__isnull=False) | models.Q(person__isnull=False, sealed=None),
                name="case_person_open_or_sealed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capacity} {self.order}"

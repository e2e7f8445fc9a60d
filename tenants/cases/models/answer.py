from django.db import models

from kernel import clock
from kernel.models import PublicRef, UnitRoot
from tenants.cases.enums import AnswerKind, HowSent


class Answer(UnitRoot):
    """One answer to the citizen, of one of the four kinds of the Law on reception, Art. 28.1."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=12, choices=AnswerKind.choices)
    text = models.TextField()
    answered_on = models.DateField()
    entered_at = models.DateTimeField(default=clock.now)
    how_sent = models.CharField(max_length=10, choices=HowSent.choices)
    number = models.CharField(max_length=40, blank=True, default="")
    given_by = PublicRef("identity.Account")
    given_unit_id = models.IntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(AnswerKind(self.kind).label)

from django.db import models


class CaseCard(models.Model):
    """What the levels above may read of a case: numbers and dates, no name and no content."""

    case_id = models.UUIDField(primary_key=True)
    home_unit_id = models.IntegerField()
    handling_unit_id = models.IntegerField(null=True)
    answering_unit_id = models.IntegerField(null=True)
    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    field = models.CharField(max_length=40, blank=True, default="")
    status = models.CharField(max_length=20)
    received_on = models.DateField()
    due_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    answered_unit_id = models.IntegerField(null=True)
    closed_on = models.DateField(null=True)
    is_sealed = models.BooleanField(default=False)
    # What the programme of complex and long-running matters holds on the case: days only.
    is_crowd = models.BooleanField(default=False)
    complex_on = models.DateField(null=True)
    solution_on = models.DateField(null=True)
    progress_on = models.DateField(null=True)
    dialogue_on = models.DateField(null=True)
    settled_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["home_unit_id", "received_on"], name="card_home"),
            models.Index(
                fields=["handling_unit_id"],
                condition=models.Q(closed_on=None),
                name="card_open",
            ),
            models.Index(
                fields=["answering_unit_id"],
                condition=models.Q(closed_on=None),
                name="card_owed",
            ),
            models.Index(
                fields=["answered_unit_id", "answered_on"],
                condition=~models.Q(answered_on=None),
                name="card_answered",
            ),
            models.Index(
                fields=["handling_unit_id"],
                condition=~models.Q(settled_on=None),
                name="card_settled",
            ),
        ]

from django.db import models


class PetitionCard(models.Model):
    """One petition taken in: which unit entered it, when it was received, which case it belongs to now.

    What the figure *taken in* counts, so that the list behind it adds up also after a second letter or a join. Names nobody.
    """

    petition_id = models.UUIDField(primary_key=True)
    case_id = models.UUIDField()
    unit_id = models.IntegerField()
    received_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["unit_id", "received_on"], name="petition_card_unit"),
            models.Index(fields=["case_id"], name="petition_card_case"),
        ]

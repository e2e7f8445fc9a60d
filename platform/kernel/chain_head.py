from django.db import models


class ChainHead(models.Model):
    """The end of each unit's event chain, kept outside the unit's schema so that a cut-off chain shows.

    Written in the transaction that seals. Holds a number and a hash, never content.
    """

    unit_id = models.IntegerField(primary_key=True)
    number = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        app_label = "kernel"

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.number}"

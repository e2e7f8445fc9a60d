from django.db import models


class Rollup(models.Model):
    """One figure of one unit on one business day: its own, and the sum of its subtree.

    ``tree`` counts the unit itself too, so the figure of a parent is the sum of its subtree.
    A stock (open, owed, overdue) on a day is the sum of all rows up to that day.
    """

    unit_id = models.IntegerField()
    fact = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    line = models.CharField(max_length=12)
    day = models.DateField()
    own = models.BigIntegerField(default=0)
    tree = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit_id", "fact", "kind", "line", "day"],
                include=["own", "tree"],
                name="rollup_once",
            )
        ]

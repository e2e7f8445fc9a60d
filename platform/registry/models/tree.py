from django.db import models

from registry.levels import Line
from registry.models.unit import Unit


class UnitLink(models.Model):
    """Who stands directly under whom, in which line, from when to when (both days inclusive)."""

    child = models.ForeignKey(Unit, models.PROTECT, related_name="links_up")
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="links_down")
    line = models.CharField(max_length=12, choices=Line.choices, default=Line.BOTH)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    overlay_valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "parent", "line", "valid_from"], name="unit_link_once"),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} → {self.parent_id}"


class UnitClosure(models.Model):
    """Every unit under every unit above it (and under itself, depth 0); for statements that sum subtrees.

    A row holds on a day when `valid_from <= day <= COALESCE(overlay_valid_to, valid_to, 'infinity')`.
    """

    ancestor = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    descendant = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    depth = models.SmallIntegerField()
    line = models.CharField(max_length=12, choices=Line.choices, default=Line.BOTH)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    overlay_valid_to = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["descendant", "valid_from"], name="unit_closure_up")]

    def __str__(self) -> str:
        return f"{self.descendant_id} ⊂ {self.ancestor_id}"

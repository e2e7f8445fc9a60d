from django.db import models

from kernel.active import schema_name
from registry.levels import OPENED, Level, Status


class UnitQuerySet(models.QuerySet["Unit"]):
    def opened(self) -> "UnitQuerySet":
        """Units that have a schema, whether they still work or are only read."""
        return self.filter(status__in=OPENED, schema_version__gt=0)


class Unit(models.Model):
    """One administrative unit; each opened one has its own schema, named after its immutable number."""

    id = models.AutoField(primary_key=True)
    key = models.CharField(max_length=24, help_text="in addresses; never changes, never given twice")
    code = models.CharField(max_length=16, help_text="statistical code; unique only among units valid on one day")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=40, help_text="loại: Tỉnh, Huyện, Phường, Xã…")
    level = models.CharField(max_length=12, choices=Level.choices)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PLANNED)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True, help_text="last day, inclusive")
    overlay_valid_to = models.DateField(null=True, blank=True, help_text="last day by an assumption, not by a decree")
    overlay_source = models.CharField(max_length=120, blank=True)
    profile = models.JSONField(default=dict, blank=True)
    search_name = models.CharField(max_length=160)
    schema_version = models.IntegerField(default=0, help_text="number of the last compiled step; 0: no schema")
    schema_error = models.TextField(blank=True, help_text="why the last migration of this unit failed")
    steps_done = models.JSONField(default=list, blank=True, help_text="names of finished data steps")
    steps_at = models.JSONField(default=dict, blank=True, help_text="data step → where it stands")
    opened_at = models.DateTimeField(null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="unit_key"),
            models.UniqueConstraint(fields=["code", "valid_from"], name="unit_code_from"),
            models.CheckConstraint(
                condition=models.Q(overlay_valid_to__isnull=True, overlay_source="")
                | (models.Q(overlay_valid_to__isnull=False) & ~models.Q(overlay_source="")),
                name="unit_overlay_has_source",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def schema(self) -> str:
        return schema_name(self.id)

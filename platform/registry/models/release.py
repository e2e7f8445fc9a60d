from django.db import models


class CompiledStep(models.Model):
    """The SQL that one migration of a unit app becomes, in the order in which the template took it.

    A unit's `schema_version` is the number of the last step it has; a release wants the highest number among its own
    migrations, so an older process goes on serving units that are already ahead.
    """

    number = models.AutoField(primary_key=True)
    app = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    sql = models.JSONField(help_text="list of statements; the template's number stands for the unit's")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["app", "name"], name="compiled_step_once")]
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} {self.app}.{self.name}"


class BakedScript(models.Model):
    """The script that makes a whole unit schema at one version; see registry/opening.py."""

    hash = models.CharField(max_length=64, primary_key=True)
    version = models.IntegerField()
    sql = models.TextField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.hash[:12]

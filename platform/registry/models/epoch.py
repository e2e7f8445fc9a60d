from django.db import models


class RegistryEpoch(models.Model):
    """One row whose token changes with the registry; processes compare it with the token of their picture.

    A random token and not a counter: a number given up by a rollback would be given again to other contents.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    token = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="registry_epoch_one_row")]

    def __str__(self) -> str:
        return str(self.token)

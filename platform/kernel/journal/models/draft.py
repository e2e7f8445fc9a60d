from django.db import models

from kernel import clock, ids
from kernel.models import PublicRef, UnitModel


class Draft(UnitModel):
    """What one officer had typed into one form when it could not be sent; one row an officer and form.

    Rows whose form begins with ``drafts.LASTING`` hold what a member keeps on purpose: filters of a list.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    actor = PublicRef("identity.Account")
    form = models.CharField(max_length=120)
    data = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        app_label = "journal"
        constraints = [
            models.UniqueConstraint(fields=["actor", "form"], name="draft_actor_form", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return self.form

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import clock
from registry.levels import Line


class InstrumentKind(models.TextChoices):
    """What a unit must have issued before it can do its duty."""

    PLAN = "PLAN", _("Kế hoạch năm")
    REGULATION = "REGULATION", _("Quy chế tiếp công dân")
    HOUSE_RULES = "HOUSE_RULES", _("Nội quy tiếp công dân")
    ADVISORY_TEAM = "ADVISORY_TEAM", _("Quyết định thành lập Tổ giúp việc")
    #: No papers, but asked by the same checklist: what the unit has set for itself.
    ROOM = "ROOM", _("Phòng tiếp công dân")
    LETTERHEAD = "LETTERHEAD", _("Thể thức văn bản")


class Instrument(models.Model):
    """What a unit has issued, as the levels above and below may read it: number, date, validity and a plan's values."""

    id = models.UUIDField(primary_key=True)
    unit_id = models.IntegerField()
    line = models.CharField(max_length=16, choices=Line.choices)
    kind = models.CharField(max_length=16, choices=InstrumentKind.choices)
    year = models.PositiveSmallIntegerField(null=True)
    title = models.CharField(max_length=500)
    number = models.CharField(max_length=60)
    dated_on = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    #: Of a plan: what it orders the units below to overlay; no name of a person.
    values = models.JSONField(default=dict)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["unit_id", "kind"], name="instrument_unit")]

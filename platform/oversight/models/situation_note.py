from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.ids import new_id


class Mood(models.TextChoices):
    """How the day looks, and what is expected."""

    CALM = "CALM", _("Bình thường")
    WATCH = "WATCH", _("Cần theo dõi")
    TENSE = "TENSE", _("Phức tạp")


class SituationNote(models.Model):
    """What officers write of a day and expect of the next: figures and places, never a citizen. Kept; a mistake is taken back with a reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey("oversight.Campaign", models.PROTECT, related_name="notes")
    unit_id = models.IntegerField()
    day = models.DateField()
    mood = models.CharField(max_length=8, choices=Mood.choices, default=Mood.CALM)
    text = models.CharField(max_length=4000)
    forecast = models.CharField(max_length=2000, blank=True, default="")
    #: Who told it: "Công an huyện", "Trụ sở tiếp công dân tỉnh"; empty: the office itself.
    source = models.CharField(max_length=200, blank=True, default="")
    written_at = models.DateTimeField(default=clock.now)
    written_by_id = models.UUIDField(null=True)
    written_by_name = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_name = models.CharField(max_length=200, blank=True, default="")
    withdrawn_why = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["campaign", "-day"], name="situation_note_day")]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import clock


class CalendarDay(models.Model):
    """A day that differs from the national calendar, with the paper that says so.

    ``unit_id`` NULL means the whole country (a decree the library does not know yet); a unit's own row (a local holiday, a
    worked Saturday) wins over it. A row that was wrong is ended with ``ended_at``, never deleted: due dates computed with it
    must stay explicable.
    """

    unit_id = models.IntegerField(null=True, blank=True)
    day = models.DateField(_("ngày"))
    is_working = models.BooleanField(_("là ngày làm việc"))
    name = models.CharField(_("tên gọi"), max_length=200)
    source = models.CharField(_("căn cứ"), max_length=300)
    is_expected = models.BooleanField(_("dự kiến"), default=False)
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "deadlines"
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit_id", "day"],
                condition=models.Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="calendar_day_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from deadlines.enums import DayKind, Mark, RuleCode, StartEvent
from kernel import clock


class DeadlineRule(models.Model):
    """One version of one deadline: how long, in which days, from which event, by which article, valid when and where.

    Several rows of one code may be valid on a day (the law says 10 days, the decree 10 working days): the earliest date is the
    target and all are shown. ``unit_id`` NULL is the legal rule; a unit's own row may only shorten it (``rules.set_own_length``).
    ``valid_to`` is the last day of validity; ``overlay_source`` is set where a demonstration prolongs a row.
    """

    code = models.CharField(_("mã"), max_length=16, choices=RuleCode.choices)
    unit_id = models.IntegerField(null=True, blank=True)
    case_kind = models.CharField(_("loại vụ việc"), max_length=16, blank=True)
    levels = models.JSONField(_("cấp áp dụng"), default=list, blank=True)
    length = models.PositiveSmallIntegerField(_("số ngày"), null=True, blank=True)
    day_kind = models.CharField(_("loại ngày"), max_length=8, choices=DayKind.choices, blank=True)
    start_event = models.CharField(_("tính từ"), max_length=16, choices=StartEvent.choices)
    #: Days of the year ("06-15"): due before them with the event ``FIXED``, by their end with ``BY_DAY``.
    dates = models.JSONField(_("ngày trong năm"), default=list, blank=True)
    valid_from = models.DateField(_("hiệu lực từ"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    overlay_valid_to = models.DateField(null=True, blank=True)
    overlay_source = models.CharField(max_length=200, blank=True)
    law = models.CharField(_("văn bản"), max_length=200)
    article = models.CharField(_("điều khoản"), max_length=120, blank=True)
    mark = models.CharField(_("mức đối chiếu"), max_length=1, choices=Mark.choices)
    made_at = models.DateTimeField(default=clock.now)
    made_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        app_label = "deadlines"
        ordering = ["code", "valid_from", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "unit_id", "case_kind", "levels", "valid_from", "law"],
                nulls_distinct=False,
                name="deadline_rule_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.source}"

    def clean(self) -> None:
        event = StartEvent(self.start_event)
        if (self.length is not None) != event.has_length or bool(self.dates) != event.is_named_day:
            raise ValidationError({"length": _("Quy tắc phải có số ngày, trừ khi ngày do người giao ấn định.")})
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("Ngày hết hiệu lực phải sau ngày bắt đầu.")})

    @property
    def source(self) -> str:
        """Law and article as printed: ``Luật Tiếp công dân 42/2013/QH13, Điều 28 khoản 1``."""
        return f"{self.law}, {self.article}" if self.article else self.law

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.models import UnitRoot
from oversight.rules.forms import FormSet, set_of
from oversight.rules.report_cells import Cells, complete, merged
from oversight.rules.report_periods import ReportPeriod
from registry.levels import Line


class Report(UnitRoot):
    """What the unit itself keeps of one report; same id as the public row (``oversight.PeriodReport``), which has its status.

    ``cells``: what was counted at the closing day; ``lists``: for each fact what it counted, ``{fact: [[what, id, label, on,
    n]]}``. ``typed``: ``{form: {no: {value, source, by, at}}}``. ``texts``: columns of words, ``{form: {no: text}}``.
    ``explained``: why a rule between columns does not hold, ``{key: text}``. ``narrative``: ``[{heading, text}]`` as
    rewritten; empty: drafted from the figures. ``comments``: ``[{at, by, text, form, no}]``, inside the unit.
    ``submissions``: ``[{at, by, symbol, own, total}]``, each as it was.
    """

    line = models.CharField(max_length=16, choices=Line.choices)
    form_set = models.CharField(max_length=12)
    period = models.CharField(_("kỳ"), max_length=20)
    first = models.DateField()
    last = models.DateField()
    snapshot_at = models.DateTimeField()
    cells = models.JSONField(default=dict)
    lists = models.JSONField(default=dict)
    typed = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    explained = models.JSONField(default=dict)
    narrative = models.JSONField(default=list)
    comments = models.JSONField(default=list)
    #: What was consolidated from reports below: their sum, and which they were, ``[{id, unit_id, version}]``.
    below = models.JSONField(null=True)
    included = models.JSONField(default=list)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    submissions = models.JSONField(default=list)
    made_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta(UnitRoot.Meta):
        default_permissions = ()
        indexes = [models.Index(fields=["form_set", "-last"], name="report_last")]

    def __str__(self) -> str:
        return f"{self.form_set} {self.period}"

    @property
    def forms(self) -> FormSet:
        return set_of(self.form_set, self.first)

    @property
    def window(self) -> ReportPeriod:
        return ReportPeriod.parse(self.period)

    @property
    def own(self) -> Cells:
        """The unit's own work: counted, typed, and what follows from both."""
        typed = {form: {no: one.get("value") for no, one in columns.items()} for form, columns in self.typed.items()}
        return complete(merged(self.cells, typed), self.forms)

    def typed_at(self, form: str, no: int) -> dict[str, Any] | None:
        """What was typed into one cell, with its source."""
        found: dict[str, Any] | None = self.typed.get(form, {}).get(str(no))
        return found

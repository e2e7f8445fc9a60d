"""What has become of frozen figures: against the unit's rows today, against what was submitted before, against the version before."""

from collections.abc import Sequence
from dataclasses import dataclass

from oversight.models import PeriodReport
from oversight.rules.forms import Origin
from oversight.rules.report_cells import Difference, differences
from tenants.reports.models import Report
from tenants.reports.queries.computing import cells_of, lists_of


@dataclass(frozen=True, slots=True)
class Comparison:
    """``since``: counted cells that are no longer what was closed. ``versions``: what a later submission changed."""

    since: Sequence[Difference]
    versions: Sequence[tuple[str, Sequence[Difference]]]


def comparison(public: PeriodReport, row: Report) -> Comparison:
    """Count once more over the same days; what was typed is left aside. The frozen figures stay what they are."""
    forms = row.forms
    now = cells_of(lists_of(forms, row.window, row.first, row.last), forms)
    changed = [one for one in differences(row.cells, now, forms) if one.column.origin == Origin.COMPUTED]
    versions = []
    for before, after in zip(row.submissions, row.submissions[1:], strict=False):
        versions.append(
            (f"{before['symbol']} → {after['symbol']}", differences(before["total"], after["total"], forms))
        )
    earlier = PeriodReport.objects.filter(superseded_by=public.pk).first()
    if earlier is not None and earlier.total is not None:
        current = row.submissions[-1]["total"] if row.submissions else row.own
        versions.append((f"{earlier.symbol} → {public.symbol or '…'}", differences(earlier.total, current, forms)))
    return Comparison(changed, versions)

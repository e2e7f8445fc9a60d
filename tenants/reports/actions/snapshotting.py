"""The figures are closed: counted once more from the unit's own rows and kept with their lists."""

from uuid import UUID

from django.db.models import Max

from identity.actors import Actor
from kernel import clock
from kernel.transactions import atomic
from oversight.actions.expecting import settle_window
from oversight.actions.reports import step
from oversight.models import PeriodReport, ReportStatus
from oversight.rules.forms import set_of
from oversight.rules.report_periods import ReportPeriod
from tenants.reports.actions.changing import begin, tell
from tenants.reports.models import Report
from tenants.reports.queries.computing import cells_of, lists_of


@atomic
def take_snapshot(report_id: UUID, *, actor: Actor) -> Report:
    """Close the figures of a period that is over; again while nothing is signed, or after the superior gave it back.

    What was typed, explained and written stays. Records `report_snapshot_taken`. Refuses a window that is not over.
    """
    public = begin(report_id, "snapshot", actor=actor)
    settle_window(public)
    forms, period = set_of(public.form_set, public.first), ReportPeriod.parse(public.period)
    lists = lists_of(forms, period, public.first, public.last)
    row: Report | None = Report.objects.select_for_update(of=("self",)).filter(pk=report_id).first()
    if row is None:
        row = _begun(public)
    else:
        row.version += 1
    row.snapshot_at = clock.now()
    row.cells = cells_of(lists, forms)
    row.lists = {fact: [one.as_json() for one in items] for fact, items in lists.items()}
    row.save()
    if public.status == ReportStatus.LIVE:
        step(public.pk, ReportStatus.SNAPSHOT, from_=[ReportStatus.LIVE], snapshot_at=row.snapshot_at)
    else:
        PeriodReport.objects.filter(pk=public.pk).update(snapshot_at=row.snapshot_at)
    tell("report_snapshot_taken", public, actor=actor)
    return row


def close_due(*, actor: Actor) -> int:
    """Close every report of the active unit whose window is over and that nobody closed yet. Returns how many."""
    due = PeriodReport.objects.of_unit(actor.unit.id).filter(status=ReportStatus.LIVE, last__lt=clock.today())
    keys = list(due.values_list("pk", flat=True))
    for key in keys:
        take_snapshot(key, actor=actor)
    return len(keys)


def units_to_close() -> list[int]:
    """The units that have reports to close today; one query over the country."""
    due = PeriodReport.objects.filter(status=ReportStatus.LIVE, last__lt=clock.today())
    return [row["unit_id"] for row in due.values("unit_id").annotate(last=Max("last")).order_by("unit_id")]


def _begun(public: PeriodReport) -> Report:
    """The unit's row of a report; a correction begins with what was typed and written for the version before."""
    row = Report(
        id=public.pk,
        line=public.line,
        form_set=public.form_set,
        period=public.period,
        first=public.first,
        last=public.last,
    )
    before = PeriodReport.objects.filter(superseded_by=public.pk).first()
    kept = Report.objects.filter(pk=before.pk).first() if before else None
    if kept is not None:
        row.typed, row.texts, row.explained = kept.typed, kept.texts, kept.explained
        row.narrative, row.below, row.included = kept.narrative, kept.below, kept.included
    return row

"""Due items of the reports a campaign asks of its unit: opened when it is in force, following what is amended, met by the report."""

from uuid import UUID

from deadlines import due
from deadlines.enums import RuleCode
from kernel import clock
from oversight.enums import FlashKind
from oversight.models import Campaign, FlashReport
from oversight.rules.campaigns import ExpectedReport, expected_reports, report_key

Rhythm = dict[UUID, ExpectedReport]


def rhythm_of(row: Campaign) -> Rhythm:
    """The reports asked for, by the id of their due item; none of a campaign that is not in force."""
    if not row.is_issued or row.active_from is None:
        return {}
    return {report_key(row.pk, one.kind, one.day): one for one in expected_reports(row, row.active_from)}


def follow(row: Campaign, before: Rhythm) -> None:
    """Open what is asked for now and was not ``before``, from today on; what is asked for no longer is owed no longer."""
    now, today = rhythm_of(row), clock.today()
    _cancel(row, [key for key in before if key not in now])
    new = [(key, one.day) for key, one in now.items() if key not in before and one.day >= today]
    due.open_dated(row.unit_id, RuleCode.FLASH, new, today, line=row.line)


def stop(row: Campaign, before: Rhythm) -> None:
    """The campaign is over: no day to come is reported; the closing report is still owed."""
    today = clock.today()
    _cancel(row, [key for key, one in before.items() if one.day > today and one.kind != FlashKind.CLOSING])


def reported(report: FlashReport) -> None:
    """The report was issued today."""
    due.meet(report.unit_id, report_key(report.campaign_id, report.kind, report.day), RuleCode.FLASH)


def _cancel(row: Campaign, keys: list[UUID]) -> None:
    for key in sorted(keys):
        due.cancel(row.unit_id, key, RuleCode.FLASH, superseded=True)

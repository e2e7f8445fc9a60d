"""A flash report is signed: numbered in the register of outgoing documents like every report of the unit, then sent."""

from uuid import UUID

from django.utils.translation import gettext as _

from identity import confirmations
from identity.actors import Actor
from identity.confirmations import Confirmation
from kernel import clock, text
from kernel.journal import counters
from kernel.transactions import atomic
from oversight.actions import flash_reports
from oversight.models import FlashReport
from tenants.documents.actions.drafting import filled
from tenants.documents.enums import DocumentKind, DocumentStatus, Subject
from tenants.documents.models import Document
from tenants.documents.queries.letterheads import signing_power, stationery
from tenants.documents.rules import bodies, series

KIND = DocumentKind.SUMMARY


@atomic
def sign_report(
    report: FlashReport | UUID, *, proof: Confirmation, actor: Actor, version: int | None = None
) -> FlashReport:
    """Sign with the unit's next number of reports; the figures stay as they are now, units among the recipients can read it at once.

    ``proof``: the signer has just confirmed by password or code. Announces ``flash_report_issued``. Refuses who has no power to sign on
    the line, a stale proof, an issued report, one without words.
    """
    confirmations.require(proof, actor.account_id)
    row = flash_reports.lock_to_issue(report, actor=actor, version=version)
    line, today = row.campaign.line, clock.today()
    paper = stationery(line)
    power = signing_power(actor, line=line, kind=KIND, head=paper.head)
    key = series.series_of(KIND, line)
    number = counters.next_number(f"document.{key}", today.year)
    symbol = series.symbol(KIND, line, number, paper.head.code, paper.own_symbol(KIND))
    title = f"{row}: {row.campaign.name}"[:500]
    recipients = [{"name": one["name"]} for one in row.campaign.recipients]
    told = bodies.Letter(
        about=title,
        addressees=[one["name"] for one in recipients],
        paragraphs=[
            *(f"{one['label']}: {one['n']}" for one in row.figures),
            *row.text.split("\n"),
            *([_("Dự báo, kiến nghị:"), *row.proposals.split("\n")] if row.proposals else []),
        ],
    )
    Document.objects.create(
        kind=KIND,
        line=line,
        subject=Subject.UNIT,
        subject_id=row.pk,
        title=title,
        body=filled(KIND, line, told),
        recipients=recipients,
        files=[],
        status=DocumentStatus.FILED,
        series=key,
        year=today.year,
        number=number,
        symbol=symbol,
        dated_on=today,
        valid_from=today,
        drafted_by_id=actor.account_id,
        drafted_at=clock.now(),
        signer_id=actor.account_id,
        signer_name=actor.name[:200],
        signer_title=power.title[:200],
        capacity=power.capacity,
        signed_at=clock.now(),
        signed_how=proof.how,
        search_text=text.normalise(f"{symbol} {title}"),
    )
    return flash_reports.issue_report(row, symbol=symbol, signer_lines=power.lines, how=proof.how, actor=actor)

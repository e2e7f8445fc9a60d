"""Flash reports of a campaign: begun with the figures filled in, written, issued with a number, received with proof."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock
from kernel.errors import Conflict, InvalidTransition, NotFound, NotPermitted
from kernel.journal import events
from kernel.text import clean
from kernel.transactions import atomic, joined
from oversight import campaign_policies as policies
from oversight import protocols
from oversight.actions.campaign_changing import enter, lock
from oversight.actions.flash_due import reported
from oversight.actions.situation_notes import nameless
from oversight.models import Campaign, FlashReceipt, FlashReport
from oversight.rules.campaigns import ExpectedReport, expected_reports
from oversight.rules.public_texts import public_text, wrong


@atomic
def begin_report(campaign: Campaign | UUID, *, kind: str, day: date, actor: Actor) -> FlashReport:
    """The report of a day of the rhythm, its figures taken from the unit's own rows; begun twice it is the same one.

    Announces ``flash_report_begun``. Refuses a report the rhythm does not ask for, and a day to come.
    """
    row = lock(campaign, "report", actor=actor)
    expected = expected_of(row, kind, day)
    if day > clock.today():
        raise wrong("day", "day_ahead", _("Ngày báo cáo chưa đến."))
    found: FlashReport | None = row.reports.filter(kind=kind, day=day).first()
    if found is not None:
        return found
    report = FlashReport.objects.create(
        campaign=row,
        unit_id=row.unit_id,
        kind=kind,
        day=day,
        first=expected.first,
        last=expected.last,
        due_at=expected.due_at,
        figures=_figures(actor, expected.first, expected.last),
        made_by_name=actor.name[:200],
    )
    events.record("flash_report_begun", actor=actor, campaign=str(row.pk), report=str(report.pk))
    return report


@atomic
def write_report(
    report: FlashReport | UUID, *, text: str, proposals: str = "", actor: Actor, version: int | None = None
) -> FlashReport:
    """Write its words; the figures are taken anew. Announces ``flash_report_written``. Refuses an issued one and a citizen's name."""
    row = _lock(report, "report", actor, version)
    row.text = nameless(public_text(text, field="text", max_length=8000), "text")
    row.proposals = nameless(public_text(proposals, field="proposals", max_length=4000, is_needed=False), "proposals")
    row.figures = _figures(actor, row.first, row.last)
    events.record("flash_report_written", actor=actor, report=str(row.pk))
    return _finish(row, "text", "proposals", "figures")


@joined
def issue_report(
    report: FlashReport, *, symbol: str, signer_lines: Sequence[str], how: str, actor: Actor
) -> FlashReport:
    """Give it its number and its recipients, in the transaction of the action that signs, which holds the row from ``lock_to_issue``.

    The figures are taken a last time and never change again; its due item is met. ``how`` the signer confirmed. Announces ``flash_report_issued``.
    """
    report.figures = _figures(actor, report.first, report.last)
    report.symbol, report.signer_name, report.signer_lines = symbol, actor.name[:200], list(signer_lines)
    report.issued_at = clock.now()
    _finish(report, "figures", "symbol", "signer_name", "signer_lines", "issued_at")
    FlashReceipt.objects.bulk_create(
        [
            FlashReceipt(report=report, unit_id=one["unit"], name=one["name"])
            for one in report.campaign.recipients
            if one["unit"] != report.unit_id
        ]
    )
    events.record("flash_report_issued", actor=actor, report=str(report.pk), symbol=symbol, how=how)
    reported(report)
    return report


def lock_to_issue(report: FlashReport | UUID, *, actor: Actor, version: int | None = None) -> FlashReport:
    """The locked row for who may sign. Refuses an issued one and one without words."""
    row = _lock(report, "sign", actor, version)
    if not row.text:
        raise InvalidTransition("flash_report_empty", _("Ghi phần lời của báo cáo trước khi phát hành."))
    return row


@atomic
def receive_report(report: FlashReport | UUID, *, actor: Actor) -> FlashReceipt:
    """The actor's unit has the report and says so; said again, the first word stays. Announces ``flash_report_received``."""
    enter(actor)
    row = policies.get_report(actor, report.pk if isinstance(report, FlashReport) else report)
    receipt: FlashReceipt | None = (
        FlashReceipt.objects.select_for_update().filter(report=row, unit_id=actor.unit.id).first()
    )
    if receipt is None:
        raise NotPermitted("no_recipient", _("Đơn vị không phải nơi nhận của báo cáo này."))
    if receipt.received_at is None:
        receipt.received_at, receipt.by_name = clock.now(), actor.name[:200]
        receipt.save(update_fields=["received_at", "by_name"])
        events.record("flash_report_received", actor=actor, report=str(row.pk), symbol=row.symbol)
    return receipt


@atomic
def prove_receipt(report: FlashReport | UUID, receipt_id: UUID, *, proof: str, actor: Actor) -> FlashReceipt:
    """How a recipient outside the platform got it: by whom, when, number of the dispatch. Announces ``flash_report_proved``.

    Refuses a recipient that is a unit here (it says so itself), a missing proof, and one that is proved already.
    """
    enter(actor)
    row = policies.get_report(actor, report.pk if isinstance(report, FlashReport) else report)
    policies.require(actor, "report", row.campaign)
    receipt: FlashReceipt | None = row.receipts.select_for_update().filter(pk=receipt_id).first()
    if receipt is None:
        raise NotFound("receipt_not_found", _("Không tìm thấy nơi nhận này."))
    if receipt.unit_id is not None:
        raise InvalidTransition("recipient_says_itself", _("Đơn vị trên hệ thống tự xác nhận đã nhận."))
    if receipt.received_at is not None:
        raise Conflict("receipt_proved", _("%(who)s đã ghi nơi này đã nhận.") % {"who": receipt.by_name})
    said = clean(proof, field="proof", max_length=500)
    if not said:
        raise wrong("proof", "proof_missing", _("Ghi cách gửi và bằng chứng: số phiếu gửi, người nhận, giờ nhận."))
    receipt.proof, receipt.received_at, receipt.by_name = said, clock.now(), actor.name[:200]
    receipt.save(update_fields=["proof", "received_at", "by_name"])
    events.record("flash_report_proved", actor=actor, report=str(row.pk), recipient=receipt.name)
    return receipt


def expected_of(campaign: Campaign, kind: str, day: date) -> ExpectedReport:
    """What the rhythm asks for on a day. Raises ``Invalid`` where it asks for nothing."""
    for one in expected_reports(campaign, campaign.active_from or campaign.first):
        if (one.kind, one.day) == (kind, day):
            return one
    raise wrong("day", "report_not_asked", _("Đợt này không yêu cầu báo cáo loại này vào ngày đã chọn."))


def _figures(actor: Actor, first: date, last: date) -> list[dict[str, object]]:
    return [
        {"code": one.code, "label": one.label, "n": one.n} for one in protocols.day_figures(actor.unit, first, last)
    ]


def _lock(report: FlashReport | UUID, verb: str, actor: Actor, version: int | None) -> FlashReport:
    enter(actor)
    found = policies.get_report(actor, report.pk if isinstance(report, FlashReport) else report)
    row = FlashReport.objects.select_related("campaign").select_for_update(of=("self",)).get(pk=found.pk)
    policies.require(actor, verb, row.campaign)
    if row.is_issued:
        raise InvalidTransition(
            "flash_report_issued", _("Báo cáo đã phát hành số %(symbol)s, không sửa được.") % {"symbol": row.symbol}
        )
    if version is not None and version != row.version:
        raise Conflict(
            "flash_report_changed", _("Báo cáo vừa được người khác sửa; hãy xem lại rồi gửi lại."), version=row.version
        )
    return row


def _finish(row: FlashReport, *changed: str) -> FlashReport:
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    return row

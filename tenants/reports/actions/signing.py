"""The head signs: the paper is made and fixed in one transaction, then sent; taken back while nobody above has it."""

from uuid import UUID

from django.utils.translation import gettext as _

from deadlines import due
from identity.actors import Actor, system_actor
from identity.confirmations import Confirmation
from kernel import clock
from kernel.errors import Invalid, InvalidTransition
from kernel.text import clean
from kernel.transactions import atomic
from oversight.actions import reports
from oversight.models import PeriodReport, ReportStatus
from oversight.rules.report_cells import missing, problems
from registry import tree
from tenants.documents.actions.drafting import draft_document
from tenants.documents.actions.signing import sign_document, withdraw_document
from tenants.documents.enums import DocumentKind, DocumentStatus
from tenants.documents.models import Document
from tenants.reports.actions.changing import begin_with, finish, tell
from tenants.reports.actions.sending_up import send_up
from tenants.reports.models import Report
from tenants.reports.policies import EDITED
from tenants.reports.queries.totals import has_units_below, total_of
from tenants.reports.queries.wording import narrative_of, paper_body


@atomic
def sign_report(report_id: UUID, *, proof: Confirmation, actor: Actor, version: int | None = None) -> Report:
    """Sign: the report becomes a numbered paper whose PDF never changes. An earlier paper of the same report is withdrawn.

    Records `report_signed`. Refuses cells nobody typed, rules that do not hold and are not explained, a report whose units
    below were not added up, and whoever may not sign (``documents``); a refusal gives the number back.
    """
    public, row = begin_with(report_id, "sign", actor=actor, version=version)
    refuse_unready(public, row)
    document = draft_document(
        DocumentKind.SUMMARY,
        line=row.line,
        title=_title(row),
        body=paper_body(
            public,
            row,
            narrative=narrative_of(public, row),
            texts=row.texts,
            notes=list(row.explained.values()),
        ),
        recipients=_recipients(public, row),
        submit=True,
        actor=actor,
    )
    signed = sign_document(document, proof=proof, actor=actor)
    _replace(row.document, signed, actor=actor)
    row.document = signed
    reports.step(
        public.pk,
        ReportStatus.SIGNED,
        from_=EDITED,
        signed_at=signed.signed_at,
        signer_name=signed.signer_name,
        symbol=signed.symbol,
    )
    tell("report_signed", public, actor=actor, symbol=signed.symbol)
    return finish(row, "document")


def refuse_unready(public: PeriodReport, row: Report) -> None:
    """Raise ``Invalid`` naming what still keeps the report from being signed."""
    cells = row.own
    if empty := missing(cells, row.forms):
        message = _("Còn %(n)d ô nhập tay chưa có số liệu, ví dụ cột %(no)d biểu %(form)s.") % {
            "n": len(empty),
            "no": empty[0][1].no,
            "form": empty[0][0].code,
        }
        raise Invalid("cells_missing", message, {"__all__": [message]}, cells=len(empty))
    if row.below is None and has_units_below(public):
        message = _("Chưa tổng hợp báo cáo của các đơn vị trực thuộc.")
        raise Invalid("not_consolidated", message, {"__all__": [message]})
    wrong = [one for one in problems(total_of(row), row.forms) if one.key not in row.explained]
    if wrong:
        message = _("Biểu %(form)s: quy tắc “%(rule)s” không khớp và chưa giải trình.") % {
            "form": wrong[0].form,
            "rule": wrong[0].rule,
        }
        raise Invalid("rules_fail", message, {"__all__": [message]}, rules=len(wrong))


@atomic
def take_back(report_id: UUID, *, reason: str, actor: Actor) -> Report:
    """Take back a signed report that was not sent: its paper is withdrawn and keeps its number, the figures open again.

    Records `report_taken_back`. Refuses an empty reason and a report that was sent.
    """
    public, row = begin_with(report_id, "take_back", actor=actor)
    reason = clean(reason, field="reason", max_length=1000, multiline=True)
    if not reason:
        message = _("Ghi lý do rút lại.")
        raise Invalid("reason_missing", message, {"reason": [message]})
    if row.document is not None:
        withdraw_document(row.document, reason=reason, actor=system_actor(actor.unit))
    to = ReportStatus.RETURNED if public.times_returned else ReportStatus.SNAPSHOT
    reports.step(public.pk, to, from_=[ReportStatus.SIGNED], signed_at=None, signer_name="", symbol="")
    tell("report_taken_back", public, actor=actor, reason=reason)
    return finish(row)


@atomic
def submit_report(report_id: UUID, *, actor: Actor) -> Report:
    """Send the signed report: its figures go up frozen, its words and a copy of its paper to the superior, its duty is met.

    Records `report_submitted`. Where nobody above is on the platform, the signed paper is sent from its own page.
    Refuses one that is not signed, and one whose paper was withdrawn meanwhile.
    """
    public, row = begin_with(report_id, "submit", actor=actor)
    if row.document is None or row.document.status != DocumentStatus.SIGNED:
        raise InvalidTransition("paper_withdrawn", _("Văn bản của báo cáo đã bị thu hồi; hãy rút lại và ký lại."))
    own, total, at = row.own, total_of(row), clock.now()
    reports.step(
        public.pk,
        ReportStatus.SUBMITTED,
        from_=[ReportStatus.SIGNED],
        own=own,
        total=total,
        included=row.included,
        submitted_at=at,
        submitted_by_unit=actor.unit.id,
        submitted_by_name=actor.name[:200],
    )
    due.meet(public.unit_id, public.pk)
    send_up(public, row, actor=actor)
    row.submissions = [
        *row.submissions,
        {"at": at.isoformat(), "by": actor.name, "symbol": row.document.symbol, "own": own, "total": total},
    ]
    tell("report_submitted", public, actor=actor, symbol=row.document.symbol)
    return finish(row, "submissions")


@atomic
def ask_reopening(report_id: UUID, *, reason: str, actor: Actor) -> Report:
    """Ask the superior to let a locked report be corrected. Records `report_reopening_asked`. Refuses an empty reason."""
    public, row = begin_with(report_id, "ask_reopening", actor=actor)
    reason = clean(reason, field="reason", max_length=1000, multiline=True)
    if not reason:
        message = _("Ghi lý do đề nghị mở lại.")
        raise Invalid("reason_missing", message, {"reason": [message]})
    reports.ask_reopening(public)
    tell("report_reopening_asked", public, actor=actor, reason=reason)
    return finish(row)


def _title(row: Report) -> str:
    """What the report is about; the paper says "Báo cáo" above it."""
    about = row.forms.title.removeprefix("Báo cáo ")
    return f"{about[:1].upper()}{about[1:]}, {row.window.label}"


def _recipients(public: PeriodReport, row: Report) -> list[str]:
    if public.superior_id is not None:
        return [tree.get(public.superior_id).name]
    return list(row.forms.recipients)


def _replace(old: Document | None, new: Document, *, actor: Actor) -> None:
    if old is not None and old.status == DocumentStatus.SIGNED:
        withdraw_document(
            old, reason=f"Thay bằng {new.symbol} sau khi chỉnh sửa.", replaced_by=new, actor=system_actor(actor.unit)
        )

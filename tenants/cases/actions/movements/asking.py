"""What is said about a case between units without moving it: ordered per case and receiver."""

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from exchange import custody, queries
from exchange.enums import MovementKind
from exchange.models import Envelope
from identity.actors import Actor
from kernel import clock, errors
from kernel.journal import events
from kernel.transactions import atomic
from tenants.cases.actions import attaching, changing
from tenants.cases.actions.movements import figures
from tenants.cases.actions.movements.dispatching import begin, note, sentence
from tenants.cases.enums import CaseStatus, RequestKind
from tenants.cases.models import Answer, Case, Request
from tenants.cases.queries import dossier as dossiers


@atomic
def ask_sender(case: Case, *, text: str, actor: Actor) -> Request:
    """Ask the unit that sent the case for a missing paper; no return is needed."""
    row, _held = begin(case, "ask_sender", actor=actor)
    written = sentence(text, "text", _("Hãy ghi cần bổ sung gì."))
    arrival = queries.arrival(row.pk, actor.unit.id)
    if arrival is None:
        raise errors.InvalidTransition("no_sender", _("Hồ sơ không do đơn vị khác gửi đến."))
    request = Request.objects.create(
        case=row, kind=RequestKind.MISSING_PAPER, text=written, asked_by_id=actor.account_id
    )
    changing.finish(row)
    events.record("paper_asked", actor=actor, case_id=row.pk, request=str(request.pk), text=written)
    note(
        row.pk,
        MovementKind.EVENT,
        to_unit=arrival.from_unit,
        movement={"event": "paper_asked", "request": str(request.pk), "text": written},
        actor=actor,
    )
    return request


@atomic
def send_paper(
    case: Case, *, request: Request, text: str, uploads: "Iterable[UploadedFile[Any]]" = (), actor: Actor
) -> Envelope:
    """Answer `ask_sender`: the files and the word travel to the unit that asked, and settle its request."""
    row, _held = begin(case, "send_paper", actor=actor)
    written = sentence(text, "text", _("Hãy ghi lời trả lời."))
    asked = Request.objects.select_for_update().get(pk=request.pk, case=row)
    asker = queries.last_sent(row.pk, actor.unit.id)
    if asked.kind != RequestKind.MISSING_PAPER or not asked.is_open or asker is None or asker.to_unit is None:
        raise errors.InvalidTransition("nothing_asked", _("Không có đề nghị bổ sung nào đang chờ."))
    added = attaching.store_all(row, list(uploads), is_internal=False, actor=actor)
    asked.answered_on = clock.today()
    asked.reply = written
    asked.save(update_fields=["answered_on", "reply"])
    changing.finish(row)
    events.record("paper_sent", actor=actor, case_id=row.pk, request=str(asked.pk), text=written, files=len(added))
    return note(
        row.pk,
        MovementKind.EVENT,
        to_unit=asker.to_unit,
        movement={"event": "paper_sent", "request": str(asked.pk), "text": written},
        dossier=dossiers.of_ids({"attachments": [one.pk for one in added]}) if added else None,
        actor=actor,
    )


def after_answer(case: Case, answer: Answer, *, actor: Actor) -> None:
    """The citizen was answered: tell every unit that took part, and settle assignments that waited for it.

    Called in the transaction of the answer, with custody and case locked.
    """
    Envelope.objects.filter(case_id=case.pk, kind=MovementKind.ASSIGNMENT, answered_on__isnull=True).update(
        answered_on=answer.answered_on
    )
    figures.settle_assignments(case.pk)
    announce(case, "answered", actor=actor, dossier=dossiers.of_ids({"answers": [answer.pk]}))


def after_end(case: Case, *, actor: Actor) -> None:
    """The case was closed or withdrawn: its road ends here and every unit that took part is told."""
    what = "withdrawn" if case.status == CaseStatus.WITHDRAWN else "closed"
    announce(case, what, actor=actor, reason=case.outcome)


def announce(
    case: Case, event: str, *, actor: Actor, dossier: dossiers.Dossier | None = None, **said: Any
) -> list[Envelope]:
    """Tell the other units of the case what happened; each keeps it in its own record."""
    custody.lock(case.pk)
    return [
        note(
            case.pk,
            MovementKind.EVENT,
            to_unit=unit,
            movement={"event": event, **said},
            dossier=dossier,
            actor=actor,
        )
        for unit in queries.partners(case.pk, actor.unit.id)
    ]

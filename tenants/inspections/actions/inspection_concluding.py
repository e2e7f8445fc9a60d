"""An inspection concluded: the conclusion published to the inspected unit, recommendations that become its tasks, what was carried out."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from exchange.sending import Address
from identity.actors import Actor
from kernel import clock, text
from kernel.journal import events
from kernel.transactions import atomic
from oversight.models import InspectionStatus
from tenants.cases.actions.inspection_grants import end_team_rights
from tenants.conclusions.actions.demanding import open_recommended_task
from tenants.conclusions.models import Task
from tenants.documents.actions.letters import send_letter
from tenants.documents.enums import LetterTopic
from tenants.documents.models import Letter
from tenants.inspections.actions.inspection_changing import change, finish, lock, number_of, sentence, wrong
from tenants.inspections.models import Inspection
from tenants.inspections.rules import inspection_words as words
from tenants.inspections.rules.inspections import Punished


@atomic
def conclude_inspection(
    inspection: Inspection | UUID,
    *,
    number: str,
    concluded_on: date,
    signer: str,
    result: str,
    proposed: Punished,
    actor: Actor,
    version: int | None = None,
) -> Inspection:
    """The conclusion with its number and day, published to the inspected unit as a letter; from this instant the team reads nothing more.

    ``proposed``: how many the conclusion asks to be punished or given to the investigators (form 06/QLKNTC, columns 9-12). Announces
    `inspection_concluded`. Refuses one without a finding, and a day to come or before the first day.
    """
    row = lock(inspection, "conclude", actor=actor, version=version)
    row.result = sentence(result, "result")
    row.result_number = number_of(number, "number", _("Ghi số kết luận."))
    row.result_signer = text.clean(signer, field="signer", max_length=200)
    if not row.result_signer:
        raise wrong("signer", "signer_missing", _("Ghi người ký kết luận."))
    if not row.findings:
        raise wrong("__all__", "no_finding", _("Chưa ghi phát hiện nào; ghi trước khi kết luận."))
    if concluded_on > clock.today() or (row.starts_on is not None and concluded_on < row.starts_on):
        raise wrong("concluded_on", "day_wrong", _("Ngày kết luận phải từ ngày bắt đầu đến hôm nay."))
    row.concluded_on, row.status, row.proposed = concluded_on, InspectionStatus.CONCLUDED, proposed.as_json()
    if row.to_unit_id == row.unit_id:
        end_team_rights(row.pk, actor=actor)
    else:
        row.result_letter_id = send_letter(
            LetterTopic.INSPECTION_RESULT,
            to=Address(row.to_unit_id),
            line=row.line,
            title=words.result_title(row),
            text=words.result_text(row),
            facts={"inspection": str(row.pk)},
            thread=row.letter_id,
            actor=actor,
        ).pk
    events.record("inspection_concluded", actor=actor, case_id=row.pk, number=row.result_number)
    columns = ("result", "result_number", "result_signer", "concluded_on", "status", "proposed", "result_letter_id")
    return finish(row, *columns, status=row.status, concluded_on=concluded_on)


@atomic
def recommend(
    inspection: Inspection | UUID,
    *,
    recommendation: str,
    due_on: date,
    body: UUID | None = None,
    actor: Actor,
    version: int | None = None,
) -> Inspection:
    """One recommendation: a numbered letter with a date, which the inspected unit turns into a task of its own. Announces `recommendation_given`.

    To the own unit it is a task of one of its bodies at once, without a letter. Refuses a day that is over, and the own unit without a
    body that works.
    """
    row = lock(inspection, "recommend", actor=actor, version=version)
    said = sentence(recommendation, "recommendation")
    if due_on < clock.today():
        raise wrong("due_on", "due_on_past", _("Hạn thực hiện đã qua."))
    if row.to_unit_id == row.unit_id:
        given, to = _own_task(row, said, due_on, body, actor)
    elif body is not None:
        raise wrong("body", "body_elsewhere", _("Đơn vị được kiến nghị tự giao bộ phận của mình."))
    else:
        given, to = _letter(row, said, due_on, actor)
    entry = {"id": str(given), "text": said, "due_on": due_on.isoformat(), **change(actor)}
    row.recommendations = [*row.recommendations, entry]
    events.record("recommendation_given", actor=actor, case_id=row.pk, number=to, due_on=due_on.isoformat())
    return finish(row, "recommendations", recommendations=len(row.recommendations))


@atomic
def record_handling(
    inspection: Inspection | UUID,
    *,
    on: date,
    carried_out: Punished,
    note: str,
    actor: Actor,
    version: int | None = None,
) -> Inspection:
    """What was carried out of the conclusion, with its evidence in words (form 06/QLKNTC, columns 14-17). Announces `handling_recorded`.

    Refuses nothing at all, a day to come or before the conclusion, and more in all than the conclusion asked for.
    """
    row = lock(inspection, "record_handling", actor=actor, version=version)
    said = sentence(note, "note")
    if on > clock.today() or (row.concluded_on is not None and on < row.concluded_on):
        raise wrong("on", "day_wrong", _("Ngày xử lý phải từ ngày kết luận đến hôm nay."))
    if carried_out == Punished():
        raise wrong("__all__", "nothing_handled", _("Ghi ít nhất một kết quả xử lý."))
    entry = {"on": on.isoformat(), **carried_out.as_json(), "note": said, **change(actor)}
    if Punished.added_up([*row.handled, entry]).exceeds(Punished.added_up([row.proposed])):
        raise wrong("__all__", "more_than_proposed", _("Cộng lại nhiều hơn số kết luận đã kiến nghị."))
    row.handled = [*row.handled, entry]
    events.record("handling_recorded", actor=actor, case_id=row.pk, on=on.isoformat())
    return finish(row, "handled")


@atomic
def close_inspection(inspection: Inspection | UUID, *, actor: Actor, version: int | None = None) -> Inspection:
    """Everything that was recommended has been answered. Announces `inspection_closed`. Refuses while a recommendation waits."""
    row = lock(inspection, "close", actor=actor, version=version)
    waiting = waiting_recommendations(row)
    if waiting:
        message = _("Còn %(n)d kiến nghị chưa được đơn vị trả lời kết quả.") % {"n": waiting}
        raise wrong("__all__", "recommendation_waiting", message)
    row.status, row.closed_on = InspectionStatus.CLOSED, clock.today()
    events.record("inspection_closed", actor=actor, case_id=row.pk)
    return finish(row, "status", "closed_on", status=row.status, closed_on=row.closed_on)


def waiting_recommendations(row: Inspection) -> int:
    """How many recommendations have no answer yet, or, in the own unit, whose task is not over."""
    ids = [UUID(one["id"]) for one in row.recommendations]
    if row.to_unit_id == row.unit_id:
        return int(Task.objects.open().filter(pk__in=ids).count())
    return int(Letter.objects.filter(pk__in=ids, answered_on__isnull=True).count())


def _letter(row: Inspection, said: str, due_on: date, actor: Actor) -> tuple[UUID, str]:
    letter = send_letter(
        LetterTopic.RECOMMENDATION,
        to=Address(row.to_unit_id),
        line=row.line,
        title=words.recommendation_title(row),
        text=said,
        facts={"inspection": str(row.pk)},
        due_on=due_on,
        actor=actor,
    )
    return letter.pk, letter.number


def _own_task(row: Inspection, said: str, due_on: date, body: UUID | None, actor: Actor) -> tuple[UUID, str]:
    if body is None:
        raise wrong("body", "body_missing", _("Chọn bộ phận của đơn vị thực hiện kiến nghị."))
    task = open_recommended_task(row.pk, body=body, line=row.line, text=said, due_on=due_on, actor=actor)
    return task.pk, task.lead_name

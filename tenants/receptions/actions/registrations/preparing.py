"""Before the day: what is asked of bodies for one registration, the case it belongs to, and the brief the head reads."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import text
from kernel.transactions import atomic
from tenants.cases.models import Case
from tenants.conclusions.actions.preparing import request_preparation
from tenants.conclusions.enums import Source
from tenants.conclusions.models import Task
from tenants.receptions.actions.registrations.changing import begin, finish, record, refuse
from tenants.receptions.actions.registrations.concerning import refuse_handler
from tenants.receptions.models import Registration
from tenants.receptions.queries.briefs import brief_of

MAX_BRIEF = 30_000


@atomic
def ask_for_dossier(
    registration: Registration,
    *,
    wanted: str,
    due_on: date,
    body: UUID | None = None,
    unit_name: str = "",
    contact: str = "",
    actor: Actor,
    version: int | None = None,
) -> Task:
    """Ask a body of the unit, or another unit by name, for report, dossier and papers before the session (plan S0-31).

    The task carries what came in and the position agreed with the office (S0-32). Announces ``dossier_requested``; refuses a
    date after the session.
    """
    row = begin(registration, "prepare", actor=actor, version=version)
    if row.session is not None and due_on > row.session.held_on:
        raise refuse("due_on", _("Hạn phải trước hoặc trong ngày tiếp."))
    task = request_preparation(
        Source.SESSION,
        row.session_id or row.pk,
        line=row.line,
        text=wanted,
        due_on=due_on,
        lead_body=body,
        lead_name=unit_name,
        contact=contact,
        registration_id=row.pk,
        case_id=row.case_id,
        actor=actor,
    )
    record("dossier_requested", row, actor=actor, task=str(task.pk), to=task.lead_name, due_on=due_on.isoformat())
    finish(row)
    return task


@atomic
def save_brief(registration: Registration, *, brief: str, actor: Actor, version: int | None = None) -> Registration:
    """Keep the brief as the office words it (plan S0-16). Announces ``brief_written``."""
    row = begin(registration, "brief", actor=actor, version=version)
    row.brief = text.clean(brief, field="brief", max_length=MAX_BRIEF, multiline=True)
    record("brief_written", row, actor=actor)
    return finish(row, "brief")


@atomic
def generate_brief(registration: Registration, *, actor: Actor, version: int | None = None) -> Registration:
    """Write the brief anew from the content, the case's road and what bodies sent in; what stood there is replaced.

    Announces ``brief_generated``.
    """
    row = begin(registration, "brief", actor=actor, version=version)
    row.brief = brief_of(row)[:MAX_BRIEF]
    record("brief_generated", row, actor=actor)
    return finish(row, "brief")


@atomic
def link_case(registration: Registration, *, number: str, actor: Actor, version: int | None = None) -> Registration:
    """Say which case of this unit the registration is about; a Party reception links to the Government's case (plan S0-13).

    Whoever cannot open that case reads its number, status and outcome and nothing else. An empty number takes the link
    away. Announces ``registration_linked``; refuses a number that is no case, a link once the visit was entered, and a case that
    is handled by whom the registration concerns.
    """
    row = begin(registration, "link_case", actor=actor, version=version)
    if row.petition_made:
        raise refuse("number", _("Lượt tiếp đã vào vụ việc."))
    typed = text.clean(number, field="number", max_length=60)
    found = Case.objects.unsealed().filter(number=typed).first() if typed else None
    if typed and found is None:
        raise refuse("number", _("Không có vụ việc mang số này."))
    if found is not None:
        refuse_handler(found.pk, row.concerned, "number")
    row.case_id = found.pk if found else None
    record("registration_linked", row, actor=actor, case=found.number if found else "")
    return finish(row, "case_id")

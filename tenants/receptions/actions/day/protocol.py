"""The minutes of the day as a paper: put together from the entries, read to the citizen, signed or refused."""

from datetime import datetime, time
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock, errors, text
from kernel.journal import events
from kernel.transactions import atomic
from tenants.conclusions.enums import Source
from tenants.conclusions.models import Task
from tenants.documents.actions.drafting import change_draft, draft_document
from tenants.documents.enums import DocumentKind, DocumentStatus, Subject
from tenants.documents.models import Document
from tenants.documents.rules import bodies
from tenants.receptions.actions.registrations.changing import enter, lock_session
from tenants.receptions.enums import Agreement, EntryKind, RegistrationStatus, Signing
from tenants.receptions.models import MinutesEntry, ReceptionSession, Registration
from tenants.receptions.policies.day import require_record
from tenants.receptions.queries.sessions import place_of, rooms_of

SIGNED = ("ALL", "SOME", "REFUSED")


@atomic
def draft_minutes(session: ReceptionSession, *, actor: Actor) -> Document:
    """Draft the minutes, or write the draft anew from what stands in the entries now.

    Names under a seal do not appear. Announces ``minutes_drafted``; refuses once the minutes are with the signer.
    """
    enter(actor)
    row = lock_session(session.pk)
    require_record(actor, row)
    with translation.override("vi"):
        body, title = _body(row, actor), _title(row)
    document = row.minutes
    if document is not None and document.status not in (DocumentStatus.DROPPED, DocumentStatus.WITHDRAWN):
        document = change_draft(document, title=title, body=body, actor=actor)
    else:
        document = draft_document(
            DocumentKind.MINUTES,
            line=row.line,
            subject=Subject.SESSION,
            subject_id=row.pk,
            title=title,
            body=body,
            actor=actor,
        )
    row.minutes = document
    row.version += 1
    row.save(update_fields=["minutes", "version"])
    events.record("minutes_drafted", actor=actor, case_id=row.pk, document=str(document.pk))
    return document


@atomic
def record_reading(
    session: ReceptionSession, *, was_read: bool, signed: str, note: str = "", actor: Actor
) -> ReceptionSession:
    """The minutes were read to those present, and signed by all, by some, or signing was refused (with a note).

    Announces ``minutes_read``; refuses before there are minutes, and that all signed where a citizen would not.
    """
    enter(actor)
    row = lock_session(session.pk)
    require_record(actor, row)
    note = text.clean(note, field="note", max_length=500)
    if row.minutes is None:
        raise errors.InvalidTransition("no_minutes", _("Chưa lập biên bản."))
    if signed not in SIGNED:
        raise errors.Invalid("signed_invalid", _("Chọn việc ký biên bản."), fields={"signed": [_("Chọn một dòng.")]})
    refusing = Registration.objects.of_session(row.pk).filter(signing=Signing.REFUSED)
    if signed == "ALL" and refusing.exists():
        message = _("Có công dân không ký phần ý kiến của mình: chọn “Có người chưa ký” và ghi rõ.")
        raise errors.Invalid("somebody_refused", message, fields={"signed": [message]})
    if signed != "ALL" and not note:
        message = _("Ghi ai chưa ký và vì sao.")
        raise errors.Invalid("note_missing", message, fields={"note": [message]})
    kept = [one for one in row.checklist if one.get("code") not in ("minutes_read", "minutes_signed")]
    told = {"done_at": clock.now().isoformat(), "by": actor.name, "note": note}
    if was_read:
        kept.append({"code": "minutes_read", **told})
    row.checklist = [*kept, {"code": "minutes_signed", "signed": signed, **told}]
    row.version += 1
    row.save(update_fields=["checklist", "version"])
    events.record("minutes_read", actor=actor, case_id=row.pk, was_read=was_read, signed=signed)
    return row


def _title(row: ReceptionSession) -> str:
    return _("Biên bản buổi tiếp công dân ngày %(day)s") % {"day": f"{row.held_on:%d/%m/%Y}"}


def _body(row: ReceptionSession, actor: Actor) -> bodies.Minutes:
    entries = list(MinutesEntry.objects.filter(occasion_id=row.pk).select_related("body").order_by("step", "at", "id"))
    registrations = {
        one.pk: one
        for one in Registration.objects.of_session(row.pk)
        .filter(status__in=[RegistrationStatus.RECEIVED, RegistrationStatus.CALLED])
        .order_by("queue_no", "id")
    }
    present = [
        (str(one["name"]), _("dự thay: %(who)s (%(why)s)") % {"who": one["substitute"], "why": one.get("reason", "")})
        if one.get("substitute")
        else (str(one["name"]), "")
        for one in row.participants
        if one.get("attended")
    ]
    absent = [
        (str(one["name"]), str(one.get("reason", ""))) for one in row.participants if one.get("attended") is False
    ]
    began = row.opened_at or datetime.combine(row.held_on, row.starts_at or time(7, 30), clock.OFFICE_ZONE)
    said = [_said(one) for one in registrations.values() if one.agreement or one.signing]
    return bodies.Minutes(
        about=_("Buổi tiếp công dân ngày %(day)s") % {"day": f"{row.held_on:%d/%m/%Y}"},
        started_at=began.astimezone(clock.OFFICE_ZONE),
        ended_at=(row.closed_at or clock.now()).astimezone(clock.OFFICE_ZONE),
        place=place_of(row, rooms_of([row])),
        chair=", ".join(part for part in (row.host_name or row.head_name, row.head_title) if part),
        minutes_taker=actor.name,
        present=present,
        absent=absent,
        steps=[step for step in _steps(row, entries, registrations) if step[2].strip()],
        conclusions=_conclusions(row),
        agreement="\n".join(said),
        citizens=[one.names.split("; ")[0] for one in registrations.values() if one.names],
    )


def _said(row: Registration) -> str:
    """What the citizen answered at the end, what came of it, and whether the own statement was signed."""
    parts = [str(Agreement(row.agreement).label)] if row.agreement else []
    parts += [row.outcome] if row.outcome else []
    if row.signing == Signing.SIGNED:
        parts.append(_("Công dân đã nghe đọc lại và ký phần ý kiến của mình"))
    elif row.signing == Signing.REFUSED:
        parts.append(_("Công dân đã nghe đọc lại, không ký phần ý kiến của mình: %(why)s") % {"why": row.signing_note})
    return f"{_label(row)}: " + " ".join(f"{part.rstrip('.')}." for part in parts)


def _label(row: Registration) -> str:
    return row.names or _("Người đăng ký số %(number)s") % {"number": row.number}


def _steps(
    row: ReceptionSession, entries: list[MinutesEntry], registrations: dict[UUID, Registration]
) -> list[tuple[str, str, str]]:
    agenda = {one.get("order"): one for one in row.agenda}
    found: list[tuple[str, str, str]] = []
    for one in entries:
        step = agenda.get(one.step) if one.step else None
        head = str(step["text"]) if step else str(EntryKind(one.kind).label)
        speaker = one.speaker or (str(step.get("speaker") or step.get("role") or "") if step else "")
        if one.registration_id in registrations:
            head = f"{EntryKind(one.kind).label} – {_label(registrations[one.registration_id])}"
        if one.body is not None:
            speaker = one.body.name
        if one.kind == EntryKind.INCIDENT:
            # Incidents are for head and security, not for a paper everybody signs.
            continue
        found.append((head, speaker, one.text))
    return found


def _conclusions(row: ReceptionSession) -> list[tuple[str, str, str, str]]:
    tasks = Task.objects.concluded().filter(subject=Source.SESSION, subject_id=row.pk).order_by("order", "id")
    return [
        (task.text, task.lead_name, task.contact, f"{task.due_on:%d/%m/%Y}" if task.due_on else "") for task in tasks
    ]

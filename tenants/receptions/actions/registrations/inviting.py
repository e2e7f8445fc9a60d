"""The citizen is invited to the session, and gets a receipt for the papers handed in."""

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock
from kernel.transactions import atomic
from tenants.documents.actions.drafting import draft_document
from tenants.documents.actions.notices import notify
from tenants.documents.enums import DocumentKind, NoticeChannel, Subject
from tenants.documents.models import Document
from tenants.documents.rules import bodies
from tenants.receptions.actions.registrations.changing import begin, finish, record, refuse
from tenants.receptions.actions.registrations.screening import addressee, email_of, matter_of
from tenants.receptions.enums import RegistrationStatus
from tenants.receptions.models import ReceptionSession, Registration
from tenants.receptions.queries.sessions import place_of, rooms_of
from tenants.receptions.queries.terms import invitation_day

CHANNELS = (NoticeChannel.EMAIL, NoticeChannel.POST, NoticeChannel.HAND, NoticeChannel.PHONE)


@atomic
def invite(
    registration: Registration, *, channel: str, bring: str = "", actor: Actor, version: int | None = None
) -> Registration:
    """Invite who was approved: the invitation is drafted for the signer and the word to the citizen written down.

    Day, time and place are told; of a sealed registration neither paper nor address exists, the neutral word is told by who
    may open the seal. Announces ``registration_invited`` with whether it is late by the plan (G2). Refuses a session without a day.
    """
    row = begin(registration, "invite", actor=actor, version=version)
    session = row.session
    if session is None or session.is_waiting_for_day or session.is_over:
        raise refuse("channel", _("Buổi tiếp chưa có ngày; chọn ngày rồi mời."))
    if channel not in CHANNELS:
        raise refuse("channel", _("Chọn cách mời."))
    who, address = addressee(row)
    mail = email_of(row)
    if channel == NoticeChannel.EMAIL and not mail:
        raise refuse("channel", _("Công dân không để lại địa chỉ thư điện tử; chọn cách khác."))
    place = place_of(session, rooms_of([session]))
    last = invitation_day(session)
    is_late = last is not None and clock.today() > last
    document = None if row.is_sealed else _draft(row, session, place, bring, actor)
    notify(
        subject=Subject.REGISTRATION,
        subject_id=row.pk,
        matter="invitation",
        channel=NoticeChannel(channel),
        recipient_name=who,
        address=mail if channel == NoticeChannel.EMAIL else address,
        title=_("Mời dự buổi tiếp công dân ngày %(day)s") % {"day": f"{session.held_on:%d/%m/%Y}"},
        text=_("Mời ông/bà đến lúc %(time)s ngày %(day)s tại %(place)s. Mang theo giấy tờ tùy thân. %(bring)s")
        % {"time": hours_of(session), "day": f"{session.held_on:%d/%m/%Y}", "place": place, "bring": bring},
        document=document,
        line=row.line,
        is_confidential=row.is_sealed or row.asks_protection,
        actor=actor,
    )
    row.status = RegistrationStatus.INVITED
    record("registration_invited", row, actor=actor, session=str(session.pk), channel=channel, is_late=is_late)
    return finish(row, "status")


@atomic
def give_receipt(
    registration: Registration, *, papers: list[str], actor: Actor, version: int | None = None
) -> Document:
    """The receipt for information and papers handed in (form 02/TCD). Announces ``registration_receipt_given``."""
    row = begin(registration, "receipt", actor=actor, version=version)
    told = [line.strip()[:300] for line in papers if line.strip()]
    if not told:
        raise refuse("papers", _("Ghi ít nhất một giấy tờ."))
    who, address = addressee(row)
    document = draft_document(
        DocumentKind.RECEIPT,
        line=row.line,
        subject=Subject.REGISTRATION,
        subject_id=row.pk,
        title=_("Giấy biên nhận, đăng ký số %(number)s") % {"number": row.number},
        body=bodies.Receipt(
            giver=who,
            address=address,
            received_on=clock.today(),
            matter=matter_of(row),
            papers=told,
            receiver=actor.name,
        ),
        recipients=[{"name": who, "address": address}],
        submit=True,
        actor=actor,
    )
    record("registration_receipt_given", row, actor=actor, papers=len(told))
    finish(row)
    return document


def hours_of(session: ReceptionSession) -> str:
    """When the session begins, in words."""
    return f"{session.starts_at:%H:%M}" if session.starts_at else _("đầu giờ làm việc")


def _draft(row: Registration, session: ReceptionSession, place: str, bring: str, actor: Actor) -> Document:
    who, address = addressee(row)
    return draft_document(
        DocumentKind.INVITATION,
        line=row.line,
        subject=Subject.REGISTRATION,
        subject_id=row.pk,
        title=_("Mời %(who)s dự buổi tiếp công dân ngày %(day)s") % {"who": who, "day": f"{session.held_on:%d/%m/%Y}"},
        body=bodies.Invitation(
            recipient=who,
            address=address,
            matter=matter_of(row),
            on=session.held_on,
            time=hours_of(session),
            place=place,
            chair=", ".join(part for part in (session.host_name, session.head_title) if part),
            bring=bring,
        ),
        recipients=[{"name": who, "address": address, "email": email_of(row)}],
        submit=True,
        actor=actor,
    )

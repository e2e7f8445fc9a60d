"""Who is told that a session is put off or does not take place: registered citizens and invited bodies, each with proof."""

import re
from dataclasses import dataclass

from django.utils import translation

from identity.actors import Actor
from registry import tree
from tenants.documents.actions.notices import notify
from tenants.documents.enums import NoticeChannel, Subject
from tenants.receptions.enums import RegistrationStatus
from tenants.receptions.models import ReceptionSession, Registration
from tenants.staff.models import Body

WAITING = (
    RegistrationStatus.SUBMITTED, RegistrationStatus.SCREENED, RegistrationStatus.PROPOSED, RegistrationStatus.APPROVED,
    RegistrationStatus.INVITED, RegistrationStatus.WAITING,
)  # fmt: skip
PHONE = re.compile(r"\d[\d .]{7,}")


def tell_postponed(old: ReceptionSession, new: ReceptionSession, waiting: list[Registration], *, actor: Actor) -> None:
    """One notice to each who would otherwise stand before a closed door; kept under the session that is over."""
    unit = tree.get(actor.unit.id)
    at = f" lúc {new.starts_at:%H:%M}" if new.starts_at else ""
    title = f"Hoãn buổi tiếp công dân ngày {old.held_on:%d/%m/%Y}"
    text = (
        f"{unit.name} thông báo: buổi tiếp công dân ngày {old.held_on:%d/%m/%Y} được hoãn ({_reason(old)}). "
        f"Thời gian dự kiến tiếp: ngày {new.held_on:%d/%m/%Y}{at}{_place(new)}."
    )
    _tell("session_postponed", old, title, text, waiting, actor)


def tell_cancelled(row: ReceptionSession, waiting: list[Registration], *, actor: Actor) -> None:
    """The same where no other day is set."""
    unit = tree.get(actor.unit.id)
    title = f"Không tổ chức buổi tiếp công dân ngày {row.held_on:%d/%m/%Y}"
    text = (
        f"{unit.name} thông báo: buổi tiếp công dân ngày {row.held_on:%d/%m/%Y} không tổ chức ({_reason(row)}). "
        "Đăng ký được giữ cho buổi tiếp sau."
    )
    _tell("session_cancelled", row, title, text, waiting, actor)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who will be told, and by what channel; a confidential one gets neutral words."""

    name: str
    channel: NoticeChannel
    address: str = ""
    is_confidential: bool = False


def recipients(session: ReceptionSession, waiting: list[Registration]) -> list[Recipient]:
    """Everybody who will be told; what a preview shows."""
    return [_citizen(one) for one in waiting] + _bodies(session)


def waiting_of(session: ReceptionSession) -> list[Registration]:
    """The registrations of a session that nobody has received, refused or settled yet."""
    return list(Registration.objects.of_session(session.pk).filter(status__in=WAITING).order_by("queue_no", "id"))


def _tell(
    matter: str, about: ReceptionSession, title: str, text: str, waiting: list[Registration], actor: Actor
) -> None:
    # What leaves the house is Vietnamese, whatever language the officer reads.
    with translation.override("vi"):
        for one in recipients(about, waiting):
            notify(
                subject=Subject.SESSION, subject_id=about.pk, matter=matter, channel=one.channel, recipient_name=one.name,
                address=one.address, title=title, text=text, line=about.line, is_confidential=one.is_confidential,
                actor=actor,
            )  # fmt: skip


def _citizen(one: Registration) -> Recipient:
    """A denouncer's name stands nowhere: the number of the registration stands for it, and the word goes by hand."""
    if not one.people:
        return Recipient(f"Công dân đăng ký số {one.number}", NoticeChannel.HAND, "", True)
    first = next((person for person in one.people if person.get("is_representative")), one.people[0])
    name = str(first["full_name"])
    for channel, key in (
        (NoticeChannel.EMAIL, "email"),
        (NoticeChannel.PHONE, "phone"),
        (NoticeChannel.POST, "address"),
    ):
        if first.get(key):
            return Recipient(name, channel, str(first[key]), one.asks_protection)
    return Recipient(name, NoticeChannel.HAND, "", one.asks_protection)


def _bodies(session: ReceptionSession) -> list[Recipient]:
    invited = [one for one in session.participants if one.get("invited")]
    wanted = [one["body_id"] for one in invited if one.get("body_id")]
    contacts = {str(body.pk): body.contact for body in Body.objects.filter(pk__in=wanted)}
    found = []
    for one in invited:
        phone = PHONE.search(contacts.get(str(one.get("body_id", "")), ""))
        channel = NoticeChannel.PHONE if phone else NoticeChannel.HAND
        found.append(Recipient(str(one["name"]), channel, phone[0].strip() if phone else ""))
    return found


def _reason(row: ReceptionSession) -> str:
    with translation.override("vi"):
        label = str(row.get_moved_reason_display()).lower()
    return f"{label}: {row.moved_why}" if row.moved_why else label


def _place(row: ReceptionSession) -> str:
    return f", tại {row.venue}" if row.venue else ""

"""Words to those who are invited or wait for an answer; each is a notice with its own proof."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from identity.actors import Actor
from tenants.dialogues.models import Conference, Opinion
from tenants.documents.actions.notices import notify
from tenants.documents.enums import NoticeChannel, Subject
from tenants.documents.models import Document, Notice


def tell_participant(
    conference: Conference, participant: dict[str, Any], *, document: Document | None, actor: Actor
) -> Notice:
    """The invitation of one participant: by mail where an address is known, else to be handed over."""
    email = str(participant.get("email") or "")
    with translation.override("vi"):
        title = _("Giấy mời dự %(title)s") % {"title": conference.title}
        text = _("%(day)s, %(hour)s, tại %(venue)s. Kèm phiếu đăng ký nội dung phát biểu.") % {
            "day": f"{conference.held_on:%d/%m/%Y}" if conference.held_on else "",
            "hour": f"{conference.starts_at:%H:%M}" if conference.starts_at else "",
            "venue": conference.venue,
        }
    return notify(
        subject=Subject.CONFERENCE,
        subject_id=conference.pk,
        matter="invitation",
        channel=NoticeChannel.EMAIL if email else NoticeChannel.HAND,
        recipient_name=participant["name"],
        address=email,
        title=title[:250],
        text=text,
        document=document,
        line=conference.line,
        actor=actor,
    )


def tell_change(conference: Conference, why: str, *, actor: Actor) -> int:
    """Everybody invited, everybody who registered to speak, and the public: the conference is moved or not held."""
    with translation.override("vi"):
        new = f"{conference.held_on:%d/%m/%Y}" if conference.held_on else _("sẽ thông báo sau")
        title = _("Thay đổi: %(title)s") % {"title": conference.title}
        text = _("Lý do: %(why)s. Ngày mới: %(new)s.") % {"why": why.rstrip("."), "new": new}
    told = 0
    recipients: list[tuple[NoticeChannel, str, str]] = [(NoticeChannel.POSTING, _("Niêm yết công khai"), "")]
    for one in conference.participants:
        if one.get("invited_at"):
            email = str(one.get("email") or "")
            recipients.append((NoticeChannel.EMAIL if email else NoticeChannel.HAND, one["name"], email))
    for opinion in Opinion.objects.filter(conference=conference, speaking_no__isnull=False).order_by("speaking_no"):
        phone = opinion.person_phone
        name = opinion.person_name or opinion.source_name
        recipients.append((NoticeChannel.PHONE if phone else NoticeChannel.HAND, name, phone))
    for channel, name, address in recipients:
        notify(
            subject=Subject.CONFERENCE,
            subject_id=conference.pk,
            matter="conference_changed",
            channel=channel,
            recipient_name=name,
            address=address,
            title=title[:250],
            text=text,
            line=conference.line,
            actor=actor,
        )
        told += 1
    return told

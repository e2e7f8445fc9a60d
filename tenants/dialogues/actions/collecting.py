"""Opinions that citizens send on the unit's page: until when they are taken, and each one as it comes."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, errors, ids
from kernel.journal import events
from kernel.transactions import atomic, lock_unit_writes
from registry.rules import refuse_if_ended, refuse_if_frozen
from tenants.dialogues.actions import changing
from tenants.dialogues.actions.opinions import OpinionData, new_opinion
from tenants.dialogues.actions.texts import line, refuse
from tenants.dialogues.enums import OpinionSource
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.queries.public_opinions import public_topics
from tenants.dialogues.rules import codes

LONGEST = timedelta(days=365)


@dataclass(frozen=True)
class Received:
    """The row, and the code told to the citizen this once."""

    opinion: Opinion
    code: str


@atomic
def take_opinions_until(
    conference: Conference, *, until: date | None, actor: Actor, version: int | None = None
) -> Conference:
    """Let citizens send opinions on the unit's page until this day, which is included; None: no more from now on.

    Announces ``collection_set``. Refuses a day that has passed, one after the day of the conference, and more than a year.
    """
    row = changing.begin(conference, "collection", actor=actor, version=version)
    today = clock.today()
    if until is not None and not today <= until <= today + LONGEST:
        raise refuse("until", _("Chọn ngày từ hôm nay trở đi, trong vòng một năm."))
    if until is not None and row.held_on is not None and until > row.held_on:
        raise refuse("until", _("Chỉ nhận ý kiến đến ngày đối thoại %(day)s.") % {"day": f"{row.held_on:%d/%m/%Y}"})
    row.collects_until = until or today - timedelta(days=1)
    changing.finish(row, "collects_until")
    changing.tell("collection_set", row, actor=actor, until=row.collects_until.isoformat())
    return row


@atomic
def send_opinion(
    conference: Conference,
    *,
    full_name: str,
    address: str,
    phone: str = "",
    text: str,
    topic: str = "",
    opinion_id: UUID | None = None,
    actor: Actor,
) -> Received:
    """A citizen sends an opinion on the unit's page; it stands among those collected, and the code is told this once.

    Announces ``opinion_sent``, without who and what. Refuses a conference that takes no opinions any more, a topic that is not
    offered, and an opinion without name, address or text: it could not be answered in writing (plan S4-33).
    """
    actor.require(Permission.REGISTRATION_ENTER)
    refuse_if_ended(actor.unit, clock.today())
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)
    row = Conference.objects.collecting(clock.today()).filter(pk=conference.pk).select_for_update(of=("self",)).first()
    if row is None:
        raise errors.InvalidTransition("not_collecting", _("Hội nghị này không còn nhận ý kiến qua trang."))
    if topic and topic not in {code for code, _name in public_topics(row)}:
        raise refuse("topic", _("Chọn chủ đề trong danh mục."), "topic_unknown")
    printed, digest = codes.new_code()
    data = OpinionData(
        source=OpinionSource.PAGE,
        text=text,
        person_name=line(full_name, "full_name", required=True, length=150),
        person_address=line(address, "address", required=True),
        person_phone=line(phone, "phone", length=20),
        topic=topic,
    )
    opinion = new_opinion(data, line_code=row.line, conference=row, actor=actor, code_digest=digest)
    opinion.pk = opinion_id or ids.new_id()
    opinion.save(force_insert=True)
    events.record("opinion_sent", actor=actor, opinion=str(opinion.pk), conference=str(row.pk), line=row.line)
    return Received(opinion, printed)

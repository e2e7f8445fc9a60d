"""Opinions before the day: collected, sorted by topic and urgency, prepared, cleared by a lower unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock
from kernel.journal import events
from kernel.transactions import atomic, lock_unit_writes
from registry.rules import refuse_if_frozen
from tenants.cases.policies import get_case
from tenants.conclusions.actions.preparing import request_preparation
from tenants.conclusions.enums import Source
from tenants.dialogues.actions import changing
from tenants.dialogues.actions.texts import line, long_text, refuse
from tenants.dialogues.enums import OpinionSource, OpinionStatus, Urgency
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.models.opinion import WITHOUT_OUTCOME
from tenants.staff.models import Body
from tenants.staff.queries import setting

BEFORE = frozenset(
    {
        OpinionSource.CITIZEN,
        OpinionSource.FRONT,
        OpinionSource.UNION,
        OpinionSource.DEPUTY,
        OpinionSource.MEDIA,
        OpinionSource.LOWER_UNIT,
    }
)
"""What comes in before the day; slips and what is said there have their own actions."""


@dataclass(frozen=True, kw_only=True)
class OpinionData:
    """What somebody asks or proposes, as it was typed."""

    source: str
    text: str
    source_name: str = ""
    from_unit_id: int | None = None
    person_name: str = ""
    person_address: str = ""
    person_phone: str = ""
    topic: str = ""
    urgency: str = Urgency.NORMAL
    cleared_on: date | None = None
    cleared_note: str = ""
    #: The opinion of a lower unit may be a case that came from it.
    case_id: UUID | None = None


@atomic
def collect_opinion(
    data: OpinionData, *, line_code: str, conference: Conference | None = None, actor: Actor
) -> Opinion:
    """Enter an opinion received before the day, for one conference or for the next.

    Announces ``opinion_collected``. Refuses a topic or a line that does not exist for the actor, and a source that needs a
    name without one. What a lower unit has cleared is entered as cleared.
    """
    actor.require(Permission.RECEPTION_ARRANGE)
    if line_code not in actor.lines:
        raise refuse("line", _("Chọn kênh bạn được giao."))
    if conference is not None:
        row = changing.begin(conference, "topics", actor=actor)
        line_code = row.line
    else:
        row = None
        lock_unit_writes(actor.unit)
        refuse_if_frozen(actor.unit)
    if data.source not in BEFORE:
        raise refuse("source", _("Chọn nguồn ý kiến."))
    opinion = new_opinion(data, line_code=line_code, conference=row, actor=actor)
    if data.cleared_on is not None:
        _clear(opinion, data.cleared_on, data.cleared_note)
    opinion.save(force_insert=True)
    events.record("opinion_collected", actor=actor, opinion=str(opinion.pk), source=opinion.source, topic=opinion.topic)
    return opinion


def new_opinion(
    data: OpinionData, *, line_code: str, conference: Conference | None, actor: Actor, **more: object
) -> Opinion:
    """The row of an opinion, checked and not yet written."""
    named = data.source in (OpinionSource.FRONT, OpinionSource.UNION, OpinionSource.MEDIA, OpinionSource.LOWER_UNIT)
    return Opinion(
        conference=conference,
        line=line_code,
        source=data.source,
        source_name=line(data.source_name, "source_name", required=named and data.from_unit_id is None),
        from_unit_id=data.from_unit_id,
        person_name=line(data.person_name, "person_name", length=150),
        person_address=line(data.person_address, "person_address"),
        person_phone=line(data.person_phone, "person_phone", length=20),
        text=long_text(data.text, "text"),
        topic=known_topic(data.topic, line_code),
        urgency=_urgency(data.urgency),
        case_id=get_case(actor, data.case_id).pk if data.case_id else None,
        entered_by_id=actor.account_id,
        **more,
    )


@atomic
def classify_opinion(
    opinion: Opinion,
    *,
    topic: str,
    urgency: str,
    conference: Conference | None,
    actor: Actor,
    version: int | None = None,
) -> Opinion:
    """Say what an opinion is about, how urgent it is, and at which conference it is treated.

    Announces ``opinion_classified``.
    """
    row, _held = changing.begin_opinion(opinion, "classify", actor=actor, version=version)
    row.topic = known_topic(topic, row.line, required=True)
    row.urgency = _urgency(urgency)
    if conference is None or conference.pk != row.conference_id:
        if conference is not None:
            conference = changing.begin(conference, "topics", actor=actor)
            if conference.line != row.line:
                raise refuse("conference", _("Hội nghị thuộc kênh khác."))
        row.conference = conference
    changing.finish(row, "topic", "urgency", "conference")
    events.record("opinion_classified", actor=actor, opinion=str(row.pk), topic=row.topic, urgency=row.urgency)
    return row


@atomic
def assign_preparation(
    conference: Conference,
    *,
    opinions: Iterable[UUID],
    body: Body,
    due_on: date,
    text: str = "",
    contact: str = "",
    actor: Actor,
) -> int:
    """Ask a body of the unit to prepare the answers to some opinions until a day before the conference; one task each.

    Announces ``preparation_assigned``. Refuses a day that has passed or lies after the conference. Returns how many.
    """
    row = changing.begin(conference, "topics", actor=actor)
    if due_on < clock.today():
        raise refuse("due_on", _("Chọn hạn từ hôm nay trở đi."))
    if row.held_on is not None and due_on > row.held_on:
        raise refuse(
            "due_on", _("Hạn chuẩn bị phải trước ngày đối thoại %(day)s.") % {"day": f"{row.held_on:%d/%m/%Y}"}
        )
    found = list(
        Opinion.objects.filter(conference=row, pk__in=list(opinions), status__in=WITHOUT_OUTCOME)
        .order_by("id")
        .select_for_update(of=("self",))
    )
    if not found:
        raise refuse("opinions", _("Hãy chọn ít nhất một ý kiến chưa có kết quả."))
    for opinion in found:
        request_preparation(
            Source.CONFERENCE,
            row.pk,
            line=row.line,
            lead_body=body.pk,
            opinion_id=opinion.pk,
            text=text.strip() or _("Chuẩn bị nội dung trả lời: %(text)s") % {"text": opinion.text},
            contact=contact,
            due_on=due_on,
            actor=actor,
        )
        opinion.prepared_by = body.name
        changing.finish(opinion, "prepared_by")
    changing.tell("preparation_assigned", row, actor=actor, body=body.name, opinions=len(found), due_on=str(due_on))
    return len(found)


@atomic
def prepare_answer(
    opinion: Opinion, *, text: str, legal_basis: str = "", by: str = "", actor: Actor, version: int | None = None
) -> Opinion:
    """Keep the answer that was prepared; the chair may use it on the day. Announces ``answer_prepared``."""
    row, _conference = changing.begin_opinion(opinion, "prepared", actor=actor, version=version)
    row.prepared = long_text(text, "text")
    row.legal_basis = line(legal_basis, "legal_basis", length=500)
    row.prepared_by = line(by, "by") or row.prepared_by
    if row.status == OpinionStatus.COLLECTED:
        row.status = OpinionStatus.PREPARED
    changing.finish(row, "prepared", "legal_basis", "prepared_by", "status")
    events.record("answer_prepared", actor=actor, opinion=str(row.pk))
    return row


@atomic
def clear_opinion(opinion: Opinion, *, on: date, note: str, actor: Actor, version: int | None = None) -> Opinion:
    """Mark what was settled before the day, by a lower unit or a body (plan S4-40). Announces ``opinion_cleared``.

    Refuses a day to come.
    """
    row, _conference = changing.begin_opinion(opinion, "clear", actor=actor, version=version)
    _clear(row, on, note)
    changing.finish(row, "cleared_on", "cleared_note", "status")
    events.record("opinion_cleared", actor=actor, opinion=str(row.pk), on=on.isoformat())
    return row


def known_topic(code: str, line_code: str, *, required: bool = False) -> str:
    """The code of an open topic of this line; a topic of the other line is none."""
    if not code and not required:
        return ""
    if code not in {value for value, _label in setting("topics").choices(line_code)}:
        raise refuse("topic", _("Chọn chủ đề trong danh mục."), "topic_missing" if not code else "topic_unknown")
    return code


def _clear(opinion: Opinion, on: date, note: str) -> None:
    if on > clock.today():
        raise refuse("cleared_on", _("Ngày giải quyết không thể sau hôm nay."))
    opinion.cleared_on = on
    opinion.cleared_note = long_text(note, "cleared_note")
    opinion.status = OpinionStatus.CLEARED


def _urgency(value: str) -> str:
    if value not in Urgency.values:
        raise refuse("urgency", _("Chọn mức độ cấp thiết."))
    return value

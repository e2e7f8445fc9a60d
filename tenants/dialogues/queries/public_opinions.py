"""What citizens see of conferences that take opinions, and with a code what became of the opinion they sent."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.utils.translation import gettext as _

from kernel import clock
from tenants.dialogues.enums import OpinionStatus as O
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.rules import codes
from tenants.staff.queries import setting
from tenants.staff.rules.topics import Topics

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Collecting:
    """One conference as the public is told of it."""

    row: Conference
    reference: str
    topics: list[tuple[str, str]]
    until: date | None

    @property
    def chair(self) -> str:
        """The chair by title and name."""
        return ", ".join(part for part in (self.row.chair_name, self.row.chair_title) if part)

    @property
    def topic_names(self) -> list[str]:
        return [name.strip("– ") for code, name in self.topics if code in self.row.topics]


@dataclass(frozen=True, slots=True)
class Sent:
    """No name and no content: whoever finds a slip of paper learns little."""

    words: str
    sent_on: date
    conference: str
    held_on: date | None
    starts_at: time | None
    venue: str
    reply_due_on: date | None


def collecting_now() -> list[Collecting]:
    """The conferences that take opinions today, nearest first; one query where there is none."""
    rows = list(Conference.objects.collecting(clock.today()).order_by("held_on", "id"))
    if not rows:
        return []
    topics: Topics = setting("topics")
    return [Collecting(row, codes.reference(row.pk), public_topics(row, topics), _last_day(row)) for row in rows]


def taken_until(row: Conference) -> date | None:
    """The last day on which the page takes opinions for this conference; None while it takes none. One query."""
    if not Conference.objects.collecting(clock.today()).filter(pk=row.pk).exists():
        return None
    return _last_day(row)


def public_topics(row: Conference, topics: Topics | None = None) -> list[tuple[str, str]]:
    """What the page offers to speak about: the topics chosen, else all of the line; Party discipline is never among them."""
    tree: Topics = topics or setting("topics")
    hidden = {one.code for one in tree.rows if one.is_discipline}
    return [
        (code, name)
        for code, name in tree.choices(row.line)
        if code not in hidden and (not row.topics or code in row.topics)
    ]


def status_of(code: str) -> Sent | None:
    """What became of the opinion of this code; None when no code of the unit."""
    if not codes.is_well_formed(code):
        return None
    one = Opinion.objects.filter(code_digest=codes.digest(code)).select_related("conference").first()
    if one is None:
        return None
    held = one.conference
    return Sent(
        words=words_of(one.status),
        sent_on=clock.day_of(one.entered_at),
        conference=held.title if held else "",
        held_on=held.held_on if held else None,
        starts_at=held.starts_at if held else None,
        venue=held.venue if held else "",
        reply_due_on=one.reply_due_on if one.status == O.ASSIGNED else None,
    )


def words_of(status: str) -> str:
    """The status as a citizen reads it."""
    received = _("Đơn vị đã nhận ý kiến và đang chuẩn bị nội dung trả lời.")
    words = {
        O.COLLECTED: received,
        O.PREPARED: received,
        O.WAITING: _("Ý kiến đã vào danh sách phát biểu của hội nghị."),
        O.ASKED: _("Ý kiến đã được nêu tại hội nghị."),
        O.CLEARED: _("Nội dung đã được giải quyết trước hội nghị."),
        O.ANSWERED: _("Ý kiến đã được trả lời tại hội nghị."),
        O.ASSIGNED: _("Ý kiến đã được giao cơ quan giải quyết; trả lời bằng văn bản sẽ được gửi cho ông/bà."),
        O.INFORMATION: _("Ý kiến đã được ghi nhận."),
        O.REPLIED: _("Ý kiến đã được trả lời bằng văn bản."),
        O.WITHDRAWN: _("Ý kiến không đưa ra hội nghị."),
    }
    return words.get(O(status), "")


def _last_day(row: Conference) -> date | None:
    if row.collects_until is not None:
        return row.collects_until
    return row.held_on - DAY if row.held_on else None

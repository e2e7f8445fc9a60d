"""The day: opened, who is there, what is told to the people, minutes adopted and the meeting closed."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock, errors
from kernel.transactions import atomic
from oversight import cards
from tenants.dialogues.actions import changing, counting, following, papers
from tenants.dialogues.actions.texts import line, long_text, refuse
from tenants.dialogues.enums import ConferenceStatus, OpinionStatus
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.queries.orders import head_of
from tenants.dialogues.rules import people
from tenants.documents.enums import DocumentKind

MOST_PEOPLE = 100_000


@atomic
def open_conference(conference: Conference, *, actor: Actor, version: int | None = None) -> Conference:
    """The meeting begins. Announces ``conference_opened``. Refuses another day than the one announced."""
    row = changing.begin(conference, "open", actor=actor, version=version)
    row.status, row.opened_at = ConferenceStatus.OPEN, clock.now()
    changing.finish(row, "status", "opened_at")
    changing.tell("conference_opened", row, actor=actor)
    return row


@atomic
def take_attendance(
    conference: Conference,
    *,
    attended: int | None,
    marks: Mapping[str, tuple[str, str, str]],
    actor: Actor,
    version: int | None = None,
) -> Conference:
    """How many came, and of each participant: the leader, a substitute with the reason, or nobody.

    ``marks``: id → (mark, substitute, reason). Announces ``attendance_taken``. Refuses a substitute without name and reason.
    """
    row = changing.begin(conference, "attendance", actor=actor, version=version)
    if attended is not None and not 0 <= attended <= MOST_PEOPLE:
        raise refuse("attended", _("Ghi số người dự."))
    found = []
    for one in row.participants:
        mark, substitute, reason = marks.get(one["id"], (one["attended"], one["substitute"], one["reason"]))
        if mark not in ("", people.LEADER, people.SUBSTITUTE, people.ABSENT):
            raise refuse(one["id"], _("Chọn lãnh đạo dự, người dự thay hoặc vắng."))
        if mark == people.SUBSTITUTE and not (substitute.strip() and reason.strip()):
            raise errors.Invalid(
                "substitute_without_reason",
                _("%(name)s: người dự thay phải ghi họ tên và lý do.") % {"name": one["name"]},
                fields={f"reason-{one['id']}": [_("Ghi họ tên người dự thay và lý do.")]},
            )
        found.append(
            one
            | {
                "attended": mark,
                "substitute": line(substitute, "substitute") if mark == people.SUBSTITUTE else "",
                "reason": line(reason, "reason") if mark in (people.SUBSTITUTE, people.ABSENT) else "",
            }
        )
    row.participants, row.attended = found, attended
    changing.finish(row, "participants", "attended")
    changing.tell("attendance_taken", row, actor=actor, attended=attended or 0)
    return row


@atomic
def inform(conference: Conference, *, text: str, actor: Actor) -> Conference:
    """Tell the people something of public interest at the meeting (plan S4-08). Announces ``people_informed``."""
    row = changing.begin(conference, "information", actor=actor)
    told = {"at": clock.now().isoformat(), "by": actor.name, "text": long_text(text, "text")}
    row.information = [*row.information, told]
    changing.finish(row, "information")
    changing.tell("people_informed", row, actor=actor)
    return row


@atomic
def adopt_minutes(
    conference: Conference, *, attended: int | None = None, actor: Actor, version: int | None = None
) -> Conference:
    """The minutes are read out and adopted, and the meeting is closed; drafts the minutes as a document.

    Announces ``minutes_adopted``. Who registered and did not speak is entered as such; refuses while somebody called up has
    neither answer nor assignment, and without the number of people. The terms of the plan begin.
    """
    row = changing.begin(conference, "adopt", actor=actor, version=version)
    count = attended if attended is not None else row.attended
    if count is None:
        raise refuse("attended", _("Ghi số người dự trước khi bế mạc."), "attended_missing")
    open_ones = Opinion.objects.filter(conference=row, status=OpinionStatus.ASKED).count()
    if open_ones:
        raise errors.InvalidTransition(
            "opinions_open",
            _("Còn %(n)d ý kiến đã nêu chưa trả lời, chưa giao giải quyết.") % {"n": open_ones},
            count=open_ones,
        )
    row.attended = count
    row.status = ConferenceStatus.HELD
    row.closed_at = row.minutes_adopted_at = clock.now()
    row.minutes = papers.draft(row, DocumentKind.MINUTES, actor=actor)
    head = head_of(row.line)
    # Counted apart in the duty register: a deputy in the chair does not make the head's own conference.
    row.values = row.values | {"is_delegated": bool(head and row.chair_id and head.account_id != row.chair_id)}
    changing.finish(row, "attended", "status", "closed_at", "minutes_adopted_at", "minutes", "values")
    following.begin_terms(row, actor=actor)
    spoken = Opinion.objects.filter(conference=row, case_id__isnull=False, asked_at__isnull=False)
    for case_id in filter(None, spoken.values_list("case_id", flat=True)):
        cards.dialogue_held(case_id, clock.today())
    changing.tell("minutes_adopted", row, actor=actor, attended=count)
    counting.refresh(row)
    return row

"""After the meeting: conclusion per opinion, internal review, conclusion notice, results, the end of the follow-up."""

from collections.abc import Sequence
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock, errors
from kernel.transactions import atomic
from tenants.conclusions.actions import concluding, issuing
from tenants.conclusions.enums import Source
from tenants.conclusions.models import Conclusion
from tenants.conclusions.rules.items import ItemData
from tenants.dialogues.actions import changing, following, papers
from tenants.dialogues.actions.texts import line, long_text, refuse
from tenants.dialogues.enums import ConferenceStatus, OpinionStatus
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.rules import terms
from tenants.dialogues.rules.recipients import missing_recipients
from tenants.documents.actions.notices import notify
from tenants.documents.enums import DocumentKind, NoticeChannel, Subject

SHOWN = 3


@atomic
def conclude_conference(
    conference: Conference, *, text: str = "", actor: Actor, version: int | None = None
) -> Conclusion:
    """The chair's conclusion: every opinion has its outcome, each open one a body, a person and a date (plan S4-26).

    Draws up the conclusion with one item an open opinion; announces ``conference_concluded``. Refuses while an opinion has
    no outcome, naming how many and which.
    """
    row = changing.begin(conference, "conclude", actor=actor, version=version)
    _refuse_without_outcome(row)
    open_ones = list(
        Opinion.objects.filter(conference=row, status=OpinionStatus.ASSIGNED)
        .order_by("speaking_no", "id")
        .select_for_update(of=("self",))
    )
    with translation.override("vi"):
        title = _("Kết luận tại %(title)s") % {"title": row.title}
    made = concluding.conclude(
        Source.CONFERENCE,
        row.pk,
        line=row.line,
        title=title[:300],
        # The terms run from the meeting, whenever its conclusion is written down.
        concluded_on=row.held_on or clock.today(),
        items=[_item(opinion) for opinion in open_ones],
        text=long_text(text, "text", required=False),
        chair_id=row.chair_id,
        chair_name=row.chair_name,
        chair_title=row.chair_title,
        actor=actor,
    )
    tasks = {task.opinion_id: task for task in made.tasks.all()}
    for opinion in open_ones:
        opinion.task = tasks[opinion.pk]
        changing.finish(opinion, "task")
    row.conclusion_id = made.pk
    changing.finish(row, "conclusion_id")
    following.hand_over_conclusion(row, actor=actor)
    changing.tell("conference_concluded", row, actor=actor, items=len(open_ones))
    return made


@atomic
def review_conference(
    conference: Conference, *, text: str, on: date, actor: Actor, version: int | None = None
) -> Conference:
    """The internal review after the meeting, within the days of the plan (S4-29). Announces ``conference_reviewed``.

    Refuses a day before the meeting or to come; a late one stands as late.
    """
    row = changing.begin(conference, "review", actor=actor, version=version)
    if row.held_on is None or on < row.held_on or on > clock.today():
        raise refuse("on", _("Ngày họp rút kinh nghiệm từ ngày đối thoại đến hôm nay."))
    row.review = {"on": on.isoformat(), "text": long_text(text, "text"), "by": actor.name}
    if row.status == ConferenceStatus.HELD:
        row.status = ConferenceStatus.REVIEWED
    changing.finish(row, "review", "status")
    following.meet_review(row, on, actor=actor)
    changing.tell("conference_reviewed", row, actor=actor, on=on.isoformat())
    return row


@atomic
def issue_notice(
    conference: Conference, *, symbol: str = "", on: date | None = None, actor: Actor, version: int | None = None
) -> Conference:
    """The conclusion notice goes out, with the open items only; the items become tasks with their dates.

    For a notice issued on paper: its number and day are typed; signing one here does the same by itself. Announces
    ``conclusion_notice_issued``. Refuses what ``conclusions`` refuses: an item without who or until when.
    """
    row = changing.begin(conference, "notify", actor=actor, version=version)
    conclusion = Conclusion.objects.of(Source.CONFERENCE, row.pk).get()
    issuing.issue_conclusion(conclusion, on=on, symbol=symbol, actor=actor)
    row.refresh_from_db()
    return row


@atomic
def report_results(
    conference: Conference, *, to: Sequence[str], actor: Actor, version: int | None = None
) -> Conference:
    """Report the results to the Party committee, the council, the Front (plan S4-37); one notice with its proof each.

    Drafts the report; announces ``results_reported``. Refuses nobody.
    """
    row = changing.begin(conference, "results", actor=actor, version=version)
    names = [name for name in (line(one, "to") for one in to) if name]
    if not names:
        raise refuse("to", _("Chọn nơi nhận báo cáo."))
    document = papers.draft(row, DocumentKind.SUMMARY, recipients=[{"name": name} for name in names], actor=actor)
    now = clock.now().isoformat()
    sent = []
    for name in names:
        notice = notify(
            subject=Subject.CONFERENCE,
            subject_id=row.pk,
            matter="report_sent",
            channel=NoticeChannel.HAND,
            recipient_name=name,
            title=document.title[:250],
            document=document,
            line=row.line,
            actor=actor,
        )
        sent.append({"to": name, "at": now, "by": actor.name, "notice": str(notice.pk)})
    row.results_sent = [*row.results_sent, *sent]
    changing.finish(row, "results_sent")
    changing.tell("results_reported", row, actor=actor, to=len(names))
    return row


@atomic
def close_conference(conference: Conference, *, actor: Actor, version: int | None = None) -> Conference:
    """Every opinion has its answer: the follow-up ends. Announces ``conference_closed``.

    Refuses while one is unanswered, an answer lacks one of its recipients, or the review or the report the plan orders is missing.
    """
    row = changing.begin(conference, "close", actor=actor, version=version)
    missing = missing_to_close(row)
    if missing:
        raise errors.InvalidTransition(
            "closing_incomplete", _("Chưa kết thúc được: %(what)s.") % {"what": "; ".join(missing)}
        )
    row.status = ConferenceStatus.CLOSED
    changing.finish(row, "status")
    changing.tell("conference_closed", row, actor=actor)
    return row


def missing_to_close(row: Conference) -> list[str]:
    """What still keeps the follow-up open, in words; two queries."""
    found = []
    unanswered = Opinion.objects.filter(conference=row).unanswered().count()
    if unanswered:
        found.append(_("còn %(n)d ý kiến chưa có kết quả, chưa trả lời") % {"n": unanswered})
    replied = Opinion.objects.filter(conference=row, status=OpinionStatus.REPLIED).values_list("recipients", flat=True)
    short = sum(bool(missing_recipients(rows)) for rows in replied)
    if short:
        found.append(_("%(n)d văn bản trả lời chưa đủ bốn nơi nhận") % {"n": short})
    if terms.from_data(row.values).review is not None and not row.review:
        found.append(_("chưa họp đánh giá, rút kinh nghiệm"))
    if row.values.get("results_to") and not row.results_sent:
        found.append(_("chưa báo cáo kết quả"))
    return found


def _item(opinion: Opinion) -> ItemData:
    return ItemData(
        text=opinion.direction or opinion.text,
        route=opinion.route,
        lead_body=opinion.lead_body_id,
        contact=opinion.contact,
        is_complex=opinion.is_complex,
        due_on=opinion.expected_on,
        opinion_id=opinion.pk,
    )


def _refuse_without_outcome(row: Conference) -> None:
    found = list(Opinion.objects.filter(conference=row).without_outcome().order_by("speaking_no", "id")[: SHOWN + 1])
    if not found:
        return
    count = Opinion.objects.filter(conference=row).without_outcome().count()
    named = "; ".join(f"“{one.text[:60]}”" for one in found[:SHOWN])
    raise errors.InvalidTransition(
        "opinions_without_outcome",
        _(
            "Còn %(n)d ý kiến chưa có kết quả: %(which)s. Trả lời, giao giải quyết hoặc ghi nhận từng ý kiến trước khi kết luận."
        )
        % {"n": count, "which": named},
        count=count,
    )

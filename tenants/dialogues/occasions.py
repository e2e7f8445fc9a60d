"""What the rooms below ask of conferences: how one is called, what its plan orders, whose opinion a task answers."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from identity.actors import Actor
from tenants.conclusions.enums import StartOf
from tenants.conclusions.models import Conclusion, Task
from tenants.conclusions.protocols import Citizen, Named, Raised
from tenants.conclusions.rules.recipients import Expected
from tenants.conclusions.rules.terms import Term, Terms
from tenants.dialogues import policies
from tenants.dialogues.actions import changing, following
from tenants.dialogues.enums import ConferenceStatus, OpinionStatus
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.queries.recipients import recipient_names
from tenants.dialogues.rules import terms
from tenants.dialogues.rules.recipients import Recipient
from tenants.documents.subjects import SubjectView
from tenants.receptions.models import ReceptionSession


class ConferenceOccasions:
    """The provider of ``conclusions.protocols`` for conferences."""

    def named(self, actor: Actor, ids: Collection[UUID]) -> Mapping[UUID, Named]:
        """Title, address and day; a conference the actor does not see has its name only."""
        rows = Conference.objects.filter(pk__in=ids).only("title", "held_on", "line")
        seen = set(policies.visible_conferences(actor).filter(pk__in=ids).values_list("pk", flat=True))
        return {row.pk: Named(row.title, _url(row.pk) if row.pk in seen else "", row.held_on, row.line) for row in rows}

    def terms(self, source_id: UUID) -> Terms:
        """The plan's terms, as the conference keeps them."""
        row = Conference.objects.filter(pk=source_id).only("values").first()
        ordered = terms.from_data(row.values if row else {})
        return Terms(
            notice=_term(ordered.conclusion, StartOf.CONCLUDED, ordered.source),
            assign=_term(ordered.review, StartOf.CONCLUDED, ordered.source) if ordered.review else None,
            reply=_term(ordered.reply, _start(ordered.reply), ordered.source),
            reply_complex=_term(ordered.reply_complex, _start(ordered.reply_complex), ordered.source),
            progress_every=ordered.progress_every,
        )

    def citizens(self, ids: Collection[UUID]) -> Mapping[UUID, Citizen]:
        """Who waits for the answer to each opinion."""
        rows = Opinion.objects.filter(pk__in=ids).only(
            "person_name", "source_name", "person_address", "person_phone", "conference"
        )
        return {
            row.pk: Citizen(
                row.person_name or row.source_name,
                row.person_address,
                _url(row.conference_id),
                phone=row.person_phone,
            )
            for row in rows
        }

    def recipients(self, task: Task, *, actor: Actor) -> list[Expected]:
        """The four who have the written answer to an opinion (plan S4-33); none for what answers no opinion."""
        row = (
            Opinion.objects.select_related("conference").filter(pk=task.opinion_id).first() if task.opinion_id else None
        )
        if row is None:
            return []
        names = recipient_names(row, actor.unit.name)
        return [Expected(role.value, str(role.label), names[role.value]) for role in Recipient]

    def topics(self, ids: Collection[UUID]) -> Mapping[UUID, str]:
        """The topic each opinion was sorted under."""
        return dict(Opinion.objects.filter(pk__in=ids).values_list("pk", "topic"))

    def raised(self, actor: Actor, first: date, last: date) -> Mapping[str, Raised]:
        """Opinions of the conferences held in these days that the actor sees, by topic; one query."""
        held = policies.visible_conferences(actor).held().filter(held_on__range=(first, last))
        settled = Q(
            status__in=[OpinionStatus.CLEARED, OpinionStatus.ANSWERED, OpinionStatus.REPLIED, OpinionStatus.INFORMATION]
        )
        rows = (
            Opinion.objects.filter(conference__in=held.values("pk"))
            .exclude(status=OpinionStatus.WITHDRAWN)
            .values("topic")
            .annotate(n=Count("pk"), settled=Count("pk", filter=settled))
            .order_by()
        )
        return {row["topic"]: Raised(row["n"], row["settled"]) for row in rows}

    def concluded(self, conclusion: Conclusion, *, actor: Actor) -> None:
        """The notice went out: answers counted from it get their date."""
        row = Conference.objects.select_for_update(of=("self",)).filter(pk=conclusion.source_id).first()
        if row is None:
            return
        row.concluded_on = conclusion.issued_on
        if row.status in (ConferenceStatus.HELD, ConferenceStatus.REVIEWED):
            row.status = ConferenceStatus.CONCLUDED
        row.version += 1
        row.save(update_fields=["concluded_on", "status", "version"])
        following.date_answers(row, actor=actor)
        changing.tell("conclusion_notice_issued", row, actor=actor, on=str(row.concluded_on))

    def changed(self, task: Task, *, actor: Actor) -> None:
        """A task was answered on its own page: the opinion is answered, with the proofs that were given there."""
        if task.opinion_id is None or task.answered_on is None:
            return
        row = Opinion.objects.select_for_update(of=("self",)).filter(pk=task.opinion_id).first()
        if row is None or row.status != OpinionStatus.ASSIGNED:
            return
        row.status = OpinionStatus.REPLIED
        row.replied_on = task.answered_on
        row.answer = row.answer or task.result
        row.answered_by = row.lead_name
        row.recipients = [dict(one) for one in task.answer_proof.get("recipients") or []]
        row.version += 1
        row.save(update_fields=["status", "replied_on", "answer", "answered_by", "recipients", "version"])


def describe_conferences(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, SubjectView]:
    """For documents and notices: the conferences the actor sees."""
    rows = policies.visible_conferences(actor).filter(pk__in=list(ids)).only("title")
    return {row.pk: SubjectView(row.title, _url(row.pk)) for row in rows}


def describe_opinions(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, SubjectView]:
    """For documents and notices: the opinions the actor sees, by their conference; never what was said."""
    rows = policies.visible_opinions(actor).filter(pk__in=list(ids)).select_related("conference")
    return {
        row.pk: SubjectView(row.conference.title if row.conference else "", _url(row.conference_id)) for row in rows
    }


def occupied_beside(session: ReceptionSession) -> list[str]:
    """For the conflicts of a session: conferences on its day with the same chair or in the same room; one query."""
    rows = Conference.objects.coming(session.held_on).filter(held_on=session.held_on)
    wanted = Q(chair_id=session.head_id) if session.head_id else Q(pk__in=[])
    if session.room_id:
        wanted |= Q(room_id=session.room_id)
    return [
        _("%(title)s lúc %(hour)s cùng ngày")
        % {"title": row.title, "hour": f"{row.starts_at:%H:%M}" if row.starts_at else "–"}
        for row in rows.filter(wanted)
        # What belongs to the other line is not told by its name.
        if row.line == session.line or row.is_linked
    ]


def _term(term: terms.Term, event: str, source: str) -> Term:
    return Term(term.length, term.kind, event, source)


def _start(term: terms.Term) -> str:
    return StartOf.NOTICE if term.start == terms.NOTICE else StartOf.CONCLUDED


def _url(conference_id: UUID | None) -> str:
    if conference_id is None:
        return ""
    try:
        return reverse("dialogues:page", args=[conference_id])
    except NoReverseMatch:
        return ""

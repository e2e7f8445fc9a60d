"""What exists for whom: what belongs to the other line does not, unless linked.

An observer (the right to read conclusions and nothing else) sees a conference from the day it was held: its conclusions and
their progress.
"""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import errors
from tenants.cases.policies.verdicts import YES, Verdict, refusal
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.models.conference import HELD, ConferenceQuerySet
from tenants.dialogues.models.opinion import OpinionQuerySet


def visible_conferences(actor: Actor) -> ConferenceQuerySet:
    """The conferences that exist for the actor."""
    found = Conference.objects.filter(Q(line__in=sorted(actor.lines)) | Q(is_linked=True))
    if actor.may(P.RECEPTION_VIEW):
        return found
    if actor.may(P.CONCLUSION_VIEW):
        return found.filter(status__in=HELD)
    return Conference.objects.none()


def get_conference(actor: Actor, conference_id: UUID | str) -> Conference:
    """The conference, or NotFound: the same answer for the other line's and for one that does not exist."""
    found: Conference | None = visible_conferences(actor).filter(pk=conference_id).first()
    if found is None:
        raise not_found()
    return found


def visible_opinions(actor: Actor) -> OpinionQuerySet:
    """Opinions of the actor's lines; who only observes sees those of conferences held, without who asked."""
    if actor.may(P.RECEPTION_VIEW):
        return Opinion.objects.filter(Q(line__in=sorted(actor.lines)) | Q(conference__is_linked=True))
    if actor.may(P.CONCLUSION_VIEW):
        return Opinion.objects.filter(conference__in=visible_conferences(actor))
    return Opinion.objects.none()


def get_opinion(actor: Actor, opinion_id: UUID | str) -> Opinion:
    """The opinion, or NotFound."""
    found: Opinion | None = visible_opinions(actor).filter(pk=opinion_id).first()
    if found is None:
        raise opinion_not_found()
    return found


def not_found() -> errors.NotFound:
    return errors.NotFound("conference_not_found", _("Không tìm thấy hội nghị."))


def opinion_not_found() -> errors.NotFound:
    return errors.NotFound("opinion_not_found", _("Không tìm thấy ý kiến."))


def only_observes(actor: Actor) -> bool:
    """Whether the actor reads conclusions and their progress and nothing else."""
    return not actor.may(P.RECEPTION_VIEW)


def is_chair(actor: Actor, conference: Conference) -> bool:
    """Whether the actor is the chair named for this conference."""
    return actor.account_id is not None and actor.account_id == conference.chair_id


def right_to(actor: Actor, permission: P, line: str) -> Verdict:
    """Whether the actor holds the right on this line: a linked conference is read by the other line and worked on by its own."""
    if line not in actor.lines:
        return refusal("not_permitted", _("Việc này thuộc kênh khác; bạn chỉ được xem."))
    if not actor.may(permission):
        return refusal(
            "not_permitted",
            _("Bạn chưa được giao quyền “%(right)s” tại đơn vị này.") % {"right": permission.label},
        )
    return YES

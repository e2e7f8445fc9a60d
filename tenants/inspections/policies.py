"""Who may urge whom. What is not visible does not exist: 404, never 403."""

from uuid import UUID

from django.utils.translation import gettext as _

from exchange.queries import partners
from identity.actors import Actor
from identity.permissions import Permission as P
from kernel.errors import InvalidTransition, NotFound, NotPermitted
from oversight.models import Urging
from oversight.models.urging import UrgingQuerySet
from registry import tree
from registry.info import UnitInfo
from registry.levels import Line
from tenants.inspections.enums import MeetingStatus
from tenants.inspections.models import ReviewMeeting
from tenants.inspections.models.review_meeting import ReviewMeetingQuerySet

#: Verb of a meeting → the statuses it is possible in.
MEETING_VERBS: dict[str, tuple[MeetingStatus, ...]] = {
    "change": (MeetingStatus.PLANNED,),
    "invite": (MeetingStatus.PLANNED,),
    "move": (MeetingStatus.INVITED,),
    "record": (MeetingStatus.PLANNED, MeetingStatus.INVITED, MeetingStatus.HELD),
    "conclude": (MeetingStatus.HELD,),
    "cancel": (MeetingStatus.PLANNED, MeetingStatus.INVITED),
}


def visible_urgings(actor: Actor) -> UrgingQuerySet:
    """What the actor's unit has urged on the actor's lines."""
    actor.require(P.OVERSIGHT_VIEW)
    return Urging.objects.filter(from_unit=actor.unit.id, line__in=[line.value for line in actor.lines])


def get_urging(actor: Actor, urging_id: UUID) -> Urging:
    """One of them, or NotFound: the same answer for another unit's, the other line's and a non-existent one."""
    found = visible_urgings(actor).filter(pk=urging_id).first()
    if found is None:
        raise NotFound("urging_not_found", _("Không tìm thấy văn bản đôn đốc này."))
    return found


def require_open(urging: Urging) -> None:
    """Raise InvalidTransition, in words, for one that was answered or withdrawn."""
    if urging.answered_on is not None:
        message = _("Đơn vị nhận đã trả lời ngày %(day)s; không thu hồi được nữa.")
        day = urging.answered_on
    elif urging.withdrawn_on is not None:
        message = _("Văn bản này đã được thu hồi ngày %(day)s.")
        day = urging.withdrawn_on
    else:
        return
    raise InvalidTransition("urging_ended", message % {"day": f"{day:%d/%m/%Y}"})


def may_withdraw(actor: Actor, urging: Urging) -> bool:
    """Whether the actor, who sees it, may take it back now."""
    return actor.may(P.OVERSIGHT_URGE) and urging.line in actor.lines and urging.is_waiting


def require_urger(actor: Actor, line: str) -> None:
    """Raise NotPermitted unless the actor urges for the unit on this line."""
    actor.require(P.OVERSIGHT_URGE)
    if line not in (Line.PARTY, Line.GOVERNMENT) or line not in actor.lines:
        raise NotPermitted("other_line", _("Bạn không thuộc kênh này nên không đôn đốc thay kênh này được."))


def partner(actor: Actor, case_id: UUID, key: str) -> UnitInfo:
    """Another unit that takes part in a case the actor sees; any other is as if it did not exist."""
    unit = tree.by_key(key)
    if unit is None or unit.id not in partners(case_id, actor.unit.id):
        raise NotFound("no_such_unit", _("Đơn vị này không tham gia giải quyết vụ việc."))
    return unit


def unit_below(actor: Actor, key: str) -> UnitInfo:
    """A unit below the actor's own today, one level down or two; any other is as if it did not exist."""
    unit = tree.by_key(key)
    if unit is None or not tree.is_under(unit.id, actor.unit.id):
        raise NotFound("no_such_unit", _("Không tìm thấy đơn vị này trong phạm vi giám sát của bạn."))
    return unit


def visible_meetings(actor: Actor) -> ReviewMeetingQuerySet:
    """The review meetings of the actor's lines."""
    actor.require(P.OVERSIGHT_VIEW)
    found: ReviewMeetingQuerySet = ReviewMeeting.objects.filter(line__in=[line.value for line in actor.lines])
    return found


def get_meeting(actor: Actor, meeting_id: UUID) -> ReviewMeeting:
    """The meeting, or NotFound: the same answer for the other line's and a non-existent one."""
    found = visible_meetings(actor).filter(pk=meeting_id).first()
    if found is None:
        raise meeting_not_found()
    return found


def may_meeting(actor: Actor, verb: str, meeting: ReviewMeeting) -> bool:
    """Whether the actor may take the step now."""
    try:
        require_meeting(actor, verb, meeting)
    except (NotPermitted, InvalidTransition):
        return False
    return True


def require_meeting(actor: Actor, verb: str, meeting: ReviewMeeting) -> None:
    """Raise NotPermitted or InvalidTransition unless the actor, who sees the meeting, may take the step now."""
    actor.require(P.OVERSIGHT_URGE)
    is_rewritten = verb == "record" and meeting.conclusions
    if meeting.status not in MEETING_VERBS[verb] or is_rewritten:
        raise InvalidTransition(
            "meeting_status",
            _("Buổi làm việc đang ở trạng thái “%(status)s”, không làm được bước này.")
            % {"status": MeetingStatus(meeting.status).label},
            meeting_status=meeting.status,
        )


def meeting_not_found() -> NotFound:
    """The one answer for a meeting that does not exist for the actor."""
    return NotFound("meeting_not_found", _("Không tìm thấy buổi làm việc."))

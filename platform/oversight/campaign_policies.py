"""Who sees campaigns, rosters, notes, flash reports and alerts, and who may take which step. What is not visible does not exist."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock
from kernel.errors import InvalidTransition, NotFound, NotPermitted
from oversight.models import Alert, Campaign, CampaignStatus, FlashReport, Shift, ShiftPerson
from oversight.models.alert import AlertQuerySet
from oversight.models.campaign import CampaignQuerySet
from oversight.models.flash_report import FlashReportQuerySet
from oversight.models.roster import ShiftPersonQuerySet
from registry import tree
from registry.levels import Line

S = CampaignStatus
VIEW = (P.RECEPTION_VIEW, P.SECURITY_PLAN, P.OVERSIGHT_VIEW)

#: Verb → the rights of which one is enough, and the statuses of the campaign it is possible in.
VERBS: dict[str, tuple[tuple[P, ...], tuple[CampaignStatus, ...]]] = {
    "change": ((P.PLAN_MANAGE,), (S.DRAFT,)),
    "issue": ((P.PLAN_MANAGE,), (S.DRAFT,)),
    "drop": ((P.PLAN_MANAGE,), (S.DRAFT,)),
    "amend": ((P.PLAN_MANAGE,), (S.ISSUED,)),
    "activate": ((P.RECEPTION_DECIDE,), (S.DRAFT, S.ISSUED)),
    "end": ((P.RECEPTION_DECIDE,), (S.ISSUED,)),
    "roster": ((P.RECEPTION_ARRANGE,), (S.DRAFT, S.ISSUED)),
    "note": ((P.RECEPTION_ARRANGE, P.SECURITY_PLAN), (S.ISSUED,)),
    "report": ((P.REPORT_PREPARE,), (S.ISSUED, S.ENDED)),
    "sign": ((P.DOCUMENT_SIGN,), (S.ISSUED, S.ENDED)),
}


def require_campaigns(actor: Actor) -> None:
    """Raise NotPermitted for who neither receives citizens, nor watches over units, nor stands on a roster of the unit."""
    if not (_sees(actor) or _on_roster(actor).exists()):
        actor.require(P.RECEPTION_VIEW)


def visible_campaigns(actor: Actor) -> CampaignQuerySet:
    """The unit's own of the actor's lines, those of whose roster the actor stands on; for who watches, the issued ones of units below."""
    found: CampaignQuerySet = Campaign.objects.all()
    rosters = _on_roster(actor).values("shift__campaign")
    if not _sees(actor):
        return found.filter(pk__in=rosters, unit_id=actor.unit.id)
    own = Q(unit_id=actor.unit.id, line__in=_lines(actor)) | Q(unit_id=actor.unit.id, pk__in=rosters)
    if actor.may(P.OVERSIGHT_VIEW):
        own |= Q(unit_id__in=_below(actor), line__in=_lines(actor), status__in=(S.ISSUED, S.ENDED))
    return found.filter(own)


def get_campaign(actor: Actor, campaign_id: UUID) -> Campaign:
    """The campaign, or NotFound: the same answer for the other line's, another unit's and one that never was."""
    found: Campaign | None = visible_campaigns(actor).filter(pk=campaign_id).first()
    if found is None:
        raise campaign_not_found()
    return found


def may(actor: Actor, verb: str, campaign: Campaign) -> bool:
    """Whether the actor may take the step now."""
    try:
        require(actor, verb, campaign)
    except (NotPermitted, InvalidTransition):
        return False
    return True


def require(actor: Actor, verb: str, campaign: Campaign) -> None:
    """Raise NotPermitted or InvalidTransition unless the actor, who sees the campaign, may take the step now."""
    rights, statuses = VERBS[verb]
    if campaign.unit_id != actor.unit.id:
        raise NotPermitted("not_own_campaign", _("Đây là đợt của đơn vị khác; chỉ đơn vị đó mới thay đổi được."))
    if not any(actor.may(one) for one in rights):
        actor.require(rights[0])
    if campaign.status not in statuses:
        raise InvalidTransition(
            "campaign_status",
            _("Đợt cao điểm đang ở trạng thái “%(status)s”, không làm được bước này.")
            % {"status": S(campaign.status).label},
            campaign_status=campaign.status,
        )


def visible_alerts(actor: Actor) -> AlertQuerySet:
    """Alerts of the unit and of units below, for who sees its campaigns or is on duty: the centre stands by for all of them."""
    found: AlertQuerySet = Alert.objects.filter(line__in=[*_lines(actor), Line.BOTH])
    if not (_sees(actor) or is_on_duty(actor)):
        return found.none()
    return found.filter(unit_id__in=[actor.unit.id, *_below(actor)])


def get_alert(actor: Actor, alert_id: UUID) -> Alert:
    """The alert, or NotFound."""
    found: Alert | None = visible_alerts(actor).filter(pk=alert_id).first()
    if found is None:
        raise NotFound("alert_not_found", _("Không tìm thấy cảnh báo."))
    return found


def require_alerts(actor: Actor) -> None:
    """Raise NotPermitted for who neither sees campaigns nor is on duty."""
    if not (_sees(actor) or is_on_duty(actor)):
        actor.require(P.RECEPTION_VIEW)


def may_take(actor: Actor, alert: Alert) -> bool:
    """Whether the actor may take the alert now."""
    try:
        require_alert_taker(actor, alert)
    except NotPermitted:
        return False
    return alert.acknowledged_at is None


def require_alert_taker(actor: Actor, alert: Alert) -> None:
    """Raise NotPermitted unless the actor is on duty in the alert's unit, or decides or arranges receptions there."""
    if alert.unit_id != actor.unit.id:
        raise NotPermitted("not_own_alert", _("Cảnh báo do đơn vị có công dân tiếp nhận; cấp trên theo dõi."))
    if not (actor.may(P.RECEPTION_DECIDE) or actor.may(P.RECEPTION_ARRANGE) or is_on_duty(actor)):
        raise NotPermitted("not_on_duty", _("Chỉ người đang trực, lãnh đạo hoặc bộ phận tiếp công dân nhận cảnh báo."))


def is_on_duty(actor: Actor) -> bool:
    """Whether the actor stands in a shift of the unit that runs now; one query."""
    if actor.account_id is None:
        return False
    return ShiftPerson.objects.on_duty([actor.unit.id], clock.now()).filter(account_id=actor.account_id).exists()


def visible_reports(actor: Actor) -> FlashReportQuerySet:
    """The unit's own of the campaigns the actor sees; for who sees campaigns, what units below issued and what was sent to the unit."""
    found: FlashReportQuerySet = FlashReport.objects.all()
    seen = Q(campaign__in=visible_campaigns(actor), unit_id=actor.unit.id)
    if _sees(actor):
        issued = FlashReport.objects.issued().filter(campaign__line__in=_lines(actor))
        seen |= Q(pk__in=issued.filter(Q(unit_id__in=_below(actor)) | Q(receipts__unit_id=actor.unit.id)))
    return found.filter(seen)


def get_report(actor: Actor, report_id: UUID) -> FlashReport:
    """The report with its campaign, or NotFound."""
    found: FlashReport | None = visible_reports(actor).select_related("campaign").filter(pk=report_id).first()
    if found is None:
        raise NotFound("flash_report_not_found", _("Không tìm thấy báo cáo nhanh."))
    return found


def get_shift(actor: Actor, shift_id: UUID) -> Shift:
    """A shift of a campaign the actor sees, or NotFound."""
    found = Shift.objects.filter(pk=shift_id, campaign__in=visible_campaigns(actor)).select_related("campaign").first()
    if found is None:
        raise shift_not_found()
    return found


def shift_not_found() -> NotFound:
    """The one answer for a shift that does not exist for the actor."""
    return NotFound("shift_not_found", _("Không tìm thấy ca trực."))


def campaign_not_found() -> NotFound:
    """The one answer for what does not exist for the actor."""
    return NotFound("campaign_not_found", _("Không tìm thấy đợt cao điểm."))


def _sees(actor: Actor) -> bool:
    return any(actor.may(one) for one in VIEW)


def _lines(actor: Actor) -> list[str]:
    return [line.value for line in actor.lines]


def _below(actor: Actor) -> list[int]:
    return [unit.id for unit in tree.descendants(actor.unit.id)]


def _on_roster(actor: Actor) -> ShiftPersonQuerySet:
    found: ShiftPersonQuerySet = ShiftPerson.objects.filter(
        shift__unit_id=actor.unit.id, shift__ends_at__gte=clock.now()
    )
    return found.filter(account_id=actor.account_id) if actor.account_id else found.none()

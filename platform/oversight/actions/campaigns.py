"""Campaigns from the draft to their end; a campaign of a unit above opens drafts below, which may ask for more and never for less."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock
from kernel.errors import Invalid, InvalidTransition, NotPermitted
from kernel.ids import new_id
from kernel.journal import events
from kernel.text import clean
from kernel.transactions import atomic
from oversight.actions.campaign_cascade import open_below, widen_below
from oversight.actions.campaign_changing import amendment, enter, finish, lock
from oversight.actions.flash_due import follow, rhythm_of, stop
from oversight.models import Campaign, CampaignKind, CampaignStatus
from oversight.rules import campaigns as rules
from oversight.rules.public_texts import public_text, wrong
from registry import tree
from registry.levels import Line

#: What a person writes down of a campaign, in the row's own words.
FIELDS = (
    "kind", "name", "first", "last", "bases", "place", "units", "crowd", "daily_at", "mid_on", "closing_on", "recipients",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CampaignData:
    """A campaign as it was typed. ``units`` and ``to_units`` are keys; ``to_bodies`` names of recipients outside the platform."""

    kind: str
    name: str
    first: date
    last: date
    bases: str = ""
    place: str = ""
    units: Sequence[str] = ()
    crowd: int = rules.CROWD
    daily_at: time | None = None
    mid_on: date | None = None
    closing_on: date | None = None
    to_units: Sequence[str] = ()
    to_bodies: Sequence[str] = field(default_factory=tuple)


@atomic
def draft_campaign(data: CampaignData, *, line: Line | str, actor: Actor) -> Campaign:
    """Begin a campaign of the unit. Announces ``campaign_drafted``.

    Refuses a line that is not the actor's, a period that is over or longer than a year, a threshold below two persons, a unit not below.
    """
    actor.require(P.PLAN_MANAGE)
    if line not in (Line.PARTY, Line.GOVERNMENT) or line not in actor.lines:
        raise NotPermitted("other_line", _("Bạn không thuộc kênh này nên không lập đợt cao điểm của kênh này được."))
    enter(actor)
    key = new_id()
    row = Campaign(id=key, root=key, unit_id=actor.unit.id, line=line, made_by_name=actor.name[:200])
    _fill(row, data, actor)
    row.save(force_insert=True)
    events.record("campaign_drafted", actor=actor, campaign=str(row.pk), name=row.name)
    return row


@atomic
def change_campaign(
    campaign: Campaign | UUID, *, data: CampaignData, actor: Actor, version: int | None = None
) -> Campaign:
    """Write a draft anew. Announces ``campaign_changed``. Refuses what narrows the campaign of the unit above."""
    row = lock(campaign, "change", actor=actor, version=version)
    _fill(row, data, actor)
    events.record("campaign_changed", actor=actor, campaign=str(row.pk))
    return finish(row, *FIELDS)


@atomic
def issue_campaign(
    campaign: Campaign | UUID, *, plan_number: str, plan_on: date, actor: Actor, version: int | None = None
) -> Campaign:
    """The unit's plan has its number: the campaign is in force from its first day, and each unit that takes part gets a draft.

    A draft that came from above is taken over by it. Announces ``campaign_issued``. Refuses a missing number, a day to come, what
    narrows the campaign above, a period that is over.
    """
    row = lock(campaign, "issue", actor=actor, version=version)
    row.plan_number = clean(plan_number, field="plan_number", max_length=60)
    if not row.plan_number:
        raise wrong("plan_number", "plan_number_missing", _("Ghi số kế hoạch."))
    if plan_on > clock.today():
        raise wrong("plan_on", "plan_on_ahead", _("Ngày ban hành kế hoạch chưa đến."))
    row.plan_on = plan_on
    _begin(row, row.first)
    follow(row, {})
    events.record("campaign_issued", actor=actor, campaign=str(row.pk), number=row.plan_number, below=open_below(row))
    return finish(row, "plan_number", "plan_on", "status", "active_from")


@atomic
def activate_campaign(campaign: Campaign | UUID, *, why: str, actor: Actor, version: int | None = None) -> Campaign:
    """The head puts the campaign in force today, before its day or before there is a plan (S3-02). Announces ``campaign_activated``.

    Refuses a missing reason, one that is in force already or over.
    """
    row = lock(campaign, "activate", actor=actor, version=version)
    if row.is_active(clock.today()):
        raise InvalidTransition("campaign_active", _("Đợt cao điểm này đang có hiệu lực."))
    row.activated_why = public_text(why, field="why", max_length=1000)
    row.activated_by_name = actor.name[:200]
    before = rhythm_of(row)
    _begin(row, clock.today())
    row.first = min(row.first, clock.today())
    follow(row, before)
    events.record("campaign_activated", actor=actor, campaign=str(row.pk), below=open_below(row))
    return finish(row, "activated_why", "activated_by_name", "status", "active_from", "first")


@atomic
def amend_campaign(
    campaign: Campaign | UUID, *, data: CampaignData, why: str, actor: Actor, version: int | None = None
) -> Campaign:
    """Change an issued campaign; what stood before is kept with the reason, units below are widened to it. Announces ``campaign_amended``.

    Refuses a missing reason, no change at all, what narrows the campaign above.
    """
    row = lock(campaign, "amend", actor=actor, version=version)
    reason = public_text(why, field="why", max_length=1000)
    before, rhythm = {name: getattr(row, name) for name in FIELDS}, rhythm_of(row)
    _fill(row, data, actor)
    changes = {
        name: [_plain(was), _plain(getattr(row, name))] for name, was in before.items() if was != getattr(row, name)
    }
    if not changes:
        raise wrong("why", "nothing_amended", _("Chưa có gì thay đổi."))
    if "first" in changes and row.active_from is not None and not row.is_ad_hoc:
        row.active_from = row.first
    follow(row, rhythm)
    row.amendments = [*row.amendments, amendment(actor, reason, changes)]
    opened = open_below(row)
    widen_below(row, reason, actor)
    events.record("campaign_amended", actor=actor, campaign=str(row.pk), fields=sorted(changes), below=opened)
    return finish(row, *FIELDS, "active_from", "amendments")


@atomic
def end_campaign(campaign: Campaign | UUID, *, why: str = "", actor: Actor, version: int | None = None) -> Campaign:
    """The campaign is over: no shift runs and no crowd alerts from now on. Announces ``campaign_ended``.

    Refuses an end before the last day without a reason, and while the campaign of the unit above still runs.
    """
    row = lock(campaign, "end", actor=actor, version=version)
    row.ended_why = public_text(why, field="why", max_length=1000, is_needed=clock.today() <= row.last)
    if row.parent is not None and row.parent.is_active(clock.today()):
        raise InvalidTransition(
            "superior_active",
            _("Đợt của %(unit)s còn hiệu lực đến %(day)s; đơn vị chưa kết thúc được.")
            % {"unit": tree.get(row.parent.unit_id).name, "day": f"{row.parent.last:%d/%m/%Y}"},
        )
    stop(row, rhythm_of(row))
    row.status, row.ended_at = CampaignStatus.ENDED, clock.now()
    events.record("campaign_ended", actor=actor, campaign=str(row.pk))
    return finish(row, "status", "ended_at", "ended_why")


@atomic
def drop_campaign(campaign: Campaign | UUID, *, actor: Actor, version: int | None = None) -> Campaign:
    """A draft that is not needed. Announces ``campaign_dropped``. Refuses one that the unit above asked for."""
    row = lock(campaign, "drop", actor=actor, version=version)
    if row.parent_id is not None:
        raise InvalidTransition("campaign_asked_for", _("Đợt này do cấp trên yêu cầu nên không bỏ được."))
    row.status = CampaignStatus.DROPPED
    events.record("campaign_dropped", actor=actor, campaign=str(row.pk))
    return finish(row, "status")


def _begin(row: Campaign, on: date) -> None:
    if row.last < clock.today():
        raise wrong("last", "period_over", _("Thời gian của đợt đã qua; sửa lại trước khi ban hành."))
    _refuse_narrowed(row)
    row.status, row.active_from = CampaignStatus.ISSUED, on


def _fill(row: Campaign, data: CampaignData, actor: Actor) -> None:
    if data.kind not in CampaignKind.values:
        raise wrong("kind", "kind_unknown", _("Chọn loại đợt."))
    row.kind, row.first, row.last = data.kind, data.first, data.last
    row.name = public_text(data.name, field="name", max_length=250)
    row.bases = clean(data.bases, field="bases", max_length=10_000, multiline=True)
    row.place = clean(data.place, field="place", max_length=200)
    row.crowd, row.daily_at, row.mid_on, row.closing_on = data.crowd, data.daily_at, data.mid_on, data.closing_on
    found: dict[str, list[str]] = {}
    if row.last < row.first:
        found["last"] = [_("Ngày kết thúc trước ngày bắt đầu.")]
    elif row.last < clock.today():
        found["last"] = [_("Thời gian này đã qua.")]
    elif row.last - row.first > rules.LONGEST:
        found["last"] = [_("Một đợt dài nhất một năm.")]
    if row.crowd < rules.LEAST_CROWD:
        found["crowd"] = [_("Ít nhất %(n)d người.") % {"n": rules.LEAST_CROWD}]
    for name in ("mid_on", "closing_on"):
        day = getattr(row, name)
        if day is not None and day < row.first:
            found[name] = [_("Ngày này trước khi đợt bắt đầu.")]
    if found:
        raise Invalid("campaign_invalid", _("Chưa lưu được: hãy xem các ô được đánh dấu."), found)
    row.units = _units_below(data.units, actor)
    row.recipients = _recipients(data, actor)
    _refuse_narrowed(row)


def _refuse_narrowed(row: Campaign) -> None:
    if row.parent is not None and (short := rules.narrowed(row, row.parent)):
        raise Invalid(
            "campaign_narrowed",
            _("Đợt của đơn vị không được hẹp hơn đợt của cấp trên."),
            {name: [words] for name, words in short.items()},
        )


def _units_below(keys: Sequence[str], actor: Actor) -> list[int]:
    below = {unit.key: unit.id for unit in tree.descendants(actor.unit.id)}
    if unknown := [key for key in keys if key not in below]:
        raise wrong(
            "units", "no_such_unit", _("Không tìm thấy đơn vị cấp dưới: %(keys)s.") % {"keys": ", ".join(unknown)}
        )
    return sorted({below[key] for key in keys})


def _recipients(data: CampaignData, actor: Actor) -> list[dict[str, Any]]:
    near = {unit.key: unit for unit in (*tree.ancestors(actor.unit.id), *tree.descendants(actor.unit.id))}
    if unknown := [key for key in data.to_units if key not in near]:
        raise wrong("to_units", "no_such_unit", _("Không tìm thấy nơi nhận: %(keys)s.") % {"keys": ", ".join(unknown)})
    found: list[dict[str, Any]] = [
        {"unit": near[key].id, "name": near[key].full_name} for key in dict.fromkeys(data.to_units)
    ]
    for typed in data.to_bodies:
        name = clean(typed, field="to_bodies", max_length=250)
        if name:
            found.append({"unit": None, "name": name})
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, time)) else value

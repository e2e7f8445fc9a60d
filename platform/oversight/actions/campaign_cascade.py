"""What a campaign does to the units below: a draft in each that takes part, and wider frames where it was amended."""

from typing import Any

from identity.actors import Actor
from kernel.ids import new_id
from oversight.actions.campaign_changing import amendment
from oversight.actions.flash_due import follow, rhythm_of
from oversight.models import Campaign, CampaignStatus
from oversight.rules.campaigns import narrowed
from registry import tree


def open_below(row: Campaign) -> int:
    """A draft for each unit of ``row.units`` that has none of this chain yet, under the nearest unit above it that takes part.

    A unit that is not open on the platform gets none: its plan stays on paper. Returns how many were opened.
    """
    there = dict(Campaign.objects.filter(root=row.root).values_list("unit_id", "pk"))
    there[row.unit_id] = row.pk
    made: list[Campaign] = []
    wanted = set(row.units)
    # Level by level, so that a district's draft is there before those of its communes.
    for unit in tree.descendants(row.unit_id):
        if unit.id not in wanted or unit.id in there or not unit.is_open:
            continue
        above = next(one.id for one in tree.ancestors(unit.id) if one.id in there)
        own = [one.id for one in tree.descendants(unit.id) if one.id in wanted]
        made.append(_draft(row, unit.id, there[above], own))
        there[unit.id] = made[-1].pk
    Campaign.objects.bulk_create(made)
    return len(made)


def widen_below(row: Campaign, why: str, actor: Actor) -> int:
    """Units below that fall short of the amended campaign get its frame; each keeps what it had as an amendment. Returns how many."""
    below = {unit.id for unit in tree.descendants(row.unit_id)}
    changed = []
    running = Campaign.objects.filter(root=row.root, status__in=(CampaignStatus.DRAFT, CampaignStatus.ISSUED))
    for one in running.filter(unit_id__in=below).order_by("id").select_for_update():
        short = narrowed(one, row)
        if short:
            rhythm = rhythm_of(one)
            changes = {name: [_plain(getattr(one, name)), _plain(getattr(row, name))] for name in short}
            for name in short:
                setattr(one, name, getattr(row, name))
            one.amendments = [*one.amendments, amendment(actor, why, changes)]
            one.version += 1
            if one.is_issued and one.active_from is not None:
                one.active_from = min(one.active_from, one.first)
            follow(one, rhythm)
            changed.append(one)
    Campaign.objects.bulk_update(
        changed,
        ["first", "last", "crowd", "daily_at", "mid_on", "closing_on", "active_from", "amendments", "version"],
    )
    return len(changed)


def _draft(row: Campaign, unit_id: int, parent_id: Any, units: list[int]) -> Campaign:
    superior = tree.get(row.unit_id)
    return Campaign(
        id=new_id(),
        unit_id=unit_id,
        parent_id=parent_id,
        root=row.root,
        line=row.line,
        kind=row.kind,
        name=row.name,
        first=row.first,
        last=row.last,
        bases=row.bases,
        place=str(tree.get(unit_id).profile.get("address", ""))[:200],
        units=units,
        crowd=row.crowd,
        daily_at=row.daily_at,
        mid_on=row.mid_on,
        closing_on=row.closing_on,
        recipients=[{"unit": above.id, "name": above.full_name} for above in tree.ancestors(unit_id) if above.is_open],
        made_by_name=superior.name[:200],
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value

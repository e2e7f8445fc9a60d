"""Rights of an inspection's team on the cases in its scope, as the inspecting unit told them; each stands in the log of the case."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from identity.actors import Actor
from kernel.journal import events
from kernel.transactions import atomic
from tenants.cases.actions.sealing import permission_named
from tenants.cases.models import Case, CaseGrant
from tenants.cases.policies import VIEW_GRANT


@dataclass(frozen=True, kw_only=True)
class TeamRights:
    """Who reads which cases from which day to which, both inclusive. ``reason``: how the inspection is called. ``team``: account → name."""

    inspection_id: UUID
    reason: str
    team: Mapping[UUID, str]
    case_ids: Collection[UUID]
    first: date
    last: date


@atomic
def set_team_rights(rights: TeamRights, *, actor: Actor) -> int:
    """Make the grants of one inspection what ``rights`` says: new ones, other days, none for who left. Returns how many there are.

    A case that does not exist here, or is sealed from this unit, is passed over in silence. Announces `inspection_access_set` in each
    case. Calling it again with the same rights changes and announces nothing.
    """
    held = CaseGrant.objects.filter(inspection_id=rights.inspection_id)
    cases = list(Case.objects.unsealed().filter(pk__in=rights.case_ids).values_list("pk", flat=True))
    wanted = {(account, case) for account in rights.team for case in cases}
    found = {(row.user_id, row.content_object_id): row for row in held}
    gone = [row for pair, row in found.items() if pair not in wanted]
    moved = [
        row
        for pair, row in found.items()
        if pair in wanted and (row.valid_from, row.valid_to) != (rights.first, rights.last)
    ]
    new = wanted - found.keys()
    held.filter(pk__in=[row.pk for row in gone]).delete()
    held.filter(pk__in=[row.pk for row in moved]).update(valid_from=rights.first, valid_to=rights.last)
    _add(rights, new, actor)
    changed = {case for _account, case in new} | {row.content_object_id for row in [*gone, *moved]}
    _announce(rights, sorted(changed, key=str), actor)
    return len(wanted)


@atomic
def end_team_rights(inspection_id: UUID, *, actor: Actor) -> int:
    """The inspection is concluded: its team reads nothing more. Announces `inspection_access_ended` in each case; returns how many grants ended."""
    held = CaseGrant.objects.filter(inspection_id=inspection_id)
    reasons = dict(held.values_list("content_object_id", "reason"))
    ended, _rows = held.delete()
    for case_id, reason in sorted(reasons.items(), key=lambda one: str(one[0])):
        events.record(
            "inspection_access_ended",
            actor=actor,
            case_id=case_id,
            is_internal=True,
            inspection=str(inspection_id),
            reason=reason,
        )
    return int(ended)


def _add(rights: TeamRights, pairs: Iterable[tuple[UUID, UUID]], actor: Actor) -> None:
    permission = permission_named(VIEW_GRANT)
    CaseGrant.objects.bulk_create(
        CaseGrant(
            user_id=account,
            permission=permission,
            content_object_id=case,
            inspection_id=rights.inspection_id,
            valid_from=rights.first,
            valid_to=rights.last,
            reason=rights.reason[:250],
            granted_by_id=actor.account_id,
        )
        for account, case in sorted(pairs, key=str)
    )


def _announce(rights: TeamRights, case_ids: Iterable[UUID], actor: Actor) -> None:
    for case_id in case_ids:
        events.record(
            "inspection_access_set",
            actor=actor,
            case_id=case_id,
            is_internal=True,
            inspection=str(rights.inspection_id),
            reason=rights.reason,
            names=list(rights.team.values()),
            first=rights.first.isoformat(),
            until=rights.last.isoformat(),
        )

"""How every change of a case begins and ends: locks, version, verdict; then the version and the card."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from deadlines.enums import RuleCode
from deadlines.models import DueItem
from exchange import custody as custodies
from identity.actors import Actor
from kernel import clock, errors
from kernel.journal import events
from kernel.prepared import Prepared
from kernel.transactions import lock_unit_writes
from oversight import cards
from registry.rules import refuse_if_frozen
from tenants.cases import policies
from tenants.cases.enums import CaseStatus
from tenants.cases.models import Case
from tenants.cases.policies import Situation, not_found

_to_lock = Prepared(lambda case_id: Case.objects.select_for_update(of=("self",)).filter(pk=case_id))
_open_duties = Prepared(
    lambda unit_id, case_id: (
        DueItem.objects.open()
        .of_unit(unit_id)
        .filter(case_id=case_id)
        # The unit's own next step is no date that the citizen is told.
        .exclude(kind=RuleCode.STEP)
        .order_by("due_on")
        .values_list("due_on")[:1]
    )
)
ON_CARD = frozenset({"status", "kind", "field", "received_on"})


def begin(case: Case | UUID, verb: str, *, actor: Actor, version: int | None = None) -> tuple[Case, Situation]:
    """Lock custody, then the case, and ask the policy about what stands there now.

    The custody is held until the commit, so that a change is either in the parcel that leaves or refused. Refuses a case
    that changed since the actor saw ``version`` with ``Conflict`` whose facts say who, when and what.
    """
    case_id = case.pk if isinstance(case, Case) else case
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)
    held = custodies.lock(case_id)
    row = _locked(case_id)
    # What the actor may not see is not found, whatever its version.
    if not policies.may(actor, "view", row).ok:
        raise not_found()
    _check_version(row, version)
    now = Situation(row, held)
    policies.may(actor, verb, row, situation=now).require()
    return row, now


def lock(case_id: UUID) -> Case:
    """Custody first, then the case: the order of the whole platform (exchange.custody)."""
    custodies.lock(case_id)
    return _locked(case_id)


def _locked(case_id: UUID) -> Case:
    row = _to_lock.first(case_id)
    if row is None:
        raise not_found()
    return row


def finish(case: Case, *changed: str, has_new_dates: bool = False, **card: object) -> Case:
    """Write the changed columns, one version further, and keep the card true.

    ``has_new_dates``: deadlines were opened, met or cancelled; ``card``: further columns of the card.
    """
    case.version += 1
    case.touched_at = clock.now()
    case.save(update_fields=sorted({*changed, "version", "touched_at"}))
    told = dict(card)
    for name in ON_CARD & set(changed):
        told[name] = getattr(case, name)
    if "is_group" in changed:
        told["is_crowd"] = case.is_group
    if "closed_at" in changed:
        told["closed_on"] = clock.day_of(case.closed_at) if case.closed_at else None
    if has_new_dates:
        told["due_on"] = nearest_due(case)
    if told:
        cards.put(case.pk, **told)
    return case


def start_working(case: Case) -> list[str]:
    """The first step of a handler turns *assigned* into *working*; returns the columns changed."""
    if case.status != CaseStatus.ASSIGNED:
        return []
    case.status = CaseStatus.WORKING
    return ["status"]


def nearest_due(case: Case) -> date | None:
    """The earliest open deadline of the case in this unit."""
    nearest = _open_duties.first(case.unit_id, case.pk)
    return nearest[0] if nearest else None


def _check_version(row: Case, version: int | None) -> None:
    if version is None or version == row.version:
        return
    last = events.of_case(row.pk).last()
    who = last.actor_name if last else ""
    at = (last.at if last else row.touched_at).astimezone(clock.OFFICE_ZONE)
    raise errors.Conflict(
        "case_changed",
        _("Vụ việc vừa được %(who)s thay đổi lúc %(at)s. Những gì bạn đã nhập vẫn còn; hãy xem lại rồi gửi lại.")
        % {"who": who or _("người khác"), "at": f"{at:%H:%M %d/%m/%Y}"},
        who=who,
        when=at.isoformat(),
        what=last.kind if last else "",
        version=row.version,
    )

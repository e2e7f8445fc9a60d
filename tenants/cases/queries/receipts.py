"""What a receipt says, also of what was sealed: its number, and nothing else."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from exchange import tracking
from identity.actors import Actor
from tenants.cases import policies
from tenants.cases.models import Case, CaseQuerySet
from tenants.cases.policies import not_found


@dataclass(frozen=True)
class Receipt:
    """The paper for the citizen; ``code`` is empty where the case may not be followed. Never holds the PIN."""

    case_id: UUID
    number: str
    received_on: date
    code: str
    is_sealed: bool
    case: Case | None


def receipt(actor: Actor, case_id: UUID) -> Receipt:
    """The receipt of a case the actor sees, or of a sealed one the actor typed; else NotFound."""
    sealed = _sealed(actor).filter(pk=case_id).first()
    if sealed is not None:
        return _receipt(sealed, None)
    case = policies.visible_cases(actor).filter(pk=case_id).first()
    if case is None:
        raise not_found()
    return _receipt(case, case)


def sealed_receipts(actor: Actor) -> list[Receipt]:
    """The numbers of what this officer typed and the seal took away, newest first."""
    return [_receipt(case, None) for case in _sealed(actor).order_by("-entered_at")[:50]]


def _sealed(actor: Actor) -> CaseQuerySet:
    if actor.account_id is None:
        return Case.objects.none()
    return Case.objects.filter(is_sealed=True, entered_by_id=actor.account_id)


def _receipt(case: Case, shown: Case | None) -> Receipt:
    code = (tracking.code_of(case.pk) or "") if case.track_allowed else ""
    return Receipt(case.pk, case.number, case.received_on, code, case.is_sealed, shown)

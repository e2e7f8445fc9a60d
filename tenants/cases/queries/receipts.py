"""What a receipt says, also of what was sealed: its number, and nothing else."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from exchange import tracking
from exchange.enums import EnvelopeStatus
from exchange.models import Envelope
from identity.actors import Actor
from identity.permissions import Permission
from tenants.cases import policies
from tenants.cases.models import Case, CaseQuerySet, Parcel
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


@dataclass(frozen=True)
class Cover:
    """What stands outside a closed envelope: numbers, dates, the addressee, how many papers are in it."""

    case_id: UUID
    number: str
    received_on: date
    outgoing_number: str
    sent_on: date
    addressee: str
    enclosures: int

    @property
    def enclosures_shown(self) -> str:
        """Two digits, so that none can be written before them."""
        return f"{self.enclosures:02d}"


def sealed_cover(actor: Actor, case_id: UUID) -> Cover:
    """The cover of a denunciation that was sealed from this unit and left on paper, for the officer who typed it.

    For everybody else, for another case and for one that went through the platform: NotFound, as for no case at all.
    """
    case = own_sealed(actor, case_id)
    left = Envelope.objects.filter(
        case_id=case_id, from_unit=actor.unit.id, is_sealed_up=True, status=EnvelopeStatus.ON_PAPER
    ).first()
    parcel = Parcel.objects.sent().filter(pk=left.pk).first() if case is not None and left is not None else None
    if case is None or parcel is None:
        raise not_found()
    return Cover(
        case_id=case.pk,
        number=case.number,
        received_on=case.received_on,
        outgoing_number=parcel.number,
        sent_on=parcel.moved_on,
        addressee=parcel.other_name,
        enclosures=case.attachments.filter(is_internal=False).count(),
    )


def own_sealed(actor: Actor, case_id: UUID) -> Case | None:
    """A sealed case that this officer typed and, still working at the counter, keeps the receipt of; else None."""
    return _sealed(actor).filter(pk=case_id).first() if actor.may(Permission.CASE_ENTER) else None


def left_on_paper(case_id: UUID) -> bool:
    """Did the seal send this case on paper, because no superior is open on the platform?"""
    return Envelope.objects.filter(case_id=case_id, is_sealed_up=True, status=EnvelopeStatus.ON_PAPER).exists()


def _sealed(actor: Actor) -> CaseQuerySet:
    if actor.account_id is None:
        return Case.objects.none()
    return Case.objects.filter(is_sealed=True, entered_by_id=actor.account_id)


def _receipt(case: Case, shown: Case | None) -> Receipt:
    code = (tracking.code_of(case.pk) or "") if case.track_allowed else ""
    return Receipt(case.pk, case.number, case.received_on, code, case.is_sealed, shown)

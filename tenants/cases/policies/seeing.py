"""Which cases exist for an actor. One that is not visible does not exist: 404, never 403."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from guardian.shortcuts import get_objects_for_user

from exchange.enums import MovementKind
from identity.actors import Actor
from identity.models import Account
from identity.permissions import Permission
from kernel import clock, errors
from kernel.journal import events
from kernel.journal.models import Event
from kernel.prepared import Prepared
from tenants.cases.enums import Origin
from tenants.cases.models import Attachment, Case, CaseGrant, CaseQuerySet, Parcel, Request
from tenants.cases.models.parcel import ParcelQuerySet
from tenants.documents import withheld

VIEW_GRANT = "cases.view_granted"
UNSEAL_GRANT = "cases.unseal_granted"
#: The event of a case that the team of an inspection has read it.
READ_EVENT = "inspection_read"
_case = Prepared(lambda case_id: Case.objects.filter(pk=case_id))


def visible_cases(actor: Actor) -> CaseQuerySet:
    """The cases that exist for the actor; what is sealed from this unit exists for nobody in it.

    A case that a matter of Party discipline belongs to does not exist for the member whom it concerns, whatever the role.
    A right on the figures opens, for reading, the dossiers that other units sent here and those this unit assigned down. To the team of
    an inspection exist exactly the cases in its scope, while it lasts.
    """
    cases = Case.objects.unsealed()
    provider = withheld.provider_for(actor)
    if provider is not None:
        cases = cases.exclude(pk__in=provider.cases(actor))
    if actor.may(Permission.CASE_VIEW_UNIT):
        return cases
    ways = Q(pk__in=[])
    if actor.may(Permission.INSPECTION_WORK):
        ways |= Q(pk__in=inspected_cases(actor).values("pk"))
    if actor.may(Permission.CASE_VIEW_ASSIGNED) and actor.account_id:
        ways |= Q(assignee_id=actor.account_id) | Q(pk__in=granted_cases(actor, VIEW_GRANT).values("pk"))
    if actor.may(Permission.OVERSIGHT_VIEW):
        ways |= Q(origin=Origin.RECEIVED) | Q(pk__in=_assigned_down().values("case_id"))
    return cases.filter(ways)


def granted_cases(actor: Actor, permission: str) -> CaseQuerySet:
    """Cases on which the actor holds a grant of this unit's own in force today; a reader from another unit holds none."""
    in_force = CaseGrant.objects.in_force(clock.today()).filter(
        user_id=None if actor.is_reader else actor.account_id,
        inspection_id=None,
        permission__codename=permission.partition(".")[2],
    )
    found: CaseQuerySet = get_objects_for_user(  # type: ignore[assignment]
        Account(pk=actor.account_id),
        permission,
        klass=Case.objects.filter(pk__in=in_force.values("content_object_id")),
        use_groups=False,
        with_superuser=False,
        accept_global_perms=False,
    )
    return found


def inspected_cases(actor: Actor) -> CaseQuerySet:
    """The cases in scope of inspections in whose team the actor is today."""
    today = clock.today()
    held = CaseGrant.objects.in_force(today).of_open_inspections(actor.account_id, today)
    found: CaseQuerySet = Case.objects.filter(pk__in=held.filter(user_id=actor.account_id).values("content_object_id"))
    return found


def get_case(actor: Actor, case_id: UUID | str) -> Case:
    """The case, or NotFound: the same answer for another unit's, a sealed and a non-existent one."""
    try:
        found = _case.first(UUID(str(case_id)))
    except ValueError:
        found = None
    # One row is asked for by itself: a handler's own case then costs no query over grants.
    if found is None or not sees(actor, found):
        raise not_found()
    return found


def get_request(case: Case, request_id: UUID) -> Request:
    """A request of a case that the actor sees, or NotFound."""
    found: Request | None = case.requests.filter(pk=request_id).first()
    if found is None:
        raise errors.NotFound("request_not_found", _("Không tìm thấy đề nghị này."))
    return found


def not_found() -> errors.NotFound:
    """The one answer for what does not exist for the actor."""
    return errors.NotFound("case_not_found", _("Không tìm thấy vụ việc."))


def sees(actor: Actor, case: Case) -> bool:
    """``visible_cases`` asked of one row."""
    if case.is_sealed or (actor.account_id is not None and is_withheld(case, actor.account_id)):
        return False
    if actor.may(Permission.CASE_VIEW_UNIT):
        return True
    if actor.may(Permission.INSPECTION_WORK) and inspected_cases(actor).filter(pk=case.pk).exists():
        return True
    if actor.may(Permission.OVERSIGHT_VIEW) and (
        case.origin == Origin.RECEIVED or _assigned_down().filter(case_id=case.pk).exists()
    ):
        return True
    if not actor.may(Permission.CASE_VIEW_ASSIGNED) or actor.account_id is None:
        return False
    return case.assignee_id == actor.account_id or has_grant(actor, case, VIEW_GRANT)


def is_withheld(case: Case, account_id: UUID | None) -> bool:
    """Whether a matter of Party discipline that concerns this account belongs to the case; one query a row, however often asked."""
    known: frozenset[str] | None = case.__dict__.get("_withheld_from")
    if known is None:
        known = case.__dict__["_withheld_from"] = withheld.concerned_by(case.pk)
    return str(account_id) in known


def _assigned_down() -> ParcelQuerySet:
    found: ParcelQuerySet = Parcel.objects.sent().filter(kind=MovementKind.ASSIGNMENT)
    return found


def has_grant(actor: Actor, case: Case, permission: str) -> bool:
    """Whether a grant on this case is in force today."""
    return granted_cases(actor, permission).filter(pk=case.pk).exists()


def only_reads(actor: Actor, case: Case) -> bool:
    """Whether the actor sees the case by a grant or a right on the figures alone."""
    return actor.is_reader or (not actor.may(Permission.CASE_VIEW_UNIT) and case.assignee_id != actor.account_id)


def inspects(actor: Actor, case: Case) -> bool:
    """Whether the actor sees the case for an inspection alone."""
    return actor.may(Permission.INSPECTION_WORK) and only_reads(actor, case)


def files_of(actor: Actor, case: Case) -> QuerySet[Attachment]:
    """The files the actor may open. A team gets what would leave the unit with the dossier, hence nothing internal; and of a denunciation
    none, because the hand that wrote it is secret as well (Law on Denunciations Art. 9).
    """
    files: QuerySet[Attachment] = case.attachments.order_by("added_at", "id")
    if not inspects(actor, case):
        return files
    return files.none() if case.is_denunciation else files.filter(is_internal=False)


def events_of(actor: Actor, case: Case) -> QuerySet[Event]:
    """What of the log of the case the actor may read: all, and for a team nothing internal and of a denunciation no name of a file.

    Who read is no step of the case.
    """
    found = events.of_case(case.pk).exclude(kind=READ_EVENT)
    if not inspects(actor, case):
        return found
    return found.filter(is_internal=False).exclude(kind__in=["attachment_added"] if case.is_denunciation else [])

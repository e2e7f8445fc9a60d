"""Lists of cases: filters, and what a row shows, in constant queries whatever the length."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from deadlines.models import DueItem
from exchange import custody as custodies
from exchange.models import Custody
from identity.actors import Actor
from identity.models import Account
from kernel import clock
from kernel.prepared import Prepared
from registry import tree
from registry.tree import UnitInfo
from tenants.cases import policies
from tenants.cases.enums import SENDERS, CaseKind, Origin
from tenants.cases.models import Case, CasePerson, CaseQuerySet
from tenants.cases.rules import fields

SOON = timedelta(days=3)
NOBODY = "nobody"
# What the lines of every list show.
_senders = Prepared(
    lambda case_ids: (
        CasePerson.objects.filter(case_id__any=case_ids, capacity__in=SENDERS, person__isnull=False)
        .order_by("order", "id")
        .values_list("case_id", "person__full_name")
    )
)
_open_items = Prepared(
    lambda unit_id, case_ids: (
        DueItem.objects.open().of_unit(unit_id).filter(case_id__any=case_ids).order_by("due_on", "id")
    )
)
_names = Prepared(lambda account_ids: Account.objects.filter(pk__any=account_ids).values_list("pk", "full_name"))


@dataclass(frozen=True, kw_only=True)
class CaseFilters:
    """What a list is narrowed to; empty means everything.

    ``due``: ``overdue`` | ``soon`` | ``none``. ``direction``: ``here`` | ``in`` (came from another unit) | ``out`` (is
    elsewhere) | ``ended``. ``assignee``: an account, or ``nobody``.
    """

    text: str = ""
    status: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    field: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    assignee: UUID | str | None = None
    due: str = ""
    direction: str = ""
    received_from: date | None = None
    received_to: date | None = None


@dataclass(frozen=True)
class CaseRow:
    """One line of a list; a denouncer is never named in it."""

    case: Case
    people: str
    assignee_name: str
    due: DueItem | None
    custody: Custody | None
    handling_unit: UnitInfo | None
    field_label: str

    @property
    def is_overdue(self) -> bool:
        return self.due is not None and self.due.due_on < clock.today()

    @property
    def is_elsewhere(self) -> bool:
        return self.handling_unit is not None and self.handling_unit.id != self.case.unit_id


def case_list(actor: Actor, filters: CaseFilters | None = None) -> CaseQuerySet:
    """The cases the actor sees, narrowed, newest first."""
    wanted = filters or CaseFilters()
    cases = policies.visible_cases(actor)
    for column in ("status", "kind", "field", "channel"):
        if values := getattr(wanted, column):
            cases = cases.filter(**{f"{column}__in": values})
    if wanted.assignee == NOBODY:
        cases = cases.filter(assignee=None)
    elif wanted.assignee:
        cases = cases.assigned_to(UUID(str(wanted.assignee)))
    if wanted.received_from:
        cases = cases.filter(received_on__gte=wanted.received_from)
    if wanted.received_to:
        cases = cases.filter(received_on__lte=wanted.received_to)
    cases = _directed(cases, wanted.direction)
    cases = _due(cases, wanted.due, actor.unit.id)
    if wanted.text.strip():
        cases = cases.matching(wanted.text)
    return cases.order_by("-received_on", "-id")


def case_rows(actor: Actor, cases: Sequence[Case]) -> list[CaseRow]:
    """What each line shows: five queries for any number of cases."""
    ids = [case.pk for case in cases]
    names = sender_names(cases)
    held = custodies.of_cases(ids)
    dues = nearest_dues(ids, actor.unit.id)
    accounts = account_names(case.assignee_id for case in cases)
    return [
        CaseRow(
            case=case,
            people=names.get(case.pk, ""),
            assignee_name=accounts.get(case.assignee_id, "") if case.assignee_id else "",
            due=dues.get(case.pk),
            custody=held.get(case.pk),
            handling_unit=_unit(held.get(case.pk)),
            field_label=fields.label_of(case.kind, case.field),
        )
        for case in cases
    ]


def sender_names(cases: Iterable[Case]) -> dict[UUID, str]:
    """Who sent each case, as a list shows it: the first name and how many more; nothing for a denunciation."""
    by_id = {case.pk: case for case in cases if case.kind != CaseKind.DENUNCIATION}
    found: dict[UUID, str] = {}
    for case_id, name in _senders.rows(list(by_id)) if by_id else ():
        found.setdefault(case_id, name)
    return {
        case_id: f"{name} (+{by_id[case_id].person_count - 1})" if by_id[case_id].person_count > 1 else name
        for case_id, name in found.items()
    }


def nearest_dues(case_ids: Iterable[UUID], unit_id: int) -> dict[UUID, DueItem]:
    """The earliest open deadline of each case in this unit, in one query."""
    found: dict[UUID, DueItem] = {}
    wanted = list(case_ids)
    for item in _open_items.rows(unit_id, wanted) if wanted else ():
        found.setdefault(item.case_id, item)
    return found


def account_names(account_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names behind references to accounts, in one query."""
    wanted = {account_id for account_id in account_ids if account_id}
    return dict(_names.rows(list(wanted))) if wanted else {}


def _directed(cases: CaseQuerySet, direction: str) -> CaseQuerySet:
    match direction:
        case "here":
            return cases.here()
        case "in":
            return cases.filter(origin=Origin.RECEIVED)
        case "out":
            return cases.filter(status="SENT")
        case "ended":
            return cases.ended()
    return cases


def _due(cases: CaseQuerySet, due: str, unit_id: int) -> CaseQuerySet:
    open_items = DueItem.objects.open().of_unit(unit_id)
    today = clock.today()
    match due:
        case "overdue":
            return cases.filter(pk__in=open_items.filter(due_on__lt=today).values("case_id"))
        case "soon":
            late = open_items.filter(due_on__lt=today).values("case_id")
            return cases.filter(pk__in=open_items.soon_on(today, SOON).values("case_id")).exclude(pk__in=late)
        case "none":
            return cases.exclude(pk__in=open_items.values("case_id"))
    return cases


def _unit(held: Custody | None) -> UnitInfo | None:
    return tree.get(held.handling_unit) if held else None

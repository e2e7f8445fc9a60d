"""The start page: what is due, late, waiting for others, arriving."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deadlines.models import DueItem
from exchange import queries as exchange
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock
from kernel.prepared import Prepared
from tenants.cases import policies
from tenants.cases.enums import CaseStatus
from tenants.cases.models import Case, CaseQuerySet, Request
from tenants.cases.queries.lists import SOON, CaseRow, case_rows
from tenants.cases.queries.receipts import Receipt, sealed_receipts
from tenants.cases.queries.workload import UNTOUCHED

SHOWN = 20
PRESSING, LATE_FIRST = 12, 8
"""Cases of the start page, and how many late ones stand before the others; the rest is one click away."""
ANSWERS_SOON = timedelta(days=7)


@dataclass(frozen=True)
class Section:
    """One heading: its cases in their order; only some of them are read."""

    ids: list[UUID]

    @property
    def count(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class PressingCase:
    """The one line of a case and why it stands there, beside its date."""

    row: CaseRow
    reasons: list[str]


@dataclass(frozen=True)
class WaitingRequest:
    """An open request and the line of its case."""

    request: Request
    row: CaseRow
    is_late: bool


@dataclass(frozen=True)
class TodayLine:
    """One line that a room above adds: its words, where it leads, a tone (``late``, ``warn`` or nothing) and a word of the chip."""

    text: str
    url: str
    tone: str = ""
    chip: str = ""
    note: str = ""


@dataclass(frozen=True)
class TodayGroup:
    """A heading of a room above with its lines; the most pressing room comes first."""

    title: str
    lines: list[TodayLine]
    icon: str = "today"
    more_url: str = ""

    @property
    def tone(self) -> str:
        """``late`` when one of the lines is."""
        return "late" if any(line.tone == "late" for line in self.lines) else ""


Contributor = Callable[[Actor], list[TodayGroup]]
_contributors: list[Contributor] = []


def register(contributor: Contributor) -> None:
    """Add what a room above shows on the start page; called once from ``AppConfig.ready()``.

    A contributor asks for its own rows in a constant number of queries and gives nothing to whom it has nothing to show.
    """
    if contributor not in _contributors:
        _contributors.append(contributor)


def groups_of(actor: Actor) -> list[TodayGroup]:
    """What the rooms above add for an actor, what is on this very day first, then what is late."""
    found = [group for contributor in _contributors for group in contributor(actor) if group.lines]
    return sorted(found, key=lambda group: (all(line.tone != "accent" for line in group.lines), group.tone != "late"))


@dataclass(frozen=True)
class TodayPage:
    """Today, for one actor: handlers see what is assigned to them, others the whole unit."""

    on: date
    overdue: Section
    due_soon: Section
    unassigned: Section
    mine: Section
    untouched: Section
    pressing: list[PressingCase]
    waiting: list[WaitingRequest]
    arriving: int
    sealed: list[Receipt]
    groups: list[TodayGroup]


def today(actor: Actor) -> TodayPage:
    """The start page in a constant number of queries."""
    on = clock.today()
    here = policies.visible_cases(actor).here()
    requests = list(
        Request.objects.open()
        .filter(case__in=here, due_on__lte=on + ANSWERS_SOON)
        .select_related("case", "body")
        .order_by("due_on", "id")[:SHOWN]
    )
    dues = _pressing_dues(actor, on)
    sections = _sections(actor, here, dues, on)
    pressing = _pressing(sections, dues)
    cases = {request.case_id: request.case for request in requests}
    if unread := [pk for pk in pressing if pk not in cases]:
        cases |= {case.pk: case for case in Case.objects.filter(pk__in=unread)}
    rows = {row.case.pk: row for row in case_rows(actor, list(cases.values()))}
    return TodayPage(
        on=on,
        pressing=[PressingCase(rows[pk], _reasons(actor, rows[pk])) for pk in pressing if pk in rows],
        waiting=[
            WaitingRequest(request, rows[request.case_id], request.due_on is not None and request.due_on < on)
            for request in requests
        ],
        arriving=exchange.waiting_count(actor.unit.id) if actor.may(Permission.CASE_RECEIVE) else 0,
        sealed=sealed_receipts(actor),
        groups=groups_of(actor),
        **sections,
    )


_late_or_soon = Prepared(
    lambda unit_id, day, until: (
        DueItem.objects.open()
        .of_unit(unit_id)
        .filter(Q(due_on__lt=day) | Q(target_on__lte=until))
        .values_list("case_id", "due_on")
    )
)


def _pressing_dues(actor: Actor, on: date) -> dict[UUID, date]:
    """By case the nearest last day of what is late or to be worked on within three days."""
    found: dict[UUID, date] = {}
    for case_id, due_on in _late_or_soon.rows(actor.unit.id, on, on + SOON):
        found[case_id] = min(due_on, found.get(case_id, due_on))
    return found


def _sections(actor: Actor, here: CaseQuerySet, dues: dict[UUID, date], on: date) -> dict[str, Section]:
    """Which cases stand under which heading, the oldest first; one query that reads no more of a case than that needs."""
    assigns, oversees = actor.may(Permission.CASE_ASSIGN), actor.may(Permission.WORKLOAD_VIEW)
    forgotten = clock.now() - UNTOUCHED
    wanted = Q(pk__in=list(dues))
    if assigns:
        wanted |= Q(status=CaseStatus.ENTERED, assignee=None)
    if actor.account_id:
        wanted |= Q(assignee_id=actor.account_id)
    if oversees:
        wanted |= Q(touched_at__lt=forgotten)
    found: dict[str, list[UUID]] = {name: [] for name in ("overdue", "due_soon", "unassigned", "mine", "untouched")}
    touched: dict[UUID, datetime] = {}
    rows = here.filter(wanted).order_by("received_on", "id").values_list("pk", "status", "assignee_id", "touched_at")
    for pk, status, assignee_id, touched_at in rows:
        if pk in dues:
            found["overdue" if dues[pk] < on else "due_soon"].append(pk)
        if assigns and status == CaseStatus.ENTERED and assignee_id is None:
            found["unassigned"].append(pk)
        if assignee_id is not None and assignee_id == actor.account_id:
            found["mine"].append(pk)
        if oversees and touched_at < forgotten:
            found["untouched"].append(pk)
            touched[pk] = touched_at
    found["untouched"].sort(key=touched.__getitem__)
    return {name: Section(ids) for name, ids in found.items()}


def _pressing(sections: dict[str, Section], dues: dict[UUID, date]) -> list[UUID]:
    """Each case once, whatever it is pressing for: what is late longest first, then what is due, lies unassigned or untouched.

    Much that is late does not hide what can still be met.
    """
    late = sorted(sections["overdue"].ids, key=dues.__getitem__)
    rest = [pk for name in ("due_soon", "unassigned", "mine", "untouched") for pk in sections[name].ids]
    return list(dict.fromkeys([*late[:LATE_FIRST], *rest, *late[LATE_FIRST:]]))[:PRESSING]


def _reasons(actor: Actor, row: CaseRow) -> list[str]:
    found = []
    if row.case.status == CaseStatus.ENTERED and row.case.assignee_id is None:
        found.append(_("chưa phân công"))
    idle = (clock.now() - row.case.touched_at).days
    if actor.may(Permission.WORKLOAD_VIEW) and idle >= UNTOUCHED.days:
        found.append(ngettext("%(n)d ngày chưa ai động đến", "%(n)d ngày chưa ai động đến", idle) % {"n": idle})
    return found

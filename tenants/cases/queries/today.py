"""The start page: what is due, late, waiting for others, arriving."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deadlines.models import DueItem
from exchange import queries as exchange
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock
from tenants.cases import policies
from tenants.cases.enums import CaseStatus
from tenants.cases.models import CaseQuerySet, Request
from tenants.cases.queries.lists import SOON, CaseRow, case_rows
from tenants.cases.queries.receipts import Receipt, sealed_receipts
from tenants.cases.queries.workload import UNTOUCHED, untouched

SHOWN = 20
PRESSING, LATE_FIRST = 12, 8
"""Cases of the start page, and how many late ones stand before the others; the rest is one click away."""
ANSWERS_SOON = timedelta(days=7)


@dataclass(frozen=True)
class Section:
    """One heading: the first lines and how many there are."""

    rows: list[CaseRow]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


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
    open_items = DueItem.objects.open().of_unit(actor.unit.id)
    late = open_items.filter(due_on__lt=on).values("case_id")
    soon = open_items.soon_on(on, SOON).values("case_id")
    by_receipt = here.order_by("received_on", "id")
    sections = {
        "overdue": by_receipt.filter(pk__in=late),
        "due_soon": by_receipt.filter(pk__in=soon).exclude(pk__in=late),
        "unassigned": by_receipt.filter(status=CaseStatus.ENTERED, assignee=None)
        if actor.may(Permission.CASE_ASSIGN)
        else here.none(),
        "mine": by_receipt.filter(assignee_id=actor.account_id) if actor.account_id else here.none(),
        "untouched": untouched(actor) if actor.may(Permission.WORKLOAD_VIEW) else here.none(),
    }
    requests = list(
        Request.objects.open()
        .filter(case__in=here, due_on__lte=on + ANSWERS_SOON)
        .select_related("case", "body")
        .order_by("due_on", "id")[:SHOWN]
    )
    found = {name: list(cases[:SHOWN]) for name, cases in sections.items()}
    cases = {case.pk: case for listed in found.values() for case in listed} | {r.case_id: r.case for r in requests}
    rows = {row.case.pk: row for row in case_rows(actor, list(cases.values()))}
    made = {
        name: Section([rows[case.pk] for case in found[name]], _count(sections[name], len(found[name])))
        for name in sections
    }
    return TodayPage(
        on=on,
        pressing=_pressing(actor, made),
        waiting=[
            WaitingRequest(request, rows[request.case_id], request.due_on is not None and request.due_on < on)
            for request in requests
        ],
        arriving=exchange.inbox(actor.unit.id).count if actor.may(Permission.CASE_RECEIVE) else 0,
        sealed=sealed_receipts(actor),
        groups=groups_of(actor),
        **made,
    )


def _pressing(actor: Actor, sections: dict[str, Section]) -> list[PressingCase]:
    """Each case once, whatever it is pressing for: what is late longest first, then what is due, lies unassigned or untouched.

    Much that is late does not hide what can still be met.
    """
    late = sorted(sections["overdue"].rows, key=lambda row: row.due.due_on if row.due else date.max)
    rest = [row for name in ("due_soon", "unassigned", "mine", "untouched") for row in sections[name].rows]
    once = {row.case.pk: row for row in (*late[:LATE_FIRST], *rest, *late[LATE_FIRST:])}
    return [PressingCase(row, _reasons(actor, row)) for row in list(once.values())[:PRESSING]]


def _reasons(actor: Actor, row: CaseRow) -> list[str]:
    found = []
    if row.case.status == CaseStatus.ENTERED and row.case.assignee_id is None:
        found.append(_("chưa phân công"))
    idle = (clock.now() - row.case.touched_at).days
    if actor.may(Permission.WORKLOAD_VIEW) and idle >= UNTOUCHED.days:
        found.append(ngettext("%(n)d ngày chưa ai động đến", "%(n)d ngày chưa ai động đến", idle) % {"n": idle})
    return found


def _count(cases: CaseQuerySet, shown: int) -> int:
    # Counting is asked only of what does not fit.
    return shown if shown < SHOWN else cases.count()

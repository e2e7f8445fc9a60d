"""The half-year and year summary inside the unit, computed from the rows themselves, and when it is due (plan S1-32, S1-36)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from deadlines import calendar
from identity.actors import Actor
from kernel import clock
from tenants.conclusions import policies
from tenants.conclusions.enums import ConclusionStatus, Route, TaskStatus
from tenants.conclusions.models import Task
from tenants.conclusions.protocols import subjects
from tenants.staff.queries import setting
from tenants.staff.rules.topics import Topics

#: "Trước ngày 15/6 và trước ngày 10/12": the day itself is too late.
BEFORE = {"half": (6, 15), "year": (12, 10)}


@dataclass
class Count:
    """Items of one body, or of one route."""

    name: str
    items: int = 0
    done: int = 0
    done_late: int = 0
    open: int = 0
    overdue: int = 0
    answered: int = 0
    extended: int = 0

    def add(self, task: Task, on: date) -> None:
        """Count one item once in each column that is true of it."""
        self.items += 1
        self.done += task.status == TaskStatus.CLOSED
        self.done_late += _is_done_late(task)
        self.open += task.is_open
        self.overdue += task.is_overdue(on)
        self.answered += task.answered_on is not None
        self.extended += bool(task.extensions)


@dataclass
class TopicCount(Count):
    """Items on one topic, beside the opinions that were raised on it at conferences (plan S1-36)."""

    opinions: int = 0
    settled: int = 0


@dataclass(frozen=True)
class Summary:
    """What a period brought: conclusions reached in it and their items as they stand on the day."""

    period: str
    year: int
    first: date
    last: date
    on: date
    due_on: date
    conclusions: int
    unissued: int
    total: Count
    by_body: list[Count] = field(default_factory=list)
    by_route: list[Count] = field(default_factory=list)
    by_topic: list[TopicCount] = field(default_factory=list)

    @property
    def title(self) -> str:
        """As printed."""
        words = {
            "half": _("Tổng hợp thực hiện kết luận 6 tháng đầu năm %(year)d"),
            "year": _("Tổng hợp thực hiện kết luận năm %(year)d"),
        }
        return words[self.period] % {"year": self.year}

    @property
    def days_left(self) -> int:
        return (self.due_on - self.on).days


def summary(actor: Actor, year: int, period: str) -> Summary:
    """The conclusions of the period that the actor sees, their items, and what was raised; a constant number of queries."""
    on = clock.today()
    first, last = bounds(year, period)
    conclusions = list(
        policies.visible_conclusions(actor).filter(concluded_on__range=(first, last)).values_list("pk", "status")
    )
    found = Task.objects.concluded().filter(conclusion_id__in=[pk for pk, _status in conclusions])
    tasks = list(found.given())
    total = Count(_("Cộng"))
    bodies: dict[str, Count] = defaultdict(lambda: Count(""))
    routes: dict[str, Count] = defaultdict(lambda: Count(""))
    for task in tasks:
        for count in (total, bodies[task.lead_name or _("Chưa ghi cơ quan")], routes[task.route]):
            count.add(task, on)
    return Summary(
        period=period,
        year=year,
        first=first,
        last=last,
        on=on,
        due_on=due_on(year, period),
        conclusions=len(conclusions),
        unissued=sum(status == ConclusionStatus.DRAFT for _pk, status in conclusions),
        total=total,
        by_body=_named(bodies, bodies),
        by_route=_named(routes, [route.value for route in Route], {route.value: str(route.label) for route in Route}),
        by_topic=_by_topic(actor, tasks, first, last, on),
    )


def bounds(year: int, period: str) -> tuple[date, date]:
    """First and last day of what is summed: the half-year, or the year."""
    return date(year, 1, 1), date(year, 6, 30) if period == "half" else date(year, 12, 31)


def due_on(year: int, period: str) -> date:
    """The last day that is strictly before 15/6 or 10/12 and is worked."""
    month, day = BEFORE[period]
    last = date(year, month, day) - timedelta(days=1)
    while not calendar.is_working_day(last):
        last -= timedelta(days=1)
    return last


def _by_topic(actor: Actor, tasks: list[Task], first: date, last: date, on: date) -> list[TopicCount]:
    """In the order of the tree, what was sorted under no topic last; a topic that the actor's lines do not know is none."""
    tree: Topics = setting("topics")
    known = {row.code: row.name for row, _depth in tree.walk(actor.lines)}
    counts: dict[str, TopicCount] = defaultdict(lambda: TopicCount(""))
    topics = subjects.topics(tasks)
    for task in tasks:
        topic = topics.get(task.pk, "")
        counts[topic if topic in known else ""].add(task, on)
    for topic, raised in subjects.raised(actor, first, last).items():
        count = counts[topic if topic in known else ""]
        count.opinions += raised.opinions
        count.settled += raised.settled
    for code, count in counts.items():
        count.name = known.get(code) or _("Chưa phân loại")
    return [counts[code] for code in (*known, "") if code in counts]


def _named(counts: dict[str, Count], order: Iterable[str], labels: dict[str, str] | None = None) -> list[Count]:
    found = []
    for key in order:
        if key in counts:
            counts[key].name = (labels or {}).get(key, key)
            found.append(counts[key])
    return found if labels else sorted(found, key=lambda one: (-one.items, one.name))


def _is_done_late(task: Task) -> bool:
    done = [day for day in (task.reported_on, task.answered_on) if day is not None]
    return task.status == TaskStatus.CLOSED and task.due_on is not None and bool(done) and max(done) > task.due_on

"""What the start page shows of tasks: late, waiting for the head's word, due to report, notices not issued, summaries due."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock
from registry.addresses import here
from tenants.cases.queries.today import TodayGroup, TodayLine
from tenants.conclusions import policies
from tenants.conclusions.enums import ConclusionStatus, TaskKind, TaskStatus
from tenants.conclusions.models import Task
from tenants.conclusions.queries.summary import BEFORE, due_on

SHOWN = 8
SOON = timedelta(days=7)
#: Days before a summary is due on which the start page begins to say so.
SUMMARY_AHEAD = 21


def contribute(actor: Actor) -> list[TodayGroup]:
    """Two queries for who has to do with tasks, none for others."""
    if not any(actor.may(one) for one in (P.TASK_DIRECT, P.TASK_WORK, P.RECEPTION_ARRANGE)):
        return []
    on = clock.today()
    groups = [TodayGroup(_("Nhiệm vụ"), _task_lines(actor, on), "check", here("conclusions:tasks") + "?show=open")]
    if actor.may(P.TASK_DIRECT) or actor.may(P.RECEPTION_ARRANGE):
        lines = [*_notice_lines(actor, on), *_summary_lines(on)]
        groups.append(TodayGroup(_("Kết luận"), lines, "paper", here("conclusions:conclusions")))
    return groups


def _task_lines(actor: Actor, on: date) -> list[TodayLine]:
    pressing = (
        Q(due_on__lte=on + SOON)
        | Q(next_progress_on__lte=on)
        | Q(status__in=[TaskStatus.OBSTACLE, TaskStatus.REPORTED])
    )
    tasks = policies.visible_tasks(actor).open().filter(pressing, line__in=[line.value for line in actor.lines])
    # A dossier that came and whose position is agreed on waits for the day, not for anybody.
    tasks = tasks.exclude(kind=TaskKind.PREPARATION, status=TaskStatus.REPORTED, agreed_on__isnull=False)
    return [_line(task, on) for task in tasks.order_by("due_on", "id")[:SHOWN]]


def _line(task: Task, on: date) -> TodayLine:
    url = here("conclusions:task", task.pk)
    text = task.text if len(task.text) <= 90 else f"{task.text[:90]}…"
    if urging := task.open_urging:
        tone, chip = "late", _("đôn đốc lần %(n)d") % {"n": urging["level"]}
    elif task.status == TaskStatus.OBSTACLE:
        tone, chip = "late", _("chờ người đứng đầu cho ý kiến")
    elif task.is_overdue(on):
        tone, chip = "late", _("quá hạn %(day)s") % {"day": _short(task.due_on)}
    elif task.status == TaskStatus.REPORTED:
        tone, chip = "warn", _("chờ xem xét kết quả")
    elif task.next_progress_on is not None and task.next_progress_on <= on:
        tone, chip = "warn", _("đến kỳ báo tiến độ %(day)s") % {"day": _short(task.next_progress_on)}
    else:
        tone, chip = "warn", _("hạn %(day)s") % {"day": _short(task.due_on)}
    return TodayLine(text, url, tone, chip, task.lead_name)


def _notice_lines(actor: Actor, on: date) -> list[TodayLine]:
    drafts = policies.visible_conclusions(actor).filter(
        status=ConclusionStatus.DRAFT, line__in=[line.value for line in actor.lines]
    )
    found = []
    for row in drafts.order_by("notice_due_on", "id")[:SHOWN]:
        late = row.is_notice_late(on)
        chip = _("chưa thông báo kết luận")
        if row.notice_due_on is not None:
            said = _("quá hạn thông báo %(day)s") if late else _("thông báo trước hết %(day)s")
            chip = said % {"day": _short(row.notice_due_on)}
        url = here("conclusions:conclusion", row.pk)
        found.append(TodayLine(row.title, url, "late" if late else "warn", chip))
    return found


def _summary_lines(on: date) -> list[TodayLine]:
    found = []
    for period in BEFORE:
        due = due_on(on.year, period)
        if 0 <= (due - on).days <= SUMMARY_AHEAD:
            words = {"half": _("Tổng hợp 6 tháng thực hiện kết luận"), "year": _("Tổng hợp năm thực hiện kết luận")}
            url = f"{here('conclusions:summary')}?year={on.year}&period={period}"
            found.append(TodayLine(words[period], url, "warn", _("gửi chậm nhất %(day)s") % {"day": _short(due)}))
    return found


def _short(day: date | None) -> str:
    # As the other chips of the page: the year stands only where it is not this one.
    if day is None:
        return "–"
    return f"{day:%d/%m}" if day.year == clock.today().year else f"{day:%d/%m/%Y}"

"""What the start page shows of conferences: coming ones, what waits for the chair, answers that are due."""

from datetime import timedelta

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock
from registry.addresses import here
from tenants.cases.queries.today import TodayGroup, TodayLine
from tenants.dialogues import policies
from tenants.dialogues.enums import OpinionStatus
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.models.conference import OVER

SHOWN = 10
SOON = timedelta(days=14)
ANSWERS = timedelta(days=7)


def conferences_today(actor: Actor) -> list[TodayGroup]:
    """Two or three queries; none for who arranges, decides and sees nothing of conferences."""
    if not actor.may(Permission.RECEPTION_VIEW):
        return []
    on = clock.today()
    seen = policies.visible_conferences(actor)
    lines = [_coming(row) for row in seen.coming(on).filter(held_on__lte=on + SOON)[:SHOWN]]
    if actor.may(Permission.RECEPTION_DECIDE):
        waiting = seen.filter(submitted_at__isnull=False, approved_at=None).exclude(status__in=OVER)
        lines = [_to_decide(row) for row in waiting.order_by("held_on", "id")[:SHOWN]] + lines
    due = (
        policies.visible_opinions(actor)
        .filter(status=OpinionStatus.ASSIGNED, reply_due_on__lte=on + ANSWERS)
        .select_related("conference")
        .order_by("reply_due_on", "id")
    )
    lines += [_answer(one) for one in due[:SHOWN]]
    return [TodayGroup(_("Đối thoại"), lines, icon="speak", more_url=here("dialogues:list"))] if lines else []


def _coming(row: Conference) -> TodayLine:
    late = row.announced_at is None and row.approved_at is not None
    return TodayLine(
        text=row.title,
        url=here("dialogues:page", row.pk),
        tone="warn" if late else "",
        chip=_("chưa thông báo công khai") if late else str(row.get_status_display()),
        note=f"{row.held_on:%d/%m/%Y}" if row.held_on else "",
    )


def _to_decide(row: Conference) -> TodayLine:
    return TodayLine(
        text=row.title,
        url=here("dialogues:decide", row.pk),
        tone="warn",
        chip=_("chờ duyệt nội dung"),
        note=f"{row.held_on:%d/%m/%Y}" if row.held_on else "",
    )


def _answer(one: Opinion) -> TodayLine:
    assert one.reply_due_on is not None
    late = one.reply_due_on < clock.today()
    return TodayLine(
        text=one.text[:120],
        url=here("dialogues:reply", one.pk),
        tone="late" if late else "warn",
        chip=_("quá hạn trả lời") if late else _("sắp đến hạn trả lời"),
        note=f"{one.reply_due_on:%d/%m/%Y}",
    )

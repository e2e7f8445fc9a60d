"""What the start page shows of campaigns: alerts nobody has taken, the own shift, flash reports that are due."""

from datetime import timedelta

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock
from oversight import campaign_policies as policies
from oversight.models import Campaign, FlashReceipt, FlashReport, ShiftPerson
from oversight.rules.campaigns import expected_reports
from registry import tree
from registry.addresses import here
from tenants.cases.queries.today import TodayGroup, TodayLine

SHOWN = 8


def campaigns_today(actor: Actor) -> list[TodayGroup]:
    """Alerts for who sees campaigns or is on duty, own shifts, reports to write and reports that came; six queries at most."""
    groups = [TodayGroup(_("Cảnh báo"), _alerts(actor), "warning", here("campaigns:alerts"))]
    lines = [
        *_shifts(actor),
        *(_reports(actor) if actor.may(P.REPORT_PREPARE) else []),
        *(_received(actor) if actor.may(P.REPORT_DECIDE) else []),
    ]
    groups.append(TodayGroup(_("Đợt cao điểm"), lines, "clock", here("campaigns:list")))
    return [group for group in groups if group.lines]


def _alerts(actor: Actor) -> list[TodayLine]:
    found = policies.visible_alerts(actor).waiting().order_by("-raised_at")[:SHOWN]
    return [
        TodayLine(
            text=f"{row.get_kind_display()} · {tree.get(row.unit_id).name}",
            url=here("campaigns:alert", row.pk),
            tone="late",
            chip=_("chưa ai nhận"),
            note=f"{row.raised_at.astimezone(clock.OFFICE_ZONE):%H:%M %d/%m}",
        )
        for row in found
    ]


def _shifts(actor: Actor) -> list[TodayLine]:
    now = clock.now()
    own = ShiftPerson.objects.filter(
        account_id=actor.account_id, shift__unit_id=actor.unit.id, shift__ends_at__gt=now,
        shift__starts_at__lt=now + timedelta(hours=24),
    )  # fmt: skip
    lines = []
    for one in own.select_related("shift").order_by("shift__starts_at")[:SHOWN]:
        starts, ends = (moment.astimezone(clock.OFFICE_ZONE) for moment in (one.shift.starts_at, one.shift.ends_at))
        words = _("Trực %(from)s–%(to)s, %(place)s") % {
            "from": f"{starts:%H:%M %d/%m}", "to": f"{ends:%H:%M}", "place": one.shift.place,
        }  # fmt: skip
        is_now = one.shift.starts_at <= now
        lines.append(
            TodayLine(words, here("campaigns:centre", one.shift.campaign_id), "accent" if is_now else "", _("đang trực") if is_now else _("sắp trực"))
        )  # fmt: skip
    return lines


def _reports(actor: Actor) -> list[TodayLine]:
    now, today = clock.now(), clock.today()
    running = list(
        Campaign.objects.of_unit(actor.unit.id).active(today).filter(line__in=[line.value for line in actor.lines])
    )
    issued = (
        set(FlashReport.objects.issued().filter(campaign__in=running).values_list("campaign_id", "kind", "day"))
        if running
        else set()
    )
    lines = []
    for row in running:
        for one in expected_reports(row, row.active_from or row.first):
            if one.day <= today and (row.pk, one.kind, one.day) not in issued:
                late = one.due_at < now
                words = _("Báo cáo ngày %(day)s: %(name)s") % {"day": f"{one.day:%d/%m}", "name": row.name}
                hour = f"{one.due_at.astimezone(clock.OFFICE_ZONE):%H:%M}"
                chip = _("quá giờ %(at)s") % {"at": hour} if late else _("trước %(at)s") % {"at": hour}
                lines.append(TodayLine(words, here("campaigns:reports", row.pk), "late" if late else "warn", chip))
    return lines[-SHOWN:]


def _received(actor: Actor) -> list[TodayLine]:
    """Flash reports sent to the unit that nobody here has confirmed."""
    found = FlashReceipt.objects.filter(
        unit_id=actor.unit.id, received_at=None, report__campaign__line__in=[line.value for line in actor.lines]
    )
    return [
        TodayLine(
            text=f"{one.report} · {tree.get(one.report.unit_id).name}",
            url=here("campaigns:report", one.report_id),
            tone="warn",
            chip=_("chưa xác nhận đã nhận"),
            note=one.report.symbol,
        )
        for one in found.select_related("report").order_by("-report__issued_at")[:SHOWN]
    ]

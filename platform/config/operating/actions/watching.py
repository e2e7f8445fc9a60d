"""Each minute: a sample is kept, alarms begin and end, and people are told of both by mail."""

import logging
import smtplib
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from config.operating.queries import state
from config.operating.rules import Reading, standing
from config.operating.wording import measure
from identity import members
from kernel import clock
from kernel.operating import Alarm, AlarmKind, Sample
from kernel.transactions import Lock, atomic
from registry.addresses import absolute, site_url

log = logging.getLogger("tiepdan.operating")

AGAIN_AFTER = timedelta(days=1)


def watch() -> int:
    """Keep a sample, bring the alarms up to date, tell people; returns how many mails left. One look at a time."""
    reading = state.take()
    if not _note(reading):
        return 0
    return _tell()


@atomic
def _note(reading: Reading) -> bool:
    if not _is_alone():
        return False
    now = clock.now()
    Sample.objects.create(
        at=now,
        envelopes=reading.envelopes,
        envelope_seconds=reading.envelope_seconds,
        sweep_seconds=reading.sweep_seconds,
        outbox_rows=reading.outbox_rows,
        outbox_seconds=reading.outbox_seconds,
        units_behind=reading.units_behind,
        disk_free=reading.disk_free,
    )
    Sample.objects.filter(at__lt=now - timedelta(days=settings.SAMPLE_DAYS)).delete()
    stand = standing(reading, state.limits())
    Alarm.objects.filter(ended_at__isnull=True).exclude(kind__in=stand).update(ended_at=now)
    for kind, value in stand.items():
        if not Alarm.objects.filter(kind=kind, ended_at__isnull=True).update(value=value):
            Alarm.objects.create(kind=kind, value=value, began_at=now)
    return True


@atomic
def _tell() -> int:
    """One mail when an alarm begins, one a day while it stands, one when it ends; what cannot leave is tried a minute later."""
    if not _is_alone():
        return 0
    now = clock.now()
    untold = Q(ended_at__isnull=True) & (Q(told_at__isnull=True) | Q(told_at__lte=now - AGAIN_AFTER))
    over = Q(ended_at__isnull=False, end_told_at__isnull=True)
    left = 0
    for alarm in Alarm.objects.filter(untold | over).order_by("began_at", "pk"):
        if not _send(alarm):
            break
        name = "told_at" if alarm.ended_at is None else "end_told_at"
        Alarm.objects.filter(pk=alarm.pk).update(**{name: now})
        left += 1
    return left


def recipients() -> list[str]:
    """Who is told: the addresses of the setting, else the operators who have one."""
    return list(settings.ALARM_MAIL) or [account.email for account in members.operators() if account.email]


def _send(alarm: Alarm) -> bool:
    to = recipients()
    if not to:
        log.warning("alarm %s since %s: nobody to tell", alarm.kind, alarm.began_at.isoformat())
        return True
    mail = EmailMessage(_subject(alarm), _text(alarm), to=to)
    try:
        mail.send()
    except (OSError, smtplib.SMTPException) as failure:
        log.warning("alarm %s not told: %s", alarm.kind, type(failure).__name__)
        return False
    return True


def _subject(alarm: Alarm) -> str:
    label = AlarmKind(alarm.kind).label
    if alarm.ended_at is not None:
        return _("[Tiếp Dân] Hết cảnh báo: %(what)s") % {"what": label}
    if alarm.told_at is not None:
        return _("[Tiếp Dân] Vẫn còn cảnh báo: %(what)s") % {"what": label}
    return _("[Tiếp Dân] Cảnh báo: %(what)s") % {"what": label}


def _text(alarm: Alarm) -> str:
    began = f"{alarm.began_at.astimezone(clock.OFFICE_ZONE):%H:%M %d/%m/%Y}"
    lines = [AlarmKind(alarm.kind).label + ": " + measure(alarm.kind, alarm.value) + "."]
    if alarm.ended_at is None:
        lines += [
            _("Bắt đầu lúc %(at)s. Thư này lặp lại mỗi ngày một lần đến khi hết.") % {"at": began},
            _("Xem và xử lý: %(address)s") % {"address": absolute(site_url("operating"))},
        ]
    else:
        ended = f"{alarm.ended_at.astimezone(clock.OFFICE_ZONE):%H:%M %d/%m/%Y}"
        lines.append(_("Bắt đầu lúc %(at)s, hết lúc %(until)s.") % {"at": began, "until": ended})
    return "\n".join(lines) + "\n"


def _is_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, 0)", [int(Lock.WATCH)])
        return bool(cursor.fetchone()[0])

"""The head of the operator's page: each measure in words with its threshold, the units, the last checks, the alarms."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from config import health
from config.operating.queries import state, waiting
from config.operating.rules import Reading, standing
from config.operating.wording import measure, outcome, problem
from kernel.operating import Alarm, AlarmKind, Sample
from registry import tree
from registry.cli import status as units_status
from registry.levels import Status


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the state: words, number, threshold, whether somebody must act."""

    label: str
    value: str
    limit: str
    is_bad: bool


def now() -> dict[str, Any]:
    """What the template shows of this moment."""
    reading = state.take()
    units = units_status()
    return {
        "measures": measures(reading),
        "alarms": [
            (one, measure(one.kind, one.value))
            for one in Alarm.objects.filter(ended_at__isnull=True).order_by("began_at")
        ],
        "past_alarms": list(Alarm.objects.filter(ended_at__isnull=False).order_by("-ended_at")[:10]),
        "units_by_status": [(Status(name).label, count) for name, count in units["by_status"].items()],
        "units_by_version": list(units["by_version"].items()),
        "units_failed": [(tree.by_key(key), why) for key, why in list(units["failed"].items())[:20]],
        "head": units["head"],
        "migrations": health.migrations_state(),
        "broker": health.broker_state(),
        "recount": state.last_recount(),
        "chains": (chains := state.last_chain_check()),
        "broken": [(tree.get(one["unit"]), one["number"], problem(one["problem"])) for one in chains.findings[:20]]
        if chains
        else [],
        "acts": [(act, outcome(act.outcome)) for act in waiting.last_acts()],
        "last_sample": Sample.objects.order_by("-at").first(),
    }


def measures(reading: Reading) -> list[Measure]:
    """The state as lines, the alarms of the rule marked."""
    limits = state.limits()
    bad = standing(reading, limits)
    seconds, minutes = _("%(n)s giây"), _("%(n)s phút")
    return [
        Measure(_("Phong bì đang chờ"), str(reading.envelopes), "", False),
        Measure(
            _("Phong bì cũ nhất"),
            minutes % {"n": reading.envelope_seconds // 60},
            minutes % {"n": limits.envelope_seconds // 60},
            AlarmKind.ENVELOPE in bad,
        ),
        Measure(_("Lượt thử chuyển bị trễ"), seconds % {"n": reading.sweep_seconds}, "", False),
        Measure(_("Dòng số liệu chưa cộng"), str(reading.outbox_rows), "", False),
        Measure(
            _("Số liệu chậm"),
            seconds % {"n": reading.outbox_seconds},
            seconds % {"n": limits.lag_seconds},
            AlarmKind.LAG in bad,
        ),
        Measure(_("Đơn vị chưa cập nhật"), str(reading.units_behind), "0", AlarmKind.BEHIND in bad),
        Measure(_("Chỗ trống trên đĩa"), f"{reading.disk_free} %", f"{limits.disk_percent} %", AlarmKind.DISK in bad),
        Measure(_("Chuỗi nhật ký có vấn đề"), str(reading.chains_broken), "0", AlarmKind.CHAIN in bad),
        Measure(_("Sai lệch lặp lại"), str(reading.recount_again), "0", AlarmKind.RECOUNT in bad),
    ]

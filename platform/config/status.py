"""`tiepdan status`: how the installation is doing, on one screen; numbers and ages only, nothing of any case."""

import argparse
import json
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min
from django.utils.translation import gettext as _

from config import health
from config.operating.queries import state
from config.operating.rules import standing
from config.operating.wording import measure
from deadlines.models import DueItem
from exchange.queries import waiting_by_age
from kernel import clock
from kernel.outbox import OutboxRow
from oversight.models import RecountRun
from registry.cli import status as units_status

AGES = (("≤ 1 min", timedelta(minutes=1)), ("≤ 1 h", timedelta(hours=1)), ("≤ 1 d", timedelta(days=1)))


def register(subparsers: Any) -> None:
    """Add `status` to the command line."""
    status = subparsers.add_parser("status", help="units, waiting envelopes, lags, last recount")
    status.add_argument("--json", action="store_true")
    status.set_defaults(handler=do_status)


def do_status(options: argparse.Namespace) -> int:
    """Print it; 1 when the database does not answer or something is an alarm."""
    database = health.database_state()
    if database != "ok":
        print(_("Cơ sở dữ liệu không trả lời: %(why)s") % {"why": database})
        return 1
    data = collect()
    if options.json:
        print(json.dumps(data, ensure_ascii=False))
    else:
        print("\n".join(_lines(data)))
    return 1 if data["alarms"] else 0


def collect() -> dict[str, Any]:
    """Everything the page and the monitoring want; ages in seconds."""
    last = RecountRun.objects.order_by("-started_at").first()
    return {
        "units": units_status(),
        "alarms": {kind.value: value for kind, value in standing(state.take(), state.limits()).items()},
        "migrations": health.migrations_state(),
        "broker": health.broker_state(),
        "envelopes": envelopes_by_age(),
        "outbox": _lag(OutboxRow.objects.aggregate(oldest=Min("written_at"))["oldest"], OutboxRow.objects.count()),
        "overdue_unmarked": DueItem.objects.open().filter(due_on__lt=clock.today(), overdue_since__isnull=True).count(),
        "recount": last
        and {
            "started_at": last.started_at.isoformat(),
            "ended_at": last.ended_at and last.ended_at.isoformat(),
            "units": last.units,
            "differences": len(last.differences),
        },
    }


def envelopes_by_age() -> dict[str, int]:
    """How many envelopes are under way, by how long; the oldest thousand are looked at."""
    counted = dict.fromkeys([label for label, _age in AGES] + ["> 1 d"], 0)
    for _envelope, age, _attempts in waiting_by_age():
        counted[next((label for label, limit in AGES if age <= limit), "> 1 d")] += 1
    return counted


def _lag(oldest: datetime | None, waiting: int) -> dict[str, float]:
    seconds = (clock.now() - oldest).total_seconds() if oldest else 0.0
    return {"waiting": waiting, "seconds": round(max(seconds, 0.0), 1)}


def _lines(data: dict[str, Any]) -> list[str]:
    recount = data["recount"]
    return [
        _("Đơn vị theo trạng thái: %(what)s") % {"what": _pairs(data["units"]["by_status"])},
        _("Đơn vị theo phiên bản: %(what)s (mới nhất %(head)s)")
        % {"what": _pairs(data["units"]["by_version"]), "head": data["units"]["head"]},
        *(
            _("Cập nhật không thành công: %(unit)s: %(why)s") % {"unit": key, "why": why}
            for key, why in data["units"]["failed"].items()
        ),
        _("Cập nhật phần chung: %(what)s") % {"what": data["migrations"]},
        _("Hàng đợi: %(what)s") % {"what": data["broker"]},
        _("Phong bì đang chờ: %(what)s") % {"what": _pairs(data["envelopes"])},
        _("Số liệu chưa cộng: %(waiting)d dòng, cũ nhất %(seconds)s giây") % data["outbox"],
        _("Quá hạn chưa đánh dấu: %(n)d") % {"n": data["overdue_unmarked"]},
        _("Lần đếm lại gần nhất: %(at)s, %(units)d đơn vị, %(differences)d sai lệch")
        % {"at": recount["started_at"], "units": recount["units"], "differences": recount["differences"]}
        if recount
        else _("Chưa đếm lại lần nào."),
        *(_("Cảnh báo: %(what)s") % {"what": measure(kind, value)} for kind, value in data["alarms"].items()),
    ]


def _pairs(counts: dict[Any, int]) -> str:
    return ", ".join(f"{name}: {count}" for name, count in counts.items()) or "0"

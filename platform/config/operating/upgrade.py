"""`tiepdan upgrade --check`: the look before an upgrade, with the code of the new release beside the running one."""

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from registry.compiling import CannotCompile
from registry.fleet import FleetBusy
from registry.release import NotOwner
from registry.upgrading import Outlook, look


def register(subparsers: Any) -> None:
    """Add `upgrade` to the command line."""
    upgrade = subparsers.add_parser(
        "upgrade", help="what an upgrade would change; the upgrade itself is `units migrate`"
    )
    upgrade.add_argument("--check", action="store_true", required=True, help="look only, change nothing")
    upgrade.add_argument("--json", action="store_true")
    upgrade.set_defaults(handler=do_check)


def do_check(options: argparse.Namespace) -> int:
    """Say it. 0: the running release can serve meanwhile; 1: it cannot; 2: nobody could look."""
    try:
        found = look()
    except (NotOwner, CannotCompile, FleetBusy) as refused:
        print(f"{type(refused).__name__}: {refused}", file=sys.stderr)
        return 2
    if options.json:
        told = {**asdict(found), "seconds": found.seconds, "can_serve_meanwhile": not found.objections}
        print(json.dumps(told, ensure_ascii=False))
    else:
        print("\n".join(lines(found)))
    return 1 if found.objections else 0


def lines(found: Outlook) -> list[str]:
    """The outlook in words."""
    if found.is_current:
        return [_("Không có gì phải cập nhật.")]
    versions = ", ".join(f"{version}: {count}" for version, count in found.by_version.items()) or "0"
    return [
        _("Phần chung, %(n)d bước: %(names)s") % {"n": len(found.public), "names": ", ".join(found.public) or "–"},
        _("Mẫu của đơn vị, %(n)d bước: %(names)s")
        % {"n": len(found.template), "names": ", ".join(found.template) or "–"},
        _("Đơn vị theo phiên bản: %(what)s; phải cập nhật %(behind)d") % {"what": versions, "behind": found.behind},
        *(
            _("Bước dữ liệu %(name)s: %(n)d đơn vị, không đo trước được") % {"name": name, "n": count}
            for name, count in found.data_steps.items()
        ),
        *_time(found),
        *(_("Không thử được ở %(unit)s: %(why)s") % {"unit": key, "why": why} for key, why in found.failed.items()),
        *_meanwhile(found),
    ]


def _time(found: Outlook) -> list[str]:
    if found.seconds_a_unit is None or found.seconds is None:
        return []
    return [
        _("Ước tính: %(one).3f giây một đơn vị (chậm nhất trong %(n)d lần thử), khoảng %(all).0f giây cho mọi đơn vị")
        % {"one": found.seconds_a_unit, "n": found.tried, "all": max(found.seconds, 1)}
    ]


def _meanwhile(found: Outlook) -> list[str]:
    if not found.objections:
        return [_("Bản đang chạy phục vụ được trong lúc cập nhật.")]
    return [
        _("Bản đang chạy KHÔNG phục vụ được trong lúc cập nhật:"),
        *(f"  {name}: {why}" for name, why in found.objections),
    ]

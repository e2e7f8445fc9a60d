"""`tiepdan units import|open|list|migrate|verify|status`."""

import argparse
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kernel.fields import TEMPLATE_UNIT_ID
from registry import fleet, tree
from registry.compiling import CannotCompile
from registry.importing import FIRST_LIST, import_successions, import_units
from registry.levels import Status
from registry.models import CompiledStep, Unit
from registry.opening import open_units
from registry.packaged import import_packaged
from registry.reading import CannotImport
from registry.release import NotOwner, owner_alias
from registry.verify import shape, verify


def register(subparsers: Any) -> None:
    """Add `units` and its verbs to the command line; each handler returns the exit code."""
    units = subparsers.add_parser("units", help="the units and their schemas")
    verbs = units.add_subparsers(dest="verb", required=True)

    importing = verbs.add_parser("import", help="import a tree; without a file the one that comes with the product")
    importing.add_argument("file", nargs="?", type=Path)
    importing.add_argument("--successions", action="store_true", help="the file says what became what")
    importing.add_argument("--from", dest="valid_from", type=date.fromisoformat, default=FIRST_LIST)
    importing.add_argument("--to", dest="valid_to", type=date.fromisoformat)
    importing.set_defaults(handler=do_import)

    opening = verbs.add_parser("open", help="open planned units")
    opening.add_argument("keys", nargs="+", help="keys of units")
    opening.add_argument("--below", action="store_true", help="and every planned unit below them")
    opening.set_defaults(handler=do_open)

    listing = verbs.add_parser("list", help="list units")
    listing.add_argument("--status", choices=Status.values)
    listing.add_argument("--search", default="")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(handler=do_list)

    migrating = verbs.add_parser("migrate", help="bring public and every opened unit to this release")
    migrating.add_argument("--canary", help="key of the unit that goes first")
    migrating.set_defaults(handler=do_migrate)

    verifying = verbs.add_parser("verify", help="compare schemas with the template")
    verifying.add_argument("keys", nargs="*")
    verifying.set_defaults(handler=do_verify)

    status = verbs.add_parser("status", help="units by status and version")
    status.add_argument("--json", action="store_true")
    status.set_defaults(handler=do_status)


def do_import(args: argparse.Namespace) -> int:
    """Import, or name every line that stands in the way and write nothing."""
    try:
        if args.file is None:
            done = import_packaged()
        elif args.successions:
            done = {args.file.name: import_successions(args.file, on=args.valid_from)}
        else:
            done = {args.file.name: import_units(args.file, valid_from=args.valid_from, valid_to=args.valid_to)}
    except CannotImport as refused:
        print(refused, file=sys.stderr)
        return 1
    for name, count in done.items():
        print(_("%(name)s: ghi %(written)d, đã có %(known)d") % {"name": name, **vars(count)})
    return 0


def do_open(args: argparse.Namespace) -> int:
    """Open units one after the other; those already open are left as they are, so the command can be repeated."""
    wanted: dict[int, Unit] = {}
    for key in args.keys:
        unit = Unit.objects.filter(key=key).first()
        if unit is None:
            print(_("không có đơn vị %(key)s") % {"key": key}, file=sys.stderr)
            return 1
        below = [info.id for info in tree.descendants(unit.id, on=unit.valid_from)] if args.below else []
        wanted |= {unit.id: unit, **Unit.objects.in_bulk(below)}
    waiting = [unit for unit in wanted.values() if not unit.schema_version]
    try:
        for done, unit in enumerate(open_units(waiting), 1):
            _progress(done, len(waiting), unit.key, None)
    except NotOwner as refused:
        print(refused, file=sys.stderr)
        return 1
    print(_("đã mở %(n)d, đã mở từ trước %(m)d") % {"n": len(waiting), "m": len(wanted) - len(waiting)})
    return 0


def do_list(args: argparse.Namespace) -> int:
    """One unit a line: key, code, level, status, days, name."""
    if args.search:
        keys = [info.key for info in tree.search(args.search, limit=200)]
        found = sorted(Unit.objects.filter(key__in=keys), key=lambda unit: keys.index(unit.key))
    else:
        found = list(Unit.objects.order_by("id"))
    rows = [unit for unit in found if not args.status or unit.status == args.status]
    if args.json:
        names = ("key", "code", "name", "level", "status", "schema_version")
        print(json.dumps([{name: getattr(unit, name) for name in names} for unit in rows], ensure_ascii=False))
        return 0
    for unit in rows:
        last = unit.overlay_valid_to or unit.valid_to
        days = f"{unit.valid_from:%d/%m/%Y}–{f'{last:%d/%m/%Y}' if last else ''}"
        source = f"  [{unit.overlay_source}]" if unit.overlay_source else ""
        print(f"{unit.key:<12} {unit.code:<6} {unit.level:<9} {unit.status:<8} {days}  {unit.name}{source}")
    return 0


def do_migrate(args: argparse.Namespace) -> int:
    """Migrate; units that failed are named and can be tried again by the same command."""
    try:
        outcome = fleet.migrate(progress=_progress, canary=args.canary)
    except (NotOwner, CannotCompile, fleet.FleetBusy, fleet.CanaryFailed) as refused:
        print(f"{type(refused).__name__}: {refused}", file=sys.stderr)
        return 1
    for name in outcome.compiled:
        print(_("biên dịch %(name)s") % {"name": name})
    print(
        _("chờ %(pending)d, xong %(done)d, lỗi %(failed)d")
        % {"pending": outcome.pending, "done": len(outcome.migrated), "failed": len(outcome.failed)}
    )
    for key, why in outcome.failed.items():
        print(f"{key}: {why}", file=sys.stderr)
    return 1 if outcome.failed else 0


def do_verify(args: argparse.Namespace) -> int:
    """Compare every opened unit, or those named, with the template."""
    units = Unit.objects.using(owner_alias()).opened()
    if args.keys:
        units = units.filter(key__in=args.keys)
    wanted = shape(TEMPLATE_UNIT_ID)
    different = 0
    for unit in units.order_by("id"):
        difference = verify(unit, wanted)
        if difference is None:
            continue
        different += 1
        print(f"{unit.key} {unit.name}", file=sys.stderr)
        for sign, lines in (("-", difference.missing), ("+", difference.surplus)):
            for line in lines:
                print(f"  {sign} {line}", file=sys.stderr)
    print(_("đã so %(n)d đơn vị, %(different)d khác mẫu") % {"n": units.count(), "different": different})
    return 1 if different else 0


def do_status(args: argparse.Namespace) -> int:
    """Units by status and version, and what failed last."""
    data = status()
    if args.json:
        print(json.dumps(data, ensure_ascii=False))
        return 0
    print(_("phiên bản mới nhất: %(head)d") % data)
    for name, count in data["by_status"].items():
        print(f"{Status(name).label}: {count}")
    for version, count in data["by_version"].items():
        print(_("phiên bản %(version)s: %(count)d") % {"version": version, "count": count})
    for key, why in data["failed"].items():
        print(f"{key}: {why}")
    return 0


def status() -> dict[str, Any]:
    """Units by status and by version of their schema, and the failures of the last migration."""
    rows = list(Unit.objects.exclude(key="vn").values_list("status", "schema_version"))
    newest = CompiledStep.objects.order_by("-number").first()
    return {
        "head": newest.number if newest else 0,
        "by_status": dict(sorted(Counter(row[0] for row in rows).items())),
        "by_version": dict(sorted(Counter(row[1] for row in rows if row[1]).items())),
        "failed": dict(Unit.objects.exclude(schema_error="").values_list("key", "schema_error")),
    }


def _progress(done: int, of: int, key: str, why: str | None) -> None:
    text = f"{done}/{of} {key}" + (f": {why}" if why else "")
    if sys.stdout.isatty() and not why:
        print(f"\r{text:<60}", end="" if done < of else "\n", flush=True)
    elif why or done == of or done % 100 == 0:
        print(text, file=sys.stderr if why else sys.stdout, flush=True)

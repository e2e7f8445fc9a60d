"""``tiepdan rules list`` and ``tiepdan rules load``: the deadline rules with source, validity and overlay."""

import argparse
import json
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from deadlines import loading
from deadlines.explanations import term_words
from deadlines.models import DeadlineRule

# Rooms above add what belongs into the same list: the legal minimums of the heads' reception days.
MORE: list[Callable[[], list[dict[str, Any]]]] = []


def register(subparsers: Any) -> None:
    """Add ``rules`` and its verbs to the command line; each handler returns the exit code."""
    rules = subparsers.add_parser("rules", help="deadline rules and their legal sources")
    verbs = rules.add_subparsers(dest="verb", required=True)
    listing = verbs.add_parser("list", help="every version with source, validity and overlay")
    listing.add_argument("--code", default="", help="one code only, for example B2")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(handler=do_list)
    load = verbs.add_parser(
        "load", help="bring the rules of this release into the table (also done by every migration)"
    )
    load.set_defaults(handler=do_load)


def do_list(args: argparse.Namespace) -> int:
    """One version a line; ``--json`` for machines."""
    found = DeadlineRule.objects.all()
    if args.code:
        found = found.filter(code=args.code.upper())
    rows = [as_data(rule) for rule in found]
    if not args.code:
        rows += [row for more in MORE for row in more()]
    if args.json:
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    for row in rows:
        whose = _(" [đơn vị %(id)s]") % {"id": row["unit"]} if row["unit"] else ""
        overlay = _("  ⟵ kéo dài đến %(overlay_valid_to)s: %(overlay_source)s") % row if row["overlay_source"] else ""
        validity = f"{row['valid_from']}–{row['valid_to'] or _('nay')}"
        levels = ",".join(row["levels"]) or "*"
        print(
            f"{row['code']:<11}{row['length']:<25}{validity:<24}{levels:<18}{row['source']} ({row['mark']}){whose}{overlay}"
        )
    return 0


def do_load(args: argparse.Namespace) -> int:
    """Load and say how many rows the files hold."""
    rules, days = loading.load()
    print(_("%(rules)d quy tắc, %(days)d ngày") % {"rules": rules, "days": days})
    return 0


def as_data(rule: DeadlineRule) -> dict[str, Any]:
    """One row of the table for a list: dates as people read them."""
    return {
        "code": rule.code,
        "unit": rule.unit_id,
        "length": term_words(rule),
        "start": rule.get_start_event_display(),
        "levels": rule.levels,
        "valid_from": f"{rule.valid_from:%d/%m/%Y}",
        "valid_to": f"{rule.valid_to:%d/%m/%Y}" if rule.valid_to else "",
        "source": rule.source,
        "mark": rule.mark,
        "overlay_valid_to": f"{rule.overlay_valid_to:%d/%m/%Y}" if rule.overlay_valid_to else "",
        "overlay_source": rule.overlay_source,
    }

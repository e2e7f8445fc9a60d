"""``tiepdan audit verify``: is the log of a unit as it was written?"""

import argparse
import sys

from django.utils.translation import gettext as _

from kernel.journal import chain, fleet


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``audit`` to the command line."""
    audit = subparsers.add_parser("audit", help="the units' event logs")
    verbs = audit.add_subparsers(dest="verb", required=True)
    verify = verbs.add_parser("verify", help="name the first altered, missing or cut-off row of each chain")
    verify.add_argument("--unit", metavar="KEY", help="one unit only")
    verify.set_defaults(handler=do_verify)


def do_verify(options: argparse.Namespace) -> int:
    """Print each unit with a finding, then the count. Returns 0 when every chain is whole, 1 otherwise, 2 for an unknown unit."""
    units = [unit for unit in fleet.units() if options.unit in (None, unit.key)]
    if options.unit and not units:
        print(_("Không có đơn vị đã mở với mã %(key)s.") % {"key": options.unit}, file=sys.stderr)
        return 2
    bad = 0
    for unit in units:
        with fleet.each_in(unit):
            findings = chain.verify()
        bad += bool(findings)
        for finding in findings:
            print(f"{unit.key}\t{finding.problem}\t{finding.number}\t{finding.event_id or '-'}\t{finding.message}")
    print(_("Đã kiểm tra %(n)d đơn vị: %(bad)d chuỗi có vấn đề.") % {"n": len(units), "bad": bad})
    return 1 if bad else 0

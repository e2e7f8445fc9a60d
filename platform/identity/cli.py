"""`tiepdan accounts administrator|reset`: for who operates the platform, where no administrator can help any more."""

import argparse
import sys
from typing import Any

from django.utils.translation import gettext as _

from identity.actions.invitations import Issued, invite
from identity.actors import system_actor
from identity.models import Account
from identity.opening import first_administrator
from kernel.active import unit_scope
from kernel.errors import DomainError
from registry import tree
from registry.addresses import absolute, site_url


def register(subparsers: Any) -> None:
    """Add `accounts` and its verbs to the command line; each handler returns the exit code."""
    accounts = subparsers.add_parser("accounts", help="the first administrator of a unit, a last-resort reset")
    verbs = accounts.add_subparsers(dest="verb", required=True)

    administrator = verbs.add_parser("administrator", help="open an administrator's account in an opened unit")
    administrator.add_argument("unit", help="key of the unit")
    administrator.add_argument("username")
    administrator.add_argument("full_name")
    administrator.set_defaults(handler=do_administrator)

    reset = verbs.add_parser("reset", help="a new one-time code for an account")
    reset.add_argument("username")
    reset.add_argument("--second-factor", action="store_true", help="the authenticator is lost, too")
    reset.set_defaults(handler=do_reset)


def do_administrator(args: argparse.Namespace) -> int:
    """Open the account, print its code once."""
    unit = tree.by_key(args.unit)
    if unit is None or not unit.is_opened:
        print(_("đơn vị %(key)s chưa mở") % {"key": args.unit}, file=sys.stderr)
        return 1
    try:
        issued = first_administrator(unit=unit, username=args.username, full_name=args.full_name)
    except DomainError as refused:
        print(refused, file=sys.stderr)
        return 1
    return _print(issued)


def do_reset(args: argparse.Namespace) -> int:
    """Make a code in the name of the system; the home unit's log tells of it."""
    account = Account.objects.filter(username=args.username.lower()).first()
    if account is None or account.home_unit_id is None:
        print(_("không có tài khoản %(name)s") % {"name": args.username}, file=sys.stderr)
        return 1
    home = tree.get(account.home_unit_id)
    try:
        with unit_scope(home):
            issued = invite(account, clears_second_factor=args.second_factor, actor=system_actor(home))
    except DomainError as refused:
        print(refused, file=sys.stderr)
        return 1
    return _print(issued)


def _print(issued: Issued) -> int:
    address = absolute(site_url("account-code"))
    until = issued.invitation.expires_at.astimezone().strftime("%H:%M %d/%m/%Y")
    print(_("Tên đăng nhập: %(name)s") % {"name": issued.invitation.account.username})
    print(_("Mã dùng một lần: %(code)s, đến %(until)s") % {"code": issued.code, "until": until})
    print(_("Nhập mã tại: %(address)s") % {"address": address})
    return 0

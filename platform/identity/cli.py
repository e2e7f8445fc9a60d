"""`tiepdan accounts administrator|operator|reset`: for who operates the platform, where no administrator can help any more."""

import argparse
import sys
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from identity.actions.invitations import Issued, invite
from identity.actors import system_actor
from identity.models import Account
from identity.opening import first_administrator, platform_operator
from kernel.active import unit_scope
from kernel.errors import DomainError
from registry import tree
from registry.addresses import absolute, site_url


def register(subparsers: Any) -> None:
    """Add `accounts` and its verbs to the command line; each handler returns the exit code."""
    accounts = subparsers.add_parser("accounts", help="the first administrator of a unit, an operator, a reset")
    verbs = accounts.add_subparsers(dest="verb", required=True)

    administrator = verbs.add_parser("administrator", help="open an administrator's account in an opened unit")
    administrator.add_argument("unit", help="key of the unit")
    administrator.add_argument("username")
    administrator.add_argument("full_name")
    administrator.set_defaults(handler=do_administrator)

    operator = verbs.add_parser("operator", help="let a person of an opened unit operate the platform")
    operator.add_argument("unit", help="key of the unit where the account is at home")
    operator.add_argument("username")
    operator.add_argument("full_name")
    operator.add_argument("--email", default="", help="where alarms go unless TIEPDAN_ALARM_MAIL names others")
    operator.set_defaults(handler=do_operator)

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


def do_operator(args: argparse.Namespace) -> int:
    """Give the role; print the code of an account that is new."""
    unit = tree.by_key(args.unit)
    if unit is None or not unit.is_opened:
        print(_("đơn vị %(key)s chưa mở") % {"key": args.unit}, file=sys.stderr)
        return 1
    try:
        issued = platform_operator(unit=unit, username=args.username, full_name=args.full_name, email=args.email)
    except DomainError as refused:
        print(refused, file=sys.stderr)
        return 1
    print(_("Trang vận hành: %(address)s") % {"address": f"{settings.SITE_URL}/operating/"})
    return _print(issued) if issued else 0


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

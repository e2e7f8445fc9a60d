"""`tiepdan demo open|fill|accounts`: the steps of the demonstration; the supervisor runs them in this order."""

import argparse
import json
from typing import Any

from config.demo import history, session, setup, supervision, years
from config.demo.desk import Desk
from oversight.models import CaseCard


def register(verbs: Any) -> None:
    """Add the verbs of `demo`; each handler returns the exit code."""
    opening = verbs.add_parser("open", help="import the tree, open the units, seat their people")
    opening.add_argument("--size", choices=["small", "full"], default="full")
    opening.set_defaults(handler=do_open)
    filling = verbs.add_parser(
        "fill", help="a year of work through the product's own actions; goes on where it stopped"
    )
    filling.set_defaults(handler=do_fill)
    listing = verbs.add_parser("accounts", help="the sign-ins of the demonstration")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(handler=do_accounts)


def do_open(args: argparse.Namespace) -> int:
    """Open what is not open yet."""
    count = setup.open_demo(args.size, lambda _what, done, of: print(f"đã mở {done}/{of} đơn vị", flush=True))
    print(f"{count} đơn vị trình diễn", flush=True)
    return 0


def do_fill(args: argparse.Namespace) -> int:
    """Fill what is not filled yet; a line every few units."""
    desks, staffed = setup.desks(), setup.staffed()
    wanted = history.STAFFED_SMALL if setup.is_small() else history.STAFFED_PETITIONS

    def already(unit_id: int) -> int:
        return CaseCard.objects.filter(home_unit_id=unit_id).count()

    def live() -> None:
        for unit in years.fill_years(lambda unit_id: already(unit_id) >= wanted):
            print(f"đã nạp kế hoạch, buổi tiếp và hội nghị trong năm của {unit.name}", flush=True)

    for done, of in history.fill(desks, staffed, petitions=wanted, already=already):
        if done <= 10 or done % 20 == 0 or done == of:
            print(f"đã nạp dữ liệu trình diễn {done}/{of} đơn vị", flush=True)
        if done <= len(staffed) and not setup.is_small():
            live()
        if done == len(staffed):
            _supervise(desks, staffed)
    if history.hold_one(desks):
        print("Phường Núi Sam tạm đóng băng: hồ sơ gửi đến đó đang trên đường", flush=True)
    # Of seven units the cases are there in half a minute; the year of one of them takes longer.
    if setup.is_small():
        live()
    if counted := supervision.count_month():
        print(f"đã tính nghĩa vụ tiếp dân tháng này của {counted} đơn vị", flush=True)
    return 0


def _supervise(desks: dict[int, Desk], staffed: frozenset[int]) -> None:
    # Once every unit with a full staff has its cases; the pages of supervision do not wait for the small ones.
    for key in session.DISTRICTS:
        if session.hold_session(desks, key):
            print(f"kỳ họp Quốc hội đang diễn ra: lịch trực, báo cáo nhanh tại đơn vị {key}", flush=True)
    for unit in supervision.watch(desks, staffed):
        print(f"đã nạp vượt cấp, điểm nóng, vụ việc kéo dài và thanh tra của {unit.name}", flush=True)


def do_accounts(args: argparse.Namespace) -> int:
    """One sign-in a line, or the list as JSON."""
    rows = setup.accounts()
    if args.json:
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    for row in rows:
        print(f"{row['unit']:<7}{row['role']:<18}{row['username']:<24}{row['password']:<20}{row['totp_secret']}")
    return 0

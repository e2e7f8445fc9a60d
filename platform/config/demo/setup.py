"""Opening the demonstration: tree, overlay, units, people. Every step finds what is there already and goes on from it."""

import json
import os
import secrets
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import TypedDict

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings

from config.demo import people
from config.demo.desk import Desk
from config.demo.places import AN_GIANG, KON_TUM, MY_THOI, OVERLAY_SOURCE, STAFFED, select
from config.services.folder import ACCOUNTS_FILE
from config.simulate.office import Cast
from deadlines import overlay as rule_overlay
from identity import second_factor, tokens
from identity.actions.seeding import Seed, seed_accounts
from identity.actors import Actor, actor_for
from identity.models import Account
from identity.roles import Role
from oversight import loading as minimums
from registry import overlays, snapshot, tree
from registry.levels import Level, Line
from registry.models import Unit
from registry.opening import open_units
from registry.packaged import import_packaged
from registry.tree import UnitInfo
from tenants.receptions.rules.presets import presets

Progress = Callable[[str, int, int], None]
PASSWORD_FILE = "demo-password"
BEGIN = date(2024, 1, 1)
RULES_UNTIL = date(2030, 12, 31)

#: Who works in every demonstration unit: the sign-in name, role, position, line.
STAFF: tuple[tuple[str, Role, str, Line], ...] = (
    ("tiepdan", Role.RECEPTION_OFFICER, "Cán bộ tiếp công dân", Line.GOVERNMENT),
    ("xuly", Role.HANDLER, "Chuyên viên", Line.GOVERNMENT),
    ("vanphong", Role.OFFICE_CHIEF, "Chánh Văn phòng", Line.GOVERNMENT),
    ("chutich", Role.CHAIRMAN, "Chủ tịch Ủy ban nhân dân", Line.GOVERNMENT),
    ("bithu", Role.SECRETARY, "Bí thư", Line.PARTY),
    ("quantri", Role.UNIT_ADMIN, "Quản trị đơn vị", Line.GOVERNMENT),
    ("giamsat", Role.SUPERVISOR, "Chuyên viên theo dõi, giám sát", Line.GOVERNMENT),
)

#: Who works beside them in the staffed units: the Party's office, deputies, and the small roles of reception and dialogue.
MORE_STAFF: tuple[tuple[str, Role, str, Line], ...] = (
    ("vpcapuy", Role.OFFICE_CHIEF, "Chánh Văn phòng cấp ủy", Line.PARTY),
    ("phobithu", Role.DEPUTY_SECRETARY, "Phó Bí thư", Line.PARTY),
    ("phochutich", Role.VICE_CHAIRMAN, "Phó Chủ tịch Ủy ban nhân dân", Line.GOVERNMENT),
    ("vanthu", Role.RECORDS_CLERK, "Văn thư", Line.BOTH),
    ("thuky", Role.MINUTES_TAKER, "Thư ký ghi biên bản", Line.BOTH),
    ("mattran", Role.OBSERVER, "Cán bộ Ủy ban Mặt trận Tổ quốc", Line.BOTH),
    ("anninh", Role.SECURITY_LIAISON, "Đầu mối an ninh, Công an", Line.BOTH),
)

#: Who goes with the teams of inspections, in every province.
INSPECTORS: tuple[tuple[str, Role, str, Line], ...] = (
    ("thanhtra", Role.INSPECTOR, "Thanh tra viên chính", Line.GOVERNMENT),
    ("thanhtra2", Role.INSPECTOR, "Thanh tra viên", Line.GOVERNMENT),
)

#: Who operates the platform, at home in the province.
OPERATOR = ("vanhanh", Role.PLATFORM_OPERATOR, "Chuyên viên vận hành hệ thống", Line.BOTH)

#: The unit of each plan, and the sign-ins that play it: office, head, deputy.
PLAN_UNITS = {"S0": MY_THOI, "S1": "18553", "S2": KON_TUM, "S3": "947", "S4": "105"}
PARTY_CAST, GOVERNMENT_CAST = ("vpcapuy", "bithu", "phobithu"), ("vanphong", "chutich", "phochutich")


class DemoAccount(TypedDict):
    """One sign-in of the demonstration, as `tiepdan demo accounts --json` prints it."""

    unit: str
    code: str
    level: str
    role: str
    username: str
    password: str
    token: str
    totp_secret: str


def open_demo(size: str, progress: Progress) -> int:
    """Import the tree, prolong and open the units of the demonstration, and seat their people; returns how many units."""
    if not Unit.objects.exists():
        import_packaged()
    snapshot.forget()
    chosen = select(size)
    overlays.prolong([unit.id for unit in chosen.units], OVERLAY_SOURCE)
    rule_overlay.prolong_districts(source=OVERLAY_SOURCE, until=RULES_UNTIL)
    minimums.prolong_districts(source=OVERLAY_SOURCE, until=RULES_UNTIL)
    waiting = [unit for unit in chosen.units if not unit.is_opened]
    Unit.objects.bulk_update([Unit(id=unit.id, profile=_profile(unit)) for unit in waiting], ["profile"])
    for done, _row in enumerate(open_units(waiting), start=1):
        if done % 20 == 0 or done == len(waiting):
            progress("units", done, len(waiting))
    snapshot.forget()
    _seat(list(chosen.units))
    return len(chosen.units)


def accounts() -> list[DemoAccount]:
    """Every sign-in of the demonstration; empty before it was opened."""
    file = Path(settings.VAR) / ACCOUNTS_FILE
    found: list[DemoAccount] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    return found


def desks() -> dict[int, Desk]:
    """The people of every opened demonstration unit, ready to work."""
    rows = {
        account.username: account
        for account in Account.objects.filter(username__in=[row["username"] for row in accounts()])
    }
    found: dict[int, Desk] = {}
    for unit in _opened():
        found[unit.id] = Desk(
            unit=unit,
            officer=_actor(rows, "tiepdan", unit),
            handler=_actor(rows, "xuly", unit),
            chief=_actor(rows, "vanphong", unit),
            head=_actor(rows, "chutich", unit),
            random=Random(unit.id),
        )
    return found


def staffed() -> frozenset[int]:
    """The opened units that get a full year of work."""
    return frozenset(unit.id for unit in _opened() if unit.key in STAFFED)


def cast_of(code: str) -> Cast | None:
    """The people who live the year of a plan in its unit; None where this demonstration has not opened it."""
    key = PLAN_UNITS[code]
    unit = tree.by_key(key)
    rows = {one.username: one for one in Account.objects.filter(username__endswith=f".{key}")}
    line = Line(presets()[code.lower()].line)
    office, head, deputy = PARTY_CAST if line == Line.PARTY else GOVERNMENT_CAST
    if unit is None or not unit.is_open or f"{office}.{key}" not in rows:
        return None
    return Cast(
        unit=unit,
        line=line,
        office=_actor(rows, office, unit),
        head=_actor(rows, head, unit),
        admin=_actor(rows, "quantri", unit),
        deputy=_actor(rows, deputy, unit),
    )


def is_small() -> bool:
    return len(_opened()) < 50


def _opened() -> list[UnitInfo]:
    keys = dict.fromkeys(row["unit"] for row in accounts())
    return [unit for key in keys if (unit := tree.by_key(key)) is not None]


def _seat(units: list[UnitInfo]) -> None:
    known = {row["username"] for row in accounts()}
    password = _password()
    rows = list(accounts())
    seeds = []
    for unit in units:
        random = Random(f"people {unit.key}")
        for login, role, position, line in _staff_of(unit):
            full_name = people.name(random)
            if role == Role.SUPERVISOR and unit.level == Level.COMMUNE:
                continue
            username = f"{login}.{unit.key}"
            if username in known:
                continue
            secret = generate_totp_secret() if second_factor.is_demanded([role]) else ""
            token = tokens.new_secret()
            seeds.append(
                Seed(
                    unit=unit,
                    username=username,
                    full_name=full_name,
                    roles=(role,),
                    position=position,
                    line=line,
                    totp_secret=secret,
                    token=token,
                )
            )
            rows.append(
                {
                    "unit": unit.key,
                    "code": unit.code,
                    "level": unit.level,
                    "role": role.value,
                    "username": username,
                    "password": password,
                    "token": token,
                    "totp_secret": secret,
                }
            )
    if seeds:
        # The file first: an account whose password nobody knows is worse than a line without an account.
        _write(ACCOUNTS_FILE, json.dumps(rows, ensure_ascii=False, indent=1))
        seed_accounts(seeds, password, valid_from=BEGIN)


def _staff_of(unit: UnitInfo) -> tuple[tuple[str, Role, str, Line], ...]:
    # Names are drawn in this order: whoever is added later stands last.
    more = MORE_STAFF if unit.key in STAFFED else ()
    operator = (OPERATOR,) if unit.key == AN_GIANG else ()
    return (*STAFF, *more, *operator, *(INSPECTORS if unit.level == Level.PROVINCE else ()))


def _profile(unit: UnitInfo) -> dict[str, str]:
    office = "Trụ sở Tiếp công dân" if unit.level == Level.PROVINCE else "Địa điểm tiếp công dân"
    return {
        "address": f"{office}, {unit.full_name}",
        "hours": "Thứ Hai đến thứ Sáu, 07:30–11:30 và 13:30–17:00",
        "phone": "0900 000 000",
        "public_text": "Mang theo giấy tờ tùy thân và bản sao tài liệu liên quan. Người không tự viết đơn được cán bộ tiếp công dân ghi giúp.",
    }


def _actor(rows: dict[str, Account], login: str, unit: UnitInfo) -> Actor:
    actor = actor_for(rows[f"{login}.{unit.key}"], unit)
    if actor is None:
        raise LookupError(f"{login}.{unit.key} is no member of {unit.key}")
    return actor


def _password() -> str:
    """One password for all: shown at the start, made at the first one."""
    file = Path(settings.VAR) / PASSWORD_FILE
    if not file.exists():
        _write(PASSWORD_FILE, f"tiep-dan-{secrets.randbelow(10**6):06d}")
    return file.read_text(encoding="utf-8").strip()


def _write(name: str, content: str) -> None:
    """Readable by its owner alone, whole or not at all."""
    file = Path(settings.VAR) / name
    draft = file.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text(content, encoding="utf-8")
    os.replace(draft, file)

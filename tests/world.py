"""The small world of every test: a province, two districts, two wards each, and the people who work there.

w1 ─┬─ w11 ─┬─ w111          planned, never opened: w123 (a ward of w12) and v1 (another province)
    │       └─ w112
    └─ w12 ─┬─ w121
            └─ w122
"""

import csv
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.hashers import make_password
from django.core.handlers.wsgi import get_script_name
from django.dispatch import receiver
from django.test import Client
from django.test.client import ClientHandler
from django.test.signals import setting_changed
from django.urls import set_script_prefix

from kernel import active
from registry import fleet, tree
from registry.importing import import_units
from registry.info import UnitInfo
from registry.models import Unit
from registry.opening import open_unit
from registry.wsgi import route

if TYPE_CHECKING:
    from identity.actors import Actor
    from identity.models import Account

PASSWORD = "mat-khau-thu-2026"
FROM = date(2020, 1, 1)

TREE = [
    ("w1", "Tỉnh Sông Hồng", "province", "Tỉnh", ""),
    ("w11", "Thành phố Đông Hà", "district", "Thành phố", "w1"),
    ("w12", "Huyện Tây Sơn", "district", "Huyện", "w1"),
    ("w111", "Phường Hòa Bình", "ward", "Phường", "w11"),
    ("w112", "Phường Thống Nhất", "ward", "Phường", "w11"),
    ("w121", "Xã Phú Lâm", "ward", "Xã", "w12"),
    ("w122", "Thị trấn Tây Sơn", "ward", "Thị trấn", "w12"),
    ("w123", "Xã Chưa Mở", "ward", "Xã", "w12"),
    ("v1", "Tỉnh Biển Xanh", "province", "Tỉnh", ""),
]  # fmt: skip
PLANNED = ("w123", "v1")
KEYS = tuple(row[0] for row in TREE if row[0] not in PLANNED)

# Name in tests → role, whether the person heads the unit, and the line.
PEOPLE = {
    "officer": ("reception_officer", False, "GOVERNMENT"),
    "handler": ("handler", False, "GOVERNMENT"),
    "chief": ("office_chief", False, "GOVERNMENT"),
    "chairman": ("chairman", True, "GOVERNMENT"),
    "secretary": ("secretary", True, "PARTY"),
    "admin": ("unit_admin", False, "GOVERNMENT"),
    "supervisor": ("supervisor", False, "GOVERNMENT"),
}
# What Django's handler makes when it loads the middleware.
_OF_A_CHAIN = ("_middleware_chain", "_view_middleware", "_template_response_middleware", "_exception_middleware")
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ")


def build() -> None:
    """Migrate, open the units and make the accounts; runs once, into the database that is then copied."""
    fleet.migrate()
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["code", "name", "level", "type", "parent_code"])
        writer.writerows(TREE)
        file.flush()
        import_units(Path(file.name), valid_from=FROM)
    for key in KEYS:
        open_unit(Unit.objects.get(key=key))
        _make_people(Unit.objects.get(key=key))


def _make_people(unit: Unit) -> None:
    from identity.models import Account, Membership  # loads after the registry

    for number, (name, (role, is_head, line)) in enumerate(PEOPLE.items()):
        if name == "supervisor" and unit.level == "COMMUNE":
            continue
        account = Account.objects.create(
            username=f"{name}.{unit.key}",
            full_name=f"{SURNAMES[number]} Thị {unit.key.upper()}",
            home_unit_id=unit.id,
            password=_password_hash(),
        )
        Membership.objects.create(account=account, unit=unit, role=role, line=line, is_head=is_head, valid_from=FROM)


@cache
def _password_hash() -> str:
    return make_password(PASSWORD)


class World:
    """What tests ask for by short names."""

    password = PASSWORD

    def unit(self, key: str) -> UnitInfo:
        """The unit of this key."""
        found = tree.by_key(key)
        assert found is not None, f"no unit {key}"
        return found

    def scope(self, key: str) -> Any:
        """`with world.scope("w111"):` works inside the unit."""
        return active.unit_scope(self.unit(key))

    def account(self, key: str, name: str) -> "Account":
        """The account of a person of PEOPLE in a unit."""
        from identity.models import Account

        return Account.objects.get(username=f"{name}.{key}")

    def actor(self, key: str, name: str) -> "Actor":
        """The person as an actor in the unit."""
        from identity.actors import actor_for

        actor = actor_for(self.account(key, name), self.unit(key))
        assert actor is not None, f"{name} is no member of {key}"
        return actor

    def client(self, key: str, name: str, **options: Any) -> "Browser":
        """A browser in which this person has signed in; addresses begin with `/u/<key>/` or with the site's."""
        browser = Browser(**options)
        from identity import second_factor

        browser.force_login(self.account(key, name), backend=_sign_in_backend())
        session = browser.session
        second_factor.note_given(session)
        session.save()
        return browser


class Browser(Client):
    """Django's test client behind the unit layer, as the web server has it."""

    def __init__(self, *args: Any, enforce_csrf_checks: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, enforce_csrf_checks=enforce_csrf_checks, **kwargs)
        self.handler = UnitClientHandler(enforce_csrf_checks)


class UnitClientHandler(ClientHandler):
    """The handler of the test client with the same routing as `registry.wsgi.UnitLayer`.

    As in a web server one chain of middleware serves all requests: making it anew for every browser (one of them looks
    through all static files) took a third of the time of the census. A changed setting makes a new one.
    """

    _made: ClassVar[dict[str, Any]] = {}

    def load_middleware(self, is_async: bool = False) -> None:
        if not self._made:
            super().load_middleware(is_async)
            self._made.update({name: getattr(self, name) for name in _OF_A_CHAIN})
        vars(self).update(self._made)

    def __call__(self, environ: dict[str, Any]) -> Any:
        unit = route(environ)
        before = active.enter(unit)
        # Django's own test handler leaves this out: without it no address made in a unit has the unit's prefix.
        set_script_prefix(get_script_name(environ))
        try:
            response = super().__call__(environ)
        finally:
            set_script_prefix("/")
            active.enter(before)
        if unit is not None and getattr(response, "streaming", False):
            response.streaming_content = _inside(unit, response.streaming_content)
        return response


@receiver(setting_changed)
def _make_middleware_anew(**_what: Any) -> None:
    UnitClientHandler._made.clear()


def _inside(unit: UnitInfo, parts: Any) -> Any:
    iterator = iter(parts)
    while True:
        with active.unit_scope(unit):
            try:
                part = next(iterator)
            except StopIteration:
                return
        yield part


def _sign_in_backend() -> str:
    from django.conf import settings

    return str(settings.AUTHENTICATION_BACKENDS[0])

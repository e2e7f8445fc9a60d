"""What every page shows around its content: who, where, the one navigation, the footer.

Everything that could cost a query is a callable and runs only if the template shows it: an error page asks no database.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.themes import theme_of
from identity.actors import Actor
from identity.permissions import Permission as P
from identity.queries.places import Place, places
from registry import addresses, snapshot
from registry.info import UnitInfo
from registry.levels import Level

CASES = frozenset({P.CASE_VIEW_UNIT, P.CASE_VIEW_ASSIGNED, P.CASE_ENTER})
RECEPTIONS = frozenset({P.RECEPTION_VIEW, P.SECURITY_PLAN})
MEETINGS = frozenset({P.RECEPTION_VIEW, P.CONCLUSION_VIEW})
MOVES = frozenset({P.CASE_RECEIVE})
DOCUMENTS = frozenset({P.DOCUMENT_VIEW, P.DOCUMENT_DRAFT, P.DOCUMENT_SIGN, P.DOCUMENT_ISSUE})
TASKS = frozenset({P.TASK_WORK, P.TASK_DIRECT, P.CONCLUSION_VIEW, P.RECEPTION_VIEW})

# Label, icon, the part of the desk it covers, names of its page with the rights for it: the first that the actor may use.
ROOMS: tuple[tuple[Any, str, str, tuple[tuple[str, frozenset[P]], ...]], ...] = (
    (gettext_lazy("Hôm nay"), "today", "desk/", (("cases:today", CASES | RECEPTIONS),)),
    (gettext_lazy("Vụ việc"), "cases", "desk/cases/", (("cases:list", CASES - {P.CASE_ENTER}),)),
    (
        gettext_lazy("Tiếp dân"),
        "people",
        "desk/receptions/",
        (("receptions:sessions", RECEPTIONS), ("receptions:plans", frozenset({P.PLAN_MANAGE}))),
    ),
    (gettext_lazy("Đối thoại"), "speak", "desk/dialogues/", (("dialogues:list", MEETINGS),)),
    (gettext_lazy("Nhiệm vụ"), "check", "desk/tasks/", (("conclusions:tasks", TASKS),)),
    (gettext_lazy("Đến và đi"), "moves", "desk/inbox/", (("cases:inbox", MOVES),)),
    (
        gettext_lazy("Giám sát"),
        "board",
        "desk/oversight/",
        (
            ("oversight:board", frozenset({P.OVERSIGHT_VIEW})),
            ("inspections:inspections", frozenset({P.INSPECTION_WORK})),
        ),
    ),
    (
        gettext_lazy("Báo cáo"),
        "report",
        "desk/reports/",
        (
            ("reports:list", frozenset({P.REPORT_PREPARE, P.OVERSIGHT_VIEW})),
            ("reports:below", frozenset({P.REPORT_DECIDE})),
        ),
    ),
    (
        gettext_lazy("Sổ"),
        "paper",
        "desk/documents/",
        (("documents:register", DOCUMENTS), ("documents:notices", frozenset({P.NOTICE_SEND}))),
    ),
    (
        gettext_lazy("Quản trị"),
        "admin",
        "desk/admin/",
        (
            ("identity:people", frozenset({P.ACCOUNT_MANAGE})),
            ("identity:roles", frozenset({P.ROLE_MANAGE})),
            ("identity:log", frozenset({P.AUDIT_VIEW})),
            ("staff:bodies", frozenset({P.UNIT_CONFIGURE})),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the navigation or of a menu."""

    label: str
    url: str
    icon: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Product:
    """Name and version, shown in the footer."""

    name: str
    version: str


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The context processor of the layouts."""
    unit: UnitInfo | None = getattr(request, "unit", None)
    actor: Actor | None = getattr(request, "actor", None)
    user = _later(lambda: getattr(request, "user", None))
    entries = _later(lambda: rooms(actor, request.path) if actor else [])
    return {
        "product": product(),
        "theme": theme_of(request),
        "unit": unit,
        "actor": actor,
        "unit_place": place_of(unit) if unit else "",
        "footer_note": _later(lambda: footer_note(unit)),
        "nav": entries,
        "desk_url": _later(lambda: _first(entries(), actor) if actor else ""),
        "search_url": _later(
            lambda: _url(actor.unit, "cases:list") if actor and (actor.is_reader or _may(actor, CASES)) else ""
        ),
        "my_work_url": _later(lambda: my_work_url(actor) if actor else ""),
        "actor_roles": _later(lambda: ", ".join(str(role.label) for role in sorted(actor.roles)) if actor else ""),
        "person": _later(lambda: _Person(user().full_name) if getattr(user(), "is_authenticated", False) else None),
        "switcher": _later(lambda: places_of(user())),
        "account_links": _later(lambda: account_links(actor)),
        "home_url": _later(lambda: _site("site-home")),
        "unit_home_url": _later(lambda: _url(unit, "unit-home") if unit else ""),
        "track_url": _later(lambda: _site("track")),
        "sign_in_url": _later(lambda: _site("account_login")),
        "sign_out_url": _later(lambda: _site("account_logout")),
        "language_url": _later(lambda: _site("set_language")),
        "theme_url": _later(lambda: _site("site-theme")),
    }


def rooms(actor: Actor, path: str = "") -> list[NavItem]:
    """The entries this actor may use; the one that covers the most of the path is current. A reader from another unit has the cases alone."""
    if actor.is_reader:
        return [NavItem(_("Vụ việc"), _url(actor.unit, "cases:list"), "cases", True)]
    found: list[tuple[str, str, str, str]] = []
    home = _url(actor.unit, "unit-home")
    for label, icon, part, pages in ROOMS:
        url = next((_url(actor.unit, name) for name, needed in pages if _may(actor, needed)), "")
        if url:
            found.append((str(label), url, icon, home + part))
    # Conclusions stand in the same room as the tasks that carry them out.
    path = path.replace("/desk/conclusions/", "/desk/tasks/", 1)
    # Campaigns stand with the receptions of those who receive, else with the boards of those who watch.
    path = path.replace("/desk/campaigns/", "/desk/receptions/" if _may(actor, RECEPTIONS) else "/desk/oversight/", 1)
    here = max((covers for *_, covers in found if path.startswith(covers)), key=len, default="")
    return [NavItem(label, url, icon, covers == here) for label, url, icon, covers in found]


def start_url(actor: Actor) -> str:
    """The page a working day begins with: the first entry of the navigation, else the unit's public page."""
    return _first(rooms(actor), actor)


def my_work_url(actor: Actor) -> str:
    """The cases assigned to the actor; empty for who is never assigned one."""
    url = _url(actor.unit, "cases:list") if actor.may(P.CASE_WORK) else ""
    return f"{url}?assignee=me" if url else ""


def places_of(user: Any) -> list[Place]:
    """The opened units where the person works, for the switcher; one query, only when the menu is drawn."""
    return places(user.pk) if getattr(user, "is_authenticated", False) else []


def account_links(actor: Actor | None) -> list[NavItem]:
    """The own account at the site, and the own keys of the programming interface in this unit."""
    links = [NavItem(_("Tài khoản của tôi"), _site("account-home"), "person")]
    if actor and actor.may(P.TOKEN_USE):
        links.append(NavItem(_("Mã truy cập API"), _url(actor.unit, "identity:tokens"), "link"))
    if actor and not actor.is_reader:
        links.append(NavItem(_("Hướng dẫn theo vai trò"), _url(actor.unit, "help"), "question"))
    return [link for link in links if link.url]


def place_of(unit: UnitInfo) -> str:
    """Level and where the unit lies: "Cấp xã · Thành phố Long Xuyên, Tỉnh An Giang"."""
    above = unit.full_name.split(", ")[1:]
    return " · ".join([str(Level(unit.level).label), ", ".join(above)] if above else [str(Level(unit.level).label)])


def footer_note(unit: UnitInfo | None) -> str:
    """Says by what assumption units that ended by law still work here; empty where none do."""
    source = unit.overlay_source if unit else _any_overlay()
    if not source:
        return ""
    if unit:
        return _("Đơn vị này được kéo dài đến nay theo: %(source)s") % {"source": source}
    return _("Một số đơn vị được kéo dài đến nay theo: %(source)s") % {"source": source}


@cache
def product() -> Product:
    """From the installed package."""
    try:
        return Product("Tiếp Dân", version("tiepdan"))
    except PackageNotFoundError:
        return Product("Tiếp Dân", "")


@dataclass(frozen=True, slots=True)
class _Person:
    name: str


_overlay: tuple[int, str] = (0, "")


def _any_overlay() -> str:
    # Looked up once per picture of the tree: 10,794 units are too many for every page of the site.
    global _overlay
    held = snapshot.current()
    if _overlay[0] != id(held):
        _overlay = (id(held), next((one.overlay_source for one in held.units.values() if one.overlay_source), ""))
    return _overlay[1]


def _first(entries: list[NavItem], actor: Actor) -> str:
    return entries[0].url if entries else _url(actor.unit, "unit-home")


def _may(actor: Actor, needed: frozenset[P]) -> bool:
    return any(actor.may(permission) for permission in needed)


def _url(unit: UnitInfo | None, name: str) -> str:
    try:
        return addresses.unit_url(unit, name) if unit else ""
    except NoReverseMatch:
        return ""


def _site(name: str) -> str:
    try:
        return addresses.site_url(name)
    except NoReverseMatch:
        return ""


def _later(make: Callable[[], Any]) -> Callable[[], Any]:
    return cache(make)

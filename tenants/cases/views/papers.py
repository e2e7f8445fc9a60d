"""What every official paper carries: the office, its superior, the place, the day, who signs; and how a case is named on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import ParamSpec

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from identity import members
from identity.actors import Actor
from identity.roles import Role
from kernel import clock
from registry import tree
from registry.levels import Level, Line
from registry.tree import UnitInfo
from tenants.cases import policies
from tenants.cases.enums import SENDERS
from tenants.cases.models import Case

P = ParamSpec("P")


@dataclass(frozen=True)
class Paper:
    """The head and foot of one paper (Decree 30/2020)."""

    office: str
    above: str
    place: str
    day: date
    number: str
    address: str
    signer_role: str
    signer: str
    is_unnumbered: bool = False


def paper_of(unit: UnitInfo, *, number: str = "", day: date | None = None, is_unnumbered: bool = False) -> Paper:
    """The paper of a unit on a day; today's when left out."""
    office = str(unit.profile.get("office") or _("Ủy ban nhân dân %(unit)s") % {"unit": _lower_kind(unit)})
    parent = tree.parent(unit.id)
    above = (
        ""
        if parent is None or parent.level == Level.NATION
        else _("Ủy ban nhân dân %(unit)s") % {"unit": _lower_kind(parent)}
    )
    # A paper in the State's form is signed by the head of the government line where there are two.
    head = min(members.heads(unit.id), key=lambda one: one.line == Line.PARTY, default=None)
    return Paper(
        office=office,
        above=above,
        place=unit.name.removeprefix(unit.kind).strip() or unit.name,
        day=day or clock.today(),
        number=number,
        address=str(unit.profile.get("address") or _("trụ sở tiếp công dân của %(office)s") % {"office": office}),
        signer_role=(head.position or str(Role(head.role).label)) if head else _("Thủ trưởng cơ quan"),
        signer=head.account.full_name if head else "",
        is_unnumbered=is_unnumbered,
    )


def in_vietnamese(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """An official paper is written in Vietnamese, whichever language its officer reads the screens in."""

    @wraps(view)
    def shown(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        with translation.override("vi"):
            response = view(*args, **kwargs)
        response["Content-Language"] = "vi"
        return response

    return shown


def senders_of(case: Case) -> list[str]:
    """Name and address of who sent the petition; empty for a denunciation, whose senders no paper names."""
    if case.is_denunciation:
        return []
    rows = (
        case.people.filter(capacity__in=SENDERS, person__isnull=False).select_related("person").order_by("order", "id")
    )
    # Who wrote twice in the same matter is addressed once.
    return list(
        dict.fromkeys(
            ", ".join(part for part in (row.person.full_name, row.person.address) if part) for row in rows if row.person
        )
    )


def papers_in(actor: Actor, case: Case) -> list[str]:
    """The names of the files that travel with the dossier, of those the actor may open."""
    return list(policies.files_of(actor, case).filter(is_internal=False).values_list("name", flat=True))


def _lower_kind(unit: UnitInfo) -> str:
    # "Ủy ban nhân dân phường Mỹ Thới": the kind is a common noun inside the office's name.
    return unit.name[:1].lower() + unit.name[1:] if unit.kind and unit.name.startswith(unit.kind) else unit.name

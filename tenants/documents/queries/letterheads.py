"""The head of the unit's papers, and under which words somebody may sign."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.models import Membership
from identity.roles import Role
from kernel import active, clock
from kernel.errors import NotPermitted
from registry import tree
from registry.levels import Line
from tenants.documents.enums import Capacity, DocumentKind
from tenants.documents.rules import letterheads
from tenants.documents.rules.letterheads import Letterhead
from tenants.staff.enums import DelegationForm, Power
from tenants.staff.models import Delegation, Setting

# What an office signs in its own name, without a power handed to it.
OF_THE_OFFICE = frozenset(
    {
        DocumentKind.MINUTES,
        DocumentKind.RECEIPT,
        DocumentKind.GUIDANCE,
        DocumentKind.SPEECH_SLIP,
        DocumentKind.REGISTER,
        DocumentKind.PROGRAMME,
    }
)
_CAPACITY = {
    DelegationForm.KT: Capacity.KT,
    DelegationForm.TL: Capacity.TL,
    DelegationForm.TUQ: Capacity.TUQ,
}


@dataclass(frozen=True, slots=True)
class SigningPower:
    """In which capacity and under which title somebody signs; ``basis``: the delegation's paper."""

    capacity: Capacity
    title: str
    lines: list[str]
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Stationery:
    """The unit's letterhead of a line and what it writes after its numbers."""

    head: Letterhead
    symbols: dict[str, str]

    def own_symbol(self, kind: DocumentKind | str) -> str:
        """The unit's own symbol of a kind, else the one for all kinds, else empty."""
        return self.symbols.get(str(kind)) or self.symbols.get("", "")


def stationery(line: Line | str) -> Stationery:
    """What the active unit prints on the papers of a line; one query."""
    unit = tree.get(active.current().id)
    own = dict(Setting.objects.filter(topic__in=["letterheads", "series"]).values_list("topic", "value"))
    heads: dict[str, Any] = own.get("letterheads", {})
    rows: Iterable[dict[str, Any]] = own.get("series", {}).get("rows", [])
    symbols = {str(row.get("kind", "")): str(row.get("symbol", "")) for row in rows if row.get("line") == line}
    key = "party" if line == Line.PARTY else "government"
    return Stationery(letterheads.letterhead(unit, tree.parent(unit.id), line, heads.get(key)), symbols)


def signing_power(actor: Actor, *, line: Line | str, kind: DocumentKind | str, head: Letterhead) -> SigningPower:
    """As what the actor signs a paper of the line today. Raises ``NotPermitted``: no head, no power, no paper of the office."""
    today = clock.today()
    rows = _memberships(actor, line, today)
    leading = next((row for row in rows if row.is_head), None)
    if leading is not None:
        return _power(line, Capacity.TM, head, letterheads.title_of(leading.role, leading.position))
    handed = (
        Delegation.objects.in_force(today)
        .filter(delegate_id=actor.account_id, line__in=[line, Line.BOTH], powers__contains=[Power.SIGN.value])
        .order_by("-made_at")
        .first()
    )
    if handed is not None and rows:
        title = letterheads.title_of(rows[0].role, rows[0].position)
        return _power(line, _CAPACITY[DelegationForm(handed.form)], head, title, handed.basis)
    chief = next((row for row in rows if row.role == Role.OFFICE_CHIEF), None)
    if chief is not None and kind in OF_THE_OFFICE:
        return _power(line, Capacity.OWN, head, letterheads.title_of(chief.role, chief.position))
    raise NotPermitted(
        "no_signing_power",
        _("Bạn không phải người đứng đầu kênh này và chưa được ủy quyền ký; văn bản chờ người có thẩm quyền ký."),
    )


def _power(line: Line | str, capacity: Capacity, head: Letterhead, title: str, basis: str = "") -> SigningPower:
    lines = letterheads.block(line, capacity, head.collective, head.head_title, title)
    return SigningPower(capacity, title, lines, basis)


def _memberships(actor: Actor, line: Line | str, on: date) -> list[Membership]:
    if actor.account_id is None:
        return []
    found = Membership.objects.of_account(actor.account_id).in_unit(actor.unit.id).in_force(on)
    # The rank decides under which title somebody signs who has two roles.
    rank = {role.value: place for place, role in enumerate(letterheads.TITLES)}
    rows = found.filter(line__in=[str(line), Line.BOTH.value])
    return sorted(rows, key=lambda row: (not row.is_head, rank.get(row.role, len(rank))))

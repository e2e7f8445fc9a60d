"""The other units a unit writes to: above it, beside it, below it."""

from kernel.text import normalise
from registry import tree
from registry.info import UnitInfo


def nearby(unit_id: int) -> list[UnitInfo]:
    """Superiors, neighbours under the same superior, units directly below; each once, open ones only, never the unit itself."""
    parent = tree.parent(unit_id)
    beside = tree.children(parent.id) if parent else []
    above = [one for one in tree.ancestors(unit_id) if tree.parent(one.id) is not None]
    found = {one.id: one for one in (*above, *beside, *tree.children(unit_id)) if one.is_open and one.id != unit_id}
    return list(found.values())


def called(name: str, unit_id: int) -> UnitInfo | None:
    """The one unit nearby that is called so, with or without marks; None where none or several are."""
    wanted = normalise(name)
    found = [one for one in nearby(unit_id) if wanted in (normalise(one.name), normalise(tree.full_name(one)))]
    return found[0] if len(found) == 1 else None

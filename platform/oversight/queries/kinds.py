"""Words for the codes a card carries.

The room that owns the codes registers its words when it starts; this room knows no case.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from oversight.models import CaseCard


@dataclass
class CaseWords:
    """How the case room names its codes."""

    kinds: Callable[[], list[tuple[str, str]]] = field(default=list)
    field_label: Callable[[str, str], str] = field(default=lambda kind, code: code)
    status_label: Callable[[str], str] = field(default=lambda code: code)


_words = CaseWords()


def register(
    *,
    kinds: Callable[[], list[tuple[str, str]]],
    field_label: Callable[[str, str], str],
    status_label: Callable[[str], str],
) -> None:
    """Called by the case room's ``AppConfig.ready``."""
    _words.kinds, _words.field_label, _words.status_label = kinds, field_label, status_label


def choices() -> list[tuple[str, str]]:
    """Kinds with their words, in the order of the form."""
    return _words.kinds()


def label(kind: str) -> str:
    return dict(_words.kinds()).get(kind, kind)


def field_label(card: CaseCard) -> str:
    return _words.field_label(card.kind, card.field) if card.field else ""


def status_label(status: str) -> str:
    return _words.status_label(status)

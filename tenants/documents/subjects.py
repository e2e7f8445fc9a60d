"""What documents and notices ask of the rooms above: how a subject is called, where it stands, whether its words are confidential.

A room registers one function a kind of subject in ``AppConfig.ready()``: ``subjects.register(Subject.SESSION, describe)``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from identity.actors import Actor
from tenants.documents.enums import Subject


@dataclass(frozen=True, slots=True)
class SubjectView:
    """A subject as a page of documents or notices names it; ``url`` is empty where the actor cannot open it."""

    name: str
    url: str = ""


# The subjects among the given ids that the actor sees, in a constant number of queries.
Describe = Callable[[Actor, Iterable[UUID]], dict[UUID, SubjectView]]
_known: dict[Subject, Describe] = {}


def register(subject: Subject, describe: Describe) -> None:
    """Tell how subjects of a kind are named; the last registration counts."""
    _known[subject] = describe


def describe(actor: Actor, pairs: Iterable[tuple[str, UUID | None]]) -> dict[tuple[str, UUID], SubjectView]:
    """Names and addresses of many subjects; one that the actor does not see is left out."""
    wanted: dict[Subject, set[UUID]] = {}
    for subject, subject_id in pairs:
        if subject_id is not None:
            wanted.setdefault(Subject(subject), set()).add(subject_id)
    found: dict[tuple[str, UUID], SubjectView] = {}
    for kind, ids in wanted.items():
        if kind in _known:
            found |= {(kind.value, key): view for key, view in _known[kind](actor, ids).items()}
    return found


def label(subject: str) -> str:
    """The kind of a subject in words."""
    return str(Subject(subject).label)

"""What does not exist for one person, whatever the role: a matter of Party discipline concerns that very person.

The room of receptions knows whom a registration concerns; papers, notices, conclusions and tasks that tell of it ask here and
leave them out, and so do the case it belongs to and its visits. A room tells in ``AppConfig.ready()``: ``withheld.register(...)`` once, ``withheld.register_papers(...)`` for
subjects of its own. An answer is a query that the caller puts into its own; only of one case the database is asked here.
"""

from collections.abc import Callable
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Q

from identity.actors import Actor


class Provider(Protocol):
    """The room that knows whom a matter concerns."""

    def registrations(self, actor: Actor) -> Any:
        """Ids of the registrations that concern the actor, as a query."""
        ...

    def sessions(self, actor: Actor) -> Any:
        """Ids of the sessions that received them, as a query: what is written of the whole session tells of them too."""
        ...

    def visits(self, actor: Actor) -> Any:
        """Ids of the visits in which they were heard, as a query."""
        ...

    def cases(self, actor: Actor) -> Any:
        """Ids of the cases they belong to, as a query."""
        ...

    def concerned_by(self, case_id: UUID) -> frozenset[str]:
        """Ids of the accounts for whom one case does not exist; asks the database."""
        ...


#: What of subject and subject id is withheld from the actor.
Papers = Callable[[Actor], Q]
_providers: list[Provider] = []
_papers: list[Papers] = []


def register(provider: Provider) -> None:
    """Called once, by the room of registrations."""
    _providers[:] = [provider]


def register_papers(papers: Papers) -> None:
    """Name subjects of a room whose documents and notices are withheld."""
    _papers.append(papers)


def provider_for(actor: Actor) -> Provider | None:
    """Who is to be asked for this actor; nobody for the system itself."""
    return _providers[0] if _providers and actor.account_id is not None else None


def concerned_by(case_id: UUID) -> frozenset[str]:
    """Ids of the accounts for whom one case does not exist; asks the database."""
    return _providers[0].concerned_by(case_id) if _providers else frozenset()


def papers_of(actor: Actor) -> Q | None:
    """Documents and notices about these subjects do not exist for the actor; None where nothing can be withheld."""
    if actor.account_id is None or not _papers:
        return None
    found = Q(pk__in=[])
    for one in _papers:
        found |= one(actor)
    return found

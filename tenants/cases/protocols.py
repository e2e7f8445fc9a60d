"""What rooms above add to the page of a case: links to what they do about it. They register when they start."""

from collections.abc import Callable
from dataclasses import dataclass

from exchange.models import Custody
from identity.actors import Actor
from tenants.cases.models import Case


@dataclass(frozen=True, slots=True)
class CaseLink:
    """One possible thing to do with a case in a room above."""

    label: str
    url: str
    icon: str = "right"


Links = Callable[[Actor, Case, Custody | None], list[CaseLink]]
_links: list[Links] = []


def register_links(links: Links) -> None:
    """``links(actor, case, custody)`` gives what this actor may do now; called from ``AppConfig.ready()``."""
    if links not in _links:
        _links.append(links)


def links_of(actor: Actor, case: Case, held: Custody | None) -> list[CaseLink]:
    """Everything the rooms above offer for a case."""
    return [link for links in _links for link in links(actor, case, held)]

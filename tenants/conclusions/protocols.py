"""What this room asks of the rooms above it: how a session or a conference is named, what its plan orders, who the citizens are.

A room above registers one provider a source in ``AppConfig.ready()``:
``conclusions.protocols.subjects.register(Source.SESSION, provider)``.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import errors
from tenants.conclusions.enums import Source
from tenants.conclusions.models import Conclusion, Task
from tenants.conclusions.rules.recipients import Expected
from tenants.conclusions.rules.terms import Terms
from tenants.documents.enums import NoticeChannel


@dataclass(frozen=True, slots=True)
class Named:
    """A session or conference in a line: "Buổi tiếp công dân 16/11/2026"; ``url`` is empty for who may not open it."""

    label: str
    url: str = ""
    on: date | None = None
    line: str = ""


@dataclass(frozen=True, slots=True)
class Citizen:
    """Who waits for the answer; shown only to who may see names. An empty ``address`` means posting or hand-over.

    ``is_confidential`` (denunciation, protection asked for): what is sent says only that the office has something to tell.
    """

    name: str
    address: str = ""
    url: str = ""
    email: str = ""
    phone: str = ""
    is_confidential: bool = False

    def address_for(self, channel: str) -> str:
        """Where a word by this channel goes; nothing where it is not known."""
        known = {NoticeChannel.EMAIL: self.email, NoticeChannel.PHONE: self.phone, NoticeChannel.POST: self.address}
        return known.get(NoticeChannel(channel), "").strip("– ")

    @property
    def best_channel(self) -> NoticeChannel:
        """The quickest that has an address, else by hand."""
        ways = (NoticeChannel.EMAIL, NoticeChannel.PHONE, NoticeChannel.POST)
        return next((one for one in ways if self.address_for(one)), NoticeChannel.HAND)


@dataclass(frozen=True, slots=True)
class Raised:
    """What citizens raised on one topic: how many opinions, and how many of them have their final outcome."""

    opinions: int
    settled: int


class SubjectProvider(Protocol):
    """One room's word on its occasions; all calls run in the active unit's scope, in a constant number of queries."""

    def named(self, actor: Actor, ids: Collection[UUID]) -> Mapping[UUID, Named]:
        """How these sessions or conferences are called and where they stand; those the actor sees."""
        ...

    def terms(self, source_id: UUID) -> Terms:
        """What the plan orders after this session or conference."""
        ...

    def citizens(self, ids: Collection[UUID]) -> Mapping[UUID, Citizen]:
        """The citizen of each registration (sessions) or opinion (conferences)."""
        ...

    def recipients(self, task: Task, *, actor: Actor) -> list[Expected]:
        """Who must have the written answer, each with proof; nothing where the citizen alone waits."""
        ...

    def topics(self, ids: Collection[UUID]) -> Mapping[UUID, str]:
        """The topic of each registration (sessions) or opinion (conferences); empty where none was given."""
        ...

    def raised(self, actor: Actor, first: date, last: date) -> Mapping[str, Raised]:
        """What was raised on each topic at the occasions of these days that the actor sees; by the topic's code."""
        ...

    def concluded(self, conclusion: Conclusion, *, actor: Actor) -> None:
        """A conclusion was issued; in the transaction of the change."""
        ...

    def changed(self, task: Task, *, actor: Actor) -> None:
        """A task was assigned, answered, closed or cancelled; in the transaction of the change."""
        ...


class Subjects:
    """The registered providers by source; a source without one is named by its kind alone and orders nothing."""

    def __init__(self) -> None:
        self._providers: dict[str, SubjectProvider] = {}

    def register(self, source: str, provider: SubjectProvider) -> None:
        """Called from ``AppConfig.ready()``; the last one counts."""
        self._providers[str(source)] = provider

    def named(self, actor: Actor, wanted: Collection[tuple[str, UUID]]) -> dict[UUID, Named]:
        """Names by id: one call a source."""
        found: dict[UUID, Named] = {}
        for source in sorted({source for source, _id in wanted}):
            ids = {one for of, one in wanted if of == source}
            label = str(Source(source).label) if source in Source.values else source
            known = self._providers[source].named(actor, ids) if source in self._providers else {}
            found |= {one: known.get(one, Named(label)) for one in ids}
        return found

    def found(self, actor: Actor, source: str, source_id: UUID) -> Named:
        """One session or conference that the actor sees; ``NotFound`` otherwise, or where no room answers."""
        provider = self._providers.get(source)
        known = provider.named(actor, {source_id}).get(source_id) if provider else None
        if known is None or not known.url:
            raise errors.NotFound("subject_not_found", _("Không tìm thấy buổi tiếp, hội nghị này."))
        return known

    def terms(self, source: str, source_id: UUID) -> Terms:
        """What the plan orders; nothing where no room answers."""
        provider = self._providers.get(source)
        return provider.terms(source_id) if provider else Terms()

    def citizens(self, tasks: Collection[Task]) -> dict[UUID, Citizen]:
        """The citizen of each task, by the task's id."""
        found: dict[UUID, Citizen] = {}
        for provider, wanted in self._matters(tasks):
            known = provider.citizens(set(wanted.values()))
            found |= {pk: known[one] for pk, one in wanted.items() if one in known}
        return found

    def topics(self, tasks: Collection[Task]) -> dict[UUID, str]:
        """The topic of what each task is about, by the task's id."""
        found: dict[UUID, str] = {}
        for provider, wanted in self._matters(tasks):
            known = provider.topics(set(wanted.values()))
            found |= {pk: known[one] for pk, one in wanted.items() if known.get(one)}
        return found

    def raised(self, actor: Actor, first: date, last: date) -> dict[str, Raised]:
        """What was raised on each topic in a period, whatever the occasion."""
        found: dict[str, Raised] = {}
        for provider in self._providers.values():
            for topic, more in provider.raised(actor, first, last).items():
                so_far = found.get(topic, Raised(0, 0))
                found[topic] = Raised(so_far.opinions + more.opinions, so_far.settled + more.settled)
        return found

    def recipients(self, task: Task, *, actor: Actor) -> list[Expected]:
        """Who must have the written answer of a task, as its room knows."""
        provider = self._providers.get(task.subject)
        return provider.recipients(task, actor=actor) if provider else []

    def concluded(self, conclusion: Conclusion, *, actor: Actor) -> None:
        """Tell the room of the conclusion's source."""
        if provider := self._providers.get(conclusion.source):
            provider.concluded(conclusion, actor=actor)

    def changed(self, task: Task, *, actor: Actor) -> None:
        """Tell the room the task belongs to."""
        if provider := self._providers.get(task.subject):
            provider.changed(task, actor=actor)

    def _matters(self, tasks: Collection[Task]) -> Iterator[tuple[SubjectProvider, dict[UUID, UUID]]]:
        """Each room that answers, with whose matter each of its tasks is: task id → registration or opinion."""
        for source, name in ((Source.SESSION, "registration_id"), (Source.CONFERENCE, "opinion_id")):
            provider = self._providers.get(source)
            wanted = {task.pk: getattr(task, name) for task in tasks if getattr(task, name)}
            if provider and wanted:
                yield provider, wanted


subjects = Subjects()

"""Letters of the small world: written by a person of one unit, delivered as a worker would."""

import io
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from exchange import delivery
from exchange.sending import Address
from kernel import active, clock
from registry.levels import Line
from tenants.documents import storage
from tenants.documents.actions.letters import send_letter
from tenants.documents.enums import LetterTopic
from tenants.documents.models import Letter
from tests.documents import samples
from tests.world import World


def stored(name: str = "bang-chung.pdf", words: str = "") -> dict[str, Any]:
    """A file in the active unit's store, as a letter's row names it."""
    data = samples.PDF + words.encode()
    file = storage.put(active.current(), io.BytesIO(data), media_type="application/pdf")
    return {"name": name, "digest": file.digest, "size": file.size, "media_type": "application/pdf"}


def sent(
    world: World,
    key: str = "w11",
    to: str = "w111",
    *,
    who: str = "chief",
    topic: LetterTopic = LetterTopic.DOSSIER_REQUEST,
    line: Line = Line.GOVERNMENT,
    title: str = "Đề nghị gửi hồ sơ",
    text: str = "Gửi bản sao hồ sơ trước buổi tiếp.",
    due_on: date | None = None,
    files: Sequence[dict[str, Any]] = (),
    with_file: bool = False,
    deliver: bool = True,
    **more: Any,
) -> Letter:
    """A letter from one unit to another, by default with a week to answer."""
    with world.scope(key):
        letter = send_letter(
            topic,
            to=Address(world.unit(to).id),
            line=line,
            title=title,
            text=text,
            files=[stored()] if with_file else files,
            due_on=due_on or clock.today() + timedelta(days=7),
            actor=world.actor(key, who),
            **more,
        )
    if deliver:
        delivery.deliver_waiting(letter.thread)
    return letter


def found(world: World, key: str, letter: Letter) -> Letter:
    """The letter as a unit keeps it."""
    with world.scope(key):
        row: Letter = Letter.objects.get(pk=letter.pk)
    return row

"""Papers of the small world: drafted, put before the signer, signed by who may."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from identity.actors import Actor
from identity.confirmations import Confirmation
from kernel import clock
from registry.levels import Line
from tenants.documents.actions.drafting import draft_document
from tenants.documents.actions.signing import sign_document
from tenants.documents.enums import DocumentKind
from tenants.documents.models import Document
from tenants.documents.rules import bodies
from tests.world import World

WHO = {Line.PARTY: "secretary", Line.GOVERNMENT: "chairman"}


def proof_of(actor: Actor) -> Confirmation:
    """What the page of signing makes of a right password."""
    assert actor.account_id is not None
    return Confirmation(actor.account_id, "password", clock.now())


def draft(
    world: World,
    key: str = "w111",
    *,
    line: Line = Line.GOVERNMENT,
    kind: DocumentKind = DocumentKind.CONCLUSION_NOTICE,
    who: str = "",
    submit: bool = True,
    title: str = "Kết luận buổi tiếp công dân tháng 11",
    body: Any = None,
    **more: Any,
) -> Document:
    """A draft of the line, by default before the signer."""
    item = bodies.ConclusionItem(
        text="Nạo vét mương thoát nước", lead="Phòng Kinh tế", due_on=clock.today() + timedelta(30)
    )
    told = body or bodies.ConclusionNotice(
        about=title, meeting="buổi tiếp công dân", held_on=clock.today(), chair="người đứng đầu", items=[item]
    )
    actor = world.actor(key, who or WHO[line])
    return draft_document(kind, line=line, title=title, body=told, submit=submit, actor=actor, **more)


def signed(world: World, key: str = "w111", *, line: Line = Line.GOVERNMENT, who: str = "", **more: Any) -> Document:
    """A paper signed by the head of the line, or by somebody else."""
    signer = world.actor(key, who or WHO[line])
    return sign_document(draft(world, key, line=line, **more), proof=proof_of(signer), actor=signer)


@contextmanager
def inside(world: World, key: str = "w111") -> Iterator[None]:
    """The unit, without hints to a worker that is not there."""
    from tenants.documents import hints  # loads after Django

    with world.scope(key), hints.paused():
        yield

"""Letters between units in every condition, and who may open which of their addresses."""

from collections.abc import Callable
from typing import Any

from exchange import delivery
from exchange.sending import Address
from registry.levels import Line
from tenants.documents.actions.letters import send_letter
from tenants.documents.enums import LetterTopic
from tests.factories import letters as make


def fill(stage: Any) -> None:
    """A letter that came with a file, and one that went to a body off the platform on paper."""
    world = stage.world
    came = make.sent(world, with_file=True, deliver=False)
    delivery.deliver_waiting(came.thread)
    stage.things["letter_in"] = came.pk
    with world.scope("w111"):
        stage.things["letter_on_paper"] = send_letter(
            LetterTopic.DOSSIER_REQUEST,
            to=Address(None, "Tòa án nhân dân khu vực 1"),
            line=Line.GOVERNMENT,
            title="Đề nghị cung cấp bản án",
            text="Kính đề nghị.",
            actor=world.actor("w111", "chief"),
        ).pk


def rows(Row: Any, later: Callable[[int], str], later_iso: Callable[[int], str]) -> list[Any]:  # the class of table.py
    """The rows of the table."""

    def page(noun: str, at: str = "letter_in", **more: Any) -> Any:
        args = {"letter_id": at, **more.pop("args", {})}
        return Row(name=f"documents:{noun}", at=args, **{"colleague": ("secretary", 404), **more})

    def call(noun: str, at: str = "letter_in", **more: Any) -> Any:
        args = {"letter_id": at, **more.pop("args", {})}
        return Row(name=f"api:{noun}", at=args, **{"colleague": ("secretary", 404), **more})

    speaks = {"colleague": ("officer", 403)}
    paper = lambda s: {"number": "5/TA", "on": later(0), "text": "Gửi kèm."}  # noqa: E731
    return [
        *(Row(name=f"documents:{noun}", colleague=("handler", 403)) for noun in ("incoming", "incoming_print", "letters_sent")),
        page("letter"),
        page("letter_print"),
        page("letter_file", args={"index": "=0"}),
        page("letter_acknowledge", post=303, **speaks),
        page("letter_answer", post=303, body=lambda s: {"text": "Đã gửi."}, **speaks),
        page("letter_reply", "letter_on_paper", post=303, body=paper, **speaks),
        Row(name="api:letters", colleague=("handler", 403)),
        call("letter"),
        call("letter-file", args={"index": "=0"}),
        call("letter-acknowledgement", get=0, post=200, **speaks),
        call("letter-answer", get=0, post=201, body=lambda s: {"text": "Đã gửi."}, **speaks),
        call(
            "letter-paper-reply", "letter_on_paper", get=0, post=201,
            body=lambda s: {**paper(s), "on": later_iso(0)}, **speaks,
        ),
    ]  # fmt: skip

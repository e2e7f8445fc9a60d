"""A real SMTP server on loopback: stops, comes back, takes messages and drops connections after taking them."""

import asyncio
import socket
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


def free_port() -> int:
    """A port of loopback that is free now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Gateway:
    """Keeps what it accepted; ``drops`` names how many messages are taken without an answer, ``refuses`` recipients for good."""

    def __init__(self, port: int, *, drops: int = 0, refuses: frozenset[str] = frozenset()) -> None:
        self.port, self.left_to_drop, self.refuses = port, drops, refuses
        self.accepted: list[Message] = []
        self._controller: Controller | None = None

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refuses:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        self.accepted.append(message_from_bytes(envelope.content))
        if self.left_to_drop:
            self.left_to_drop -= 1
            # Taken, and nobody is told: the wire breaks before the answer.
            server.transport.abort()
            await asyncio.sleep(0)
        return "250 2.0.0 queued"

    def start(self) -> None:
        """Listen."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        """Listen no more."""
        if self._controller is not None:
            self._controller.stop(no_assert=True)
            self._controller = None

    @property
    def ids(self) -> list[str]:
        """The message ids in the order they were taken."""
        return [str(one["Message-ID"]) for one in self.accepted]

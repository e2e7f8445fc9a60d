"""What makes a second click of a form or a button harmless."""

from typing import Any

from django.http import HttpRequest

from identity.actors import Actor
from kernel.journal import once


def stable(value: Any) -> str:
    """What was typed as a stable text; a file has none of its own: its name and size stand for it."""
    if isinstance(value, list):
        return "; ".join(stable(one) for one in value)
    return f"{value.name} {value.size}" if hasattr(value, "chunks") else str(value)


def once_with(request: HttpRequest, actor: Actor, asked: object, fn: Any) -> bool:
    """Run what a button without a form of its own asks for once for its key; whether an earlier click had done it."""
    return once.run(
        request.POST.get("once_key", "")[:100] or None, actor=actor, fingerprint=once.fingerprint_of(asked), fn=fn
    )[1]

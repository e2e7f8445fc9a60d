"""What makes a second click of a form or a button harmless."""

from typing import Any

from django.http import HttpRequest

from identity.actors import Actor
from kernel.journal import once


def stable(value: Any) -> Any:
    """What was typed as a fingerprint takes it: a stable text, of a file the file itself."""
    if isinstance(value, list):
        return [stable(one) for one in value]
    return value if hasattr(value, "chunks") else str(value)


def once_with(request: HttpRequest, actor: Actor, asked: object, fn: Any) -> bool:
    """Run what a button without a form of its own asks for once for its key; whether an earlier click had done it."""
    return once.run(
        request.POST.get("once_key", "")[:100] or None, actor=actor, fingerprint=once.fingerprint_of(asked), fn=fn
    )[1]

"""Headers that make a call safe to repeat: Idempotency-Key, ETag and If-Match."""

import re
from collections.abc import Callable
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework.request import Request

from identity.actors import Actor
from kernel.errors import Invalid
from kernel.journal import once


def etag(version: int) -> str:
    """The entity tag of a case: its version."""
    return f'"v{version}"'


def seen_version(request: Request) -> int | None:
    """The version named by If-Match; None when the caller names none."""
    given = request.headers.get("If-Match", "").strip()
    if not given or given == "*":
        return None
    if match := re.fullmatch(r'(?:W/)?"v(\d{1,9})"', given):
        return int(match[1])
    raise Invalid(
        "if_match_invalid", _('If-Match phải là ETag đã nhận, ví dụ "v3".'), fields={"If-Match": [_("Không đọc được.")]}
    )


def once_key(request: Request) -> str | None:
    """The one-time key of a call; empty counts as none."""
    return request.headers.get("Idempotency-Key", "").strip() or None


def run_once(
    request: Request, actor: Actor, asked: object, fn: Callable[[], UUID | None], object_id: UUID | None = None
) -> UUID | None:
    """Run ``fn`` once for the call's Idempotency-Key; a replay returns the object made the first time."""
    fingerprint = once.fingerprint_of([request.method, request.path, asked])
    return once.run(once_key(request), actor=actor, fingerprint=fingerprint, fn=fn, object_id=object_id)[0]

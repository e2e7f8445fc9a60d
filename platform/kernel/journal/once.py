"""One-time keys: a second click, a replayed request or a lost answer leads to one effect."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.core.files.base import File
from django.db import connection
from django.utils.translation import gettext as _

from kernel import active, clock, errors, ids
from kernel.journal.events import Who
from kernel.journal.models import OneTimeKey
from kernel.transactions import joined

KEEP = timedelta(days=7)
"""How long a key is remembered. A browser tab left open over a weekend must still replay."""

MAX_KEY = 100


def fingerprint_of(data: object) -> str:
    """A stable digest of what was asked: any JSON-able value, files by name and content; only the digest is stored."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, default=_plain, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def run(
    key: str | None, *, actor: Who, fingerprint: str, fn: Callable[[], UUID | None], object_id: UUID | None = None
) -> tuple[UUID | None, bool]:
    """Call ``fn`` once for this key and actor and return ``(object id, replayed)``.

    A second call with the same key and fingerprint waits for the first one's transaction, then gets its object id without
    calling ``fn``; when the first failed, the second is the first. Another fingerprint is refused with
    ``Conflict("key_reused")``. Without a key ``fn`` is simply called. ``object_id``: what ``fn`` will return, where it is
    known beforehand; it spares a statement.
    """
    if not key:
        return fn(), False
    if len(key) > MAX_KEY or not key.isprintable():
        raise errors.Invalid(
            "key_invalid", _("Khóa chống gửi trùng không hợp lệ."), fields={"once_key": [_("Khóa không hợp lệ.")]}
        )
    active.current()
    with joined:
        if (row_id := _claim(key, actor, fingerprint, object_id)) is not None:
            made = fn()
            if made != object_id:
                OneTimeKey.objects.filter(pk=row_id).update(object_id=made)
            return made, False
        earlier = OneTimeKey.objects.get(key=key, actor_id=actor.account_id)
        if earlier.fingerprint != fingerprint:
            raise errors.Conflict(
                "key_reused",
                _("Biểu mẫu này đã được gửi với nội dung khác. Hãy mở lại biểu mẫu rồi gửi."),
                at=earlier.at.isoformat(),
            )
        return earlier.object_id, True


def _claim(key: str, actor: Who, fingerprint: str, object_id: UUID | None) -> UUID | None:
    # The unique index does the waiting: the INSERT blocks while another transaction holds the same key uncommitted, does
    # nothing when that one commits, and succeeds when it rolls back.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_onetimekey (id, key, actor_id, fingerprint, status, at, object_id)"
            " VALUES (%s, %s, %s, %s, 201, %s, %s)"
            " ON CONFLICT (key, actor_id) DO NOTHING RETURNING id",
            [ids.new_id(), key, actor.account_id, fingerprint, clock.now(), object_id],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def prune() -> int:
    """Delete the active unit's keys older than ``KEEP``; returns how many."""
    deleted, _per_model = OneTimeKey.objects.filter(at__lt=clock.now() - KEEP).delete()
    return int(deleted)


def _plain(value: object) -> object:
    """What JSON does not know: of a file its name and the digest of its bytes, of the rest its words."""
    if not isinstance(value, File):
        return str(value)
    digest = hashlib.sha256()
    # Reading the parts begins at the start; what is sent is read once more where it is stored.
    for part in value.chunks():
        digest.update(part)
    value.seek(0)
    return [value.name, digest.hexdigest()]

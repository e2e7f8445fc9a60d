"""What was typed survives an error, an expired session and an idle lock; it stays in the unit's own schema."""

import json
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from kernel import clock, errors
from kernel.journal.events import Who
from kernel.journal.models import Draft
from kernel.prepared import Prepared
from kernel.text import storable
from kernel.transactions import atomic

MAX_BYTES = 256 * 1024
KEEP = timedelta(days=30)
LASTING = "kept-"
"""What begins like this is no half-filled form but something its owner keeps on purpose (filters): it is never pruned."""


# Asked by every form.
_kept = Prepared(lambda account_id, form: Draft.objects.filter(actor_id=account_id, form=form))


def save(actor: Who, form: str, data: Mapping[str, Any], *, drop: Collection[str] = ()) -> Draft:
    """Keep ``data`` for this actor and form, replacing what was there.

    ``drop`` names the fields that must never be kept (a denouncer's identity); they are left out at every depth. More than
    256 kB is refused with ``Invalid`` so that a draft cannot become a file store.
    """
    kept = _without(dict(data), frozenset(drop))
    if len(json.dumps(kept, ensure_ascii=False).encode()) > MAX_BYTES:
        message = _("Bản nháp quá dài (tối đa 256 kB) nên không được lưu.")
        raise errors.Invalid("draft_too_large", message, fields={"__all__": [message]})
    draft: Draft
    draft, _created = Draft.objects.update_or_create(
        actor_id=actor.account_id, form=form, defaults={"data": kept, "saved_at": clock.now()}
    )
    return draft


def load(actor: Who, form: str) -> dict[str, Any] | None:
    """The kept fields, or None. Only the actor's own draft can be asked for; the system keeps none."""
    draft = _kept.first(actor.account_id, form) if actor.account_id is not None else None
    return None if draft is None else dict(draft.data)


@atomic
def change(actor: Who, form: str, make: Callable[[dict[str, Any]], Mapping[str, Any]]) -> None:
    """Replace what is kept by ``make`` of it, one at a time: of two changes at once none is lost."""
    Draft.objects.get_or_create(actor_id=actor.account_id, form=form)
    kept = Draft.objects.select_for_update().get(actor_id=actor.account_id, form=form)
    save(actor, form, make(dict(kept.data)))


def discard(actor: Who, form: str) -> None:
    """Forget the draft; called when the form was sent."""
    Draft.objects.filter(actor_id=actor.account_id, form=form).delete()


def prune() -> int:
    """Delete the active unit's drafts nobody touched for 30 days, but nothing that is lasting; returns how many."""
    old = Draft.objects.filter(saved_at__lt=clock.now() - KEEP).exclude(form__startswith=LASTING)
    deleted, _per_model = old.delete()
    return int(deleted)


def _without(value: Any, names: frozenset[str]) -> Any:
    # NUL has no place in jsonb; a draft is kept as typed otherwise.
    if isinstance(value, dict):
        return {storable(key): _without(item, names) for key, item in value.items() if key not in names}
    if isinstance(value, list | tuple):
        return [_without(item, names) for item in value]
    return storable(value) if isinstance(value, str) else value

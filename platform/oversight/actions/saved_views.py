"""Keeping and forgetting a view of the duty board."""

from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import errors, ids
from kernel.journal import drafts
from kernel.text import storable
from oversight.queries.saved_views import KEPT_AS, SavedView, read, written

MOST = 20
LONGEST_NAME, LONGEST_QUERY = 60, 500


def keep_view(name: str, *, query: str, actor: Actor) -> None:
    """Keep ``query`` under a name; one of the same name is replaced, so a second click changes nothing.

    Changes nothing but the actor's own list and announces nothing. Refuses an empty name and more than 20.
    """
    wanted = " ".join(storable(name).split())
    if not wanted or len(wanted) > LONGEST_NAME:
        message = _("Đặt tên cho cách xem, tối đa %(n)d chữ.") % {"n": LONGEST_NAME}
        raise errors.Invalid("view_name", message, fields={"name": [message]})

    def add(kept: dict[str, object]) -> dict[str, object]:
        rows = read(kept)
        same = [row for row in rows if row.name.casefold() == wanted.casefold()]
        if not same and len(rows) >= MOST:
            message = _("Mỗi người lưu tối đa %(n)d cách xem. Xóa bớt một cách xem cũ rồi lưu lại.") % {"n": MOST}
            raise errors.Invalid("views_full", message, fields={"name": [message]})
        rest = [row for row in rows if row not in same]
        return written([*rest, SavedView(ids.new_id(), wanted, query[:LONGEST_QUERY])])

    drafts.change(actor, KEPT_AS, add)


def forget_view(view_id: UUID, *, actor: Actor) -> None:
    """Take one of the actor's views away; one that is gone already stays gone."""
    drafts.change(actor, KEPT_AS, lambda kept: written([row for row in read(kept) if row.id != view_id]))

"""Keeping, renaming and forgetting a filter of the list of cases."""

from collections.abc import Callable
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import errors, ids
from kernel.journal import drafts
from kernel.text import storable
from tenants.cases.queries.saved_filters import KEPT_AS, SavedFilter, read, written

MOST = 20
LONGEST_NAME, LONGEST_QUERY = 60, 1000


def keep_filter(name: str, *, query: str, actor: Actor) -> None:
    """Keep ``query`` under a name; one of the same name is replaced, so a second click changes nothing.

    Changes nothing but the actor's own list and announces nothing. Refuses an empty name, an empty filter, more than 20.
    """
    wanted = _name(name)
    if not query or len(query) > LONGEST_QUERY:
        message = _("Hãy lọc danh sách trước rồi lưu.")
        raise errors.Invalid("filter_empty", message, fields={"__all__": [message]})

    def add(rows: list[SavedFilter]) -> list[SavedFilter]:
        for index, row in enumerate(rows):
            if row.name.casefold() == wanted.casefold():
                return [*rows[:index], SavedFilter(row.id, wanted, query), *rows[index + 1 :]]
        if len(rows) >= MOST:
            message = _("Mỗi người lưu tối đa %(n)d bộ lọc. Xóa bớt một bộ lọc cũ rồi lưu lại.") % {"n": MOST}
            raise errors.Invalid("filters_full", message, fields={"__all__": [message]})
        return [*rows, SavedFilter(ids.new_id(), wanted, query)]

    _change(actor, add)


def rename_filter(filter_id: UUID, *, name: str, actor: Actor) -> None:
    """Give one of the actor's filters another name. Refuses an empty name and one that another filter has."""
    wanted = _name(name)

    def rename(rows: list[SavedFilter]) -> list[SavedFilter]:
        if not any(row.id == filter_id for row in rows):
            raise errors.NotFound("filter_not_found", _("Không tìm thấy bộ lọc này."))
        if any(row.name.casefold() == wanted.casefold() and row.id != filter_id for row in rows):
            message = _("Đã có bộ lọc khác mang tên này.")
            raise errors.Invalid("filter_name_taken", message, fields={"name": [message]})
        return [SavedFilter(row.id, wanted, row.query) if row.id == filter_id else row for row in rows]

    _change(actor, rename)


def forget_filter(filter_id: UUID, *, actor: Actor) -> None:
    """Take one of the actor's filters away; one that is gone already stays gone."""
    _change(actor, lambda rows: [row for row in rows if row.id != filter_id])


def _change(actor: Actor, make: Callable[[list[SavedFilter]], list[SavedFilter]]) -> None:
    drafts.change(actor, KEPT_AS, lambda kept: written(make(read(kept))))


def _name(typed: str) -> str:
    name = " ".join(storable(typed).split())
    if not name or len(name) > LONGEST_NAME:
        message = _("Đặt tên cho bộ lọc.") if not name else _("Tên bộ lọc tối đa %(n)d chữ.") % {"n": LONGEST_NAME}
        raise errors.Invalid("filter_name", message, fields={"name": [message]})
    return name

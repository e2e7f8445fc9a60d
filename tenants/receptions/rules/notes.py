"""The fields of the day's page: each has one place in the minutes, the same for two clerks who open it before it exists."""

from uuid import NAMESPACE_OID, UUID, uuid5

NONE_YET = 0
"""The version of an entry that the page has not seen saved: a save over somebody's first words is then a conflict, too."""


def entry_id_of(
    session_id: UUID,
    kind: str,
    *,
    step: int | None = None,
    registration_id: UUID | None = None,
    body_id: UUID | None = None,
) -> UUID:
    """The id of one field of one session; derived, so that it is one field however often it is opened."""
    return uuid5(NAMESPACE_OID, f"minutes:{session_id}:{kind}:{step or ''}:{registration_id or ''}:{body_id or ''}")

"""Participants of a conference as its row keeps them: who is invited for which topics, who came."""

from collections.abc import Iterable, Sequence
from typing import Any

from kernel import ids

LEADER, SUBSTITUTE, ABSENT = "LEADER", "SUBSTITUTE", "ABSENT"


def row(
    name: str,
    *,
    title: str = "",
    body_id: str = "",
    topics: Sequence[str] = (),
    email: str = "",
    is_leader: bool = True,
    participant_id: str = "",
) -> dict[str, Any]:
    """One invited body or person; without ``topics`` it is invited whatever is spoken about."""
    return {
        "id": participant_id or str(ids.new_id()),
        "name": name,
        "title": title,
        "body_id": body_id,
        "topics": list(topics),
        "email": email,
        "is_leader": is_leader,
        "invited_at": "",
        "attended": "",
        "substitute": "",
        "reason": "",
    }


def is_concerned(participant: dict[str, Any], topics: Iterable[str], parents: dict[str, str]) -> bool:
    """Whether this participant is invited: always, or for one of the topics or one below it."""
    wanted = set(participant.get("topics") or ())
    return not wanted or any(wanted & set(_with_parents(code, parents)) for code in topics)


def concerned(participants: Iterable[dict[str, Any]], topics: Iterable[str], parents: dict[str, str]) -> list[Any]:
    """Those who are invited to a conference on these topics."""
    chosen = list(topics)
    return [one for one in participants if is_concerned(one, chosen, parents)]


def _with_parents(code: str, parents: dict[str, str]) -> list[str]:
    found = []
    while code and code not in found:
        found.append(code)
        code = parents.get(code, "")
    return found

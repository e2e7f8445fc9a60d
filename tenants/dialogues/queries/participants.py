"""Who is invited to a conference: the default list, and those who are asked only for some topics."""

from typing import Any

from tenants.dialogues.models import Conference
from tenants.dialogues.rules import people
from tenants.staff.queries import setting


def invited(conference: Conference) -> list[dict[str, Any]]:
    """The participants concerned by the topics chosen, in their order; one query."""
    parents = {row.code: row.parent for row in setting("topics").rows}
    return people.concerned(conference.participants, conference.topics, parents)

"""What the inspected unit is told of the team's rights, and how its grants follow from that."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from exchange.sending import Address
from identity import members
from identity.actors import Actor
from tenants.cases.actions.inspection_grants import TeamRights, set_team_rights
from tenants.documents.actions.letters import send_letter
from tenants.documents.enums import LetterTopic
from tenants.inspections.models import Inspection
from tenants.inspections.rules import inspection_words as words


def tell(row: Inspection, title: str, text: str, actor: Actor) -> None:
    """Say the whole state of the team's rights: to another unit by a letter of ids, in the own unit the grants are written at once.

    The letters of one inspection are one thread, so they arrive in their order.
    """
    facts = {
        "inspection": str(row.pk),
        "called": words.called(row),
        "team": [one["id"] for one in row.members],
        "cases": [one["id"] for one in row.cases],
        "first": row.starts_on.isoformat() if row.starts_on else "",
        "last": row.ends_on.isoformat() if row.ends_on else "",
    }
    if row.to_unit_id == row.unit_id:
        set_team_rights(rights_of(facts), actor=actor)
        return
    letter = send_letter(
        LetterTopic.INSPECTION,
        to=Address(row.to_unit_id),
        line=row.line,
        title=title,
        text=text,
        facts=facts,
        thread=row.letter_id,
        actor=actor,
    )
    row.letter_id = row.letter_id or letter.pk


def rights_of(facts: Mapping[str, Any]) -> TeamRights:
    """The rights that such a letter speaks of; the names come from the accounts."""
    accounts = [UUID(one) for one in facts["team"]]
    names = members.names(accounts)
    return TeamRights(
        inspection_id=UUID(facts["inspection"]),
        reason=facts["called"],
        team={one: names.get(one, "") for one in accounts},
        case_ids=[UUID(one) for one in facts["cases"]],
        first=date.fromisoformat(facts["first"]),
        last=date.fromisoformat(facts["last"]),
    )

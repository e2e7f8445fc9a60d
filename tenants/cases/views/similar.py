"""Earlier cases that may be the same matter: by name, identity number or case number, with or without marks."""

from uuid import UUID

from identity.actors import Actor
from tenants.cases import policies
from tenants.cases.enums import CaseStatus
from tenants.cases.models import Case

MOST = 8
SHORTEST = 3
"""Fewer letters would list half the register."""


def candidates(actor: Actor, *texts: str, but: UUID | None = None) -> list[Case]:
    """Visible cases matching any of the texts, newest first; none for texts too short to mean anything."""
    found: dict[UUID, Case] = {}
    for text in texts:
        if len(text.strip()) < SHORTEST:
            continue
        cases = (
            policies.visible_cases(actor)
            .matching(text)
            .exclude(status=CaseStatus.JOINED)
            .order_by("-received_on", "-id")
        )
        for case in cases[:MOST]:
            if case.pk != but:
                found.setdefault(case.pk, case)
    return list(found.values())[:MOST]

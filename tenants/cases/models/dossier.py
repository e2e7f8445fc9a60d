"""Which columns of a dossier travel, and which of them its hash covers.

A new column travels by itself; one that is the unit's own business must be named here.
"""

from tenants.cases import models

#: The tables of a dossier in the order in which rows can be written.
TABLES = {
    "case": models.Case,
    "persons": models.Person,
    "petitions": models.Petition,
    "visits": models.Visit,
    "people": models.CasePerson,
    "answers": models.Answer,
    "requests": models.Request,
    "attachments": models.Attachment,
    "programme": models.ProgrammeEntry,
}

#: What stays behind: the unit's own work, and references to what does not travel.
LOCAL = {
    "case": {
        "status", "assignee_id", "version", "touched_at", "origin", "is_sealed", "accepted_on", "closed_at", "outcome",
        "origin_petition_id", "joined_into_id",
    },
    "requests": {"body_id"},
    "programme": {"body_id", "hot_spot_id"},
    "visits": {"person_id", "session_id", "host", "purpose", "summary", "settled_by", "guided_to"},
}  # fmt: skip

#: What travels but may change on either side afterwards, or is derived.
UNHASHED = {
    "case": {"search_text", "track_allowed"},
    "persons": {"search_text"},
    "people": {"sealed"},
    "requests": {"answered_on", "reply", "is_cancelled"},
    "programme": {"ended_on", "ended_why", "left_with"},
}

#: The digest of a sealed identity stands for it: keyed, so equal in every unit and telling nothing.
SEALED_DIGEST = "sealed_digest"


def columns(table: str) -> list[str]:
    """The columns of a table that travel."""
    local = LOCAL.get(table, set()) | {"unit_id"}
    return [f.attname for f in TABLES[table]._meta.concrete_fields if f.attname not in local]

"""The eleven tables of case work in a unit's schema; one noun a file."""

from tenants.cases.models.answer import Answer
from tenants.cases.models.attachment import Attachment
from tenants.cases.models.case import Case, CaseQuerySet
from tenants.cases.models.grant import CaseGrant, RefusedGroupGrant, RefusedUserGrant
from tenants.cases.models.parcel import Parcel
from tenants.cases.models.person import CasePerson, Person
from tenants.cases.models.petition import Petition
from tenants.cases.models.programme import ProgrammeEntry, ProgrammeEntryQuerySet
from tenants.cases.models.request import Request
from tenants.cases.models.visit import Visit

__all__ = [
    "Answer",
    "Attachment",
    "Case",
    "CaseGrant",
    "CasePerson",
    "CaseQuerySet",
    "Parcel",
    "Person",
    "Petition",
    "ProgrammeEntry",
    "ProgrammeEntryQuerySet",
    "RefusedGroupGrant",
    "RefusedUserGrant",
    "Request",
    "Visit",
]

"""A picture of everything a movement writes, without what differs from run to run (ids, the order of keys)."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from deadlines.models import DueItem
from exchange.models import Custody, Envelope
from kernel.active import schema_name
from kernel.journal import events
from oversight.actions import fold
from oversight.models import CaseCard, Rollup
from tenants.cases.models import Answer, Attachment, Case, CasePerson, Parcel, Person, Petition, Request, Visit
from tenants.cases.queries import dossier
from tests.world import World

UNITS = ("w111", "w11")


def of_case(case_id: UUID) -> dict[str, Any]:
    """The whole picture; folds the figures first."""
    fold.fold_all()
    custody = list(Custody.objects.values("handling_unit", "answering_unit", "seq", "outside", "is_disputed"))
    assert len(custody) == 1
    envelopes = Envelope.objects.filter(case_id=case_id).order_by("order")
    return {
        "custody": custody,
        "transit": Custody.objects.values_list("transit__order", "arrived_by__order", "accepted_at").get(),
        "envelopes": list(
            envelopes.values_list(
                "order", "kind", "status", "from_unit", "to_unit", "sender_number", "receiver_number", "reverses__order"
            )
        ),
        "card": list(CaseCard.objects.values_list("handling_unit_id", "answering_unit_id", "status", "due_on")),
        "due": sorted(
            map(str, DueItem.objects.values_list("unit_id", "kind", "started_on", "due_on", "met_on", "cancelled_on"))
        ),
        "rollups": sorted(map(str, Rollup.objects.values_list("unit_id", "fact", "kind", "day", "own", "tree"))),
        "units": {key: _unit(key, case_id) for key in UNITS},
    }


def hashes(case_id: UUID) -> set[str]:
    """The dossier hash of the first movement, from the envelope and recomputed by each side that has it."""
    first = Envelope.objects.filter(case_id=case_id).order_by("order").first()
    assert first is not None
    found = {first.sha256}
    for key in UNITS:
        with World().scope(key):
            parcel = Parcel.objects.filter(pk=first.pk).first()
            if parcel is not None:
                found.add(dossier.dossier_hash(case_id, parcel))
    return found


def _unit(key: str, case_id: UUID) -> dict[str, Any]:
    world = World()
    with world.scope(key):
        return {
            "cases": list(Case.objects.values_list("number", "status", "origin", "content", "version")),
            "petitions": Petition.objects.filter(case=case_id).count(),
            "visits": Visit.objects.filter(case=case_id).count(),
            "people": list(CasePerson.objects.order_by("order").values_list("capacity", "person__full_name")),
            "persons": Person.objects.count(),
            "requests": Request.objects.count(),
            "answers": Answer.objects.count(),
            "attachments": sorted(Attachment.objects.values_list("name", "digest", "size")),
            "parcels": sorted(
                map(str, Parcel.objects.values_list("direction", "kind", "number", "reason", "cancelled_at"))
            ),
            "events": sorted(events.of_case(case_id).values_list("kind", flat=True)),
            "files": _files(world.unit(key).id),
        }


def _files(unit_id: int) -> list[str]:
    # A killed copy leaves a temporary file behind, which the store's own sweep removes after a day.
    folder = Path(settings.BLOBS) / schema_name(unit_id)
    return sorted(path.name for path in folder.glob("??/*"))

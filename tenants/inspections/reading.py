"""Who reads in another unit as a member of a team, and what of that stands in the inspected unit's log (``identity.readers``)."""

from uuid import UUID

from identity.actors import Actor
from kernel import clock
from kernel.journal import events
from oversight.models import InspectionMember
from tenants.cases.models import CaseGrant
from tenants.cases.policies import READ_EVENT


class TeamReading:
    """The provider of ``identity.readers``."""

    def home_of(self, account_id: UUID, unit_id: int) -> int | None:
        """One query over ``public``: the unit that inspects, while the inspection is open to this member."""
        found: int | None = (
            InspectionMember.objects.reading(account_id, clock.today())
            .filter(inspection__to_unit=unit_id)
            .values_list("inspection__from_unit", flat=True)
            .first()
        )
        return found

    def note(self, actor: Actor, *, page: str, case_id: UUID | None) -> None:
        """One event an inspection that opened this case to the actor; of a list, one an inspection, kept under its own id."""
        today = clock.today()
        held = CaseGrant.objects.in_force(today).of_open_inspections(actor.account_id, today)
        held = held.filter(user_id=actor.account_id)
        if case_id is not None:
            held = held.filter(content_object_id=case_id)
        for inspection_id, reason in held.values_list("inspection_id", "reason").distinct():
            events.record(
                READ_EVENT,
                actor=actor,
                case_id=case_id or inspection_id,
                is_internal=True,
                inspection=str(inspection_id),
                reason=reason,
                page=page,
            )

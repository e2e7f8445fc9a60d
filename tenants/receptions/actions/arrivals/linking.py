"""The home unit says which of its cases brought its citizens up; the case itself stays at home."""

from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel.journal import events
from kernel.transactions import atomic
from tenants.cases.models import Case
from tenants.cases.policies import visible_cases
from tenants.receptions.actions.arrivals.changing import begin, finish, refuse, words
from tenants.receptions.enums import ArrivalStep
from tenants.receptions.models import Arrival


@atomic
def link_case(arrival: Arrival | UUID, *, number: str, actor: Actor, version: int | None = None) -> Arrival:
    """Link the own case of this number; arrivals with the same case are counted as repeated. Announces ``arrival_linked``.

    The host learns for the how many-th time they came, not the case. Refuses a number that no case has which the actor sees, and a
    denunciation: who stood there would be known as the one who denounced (Law on Denunciations, Art. 9).
    """
    row, card = begin(arrival, "link", actor=actor, version=version)
    wanted = words(number, "number", 60, needed=_("Ghi số vụ việc."))
    case = visible_cases(actor).filter(number=wanted).first()
    if case is None:
        raise refuse("number", _("Không có vụ việc số %(number)s.") % {"number": wanted}, "case_unknown")
    if case.is_denunciation or case.is_sealed:
        message = _("Vụ việc tố cáo không gắn với lượt công dân vượt cấp, để giữ bí mật người tố cáo.")
        raise refuse("number", message, "case_confidential")
    tie(row, case, actor=actor)
    return finish(row, card, ArrivalStep.LINKED, "case_id", "occurrence", actor=actor, occurrence=row.occurrence)


def tie(row: Arrival, case: Case, *, actor: Actor) -> None:
    """Set the case and how often its people came, whichever unit they stood before; it stands in the log of the case, too."""
    row.case_id = case.pk
    earlier = Arrival.objects.ours().counted().filter(case_id=case.pk, arrived_at__lt=row.arrived_at).exclude(pk=row.pk)
    row.occurrence = max(row.occurrence, earlier.count() + 1)
    events.record("arrival_of_case", actor=actor, case_id=case.pk, host=row.host_name, persons=row.person_count)

"""Changes of data that units opened earlier run once."""

from uuid import UUID

from kernel import active
from oversight import cards
from registry.steps import unit_step
from tenants.cases.models import Case, Petition

BATCH = 1000


@unit_step("cases.card_petitions", after=("cases", "0001_initial"))
def card_petitions(position: str | None) -> str | None:
    """Give every petition that the figure *taken in* counts its card in ``public``."""
    entered = Petition.objects.filter(entered_unit_id=active.current().id, case__is_sealed=False)
    if position:
        entered = entered.filter(pk__gt=UUID(position))
    rows = list(entered.order_by("pk").values_list("pk", "case_id", "entered_unit_id", "received_on")[:BATCH])
    cards.restore_petitions(rows)
    return str(rows[-1][0]) if len(rows) == BATCH else None


@unit_step("cases.card_crowds", after=("cases", "0003_programme"))
def card_crowds(position: str | None) -> str | None:
    """Tell the card of every case of a crowd that it is one; the levels above count them (plan S3-09)."""
    crowds = Case.objects.filter(is_group=True, is_sealed=False)
    if position:
        crowds = crowds.filter(pk__gt=UUID(position))
    ids = list(crowds.order_by("pk").values_list("pk", flat=True)[:BATCH])
    cards.tell_crowds(ids)
    return str(ids[-1]) if len(ids) == BATCH else None

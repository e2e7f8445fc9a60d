"""The heads of this unit among those whom a petition denounces: what seals it and sends it up."""

from django.utils.translation import gettext as _

from identity import members
from identity.actors import Actor
from identity.models import Membership
from kernel import errors
from tenants.cases.enums import OPPONENTS
from tenants.cases.models import Case
from tenants.cases.rules.intake import IntakeData, SplitData
from tenants.cases.rules.naming import is_named


def heads_of(data: IntakeData | SplitData, actor: Actor) -> list[Membership]:
    """The heads of the unit among the denounced: chosen from the list, or typed by name.

    Competence is the superior's (Law on denunciations, Art. 13); a name that only looks like a head's seals too, because
    sealing one too many does less harm than one too few.
    """
    heads = list(members.heads(actor.unit.id))
    chosen = {head.pk for head in heads} | {head.account_id for head in heads}
    if strangers := set(data.denounced_heads) - chosen:
        raise errors.Invalid(
            "head_unknown",
            _("Người được chọn không phải người đứng đầu đơn vị này."),
            fields={"denounced_heads": [_("Chọn lại trong danh sách.")]},
            count=len(strangers),
        )
    return [
        head
        for head in heads
        if head.pk in data.denounced_heads
        or head.account_id in data.denounced_heads
        or any(is_named(head.account.full_name, name) for name in data.denounced)
    ]


def heads_named(case: Case, actor: Actor) -> list[Membership]:
    """The heads of the unit whose name stands among the opponents of a case."""
    rows = case.people.filter(capacity__in=OPPONENTS, person__isnull=False)
    names = list(rows.values_list("person__full_name", flat=True))
    return [
        head for head in members.heads(actor.unit.id) if any(is_named(head.account.full_name, name) for name in names)
    ]


def opponents(data: IntakeData | SplitData, heads: list[Membership]) -> list[str]:
    """The names of the denounced: typed ones, then chosen heads that were not typed."""
    names = list(data.denounced)
    for head in heads:
        name = head.account.full_name
        if not any(is_named(name, one) for one in data.denounced):
            names.append(name)
    return names

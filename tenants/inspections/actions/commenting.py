"""A comment on a case to another unit that takes part in it: a letter without an answer, noted in the case on both sides."""

from uuid import UUID

from exchange.sending import Address
from identity.actors import Actor
from identity.permissions import Permission as P
from kernel.transactions import atomic
from registry.info import UnitInfo
from registry.levels import Line
from tenants.cases.models import Case
from tenants.cases.policies import get_case
from tenants.documents.actions.letters import send_letter
from tenants.documents.enums import LetterTopic
from tenants.documents.models import Letter
from tenants.inspections import policies


@atomic
def comment_on_case(case: Case | UUID, *, to: UnitInfo, text: str, actor: Actor) -> Letter:
    """Write a word on a case to a unit that takes part. The letter goes on the actor's own line.

    Refuses who may not move cases; a unit that has no part in the case does not exist.
    """
    row = get_case(actor, case.pk if isinstance(case, Case) else case)
    actor.require(P.CASE_MOVE)
    policies.partner(actor, row.pk, to.key)
    line = Line.GOVERNMENT if Line.GOVERNMENT in actor.lines else Line.PARTY
    return send_letter(
        LetterTopic.COMMENT,
        to=Address(to.id),
        line=line,
        title=f"Ý kiến về vụ việc số {row.number}",
        text=text,
        facts={"case": str(row.pk)},
        actor=actor,
    )

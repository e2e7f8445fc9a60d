"""``may`` and ``holders``: the same verdict, asked from the actor's side and from the verb's."""

from uuid import UUID

from django.utils.translation import gettext as _

from identity import actors, members
from identity.actors import Actor
from identity.models import Account
from kernel import active
from registry import tree
from tenants.cases.models import Case
from tenants.cases.policies.seeing import only_reads, sees
from tenants.cases.policies.verbs import READING, VERBS
from tenants.cases.policies.verdicts import YES, Situation, Verdict, refusal, situation_of


def may(actor: Actor, verb: str, case: Case, *, situation: Situation | None = None) -> Verdict:
    """Whether the actor may do ``verb`` (of ``VERBS``) to the case now, and if not, why not."""
    permission, rule = VERBS[verb]
    if not sees(actor, case):
        return refusal("case_not_found", _("Không tìm thấy vụ việc."))
    if verb == "view":
        return YES
    if permission is not None and not actor.may(permission):
        return refusal("not_permitted", _("Vai trò của bạn không có quyền làm việc này."))
    if only_reads(actor, case) and verb not in READING:
        return refusal("not_permitted", _("Bạn chỉ được xem vụ việc này."))
    return rule(actor, case, situation or situation_of(case))


def holders(verb: str, case: Case) -> list[Account]:
    """The accounts of the active unit that may do ``verb`` to the case now."""
    unit = tree.get(active.current().id)
    now = situation_of(case)
    found: dict[UUID, Account] = {}
    for membership in members.current(unit.id):
        account = membership.account
        if account.pk in found:
            continue
        actor = actors.actor_for(account, unit)
        if actor is not None and may(actor, verb, case, situation=now).ok:
            found[account.pk] = account
    return list(found.values())

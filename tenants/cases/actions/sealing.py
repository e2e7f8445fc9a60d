"""Opening the identity of a denouncer, and giving one person the right to read one case."""

from datetime import date
from uuid import UUID

from django.contrib.auth.models import Permission as GuardianPermission
from django.utils.translation import gettext as _

from identity import actors
from identity.actors import Actor
from identity.models import Account
from identity.permissions import Permission
from kernel import clock, errors
from kernel.journal import events
from kernel.transactions import atomic, lock_unit_writes
from tenants.cases import policies
from tenants.cases.actions import changing
from tenants.cases.actions.joining import identity_of
from tenants.cases.actions.texts import required
from tenants.cases.enums import SENDERS
from tenants.cases.models import Case, CaseGrant
from tenants.cases.rules.intake import PersonData


@atomic
def unseal_case(case: Case, *, reason: str, actor: Actor) -> list[PersonData]:
    """Read who denounces (Law on denunciations, Art. 56); the reason and the reader stand in the log for good.

    Needs the right to unseal or a grant on this case. Announces ``identity_unsealed``; nothing stays open afterwards.
    """
    reason = required(reason, "reason", max_length=2000)
    lock_unit_writes(actor.unit)
    row = changing.lock(case.pk)
    policies.may(actor, "unseal", row).require()
    senders = row.people.filter(capacity__in=SENDERS).select_related("person").order_by("order", "id")
    found = [identity_of(sender, actor.unit.id, row.pk) for sender in senders]
    events.record("identity_unsealed", actor=actor, case_id=row.pk, is_internal=True, reason=reason, people=len(found))
    return found


@atomic
def grant_access(
    case: Case,
    *,
    to: Account | UUID,
    until: date | None,
    reason: str,
    actor: Actor,
    with_identity: bool = False,
) -> CaseGrant:
    """Let a member of the unit read this case until a day (the last one counts); ``with_identity``: open the denouncer, too.

    Only who may unseal can grant that. Announces ``access_granted``; a second grant changes the first one's end and reason.
    """
    reason = required(reason, "reason", max_length=250)
    row, _now = changing.begin(case, "grant", actor=actor)
    if with_identity and not actor.may(Permission.CASE_UNSEAL):
        raise errors.NotPermitted("not_permitted", _("Chỉ người có quyền mở niêm phong mới cấp được quyền này."))
    if until is not None and until < clock.today():
        raise errors.Invalid("until_past", _("Hạn đã qua."), fields={"until": [_("Chọn hạn từ hôm nay trở đi.")]})
    account = to if isinstance(to, Account) else Account.objects.filter(pk=to).first()
    if account is None or actors.actor_for(account, actor.unit) is None:
        raise errors.Invalid("not_a_member", _("Chọn người của đơn vị."), fields={"to": [_("Không thuộc đơn vị.")]})
    grant: CaseGrant
    names = [policies.VIEW_GRANT, policies.UNSEAL_GRANT] if with_identity else [policies.VIEW_GRANT]
    for name in names:
        grant = CaseGrant.objects.update_or_create(
            user_id=account.pk,
            permission=permission_named(name),
            content_object=row,
            inspection_id=None,
            defaults={
                "valid_from": clock.today(),
                "valid_to": until,
                "reason": reason,
                "granted_by_id": actor.account_id,
            },
        )[0]
    changing.finish(row)
    events.record(
        "access_granted",
        actor=actor,
        case_id=row.pk,
        is_internal=True,
        to=str(account.pk),
        to_name=account.full_name,
        until=until.isoformat() if until else None,
        with_identity=with_identity,
        reason=reason,
    )
    return grant


@atomic
def revoke_access(case: Case, *, account_id: UUID, actor: Actor) -> int:
    """Take every right that the unit gave on this case from an account; returns how many grants ended. Announces ``access_revoked``.

    What an inspection lets its team read is not the unit's to take.
    """
    row, _now = changing.begin(case, "grant", actor=actor)
    ended, _rows = CaseGrant.objects.filter(content_object=row, user_id=account_id, inspection_id=None).delete()
    if ended:
        changing.finish(row)
        events.record("access_revoked", actor=actor, case_id=row.pk, is_internal=True, account=str(account_id))
    return int(ended)


def delete_ended_grants() -> int:
    """The sweep: grants whose last day is over disappear; returns how many."""
    deleted, _rows = CaseGrant.objects.over(clock.today()).delete()
    return int(deleted)


def permission_named(name: str) -> GuardianPermission:
    """The permission row of ``cases.view_granted`` or ``cases.unseal_granted``."""
    return GuardianPermission.objects.get(content_type__app_label="cases", codename=name.partition(".")[2])

"""A head hands powers to somebody for a time. Never changed, only taken back."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.models import Membership
from identity.permissions import Permission
from kernel import clock, text
from kernel.errors import Conflict, Invalid, InvalidTransition, NotFound, NotPermitted
from kernel.journal import events
from kernel.transactions import atomic, lock_unit_alone, lock_unit_writes
from registry.levels import Line
from registry.rules import refuse_if_frozen
from tenants.staff.enums import DelegationForm, Power
from tenants.staff.models import Delegation
from tenants.staff.queries.holders import holder_of, last_day_in_office


@atomic()
def delegate(
    *,
    to: UUID,
    line: Line,
    powers: Sequence[Power],
    form: DelegationForm,
    basis: str,
    valid_from: date,
    valid_to: date,
    actor: Actor,
) -> Delegation:
    """Hand powers of the line's head from one day to another. Records `powers_delegated`.

    The head does it, or who configures the unit by the head's paper (then the paper is required). Refuses: no head in office,
    oneself, somebody without a membership for the whole time, a time outside the head's term or in the past, a power that is
    delegated already in that time.
    """
    lock_unit_alone(actor.unit)
    refuse_if_frozen(actor.unit)
    head = holder_of(line, valid_from)
    _refuse_who_may_not(actor, line, head)
    basis = text.clean(basis, field="basis", max_length=250)
    wanted = list(dict.fromkeys(Power(power).value for power in powers))
    problems: dict[str, list[str]] = {}
    if head is None:
        problems["line"] = [_("Ngày bắt đầu chưa có người đứng đầu của kênh này để ủy quyền.")]
    if not wanted:
        problems["powers"] = [_("Hãy chọn phạm vi ủy quyền.")]
    if valid_to < valid_from:
        problems["valid_to"] = [_("Ngày kết thúc phải từ ngày bắt đầu trở đi.")]
    elif valid_from < clock.today():
        problems["valid_from"] = [_("Không ủy quyền lùi về trước hôm nay.")]
    if not basis and (head is None or head.account_id != actor.account_id):
        problems["basis"] = [_("Ghi văn bản ủy quyền của người đứng đầu.")]
    if head is not None and to == head.account_id:
        problems["to"] = [_("Không thể ủy quyền cho chính mình.")]
    elif not _is_member_throughout(actor.unit.id, to, valid_from, valid_to):
        problems["to"] = [_("Người này không làm việc tại đơn vị trong suốt thời gian ủy quyền.")]
    last = last_day_in_office(head) if head else None
    if last is not None and valid_to > last:
        problems["valid_to"] = [_("Người đứng đầu giữ chức vụ đến hết ngày %(day)s.") % {"day": f"{last:%d/%m/%Y}"}]
    if problems:
        raise Invalid("delegation_refused", next(iter(problems.values()))[0], fields=problems)
    assert head is not None
    _refuse_overlap(line, wanted, valid_from, valid_to)
    member = Membership.objects.in_unit(actor.unit.id).filter(account_id=to).select_related("account").first()
    assert member is not None
    made = Delegation(
        principal_id=head.account_id,
        principal_name=head.account.full_name,
        delegate_id=to,
        delegate_name=member.account.full_name,
        line=line,
        powers=wanted,
        form=form,
        basis=basis,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    made.save(force_insert=True)
    events.record(
        "powers_delegated", actor=actor, delegation_id=str(made.pk), to=made.delegate_name, powers=wanted,
        valid_from=valid_from.isoformat(), valid_to=valid_to.isoformat(), line=str(line),
    )  # fmt: skip
    return made


@atomic()
def take_back(delegation: Delegation, *, actor: Actor) -> None:
    """End a delegation at once; what was done under it stays. Records `delegation_taken_back`."""
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)
    found = Delegation.objects.select_for_update().filter(pk=delegation.pk).first()
    if found is None:
        raise NotFound("delegation_not_found", _("Không tìm thấy ủy quyền này."))
    if actor.account_id != found.principal_id:
        actor.require(Permission.UNIT_CONFIGURE)
    if found.ended_at is not None or found.valid_to < clock.today():
        raise InvalidTransition("delegation_over", _("Ủy quyền này đã hết hiệu lực."))
    found.ended_at = clock.now()
    found.save(update_fields=["ended_at"])
    events.record("delegation_taken_back", actor=actor, delegation_id=str(found.pk), to=found.delegate_name)


def _refuse_who_may_not(actor: Actor, line: Line, head: Membership | None) -> None:
    if actor.may(Permission.UNIT_CONFIGURE):
        return
    if not actor.is_head or line not in actor.lines or (head is not None and head.account_id != actor.account_id):
        raise NotPermitted("not_the_head", _("Chỉ người đứng đầu của kênh này hoặc quản trị đơn vị lập ủy quyền."))


def _is_member_throughout(unit_id: int, account_id: UUID, first: date, last: date) -> bool:
    terms = Membership.objects.in_unit(unit_id).of_account(account_id).filter(ended_at__isnull=True)
    covering = terms.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=last), valid_from__lte=first)
    return covering.filter(account__is_active=True).exists()


def _refuse_overlap(line: Line, powers: list[str], first: date, last: date) -> None:
    """Called while no other action of the unit writes, so two at once cannot both pass."""
    others = Delegation.objects.filter(
        ended_at__isnull=True, line=line, valid_from__lte=last, valid_to__gte=first
    ).order_by("valid_from")
    for other in others:
        shared = [Power(power).label for power in powers if power in other.powers]
        if shared:
            message = _("%(name)s đã được ủy quyền %(powers)s từ %(first)s đến %(last)s.") % {
                "name": other.delegate_name,
                "powers": ", ".join(str(one) for one in shared),
                "first": f"{other.valid_from:%d/%m/%Y}",
                "last": f"{other.valid_to:%d/%m/%Y}",
            }
            raise Conflict("power_delegated", message)

"""Roles of one person in the unit: giving and ending."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from identity import policies
from identity.access import ActorRequest, actor_required, posted, see_other
from identity.actions.memberships import add_membership, end_membership
from identity.forms.accounts import EndMembershipForm, RoleForm
from identity.models import Membership
from identity.permissions import Permission
from identity.queries.accounts import may_take_over, open_work_of
from kernel.errors import DomainError, NotFound


@require_http_methods(["GET", "POST"])
@actor_required(Permission.ACCOUNT_MANAGE)
def add_role(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Another role for a person of the unit."""
    account = policies.get_account(request.actor, account_id)
    back = reverse("identity:person", args=[account.pk])
    form = RoleForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            add_membership(account, **form.told(), actor=request.actor)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã giao vai trò."))
            return see_other(back)
    context = {
        "form": form,
        "account": account,
        "title": _("Giao thêm vai trò"),
        "submit": _("Giao vai trò"),
        "back": back,
    }
    return render(request, "identity/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@actor_required(Permission.ACCOUNT_MANAGE)
def end_role(request: ActorRequest, membership_id: UUID) -> HttpResponse:
    """End a role on a day; open work is listed and must have a taker."""
    membership = (
        Membership.objects.in_unit(request.actor.unit.id).select_related("account").filter(pk=membership_id).first()
    )
    if membership is None:
        raise NotFound("membership_not_found", _("Không tìm thấy vai trò đang có hiệu lực."))
    back = reverse("identity:person", args=[membership.account_id])
    if membership.ended_at is not None:
        # A second click, or another administrator was faster.
        messages.info(request, _("Ngày kết thúc của vai trò này đã được ghi trước đó."))
        return see_other(back)
    work = open_work_of(membership)
    form = EndMembershipForm(
        posted(request),
        membership=membership,
        takers=may_take_over(request.actor, but=membership.account) if work else [],
        has_work=bool(work),
    )
    if request.method == "POST" and form.is_valid():
        try:
            handed = end_membership(membership, on=form.cleaned_data["on"], successor=form.taker, actor=request.actor)
        except DomainError as error:
            form.refuse(error)
        else:
            words = _("Đã ghi ngày kết thúc vai trò.")
            if handed:
                words += " " + ngettext("Đã bàn giao %(n)d việc.", "Đã bàn giao %(n)d việc.", handed) % {"n": handed}
            messages.success(request, words)
            return see_other(back)
    context = {"form": form, "membership": membership, "account": membership.account, "work": work, "back": back}
    return render(request, "identity/end_role.html", context, status=422 if form.errors else 200)

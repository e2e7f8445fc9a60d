"""The unit's people: list, one account, opening, details, closing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from identity import policies, second_factor
from identity.access import ActorRequest, actor_required, posted, see_other
from identity.actions.accounts import change_account, end_account, open_account
from identity.actions.invitations import invite
from identity.actions.memberships import add_membership, move_home
from identity.forms.accounts import (
    AccountDetailsForm,
    ExistingPersonForm,
    FilterForm,
    HomeForm,
    OpenAccountForm,
)
from identity.models import Account
from identity.permissions import Permission
from identity.queries.accounts import Filters, account_list, account_page, is_over, roles_here
from identity.views.codes import code_page
from kernel import clock
from kernel.errors import DomainError
from kernel.transactions import atomic
from registry import tree

PER_PAGE = 50


@require_safe
@actor_required(Permission.ACCOUNT_MANAGE)
def people(request: ActorRequest) -> HttpResponse:
    """Accounts of the unit, 50 a page."""
    form = FilterForm(request.GET or None)
    data = form.cleaned_data if form.is_valid() else {}
    filters = Filters(data.get("q", ""), data.get("role", ""), data.get("state") or "working")
    page = Paginator(account_list(request.actor, filters), PER_PAGE).get_page(request.GET.get("page"))
    today = clock.today()
    rows = [
        (account, [role for role in roles_here(account) if not is_over(role, today)], _status(account))
        for account in page.object_list
    ]
    context = {"page": page, "rows": rows, "form": form, "filters": filters, "is_filtered": bool(request.GET)}
    return render(request, "identity/people.html", context)


@require_safe
@actor_required(Permission.ACCOUNT_MANAGE)
def person(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """One account with its roles here."""
    account = policies.get_account(request.actor, account_id)
    page = account_page(request.actor, account)
    context = {
        "page": page,
        "account": account,
        "status": _status(account),
        "has_second_factor": second_factor.has_authenticator(account.pk),
        "may_close": page.may_reset
        and not page.is_self
        and account.is_active
        and not page.current
        and not page.elsewhere,
        "may_move_home": page.may_reset and not page.is_self and account.is_active and bool(_other_homes(account)),
    }
    return render(request, "identity/person.html", context)


@require_http_methods(["GET", "POST"])
@actor_required(Permission.ACCOUNT_MANAGE)
def open_person(request: ActorRequest) -> HttpResponse:
    """Open an account with a first role; the answer is the page with the code, shown once."""
    form = OpenAccountForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            with atomic():
                account = open_account(**form.account(), actor=request.actor)
                add_membership(account, **form.told(), actor=request.actor)
                issued = invite(account, actor=request.actor)
        except DomainError as error:
            form.refuse(error)
        else:
            return code_page(request, issued)
    return _form(
        request,
        form,
        title=_("Mở tài khoản"),
        note=_("Sau khi lưu, trang tiếp theo hiện mã kích hoạt dùng một lần để in và trao tận tay."),
        submit=_("Mở tài khoản và lấy mã kích hoạt"),
        back=reverse("identity:people"),
    )


@require_http_methods(["GET", "POST"])
@actor_required(Permission.ACCOUNT_MANAGE)
def add_person(request: ActorRequest) -> HttpResponse:
    """Give a role here to somebody who has an account already."""
    form = ExistingPersonForm(posted(request))
    if request.method == "POST" and form.is_valid() and form.account is not None:
        try:
            add_membership(form.account, **form.told(), actor=request.actor)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("Đã giao vai trò. Người đó thấy đơn vị này ngay trong danh sách đơn vị của mình.")
            )
            return see_other(reverse("identity:person", args=[form.account.pk]))
    return _form(
        request,
        form,
        title=_("Giao vai trò cho người đã có tài khoản"),
        note=_("Một người chỉ có một tài khoản, dùng cho mọi đơn vị."),
        submit=_("Giao vai trò"),
        back=reverse("identity:people"),
    )


@require_http_methods(["GET", "POST"])
@actor_required(Permission.ACCOUNT_MANAGE)
def edit_person(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Correct name, e-mail and telephone."""
    account = policies.get_account(request.actor, account_id)
    policies.require_reset(request.actor, account)
    initial = {"full_name": account.full_name, "email": account.email, "phone": account.phone}
    form = AccountDetailsForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_account(account, **form.cleaned_data, actor=request.actor)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu thông tin tài khoản."))
            return see_other(_page_of(account))
    return _form(
        request,
        form,
        title=_("Sửa thông tin tài khoản"),
        submit=_("Lưu thông tin"),
        back=_page_of(account),
        account=account,
    )


@require_http_methods(["GET", "POST"])
@actor_required(Permission.ACCOUNT_MANAGE)
def move_person(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Give the care of an account to another unit of the person."""
    account = policies.get_account(request.actor, account_id)
    policies.require_reset(request.actor, account)
    form = HomeForm(posted(request), units=_other_homes(account))
    if request.method == "POST" and form.is_valid():
        try:
            move_home(account, to_unit_id=int(form.cleaned_data["unit"]), actor=request.actor)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã chuyển việc quản lý tài khoản."))
            return see_other(reverse("identity:people"))
    return _form(
        request,
        form,
        title=_("Chuyển đơn vị quản lý tài khoản"),
        note=_("Từ lúc lưu, chỉ quản trị của đơn vị được chọn hoặc của cấp trên được cấp lại mật khẩu cho người này."),
        submit=_("Chuyển quản lý tài khoản"),
        back=_page_of(account),
        account=account,
    )


@require_http_methods(["GET", "POST"])
@actor_required(Permission.ACCOUNT_MANAGE)
def close_person(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Close an account whose roles have all ended."""
    account = policies.get_account(request.actor, account_id)
    policies.require_reset(request.actor, account)
    if not account.is_active:
        messages.info(request, _("Tài khoản đã đóng."))
        return see_other(_page_of(account))
    if request.method == "POST":
        end_account(account, actor=request.actor)
        messages.success(request, _("Đã đóng tài khoản."))
        return see_other(_page_of(account))
    context = {
        "title": _("Đóng tài khoản"),
        "account": account,
        "sentence": _("Đóng tài khoản của %(name)s. Không mở lại được; người đó quay lại thì được mở tài khoản mới.")
        % {"name": account.full_name},
        "facts": [(_("Tên đăng nhập"), account.username)],
        "submit": _("Đóng tài khoản"),
        "danger": True,
        "back": _page_of(account),
    }
    return render(request, "identity/confirm.html", context)


def _form(
    request: ActorRequest,
    form: Any,
    *,
    title: str,
    submit: str,
    back: str,
    note: str = "",
    account: Account | None = None,
) -> HttpResponse:
    context = {"form": form, "title": title, "submit": submit, "back": back, "note": note, "account": account}
    return render(request, "identity/form.html", context, status=422 if form.errors else 200)


def _page_of(account: Account) -> str:
    return reverse("identity:person", args=[account.pk])


def _other_homes(account: Account) -> list[tuple[str, str]]:
    rows = [row for row in account.memberships.in_force() if row.unit_id != account.home_unit_id]
    return [(str(unit_id), tree.get(unit_id).full_name) for unit_id in dict.fromkeys(row.unit_id for row in rows)]


def _status(account: Account) -> tuple[str, str, str]:
    # Words, tone and icon of the account's condition.
    if not account.is_active:
        return _("Đã đóng"), "", "close"
    if not account.has_usable_password():
        return _("Chờ kích hoạt"), "warn", "clock"
    return _("Đang dùng"), "ok", "done"

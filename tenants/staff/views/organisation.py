"""Bodies of the unit and its page for citizens."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from identity.access import ActorRequest, actor_required, posted, see_other
from identity.permissions import Permission
from kernel.errors import DomainError, NotFound
from registry import tree
from tenants.staff.actions.bodies import change_body, end_body, open_body
from tenants.staff.actions.profile import FIELDS, change_profile
from tenants.staff.forms.organisation import BodyForm, ProfileForm
from tenants.staff.models import Body


@require_safe
@actor_required(Permission.UNIT_CONFIGURE)
def bodies(request: ActorRequest) -> HttpResponse:
    """Open ones in order of name, then ended ones."""
    rows = list(Body.objects.in_order())
    context = {
        "open": [body for body in rows if body.ended_on is None],
        "ended": [body for body in rows if body.ended_on is not None],
    }
    return render(request, "staff/bodies.html", context)


@require_http_methods(["GET", "POST"])
@actor_required(Permission.UNIT_CONFIGURE)
def new_body(request: ActorRequest) -> HttpResponse:
    """Add a body."""
    form = BodyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            open_body(**form.told(), actor=request.actor)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã thêm cơ quan, bộ phận."))
            return see_other(reverse("staff:bodies"))
    return _form(request, form, title=_("Thêm cơ quan, bộ phận"), submit=_("Thêm cơ quan, bộ phận"))


@require_http_methods(["GET", "POST"])
@actor_required(Permission.UNIT_CONFIGURE)
def edit_body(request: ActorRequest, body_id: UUID) -> HttpResponse:
    """Correct a body."""
    body = _open(body_id)
    initial = {"name": body.name, "kind": body.kind, "line": body.line, "contact": body.contact}
    form = BodyForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_body(body, **form.told(), actor=request.actor)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu."))
            return see_other(reverse("staff:bodies"))
    return _form(request, form, title=_("Sửa cơ quan, bộ phận"), submit=_("Lưu thông tin"), body=body)


@require_http_methods(["GET", "POST"])
@actor_required(Permission.UNIT_CONFIGURE)
def close_body(request: ActorRequest, body_id: UUID) -> HttpResponse:
    """End a body; a second click finds it ended and says so."""
    body = Body.objects.filter(pk=body_id).first() or _open(body_id)
    if body.ended_on is not None:
        messages.info(request, _("Cơ quan, bộ phận này đã kết thúc."))
        return see_other(reverse("staff:bodies"))
    if request.method == "POST":
        end_body(body, actor=request.actor)
        messages.success(request, _("Đã kết thúc cơ quan, bộ phận."))
        return see_other(reverse("staff:bodies"))
    context = {
        "title": _("Kết thúc cơ quan, bộ phận"),
        "sentence": _("%(name)s không nhận yêu cầu mới nữa. Những gì đã hỏi và trả lời vẫn còn trong vụ việc.")
        % {"name": body.name},
        "submit": _("Kết thúc từ hôm nay"),
        "danger": True,
        "back": reverse("staff:bodies"),
    }
    return render(request, "staff/confirm.html", context)


@require_http_methods(["GET", "POST"])
@actor_required(Permission.UNIT_CONFIGURE)
def profile(request: ActorRequest) -> HttpResponse:
    """What citizens read on the unit's page."""
    now = tree.get(request.actor.unit.id).profile
    form = ProfileForm(posted(request), initial={name: now.get(name, "") for name in FIELDS})
    if request.method == "POST" and form.is_valid():
        try:
            change_profile(**form.cleaned_data, actor=request.actor)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu. Trang công khai của đơn vị hiện thông tin mới."))
            return see_other(reverse("staff:profile"))
    return render(request, "staff/profile.html", {"form": form}, status=422 if form.errors else 200)


def _form(request: ActorRequest, form: BodyForm, *, title: str, submit: str, body: Body | None = None) -> HttpResponse:
    context = {"form": form, "title": title, "submit": submit, "back": reverse("staff:bodies"), "body": body}
    return render(request, "staff/form.html", context, status=422 if form.errors else 200)


def _open(body_id: UUID) -> Body:
    body = Body.objects.open().filter(pk=body_id).first()
    if body is None:
        raise NotFound("body_not_found", _("Không tìm thấy cơ quan, bộ phận."))
    return body

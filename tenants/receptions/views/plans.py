"""Pages of the plan of the year."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from identity.access import ActorRequest, actor_required, posted, see_other
from identity.permissions import Permission
from kernel import clock
from kernel.errors import DomainError, Invalid, NotFound, NotPermitted
from kernel.journal import once
from registry.levels import Line
from tenants.documents import downloads
from tenants.documents.uploads import FIELD, StoredUpload
from tenants.receptions.actions import plans as actions
from tenants.receptions.forms.plans import (
    AmendForm,
    GuidanceForm,
    IssueForm,
    PlanForm,
    SentForm,
    data_of,
    initial_of,
)
from tenants.receptions.models import Plan
from tenants.receptions.policies.plans import get_plan, may, visible_plans
from tenants.receptions.queries.plans import marked, ordered, plan_page, public_plans, shortfall
from tenants.receptions.rules.presets import Preset, preset, presets
from tenants.receptions.views.access import seen
from tenants.staff.queries import setting
from tenants.staff.rules.settings import Letterheads


@require_safe
@actor_required()
def plans(request: ActorRequest) -> HttpResponse:
    """The plans of the actor's lines, newest year first; one is marked that orders less than the law."""
    seen(request.actor)
    rows = visible_plans(request.actor).order_by("-year", "line", "-version_no", "-id")[:200]
    context = {"rows": marked(rows), "may_make": request.actor.may(Permission.PLAN_MANAGE)}
    return render(request, "receptions/plans.html", context)


@require_safe
@actor_required()
def plan(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """One plan, each value with the level it comes from."""
    seen(request.actor)
    found = get_plan(request.actor, plan_id)
    context = {"page": plan_page(found, request.actor), "plan": found}
    return render(request, "receptions/plan.html", context)


@require_safe
@actor_required()
def print_plan(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """The plan on paper, in the form of its line; a draft says that it is one."""
    seen(request.actor)
    found = get_plan(request.actor, plan_id)
    page = plan_page(found, request.actor)
    context = {
        "page": page,
        "plan": found,
        "ordered": ordered(page.sections),
        # The heading above says that it is a plan.
        "about": found.title.removeprefix("Kế hoạch ").removeprefix("kế hoạch "),
        "head": setting(Letterheads).of(found.line),
        "is_party": found.line == Line.PARTY,
    }
    return render(request, "receptions/plan_print.html", context)


@require_http_methods(["GET", "POST"])
@actor_required(Permission.PLAN_MANAGE)
def new_plan(request: ActorRequest) -> HttpResponse:
    """A draft from one of the presets or from nothing."""
    chosen = preset(request.POST.get("preset") or request.GET.get("preset", ""))
    form = PlanForm(posted(request), actor=request.actor, initial=_initial(chosen))
    if request.method == "POST" and form.is_valid():
        try:
            data = form.told()
            key = form.cleaned_data["once_key"] or None
            made, _again = once.run(
                key,
                actor=request.actor,
                fingerprint=once.fingerprint_of([request.path, request.POST.dict() | {"csrfmiddlewaretoken": ""}]),
                fn=lambda: actions.draft_plan(data, preset=chosen.code if chosen else "", actor=request.actor).pk,
            )
        except DomainError as error:
            _tell(form, error)
        else:
            messages.success(request, _("Đã lưu dự thảo. Chưa có gì được công khai."))
            return see_other(reverse("receptions:plan", args=[made]))
    context = {
        "form": form,
        "title": _("Lập kế hoạch năm"),
        "submit": _("Lưu dự thảo"),
        "back": reverse("receptions:plans"),
        "presets": [one for one in presets().values() if Line(one.line) in request.actor.lines],
        "chosen": chosen,
    }
    return render(request, "receptions/plan_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@actor_required(Permission.PLAN_MANAGE)
def edit_plan(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Change a draft."""
    found = get_plan(request.actor, plan_id)
    form = PlanForm(posted(request), actor=request.actor, plan=found, initial=initial_of(data_of(found), found.version))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_plan(found, form.told(), version=form.cleaned_data["version"], actor=request.actor)
        except DomainError as error:
            _tell(form, error)
        else:
            messages.success(request, _("Đã lưu dự thảo."))
            return see_other(reverse("receptions:plan", args=[found.pk]))
    elif request.method == "GET" and not may(request.actor, "change", found):
        return see_other(reverse("receptions:plan", args=[found.pk]))
    context = {
        "form": form,
        "title": _("Sửa dự thảo kế hoạch"),
        "submit": _("Lưu dự thảo"),
        "back": reverse("receptions:plan", args=[found.pk]),
        "plan": found,
    }
    return render(request, "receptions/plan_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@actor_required(Permission.PLAN_MANAGE)
def issue_plan(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Number, date and the signed paper: the plan counts from now on."""
    found = get_plan(request.actor, plan_id)
    form = IssueForm(posted(request), request.FILES or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.issue_plan(
                found,
                number=data["number"],
                dated_on=data["dated_on"],
                uploads=request.FILES.getlist(FIELD),
                version=data["version"],
                actor=request.actor,
            )
        except DomainError as error:
            _tell(form, error)
        else:
            messages.success(request, _("Đã ban hành. Kế hoạch hiện trên trang công khai của đơn vị."))
            return see_other(reverse("receptions:plan", args=[found.pk]))
    return _step(
        request, found, form, title=_("Ban hành kế hoạch"), submit=_("Ban hành và công khai"), multipart=True,
        below=shortfall(found),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@actor_required(Permission.PLAN_MANAGE)
def amend_plan(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Begin the next version."""
    found = get_plan(request.actor, plan_id)
    form = AmendForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.amend_plan(found, why=form.cleaned_data["why"], actor=request.actor)
        except DomainError as error:
            _tell(form, error)
        else:
            messages.success(
                request, _("Đã lập bản điều chỉnh. Kế hoạch cũ còn hiệu lực đến khi bản này được ban hành.")
            )
            return see_other(reverse("receptions:edit-plan", args=[made.pk]))
    return _step(request, found, form, title=_("Điều chỉnh kế hoạch"), submit=_("Lập bản điều chỉnh"))


@require_http_methods(["GET", "POST"])
@actor_required(Permission.PLAN_MANAGE)
def discard_plan(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    found = get_plan(request.actor, plan_id)
    if request.method == "POST":
        actions.discard_plan(found, actor=request.actor)
        messages.success(request, _("Đã bỏ dự thảo."))
        return see_other(reverse("receptions:plans"))
    context = {
        "title": _("Bỏ dự thảo kế hoạch"),
        "sentence": _("Dự thảo “%(title)s” sẽ mất hẳn.") % {"title": found.title},
        "submit": _("Bỏ dự thảo"),
        "danger": True,
        "back": reverse("receptions:plan", args=[found.pk]),
        "plan": found,
    }
    return render(request, "receptions/plan_confirm.html", context)


@require_http_methods(["GET", "POST"])
@actor_required(Permission.PLAN_MANAGE)
def record_sent(request: ActorRequest, plan_id: UUID, row: int) -> HttpResponse:
    """Proof that a recipient got the plan."""
    found = get_plan(request.actor, plan_id)
    if row >= len(found.distribution):
        raise NotFound("no_recipient", _("Không có nơi nhận này."))
    form = SentForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_sent(found, row, **form.cleaned_data, actor=request.actor)
        except DomainError as error:
            _tell(form, error)
        else:
            messages.success(request, _("Đã ghi việc gửi."))
            return see_other(reverse("receptions:plan", args=[found.pk]))
    title = _("Gửi kế hoạch: %(name)s") % {"name": found.distribution[row]["name"]}
    return _step(request, found, form, title=title, submit=_("Ghi việc gửi"))


@require_http_methods(["GET", "POST"])
@actor_required(Permission.PLAN_MANAGE)
def attach_guidance(request: ActorRequest, plan_id: UUID, base: int) -> HttpResponse:
    """Guidance documents of a legal basis."""
    found = get_plan(request.actor, plan_id)
    if base >= len(found.bases):
        raise NotFound("no_basis", _("Không có căn cứ này."))
    form = GuidanceForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.attach_guidance(found, base, uploads=request.FILES.getlist(FIELD), actor=request.actor)
        except DomainError as error:
            _tell(form, error)
        else:
            messages.success(request, _("Đã đính kèm văn bản hướng dẫn."))
            return see_other(reverse("receptions:plan", args=[found.pk]))
    title = _("Văn bản hướng dẫn: %(title)s") % {"title": found.bases[base]["title"]}
    return _step(request, found, form, title=title, submit=_("Đính kèm"), multipart=True)


@require_safe
@actor_required()
def plan_file(request: ActorRequest, plan_id: UUID, digest: str) -> HttpResponseBase:
    """The signed paper or a guidance document."""
    seen(request.actor)
    found = get_plan(request.actor, plan_id)
    rows = [*found.files, *(row for base in found.bases for row in base.get("files", []))]
    row = next((one for one in rows if one["digest"] == digest), None)
    if row is None:
        raise NotFound("file_missing", _("Không tìm thấy tệp."))
    return downloads.serve(StoredUpload(row["name"], row["digest"], row["size"], row["media_type"]))


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """The unit's plans in force, for everybody: days, places, periods; no draft, no proof of sending."""
    given = request.GET.get("year", "")
    year = int(given) if len(given) == 4 and given.isascii() and given.isdigit() else clock.today().year
    return render(request, "receptions/public_plan.html", {"plans": public_plans(year), "year": year})


def _step(
    request: ActorRequest,
    found: Plan,
    form: Any,
    *,
    title: str,
    submit: str,
    multipart: bool = False,
    below: Any = None,
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "multipart": multipart,
        "back": reverse("receptions:plan", args=[found.pk]),
        "plan": found,
        "below": below,
    }
    return render(request, "receptions/plan_step.html", context, status=422 if form.errors else 200)


def _tell(form: Any, error: DomainError) -> None:
    """A refusal stands at its field; not permitted, not found stay what they are."""
    if isinstance(error, (NotPermitted, NotFound)):
        raise error
    if isinstance(error, Invalid) and "reception_on" in error.fields:
        error.fields["days_of_month"] = error.fields.pop("reception_on")
    form.refuse(error)


def _initial(chosen: Preset | None) -> dict[str, Any]:
    year = clock.today().year
    if chosen is None:
        return {"year": year, "covers": "BOTH", "reception_per": "MONTH"}
    data = actions.PlanData(
        year=year, line=chosen.line, covers=chosen.covers, title=chosen.title, purpose=chosen.purpose,
        issuer=chosen.issuer, head_position=chosen.head_position, signer_title=chosen.signer_title, bases=chosen.bases,
        values=chosen.values, distribution=chosen.distribution,
    )  # fmt: skip
    return initial_of(data)

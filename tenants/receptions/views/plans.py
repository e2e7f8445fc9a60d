"""Steps with the plan of the year: drafting, changing, issuing, amending, discarding, saying who got it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from identity.access import ActorRequest, actor_required, posted, see_other
from identity.permissions import Permission
from kernel import clock
from kernel.errors import DomainError, Invalid, NotFound, NotPermitted
from kernel.journal import drafts, once
from oversight.models import Per
from registry.levels import Line
from tenants.cases.views.kept import bring_back, kept_as
from tenants.documents.uploads import FIELD
from tenants.receptions.actions import plans as actions
from tenants.receptions.enums import Covers
from tenants.receptions.forms.once import OnceForm
from tenants.receptions.forms.plan_steps import AmendForm, GuidanceForm, IssueForm, SentForm
from tenants.receptions.forms.plan_typed import data_of, initial_of, usual_participants
from tenants.receptions.forms.plans import PlanForm
from tenants.receptions.models import Plan
from tenants.receptions.policies.plans import get_plan, may
from tenants.receptions.queries.plans import shortfall
from tenants.receptions.rules.presets import Preset, preset, presets


@require_http_methods(["GET", "POST"])
@actor_required(Permission.PLAN_MANAGE)
def new_plan(request: ActorRequest) -> HttpResponse:
    """A draft from one of the presets or from nothing."""
    chosen = preset(request.POST.get("preset") or request.GET.get("preset", ""))
    lines = [one for one in (Line.PARTY, Line.GOVERNMENT) if one in request.actor.lines]
    line = next((one for one in lines if one == request.GET.get("line")), lines[0])
    form = PlanForm(posted(request), actor=request.actor, initial=_initial(chosen, line))
    kept = f"plan-new-{chosen.code if chosen else line}"
    has_draft = request.method == "GET" and bring_back(request.actor, kept, form)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.told()
            made = _once(
                request,
                lambda: actions.draft_plan(data, preset=chosen.code if chosen else "", actor=request.actor).pk,
            )
        except DomainError as error:
            _tell(form, error)
        else:
            drafts.discard(request.actor, kept)
            messages.success(request, _("Đã lưu dự thảo. Chưa có gì được công khai."))
            return see_other(reverse("receptions:plan", args=[made]))
    context = {
        "form": form,
        "title": _("Lập kế hoạch năm"),
        "submit": _("Lưu dự thảo"),
        "back": reverse("receptions:plans"),
        "presets": [one for one in presets().values() if Line(one.line) in lines],
        "chosen": chosen,
        **kept_as(kept, has_draft),
        "blank": [] if len(lines) == 1 else [(one.value, one.label, chosen is None and one == line) for one in lines],
    }
    return render(request, "receptions/plan_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@actor_required(Permission.PLAN_MANAGE)
def edit_plan(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Change a draft."""
    found = get_plan(request.actor, plan_id)
    form = PlanForm(posted(request), actor=request.actor, plan=found, initial=initial_of(data_of(found), found.version))
    # Of this very version: what was typed before somebody else's change must not pass for a look at that change.
    kept = f"plan-{found.pk}-{found.version}"
    has_draft = request.method == "GET" and bring_back(request.actor, kept, form)
    if request.method == "POST" and form.is_valid():
        try:
            data, version = form.told(), form.cleaned_data["version"]
            _once(request, lambda: actions.change_plan(found, data, version=version, actor=request.actor).pk)
        except DomainError as error:
            _tell(form, error)
            if error.code == "plan_changed":
                form.take_version(get_plan(request.actor, plan_id).version)
        else:
            drafts.discard(request.actor, kept)
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
        **kept_as(kept, has_draft),
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
            told = {name: data[name] for name in ("number", "dated_on", "version")}
            uploads = request.FILES.getlist(FIELD)
            _once(request, lambda: actions.issue_plan(found, uploads=uploads, **told, actor=request.actor).pk)
        except DomainError as error:
            _tell(form, error)
            if error.code == "plan_changed":
                form.take_version(get_plan(request.actor, plan_id).version)
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
            why = form.cleaned_data["why"]
            made = _once(request, lambda: actions.amend_plan(found, why=why, actor=request.actor).pk)
        except DomainError as error:
            _tell(form, error)
        else:
            messages.success(
                request, _("Đã lập bản điều chỉnh. Kế hoạch cũ còn hiệu lực đến khi bản này được ban hành.")
            )
            return see_other(reverse("receptions:edit-plan", args=[made]))
    return _step(request, found, form, title=_("Điều chỉnh kế hoạch"), submit=_("Lập bản điều chỉnh"))


@require_http_methods(["GET", "POST"])
@actor_required(Permission.PLAN_MANAGE)
def discard_plan(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    if request.method == "POST":
        # Looked up only for the first click: for the second there is no draft any more, its one-time key answers.
        _once(request, lambda: actions.discard_plan(get_plan(request.actor, plan_id), actor=request.actor))
        messages.success(request, _("Đã bỏ dự thảo."))
        return see_other(reverse("receptions:plans"))
    found = get_plan(request.actor, plan_id)
    context = {
        "form": OnceForm(),
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
            told = {name: form.cleaned_data[name] for name in ("channel", "sent_on", "proof")}
            _once(request, lambda: actions.record_sent(found, row, **told, actor=request.actor))
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
            uploads = request.FILES.getlist(FIELD)
            _once(request, lambda: actions.attach_guidance(found, base, uploads=uploads, actor=request.actor))
        except DomainError as error:
            _tell(form, error)
        else:
            messages.success(request, _("Đã đính kèm văn bản hướng dẫn."))
            return see_other(reverse("receptions:plan", args=[found.pk]))
    title = _("Văn bản hướng dẫn: %(title)s") % {"title": found.bases[base]["title"]}
    return _step(request, found, form, title=title, submit=_("Đính kèm"), multipart=True)


def _once(request: ActorRequest, fn: Callable[[], UUID | None]) -> UUID | None:
    """Do it once for the key of the form that was sent; a second click gets what the first one made."""
    typed = {name: values for name, values in request.POST.lists() if name not in ("csrfmiddlewaretoken", "once_key")}
    files = [(one.name, one.size) for one in request.FILES.getlist(FIELD)]
    return once.run(
        request.POST.get("once_key", "")[:100] or None,
        actor=request.actor,
        fingerprint=once.fingerprint_of([request.path, typed, files]),
        fn=fn,
    )[0]


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


def _initial(chosen: Preset | None, line: str) -> dict[str, Any]:
    """A preset, or an empty plan of a line; who takes part as the unit has set it where the preset names nobody."""
    year = clock.today().year
    if chosen is None:
        found = {"year": year, "line": line, "covers": Covers.BOTH.value, "reception_per": Per.MONTH.value}
    else:
        line = chosen.line
        found = initial_of(
            actions.PlanData(
                year=year, line=line, covers=chosen.covers, title=chosen.title, purpose=chosen.purpose,
                issuer=chosen.issuer, head_position=chosen.head_position, signer_title=chosen.signer_title,
                bases=chosen.bases, values=chosen.values, distribution=chosen.distribution,
            )
        )  # fmt: skip
    if not found.get("reception_participants") and found["covers"] != Covers.DIALOGUE:
        found["reception_participants"] = usual_participants(line)
    return found
